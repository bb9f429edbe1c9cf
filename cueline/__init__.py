"""Cueline: an editor for timed transcripts kept as text in a repository."""

__version__ = "0.1.0"
