"""The source of YAML: its nodes, how a file writes them, and new text written the same way."""
