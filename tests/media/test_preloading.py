"""Libraries loaded beside the window: they are the ones that the import takes."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import sys
from cueline.media.preloading import preload

def mapped(name):
    return sum(name in line for line in open("/proc/self/maps"))

preload()
before = mapped("libavcodec"), mapped("_multiarray_umath")
print(sorted(sys.modules.keys() & {"numpy", "av"}), min(before) > 0)
import av, numpy
print(before == (mapped("libavcodec"), mapped("_multiarray_umath")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells what is loaded")
def test_the_libraries_are_there_before_the_packages_are_imported_and_only_once():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[] True", "True"]
