"""A site: its settings and people, and what is known and found of all its episodes."""
