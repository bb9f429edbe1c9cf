"""An episode file for the commands, with all that they have to leave alone."""

from __future__ import annotations

EPISODE = """\
---
# the newest
title: "Counting: birds"
season: 3
links:
  youtube: https://www.youtube.com/watch?v=abc
quotableClips:
- name: Start
  startOffset: 3
  url: https://www.youtube.com/watch?v=abc&t=5
  endOffset: 338
- name: Career
  startOffset: 338
  url: https://www.youtube.com/watch?v=abc&t=338
  endOffset: 4000
transcript:
- header: Start
- line: 'It''s good to be here, and a line that is long enough to be
    broken – naïve 😀, isn''t it?'
  sec: 3
  time: 0:03
  who: Ana
- line: It goes on.
  who: Ana
- header: Career
- who: Bo
  time: '5:38'  # checked
  sec: 338
  line: Thank you.
- line: Late.
  sec: 3608
  time: '60:08'
  who: Bo
---
The *body*.
"""
"""Items 0 to 5; item 4 (source lines 26 to 29) starts at 338."""

BROKEN = '---\ntitle: "a "quote" inside"\ntranscript: []\n---\n'
