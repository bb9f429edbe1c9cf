"""A whole site: its folder, the one box, and changes of many files."""
