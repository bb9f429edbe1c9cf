"""The front matter of an episode in which nothing is wrong; each test breaks of it what it needs broken."""

from __future__ import annotations

BEES = """---
title: Bees
season: 1
episode: 2
guests: [oren]
image: images/bees.jpg
ids:
  youtube: abcdefghijk
links:
  youtube: https://www.youtube.com/watch?v=abcdefghijk
description: About bees.
topics: [bees]
intro: Bees.
dateadded: 2026-11-22
duration: PT50S
quotableClips:
- name: Start
  startOffset: 0
  url: https://www.youtube.com/watch?v=abcdefghijk&t=0
  endOffset: 20
- name: The hive
  startOffset: 20
  url: https://www.youtube.com/watch?v=abcdefghijk&t=20
  endOffset: 40
"""
"""All above the transcript: two clips of 20 s each, and a sound of 50 s."""
