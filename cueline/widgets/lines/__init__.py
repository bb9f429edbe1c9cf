"""The table of lines."""
