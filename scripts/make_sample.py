"""Make the sample episode and its sound again; needs espeak-ng and ffmpeg.

Two voices say what stands in `SCRIPT`; where each paragraph begins is measured, and the transcript is written
from that, with the faults for practice that `README.md` in the sample's folder lists.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import wave
from array import array
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from cueline.resources.sample import EPISODE, NAME, SOUND

RATE = 22050
LEAD_IN = 1.3
PAUSE, BREATH, NEW_SECTION = 0.55, 0.3, 1.0
YOUTUBE = "https://www.youtube.com/watch?v=cueline0001"
VOICES = {"Nora": ("en-us+f3", 182, 58), "Tomas": ("en-gb+m3", 174, 40)}


@dataclass(frozen=True)
class Said:
    """A paragraph: who says it, what is said, and what the transcript makes of it.

    `written` is the text in the file where it differs from what is said; `late` is how many seconds the time in
    the file is too late; `timed` False leaves the time out, `same` repeats the time of the paragraph before.
    """

    who: str
    text: str
    written: str = ""
    late: int = 0
    timed: bool = True
    same: bool = False


SCRIPT: list[str | Said] = [
    "Podcast introduction",
    Said(
        "Nora",
        "Good morning, and welcome to the first episode of our sample show. Today we talk about"
        " counting birds without seeing a single one.",
    ),
    Said("Nora", "My guest is Tomas, who gets up at four so that the rest of us don’t have to."),
    Said(
        "Tomas",
        "Hi Nora, thank you for having me. And thank you for starting after breakfast.",
        "Hi Nora, thank you for haveing me. And thank you for starting after breakfast.",
    ),
    "Why counting by ear works",
    Said("Nora", "Let’s begin with the obvious question: why listen, and not look?", late=3),
    Said(
        "Tomas",
        "Because in a forest you hear ten birds for every one that you see. A wren weighs as much"
        " as a coin, and still you hear it across a valley.",
    ),
    Said(
        "Tomas",
        "And a song says more than a picture. It says: I am here, this is my tree, and I am awake.",
        timed=False,
    ),
    Said("Nora", "So how long does one count take?"),
    Said(
        "Tomas",
        "Five minutes in one spot. Then you walk on for three hundred metres, and begin again.",
        late=-2,
    ),
    "What the recordings miss",
    Said("Nora", "You also leave small recorders in the trees. What do they miss?"),
    Said(
        "Tomas",
        "Direction. A recorder hears two robins, and cannot tell whether it was one that moved.",
    ),
    Said(
        "Tomas",
        "Wind is the other thing. We throw away one morning in five.",
        "Wind is the other thing. We throw away won morning in five.",
        same=True,
    ),
    Said("Nora", "One in five! That is a lot of getting up for nothing."),
    Said("Tomas", "It is never for nothing. There is always coffee.", late=2),
    "How to take part",
    Said(
        "Nora",
        "For those who want to try it: where do they start?",
    ),
    Said(
        "Tomas",
        "Learn three songs, no more. The blackbird, the robin, and the great tit. Count those for a month.",
    ),
    Said("Tomas", "After that the others introduce themselves.", timed=False),
    Said("Nora", "Thank you, Tomas. And to everybody listening: sleep well, and set your alarm."),
]

FRONT: dict[str, object] = {
    "title": "Counting Birds by Ear: Dawn, Patience and a Good Pair of Shoes",
    "short": "Counting Birds by Ear",
    "season": 1,
    "episode": 1,
    "guests": ["tomasvarga"],
    "image": f"images/podcast/{NAME}.jpg",
    "ids": {"youtube": "cueline0001"},
    "links": {"youtube": YOUTUBE},
    "description": (
        "How do you count what you cannot see? A sample episode, invented from the first word to the last:"
        " two voices, four sections, and a few faults to practise on."
    ),
    "topics": ["birds", "field work", "listening"],
    "intro": "A short made-up conversation that comes with Cueline.",
    "dateadded": date(2026, 11, 22),
}
BODY = "\nNotes:\n\n* All names, places and birds in this episode are invented.\n"


def speak(said: Said, folder: Path) -> array[int]:
    """Return the samples of one paragraph, without the silence around it."""
    voice, speed, pitch = VOICES[said.who]
    path = folder / "said.wav"
    command = [
        "espeak-ng",
        "-v",
        voice,
        "-s",
        str(speed),
        "-p",
        str(pitch),
        "-w",
        str(path),
        said.text,
    ]
    subprocess.run(command, check=True)
    with wave.open(str(path)) as sound:
        samples = array("h", sound.readframes(sound.getnframes()))
    loud = [i for i, sample in enumerate(samples) if abs(sample) > 200]
    return samples[loud[0] : loud[-1] + 1]


def place(folder: Path) -> tuple[array[int], list[float | None]]:
    """Put the paragraphs one after the other; return the sound and the true start of each entry (None: header)."""
    sound: array[int] = silence(LEAD_IN)
    starts: list[float | None] = []
    before: str | Said = ""
    for entry in SCRIPT:
        if isinstance(entry, Said):
            sound += silence(pause(before, entry) if len(sound) > LEAD_IN * RATE + 1 else 0)
            starts.append(round(len(sound) / RATE, 3))
            sound += speak(entry, folder)
        else:
            starts.append(None)
        before = entry
    return sound + silence(LEAD_IN), starts


def pause(before: str | Said, said: Said) -> float:
    """Return how long it is quiet before `said`, in seconds."""
    if isinstance(before, str):
        return NEW_SECTION
    return BREATH if before.who == said.who else PAUSE


def silence(seconds: float) -> array[int]:
    """Return so much silence."""
    return array("h", bytes(2 * round(seconds * RATE)))


def written_starts(starts: list[float | None]) -> list[int | None]:
    """Return the times as the transcript has them: whole seconds, some of them wrong, some left out."""
    written: list[int | None] = []
    last = 0
    for entry, start in zip(SCRIPT, starts, strict=True):
        if start is None or not isinstance(entry, Said) or not entry.timed:
            written.append(None)
            continue
        last = last if entry.same else int(start) + entry.late
        written.append(last)
    return written


def clock(seconds: int) -> str:
    """Write whole seconds as `1:05`."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def transcript(times: list[int | None]) -> list[dict[str, object]]:
    """Return the entries of the transcript as the file has them."""
    entries: list[dict[str, object]] = []
    for entry, time in zip(SCRIPT, times, strict=True):
        if isinstance(entry, str):
            entries.append({"header": entry})
            continue
        when = {} if time is None else {"sec": time, "time": clock(time)}
        entries.append({"line": entry.written or entry.text, **when, "who": entry.who})
    return entries


def clips(times: list[int | None], end: int) -> list[dict[str, object]]:
    """Return one clip for each section; the first begins with the sound, the last ends with it."""
    headers = [(i, entry) for i, entry in enumerate(SCRIPT) if isinstance(entry, str)]
    edges = [0, *(next(t for t in times[i:] if t is not None) for i, _ in headers[1:]), end]
    return [
        {"name": name, "startOffset": first, "url": f"{YOUTUBE}&t={first}", "endOffset": last}
        for (_, name), first, last in zip(headers, edges, edges[1:], strict=False)
    ]


def write_episode(starts: list[float | None], length: float) -> None:
    """Write the episode as the files of such sites are written, and the true starts beside it."""
    times = written_starts(starts)
    end = int(length)
    front = FRONT | {
        "duration": f"PT00H{end // 60:02d}M{end % 60:02d}S",
        "quotableClips": clips(times, end),
        "transcript": transcript(times),
    }
    text = yaml.dump(front, sort_keys=False, allow_unicode=True, width=80)
    EPISODE.write_text(f"---\n{text}---\n{BODY}", encoding="utf-8")
    truth = {"length": round(length, 3), "starts": starts}
    EPISODE.with_name("true-starts.json").write_text(json.dumps(truth) + "\n", encoding="utf-8")


def write_sound(samples: array[int], folder: Path) -> None:
    """Write the sound as a small mp3."""
    path = folder / "all.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, RATE, len(samples), "NONE", ""))
        sound.writeframes(samples.tobytes())
    shape = ["-ac", "1", "-ar", str(RATE), "-b:a", "32k", "-map_metadata", "-1"]
    command = ["ffmpeg", "-y", "-loglevel", "error", "-i", str(path), *shape, str(SOUND)]
    subprocess.run(command, check=True)


def main() -> None:
    """Make the sample."""
    with tempfile.TemporaryDirectory() as name:
        samples, starts = place(Path(name))
        write_sound(samples, Path(name))
    write_episode(starts, len(samples) / RATE)
    print(f"{EPISODE}\n{SOUND}: {len(samples) / RATE:.1f} s, {SOUND.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
