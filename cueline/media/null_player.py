"""The player that stands for none."""

from __future__ import annotations

from pathlib import Path

from cueline.media.player import Player


class NullPlayer(Player):
    """Stand for a player where there is none: remember rate and volume, refuse every sound."""

    def load(self, path: str | Path, *, looked_at: bool = False) -> None:
        """Refuse a sound."""
        self.refuse(
            path, f"“{Path(path).name}” cannot be heard: there is nothing here to play it with."
        )

    def _close(self) -> None:
        return

    def _adjust(self) -> None:
        return
