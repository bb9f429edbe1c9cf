"""Open the sample and write the README's pictures of the window, light and dark, 1280 × 800.

Works without a screen: `python scripts/make_pictures.py [FOLDER]`; the folder is docs/pictures if none is named.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any PySide6 import

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow

from cueline.gui.app import build
from cueline.resources.sample import copy_sample
from cueline.widgets.line_table import LineTable

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
CURRENT_LINE = 6


def main(folder: Path) -> int:
    """Write both pictures into `folder`; 1 if the sample did not open."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        os.environ["CUELINE_DATA"] = str(Path(place) / "data")
        sample = copy_sample(Path(place) / "Cueline sample")
        app, window = build(["cueline", str(sample)])
        window.resize(1280, 800)
        window.show()
        if not opened(app, window):
            print("The sample did not open.", file=sys.stderr)
            return 1
        for scheme in ("light", "dark"):
            take(app, window, scheme, folder / f"{scheme}.png")
        window.close()
    return 0


def opened(app: QApplication, window: QMainWindow) -> bool:
    """Wait until the transcript is seen, and stand on one of its lines; False if it takes too long."""
    table = window.findChild(LineTable, "lineTable")
    until = time.monotonic() + 20
    while time.monotonic() < until:
        settle(app, 0.1)
        if table is not None and table.model().rowCount() > CURRENT_LINE:
            settle(app, 1.5)
            table.set_current(CURRENT_LINE)
            table.setFocus()
            return True
    return False


def take(app: QApplication, window: QMainWindow, scheme: str, path: Path) -> None:
    """Write a picture of the window in this scheme."""
    action = window.findChild(QAction, f"view.{scheme}")
    if action is not None:
        action.trigger()
    settle(app, 0.7)
    window.grab().save(str(path))
    print(path)


def settle(app: QApplication, seconds: float) -> None:
    """Let the program come to rest."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        app.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES))
