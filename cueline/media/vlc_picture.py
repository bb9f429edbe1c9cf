"""The picture that libVLC decodes, taken to a Qt video sink: no native window is needed for it."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoSink

    Numbers = ctypes._Pointer[ctypes.c_uint]
    Addresses = ctypes._Pointer[ctypes.c_void_p]

WIDEST = 960
"""Pixels across that a picture is scaled to at most: it is looked at in a pane."""

_PIXEL = 4
_NUMBER = ctypes.POINTER(ctypes.c_uint)
_SET_UP = ctypes.CFUNCTYPE(
    ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p, _NUMBER, _NUMBER, _NUMBER, _NUMBER
)


class VlcPicture(QObject):
    """Take the frames of one libVLC player to `sink`.

    libVLC calls on threads of its own: there a frame is copied and posted, and one that comes before the last was
    shown is dropped.
    """

    _posted = Signal(QImage)

    def __init__(self, sink: QVideoSink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sink = sink
        self._size = (0, 0)
        self._frame = ctypes.create_string_buffer(_PIXEL)
        self._waiting = False
        self._callbacks: tuple[object, ...] = ()
        self._posted.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def take_from(self, engine: Any, kinds: Any) -> None:
        """Let `engine`, which has not begun to play, give its picture here.

        `engine` is a `vlc.MediaPlayer`, `kinds` is `vlc.CallbackDecorators`: libVLC itself is called in one module.
        """
        set_up = _SET_UP(self._set_up)  # python-vlc's own kind hands over a copy of the chroma
        lock, show = kinds.VideoLockCb(self._lock), kinds.VideoDisplayCb(self._display)
        self._callbacks = (set_up, lock, show)  # libVLC keeps no reference to them
        engine.video_set_format_callbacks(ctypes.cast(set_up, kinds.VideoFormatCb), None)
        engine.video_set_callbacks(lock, None, show, None)

    @Slot(QImage)
    def _show(self, image: QImage) -> None:
        from PySide6.QtMultimedia import QVideoFrame

        self._waiting = False
        self._sink.setVideoFrame(QVideoFrame(image))

    # On libVLC's threads.

    def _set_up(
        self,
        _opaque: object,
        chroma: int,
        width: Numbers,
        height: Numbers,
        pitches: Numbers,
        lines: Numbers,
    ) -> int:
        """Ask for 32 bits a pixel, no wider than WIDEST; called when the first frame is known."""
        scale = min(1.0, WIDEST / max(1, width[0]))
        wide, tall = max(1, round(width[0] * scale)), max(1, round(height[0] * scale))
        ctypes.memmove(chroma, b"RV32", 4)
        row = wide * _PIXEL
        for cell, value in ((width, wide), (height, tall), (pitches, row), (lines, tall)):
            cell.contents.value = value
        self._frame = ctypes.create_string_buffer(wide * tall * _PIXEL)
        self._size = (wide, tall)
        return 1

    def _lock(self, _opaque: object, planes: Addresses) -> None:
        planes.contents.value = ctypes.addressof(self._frame)

    def _display(self, _opaque: object, _picture: object) -> None:
        if self._waiting:
            return
        self._waiting = True
        wide, tall = self._size
        image = QImage(self._frame.raw, wide, tall, wide * _PIXEL, QImage.Format.Format_RGB32)
        with suppress(RuntimeError):  # nobody looks any more
            self._posted.emit(image.copy())
