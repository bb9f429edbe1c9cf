"""Open the sample and write the README's pictures of the window, 1280 × 800: light, dark, waveform, drag, folder.

Works without a screen: `python scripts/make_pictures.py [FOLDER]`; the folder is docs/pictures if none is named.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any PySide6 import

from made_site import make_site
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow

from cueline.gui.app import build
from cueline.gui.window.main_window import MainWindow
from cueline.resources.sample import copy_sample
from cueline.widgets.lines.table import LineTable
from cueline.widgets.pane_frame import WIDTH as FRAME
from cueline.widgets.waveform.waveform import Waveform

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
CURRENT_LINE = 6
DRAGGED_LINE = 12
WAVE_HEIGHT = 290


def main(folder: Path) -> int:
    """Write all pictures into `folder`; 1 if the sample, or its sound, did not open."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        os.environ["HOME"] = place  # it is seen in the picture of a folder
        os.environ["CUELINE_DATA"] = str(Path(place) / "data")
        sample = copy_sample(Path(place) / "Cueline sample")
        app, window = build(["cueline", str(sample)])
        window.resize(1280, 800)
        window.show()
        if not opened(app, window):
            print("The sample did not open.", file=sys.stderr)
            return 1
        for scheme in ("light", "dark"):
            choose(window, f"view.{scheme}")
            take(app, window, folder / f"{scheme}.png")
        choose(window, "view.light")
        written = take_waveform(app, window, folder)
        take_folder(app, window, make_site(Path(place) / "river-radio"), folder)
        window.close()
    if not written:
        print("The sound of the sample was not read.", file=sys.stderr)
    return 0 if written else 1


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


def take_waveform(app: QApplication, window: QMainWindow, folder: Path) -> bool:
    """Write the pictures of a chosen edge and of one that is dragged; False without the sound."""
    wave, table = window.findChild(Waveform, "waveform"), window.findChild(LineTable, "lineTable")
    dock = window.findChild(QDockWidget, "waveDock")
    if wave is None or table is None or dock is None or not seen(app, wave):
        return False
    window.resizeDocks([dock], [WAVE_HEIGHT], Qt.Orientation.Vertical)
    settle(app, 0.3)
    wave.setFocus()
    wave.zoom_to_line(CURRENT_LINE)
    wave.select_edge("line", CURRENT_LINE)
    take(app, window, folder / "waveform.png")
    table.set_current(DRAGGED_LINE)
    wave.show_range(40, 66)
    settle(app, 8.0)  # until the status line has said what it said
    drag(wave, 47.0, 48.6)
    take(app, window, folder / "drag.png")
    return True


def take_folder(app: QApplication, window: MainWindow, site: Path, folder: Path) -> None:
    """Write the picture of a site with a search in it."""
    window.open_path(site)
    until = time.monotonic() + 20
    while window.works.of(site).checking and time.monotonic() < until:
        settle(app, 0.1)
    page = window.panes.folder_page
    if page is not None:
        page.box.setText("morning")
    take(app, window, folder / "folder.png")


def seen(app: QApplication, wave: Waveform) -> bool:
    """Wait until the whole sound is drawn; False if that takes too long."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        settle(app, 0.05)
        if wave.scene.pyramid is not None and not wave.scene.progress:
            return True
    return False


def drag(wave: Waveform, start: float, end: float) -> None:
    """Take hold of the edge at `start` (seconds), move it to `end` and hold it there."""
    height = wave.lanes.wave.center().y() + FRAME
    first, last = (QPoint(round(wave.scene.view.x_of(s)) + FRAME, height) for s in (start, end))
    for kind, place in (
        (QEvent.Type.MouseButtonPress, first),
        (QEvent.Type.MouseMove, (first + last) / 2),
        (QEvent.Type.MouseMove, last),
    ):
        moved = kind == QEvent.Type.MouseMove
        button = Qt.MouseButton.NoButton if moved else Qt.MouseButton.LeftButton
        where = QPointF(wave.mapToGlobal(place))
        down, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(wave, QMouseEvent(kind, QPointF(place), where, button, down, none))


def choose(window: QMainWindow, name: str) -> None:
    """Choose an action from the menu."""
    action = window.findChild(QAction, name)
    if action is not None:
        action.trigger()


def take(app: QApplication, window: QMainWindow, path: Path) -> None:
    """Let the window come to rest and write its picture."""
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
