"""Files that do not parse: where the fault is, and what would mend it."""
