"""Transcripts that are Markdown: their blocks and turns, read and written."""
