"""The form of the front matter."""
