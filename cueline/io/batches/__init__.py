"""Changes of many files, and the records by which they are taken back."""
