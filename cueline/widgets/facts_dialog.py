"""What is known of a thing, such as a file or the program: its name, a sentence, and facts in two columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cueline.episode.visible import visible
from cueline.widgets.plain_label import plain_label
from cueline.widgets.plain_tip import plain_tip

_WIDE = 32
"""How wide it is, in heights of its text."""


class FactsDialog(QDialog):
    """Shows facts that can be read, selected and copied; Enter and Escape close it."""

    def __init__(
        self,
        title: str,
        name: str,
        sentence: str,
        facts: Sequence[tuple[str, str]],
        icon: QIcon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("facts")
        self.setWindowTitle(title)
        self._shut = QPushButton("Close", self)
        self._shut.setDefault(True)
        self._shut.clicked.connect(self.accept)
        self._lay_out(name, sentence, facts, icon)
        told = (sentence, *(f"{what}: {value}" for what, value in facts))
        self.setAccessibleName(visible(name))
        self.setAccessibleDescription(visible("\n".join(filter(None, told))))
        self._shut.setFocus()

    def _lay_out(
        self, name: str, sentence: str, facts: Sequence[tuple[str, str]], icon: QIcon | None
    ) -> None:
        em = self.fontMetrics().height()
        words = QVBoxLayout()
        words.setSpacing(em // 3)
        words.addWidget(plain_label(visible(name), strong=True))
        if sentence:
            words.addWidget(plain_label(visible(sentence)))
        top = QHBoxLayout()
        top.setSpacing(em)
        if icon is not None:
            picture = QLabel(self)
            side = QSize(round(em * 2.6), round(em * 2.6))
            picture.setPixmap(icon.pixmap(side, self.devicePixelRatioF()))
            top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._shut)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(em, em, em, round(em * 0.7))
        whole.setSpacing(em)
        whole.addLayout(top)
        whole.addLayout(self._form(facts))
        whole.addStretch(1)
        whole.addLayout(foot)
        self.resize(em * _WIDE, whole.heightForWidth(em * _WIDE))

    def _form(self, facts: Sequence[tuple[str, str]]) -> QFormLayout:
        em = self.fontMetrics().height()
        form = QFormLayout()
        form.setHorizontalSpacing(em)
        form.setVerticalSpacing(em // 3)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for what, value in facts:
            label = QLabel(what, self)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            form.addRow(label, _fact(value, em * _WIDE // 2))
        return form


def _fact(value: str, least: int) -> QLabel:
    """Make the label of a fact; a name that is too long for a line does not widen the window."""
    label = plain_label(visible(value))
    label.setMinimumWidth(least)
    label.setToolTip(plain_tip(visible(value)))
    return label
