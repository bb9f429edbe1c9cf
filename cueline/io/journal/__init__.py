"""The log of changes of an open document, and what is brought back from it after a crash."""
