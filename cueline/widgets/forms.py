"""Forms: labels on the middle of their fields, and fields that look alike."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QFormLayout, QLayoutItem, QLineEdit


class Form(QFormLayout):
    """A form layout that makes each label as high as its field: Qt puts it at the top of a higher one.

    Of a field with something below it, such as a reason, the part that has the keyboard counts.
    """

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for row in range(self.rowCount()):
            label = self.itemAt(row, QFormLayout.ItemRole.LabelRole)
            field = self.itemAt(row, QFormLayout.ItemRole.FieldRole)
            widget = label.widget() if label is not None else None
            if widget is not None and field is not None:
                place, here = widget.geometry(), field.geometry()
                widget.setGeometry(
                    place.x(), here.y(), place.width(), min(here.height(), _height(field))
                )


def look_like_a_field(box: QComboBox | QAbstractSpinBox) -> None:
    """Give a box the look of the other fields, its text as far from the edge as theirs."""
    box.setProperty("field", True)
    box.style().polish(box)  # it may have been shown, or measured, without that
    edit = box.findChild(QLineEdit)
    if isinstance(box, QAbstractSpinBox) and edit is not None:
        edit.setTextMargins(box.fontMetrics().height() // 3, 0, 0, 0)


def _height(field: QLayoutItem) -> int:
    widget = field.widget()
    proxy = widget.focusProxy() if widget is not None else None
    return max(proxy.sizeHint().height(), proxy.height()) if proxy is not None else 10_000
