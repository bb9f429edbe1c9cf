"""Files checked with the settings of their site, and faults mended in their source."""
