"""The page of a folder, the one box, and the lists of changes of many files."""
