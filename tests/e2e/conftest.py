"""The same desk as the window's tests have."""

from tests.gui.conftest import desk, opened, sample

__all__ = ["desk", "opened", "sample"]
