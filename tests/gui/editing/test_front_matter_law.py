"""The law of the form: what is typed into a field changes the lines of its key, and no other byte of the file."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from cueline.episode import EditError, Episode, edits
from cueline.io import Document, SaveError, parse_document
from cueline.io.yaml_text.values import value_of_yaml, yaml_of
from cueline.widgets.metadata.form import MetadataForm
from tests.corpus_files import CORPUS
from tests.io.made_front_matter import front_matters, lines_of

TYPED = st.text(alphabet="ab1 :#'\"-[{,", min_size=1, max_size=8)


class Typist:
    """A form on a document, and somebody who types at the end of one of its fields."""

    def __init__(self, qtbot) -> None:
        self.form = MetadataForm(yaml_of, value_of_yaml)
        qtbot.addWidget(self.form)
        with qtbot.waitExposed(self.form):
            self.form.show()
        self.form.activateWindow()
        self.form.field_edited.connect(self._take)
        self.episode = Episode()

    def _take(self, path: tuple, value: object, gesture: object) -> None:
        self.episode = edits.set_field(self.episode, path, value)

    def type(self, document: Document, key: str, text: str) -> None:
        """Type `text` at the end of a field's first box; `episode` is what became of the document's."""
        self.episode = document.episode
        self.form.set_episode(document.episode)
        self.form.focus_field((key,))
        box = QApplication.focusWidget()
        assert box is not None
        last = Qt.Key.Key_End
        QTest.keyClick(box, last, Qt.KeyboardModifier.ControlModifier)
        if isinstance(box, QLineEdit):
            QTest.keyClick(box, last)
        QTest.keyClicks(box, text)
        self.form.commit_typing()


def assert_only_the_key_changed(old: str, new: str, key: str) -> None:
    before, after = old.replace("\r\n", "\n").split("\n"), new.replace("\r\n", "\n").split("\n")
    there, here = lines_of("\n".join(before), key), lines_of("\n".join(after), key)
    assert there is not None
    assert here is not None
    assert before[: there[0]] == after[: here[0]]
    rest = after[here[1] :]
    while rest[0] and not rest[0].strip():  # blanks typed at the end of a block: its own last line
        rest = rest[1:]
    assert before[there[1] :] == rest


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(draws=st.data())
def test_typing_changes_the_lines_of_the_key_alone(qtbot, draws):
    text = draws.draw(front_matters()).replace("\n", draws.draw(st.sampled_from(["\n", "\r\n"])))
    document = parse_document(text.encode())
    if not document.episode.fields:
        return
    typist = Typist(qtbot)
    key = draws.draw(st.sampled_from(sorted(document.episode.fields)))
    typist.type(document, key, draws.draw(TYPED))
    typist.form.close()
    try:
        saved = document.verified(typist.episode).data.decode()
    except SaveError:
        if key != "odd":  # in another shape it would lose its tag and its anchor
            raise
        return
    assert_only_the_key_changed(text, saved, key)
    assert document.verified(document.episode).data.decode() == text


FILES = sorted(CORPUS.glob("episodes/*.md"))[1::6] + sorted(CORPUS.glob("old-style/*.md"))[::5]


def with_three_entries(text: str) -> str:
    """Return an episode with the beginning of its transcript, which the form never touches: it is quicker so."""
    first, last = lines_of(text, "transcript") or (0, 0)
    lines = text.split("\n")
    entries = [place for place in range(first, last) if lines[place].startswith("- ")]
    cut = entries[3] if len(entries) > 3 else last
    return "\n".join([*lines[:cut], *lines[last:]])


@pytest.mark.corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:30])
def test_every_field_of_a_real_file_changes_in_its_own_lines(qtbot, path):
    text = with_three_entries(path.read_bytes().decode())
    document = parse_document(text.encode(), path.name)
    typist, changed = Typist(qtbot), 0
    for key in document.episode.fields:
        typist.type(document, key, "1")
        if typist.episode is document.episode:
            continue  # a date or a length with a 1 behind it is none
        assert_only_the_key_changed(text, document.verified(typist.episode).data.decode(), key)
        changed += 1
    assert changed >= 6


def test_what_the_form_tells_is_never_the_transcript(qtbot):
    document = parse_document(b"---\ntitle: A\ntranscript:\n- line: Hello\n---\n")
    typist = Typist(qtbot)
    typist.type(document, "title", "b")
    assert typist.episode.fields["title"] == "Ab"
    assert typist.episode.items is document.episode.items
    with pytest.raises(EditError):
        edits.set_field(document.episode, ("transcript",), "x")
