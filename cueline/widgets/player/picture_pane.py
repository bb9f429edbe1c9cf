"""The moving picture of a film, as large as there is room, with nothing around it but the dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame


class PicturePane(QWidget):
    """Shows the newest frame; one that is never painted is never unpacked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picture")
        self.setAccessibleName("Picture")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._frame: QVideoFrame | None = None
        self._image = QImage()

    def show_frame(self, frame: QVideoFrame) -> None:
        """Show a frame; one without a picture is passed over, so that nothing flickers between two places."""
        if frame.isValid():
            self._frame = frame
            self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._frame, self._image = None, QImage()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(310, 190)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, 54)

    def paintEvent(self, _event: QPaintEvent) -> None:
        frame, self._frame = self._frame, None
        if frame is not None:
            self._image = frame.toImage()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
            if not self._image.isNull():
                size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
                place = QRect(0, 0, size.width(), size.height())
                place.moveCenter(self.rect().center())
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(place, self._image)
