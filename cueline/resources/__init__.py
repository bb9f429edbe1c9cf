"""Icons, style, default keys, and the sample episode with its sound."""

from pathlib import Path

FOLDER = Path(__file__).parent
