"""Keeping PySide6 from reading the source of every module that is imported."""

from __future__ import annotations

import linecache
from contextlib import suppress


class _AllKnown(dict[str, int]):
    """PySide6's table of modules and their features, in which no module is missing."""

    def __contains__(self, name: object) -> bool:
        return True


def read_no_sources() -> None:
    """Tell PySide6 that no module uses its `__feature__` syntax; to be called before ours are imported.

    Else it reads the source of each imported module to find out, and keeps the text (`feature_imported` in its
    shibokensupport/feature.py, 6.0 to 6.11): a tenth of the time that our imports take, and 3 MB. Where a later PySide6
    has no such table, nothing happens.
    """
    import PySide6.QtCore

    assert PySide6.QtCore.qVersion()  # it brings shibokensupport along
    with suppress(ImportError, AttributeError):
        from shibokensupport import feature  # pyright: ignore[reportMissingImports]

        feature.pyside_feature_dict = _AllKnown(feature.pyside_feature_dict)
    linecache.clearcache()  # what it has read so far
