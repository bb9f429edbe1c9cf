"""Peaks of an hour of sound: CPU time against `ffmpeg -f null -`, memory, and the longest gap of the window's timer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from cueline.resources.sample import SOUND
from tests.benchmarks.measure import Result

ROOT = Path(__file__).resolve().parents[2]
HOUR = 3600
ROUNDS = 3
TIMER = 5
KINDS = [
    ("mp3", ["-c:a", "libmp3lame", "-ar", "44100"], "64k", "128k"),
    ("m4a", ["-c:a", "aac", "-ar", "44100"], "64k", "128k"),
    ("opus", ["-c:a", "libopus"], "48k", "96k"),
]
BARE = "import sys"
READ = """
import sys
from cueline.media.peaks import read_peaks
peaks = read_peaks(sys.argv[1])
assert abs(peaks.duration - 3600) < 2, peaks.duration
"""
COST = """
import json, resource
used = resource.getrusage(resource.RUSAGE_SELF)
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(json.dumps([used.ru_utime + used.ru_stime, int(peak) / 1024]))
"""
GAPS = """
import json, sys, time
from PySide6.QtCore import QTimer, Qt
from PySide6.QtWidgets import QApplication, QWidget
from cueline.media.peaks_job import PeaksJob
app, window = QApplication([]), QWidget()
window.show()
ticks = []
timer = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
job = PeaksJob(sys.argv[1])
job.done.connect(lambda peaks: app.quit())
timer.start()
begin = time.perf_counter() + 0.7
QTimer.singleShot(700, job.start)
app.exec()
gaps = [(b - a) * 1000 for a, b in zip(ticks, ticks[1:])]
idle = max(g for g, at in zip(gaps, ticks) if 0.2 < at - ticks[0] and at < begin - 0.05)
busy = max(g for g, at in zip(gaps, ticks) if at >= begin - 0.05)
print(json.dumps([idle, busy]))
"""


def results() -> Iterator[Result]:
    """Measure mp3, m4a and opus, mono and stereo; nothing where there is no ffmpeg to compare with."""
    if shutil.which("ffmpeg") is None or sys.platform != "linux":
        print("peaks: left out, there is no ffmpeg here to compare with", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        for kind, options, mono, stereo in KINDS:
            for channels, rate in ((1, mono), (2, stereo)):
                path = an_hour(Path(folder) / f"hour.{kind}", [*options, "-b:a", rate], channels)
                yield from of_one(path, kind, channels)


def an_hour(path: Path, options: list[str], channels: int) -> Path:
    """Encode the sample's sound, again and again, until it is an hour."""
    repeat = ["-stream_loop", "-1", "-i", str(SOUND), "-t", str(HOUR), "-ac", str(channels)]
    ffmpeg("-y", *repeat, *options, str(path))
    return path


def of_one(path: Path, kind: str, channels: int) -> Iterator[Result]:
    """Measure one file."""
    theirs, ours, peaks, gaps = [], [], [], []
    for _ in range(ROUNDS):
        theirs.append(ffmpeg("-i", str(path), "-f", "null", "-"))
        seconds, memory = json.loads(run(READ + COST, path))
        ours.append(seconds)
        peaks.append(memory)
        gaps.append(json.loads(run(GAPS, path)))
    what = f"peaks of 1 h of {kind}, {'mono' if channels == 1 else 'stereo'}"
    decode, read = median(theirs), median(ours)
    detail = f"{read:.2f} s to {decode:.2f} s of CPU time"
    yield Result(
        f"{what}, over `ffmpeg -f null`", 2.0 if channels == 1 else 2.5, read / decode, "×", detail
    )
    bare = json.loads(run(BARE + COST, path))[1]
    yield Result(
        f"{what}, memory over the start",
        80,
        max(peaks) - bare,
        "MB",
        f"{max(peaks):.0f} MB to {bare:.0f} MB",
    )
    idle, busy = min(gap[0] for gap in gaps), median(gap[1] for gap in gaps)
    detail = f"longest gap of a timer of 5 ms, less these 5 ms; idle {idle - TIMER:.1f} ms"
    yield Result(f"{what}, window blocked", 20, busy - TIMER, "ms", detail)


def ffmpeg(*arguments: str) -> float:
    """Run ffmpeg; return the CPU seconds that it took."""
    before = os.times()
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *arguments], check=True)
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


def run(code: str, path: Path) -> str:
    """Run `code` in a new Python without a screen; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout
