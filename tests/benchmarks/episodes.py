"""The files that are measured: the largest real one, and one made as long as wanted."""

from __future__ import annotations

from functools import cache
from random import Random

import yaml

from tests.corpus_files import corpus_files

WORDS = (
    "and the of we to that you in it is so data people work team really think know then what there when"
    " model question learn first years because company project start actually build different problem time"
).split()


@cache
def largest_file() -> bytes:
    """Return the largest real episode; without a corpus, a made one of its size."""
    files = corpus_files("episodes/*.md", "old-style/*.md")
    return max((path.read_bytes() for path in files), key=len) if files else made_file(400)


@cache
def made_file(lines: int) -> bytes:
    """Return an episode of so many lines, with a header before every 50th and a clip for each; always the same."""
    random = Random(lines)
    entries: list[dict[str, object]] = []
    clips: list[dict[str, object]] = []
    seconds = 0
    for number in range(lines):
        if number % 50 == 0:
            title = f"Part {number // 50 + 1}: {' '.join(random.choices(WORDS, k=4))}"
            entries.append({"header": title})
            clips.append({"name": title, "startOffset": seconds})
        entries.append(made_line(random, seconds))
        seconds += random.randint(2, 40)
    for clip, end in zip(
        clips, [clip["startOffset"] for clip in clips[1:]] + [seconds], strict=True
    ):
        clip |= {
            "url": f"https://example.org/watch?v=made&t={clip['startOffset']}",
            "endOffset": end,
        }
    front = {"title": "A made episode", "season": 1, "quotableClips": clips, "transcript": entries}
    return f"---\n{dumped(front)}---\n\nThe end.\n".encode()


def made_line(random: Random, seconds: int) -> dict[str, object]:
    """Return one entry of the transcript, a paragraph of 10 to 90 words."""
    words = random.choices(WORDS, k=random.randint(10, 90))
    hours, rest = divmod(seconds, 3600)
    clock = (
        f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
    )
    text = " ".join(words).capitalize() + random.choice([".", ".", "?", ": yes.", ", isn’t it?"])
    return {"line": text, "sec": seconds, "time": clock, "who": random.choice(["Nora", "Tomas"])}


def dumped(front: dict[str, object]) -> str:
    """Write the front matter quickly, in the style of such files."""
    return yaml.dump(front, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=80)


def front_matter(data: bytes) -> str:
    """Return what stands between the two `---`."""
    text = data.decode()
    begin = text.index("---\n") + 4
    return text[begin : text.index("\n---", begin) + 1]
