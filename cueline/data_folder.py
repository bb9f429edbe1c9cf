"""Where the program keeps what it remembers: the folder for application data, not a repository."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """Return the folder of this user: `$CUELINE_DATA`, or the platform's folder for application data."""
    chosen = os.environ.get("CUELINE_DATA")
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("Cueline", appauthor=False)
