"""A history that goes on upon another reading of the file: every place in it is there again, forth and back."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from cueline.episode import EditError
from cueline.episode.joining import join
from cueline.gui.session import Session
from cueline.gui.undo import Edit
from cueline.io import SaveError, open_document, parse_document
from cueline.io.joining.rereading import reread
from tests.io.made_edits import any_edit
from tests.io.made_files import episode_files

EDIT = Edit("edit", None, "an edit")


class History:
    """A session of its own, with each episode that its history has a place for."""

    def __init__(self, path: Path) -> None:
        self.session = Session()
        self.session.load(open_document(path))
        self.places = [self.session.episode]

    def note(self) -> None:
        """Note what the session holds at the end of its history."""
        self.places = [*self.places[: self.session.index], self.session.episode]

    def edit(self, draws, count: int) -> None:
        """Make some edits."""
        for _ in range(count):
            with suppress(EditError):
                if self.session.apply(EDIT, any_edit(draws.draw, self.session.episode)):
                    self.note()

    def walk(self) -> None:
        """Go back to the start and forth to the end; what was seen is seen again."""
        for index in [*range(len(self.places) - 1, -1, -1), *range(len(self.places))]:
            self.session.undo_to(index)
            assert self.session.episode == self.places[index]

    def close(self) -> None:
        """Let go of it."""
        self.session.end()


@settings(max_examples=25)
@given(st.data())
def test_reloads_and_joins_are_steps_like_any_other(draws):
    data = draws.draw(episode_files())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "e.md"
        path.write_bytes(data)
        with closing(History(path)) as history:
            session = history.session
            history.edit(draws, draws.draw(st.integers(0, 2)))
            with suppress(EditError, SaveError):
                theirs = parse_document(data)
                path.write_bytes(theirs.render(any_edit(draws.draw, theirs.episode)))
            document, mine = session.document, session.episode
            assert document is not None
            disk = reread(document, mine).document
            joined = join(document.episode, mine, disk.episode).episode
            clean = session.clean
            session.rebase(disk, EDIT, None if joined == disk.episode else joined)
            history.note()
            assert session.document is disk
            assert session.episode == joined
            assert session.clean == (joined == disk.episode)
            if clean:
                assert session.clean
                assert disk.render(session.episode) == path.read_bytes()
            history.edit(draws, 1)
            history.walk()
            with suppress(SaveError):
                session.begin_saving()
                session.end_saving(disk.save(session.episode))
                history.walk()
                assert open_document(path).episode == history.places[-1]
