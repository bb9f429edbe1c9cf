"""Print every budget beside what was measured: `python -m tests.benchmarks [AREA…] [--readme]`.

Areas are the modules open_render, checking, folders, start_up, window, blocking, waveform, peaks, players and
tapping. With `--readme` the table is also put into the README.
"""

from __future__ import annotations

import importlib
import os
import platform
import re
import sys
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.measure import Result

AREAS = [
    "open_render",
    "checking",
    "folders",
    "start_up",
    "window",
    "blocking",
    "waveform",
    "peaks",
    "players",
    "tapping",
]
README = Path(__file__).resolve().parents[2] / "README.md"


def main(arguments: list[str]) -> int:
    """Measure the areas named, or all; 1 if a budget is not kept."""
    areas = [name for name in arguments if name in AREAS] or AREAS
    rows: list[Result] = []
    for area in areas:
        for result in importlib.import_module(f"tests.benchmarks.{area}").results():
            print(row(result), file=sys.stderr)
            rows.append(result)
    text = table(rows)
    print(text)
    if "--readme" in arguments:
        put_into_readme(text)
    return 0 if all(result.kept for result in rows) else 1


def row(result: Result) -> str:
    """Write one result as a row of the table."""
    sign = "≥" if result.least else "≤"
    unit = result.unit if result.unit == "×" else f" {result.unit}"
    mark = "" if result.kept else " **over**"
    measured = (
        f"{result.measured:.2f}{unit}" if result.measured < 10 else f"{result.measured:.0f}{unit}"
    )
    return (
        f"| {result.what} | {sign} {result.budget:g}{unit} | {measured}{mark} | {result.detail} |"
    )


def table(rows: list[Result]) -> str:
    """Write all results, and where they were measured."""
    head = "| what | budget | measured | |\n|---|---|---|---|"
    return "\n".join([head, *map(row, rows), "", machine()])


def machine() -> str:
    """Say what this was measured on."""
    names = re.findall(r"model name\s*:\s*(.+)", read("/proc/cpuinfo")) or [
        platform.processor() or platform.machine()
    ]
    system = re.findall(r'PRETTY_NAME="(.+)"', read("/etc/os-release")) or [platform.system()]
    return (
        f"Measured on {names[0]}, {os.cpu_count()} cores; {system[0]}, Python {platform.python_version()},"
        f" PySide6 {version('PySide6_Essentials')}, without a screen; medians of several rounds."
    )


def read(path: str) -> str:
    """Return what is in a file, "" where there is none."""
    return Path(path).read_text("utf-8") if Path(path).exists() else ""


def put_into_readme(text: str) -> None:
    """Put the table between the README's two marks."""
    mark = re.compile(r"(<!-- benchmarks -->\n).*?(<!-- /benchmarks -->)", re.DOTALL)
    readme = README.read_text("utf-8")
    README.write_text(mark.sub(lambda found: f"{found[1]}{text}\n{found[2]}", readme), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
