"""Finding and replacing in the open episode."""
