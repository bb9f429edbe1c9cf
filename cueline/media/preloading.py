"""Loading the libraries that decode sounds without holding Python up: the window goes on meanwhile."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

LIBRARIES = (("numpy", "_core/_multiarray_umath"), ("av", "_core"))
"""Packages and their modules that bring large libraries along."""


def preload() -> None:
    """Let the system load what numpy and PyAV need; importing them is short then.

    An import loads such a library while no other thread can run Python: some 20 ms with PyAV, in which the window
    stands still. A foreign call of ctypes lets the others run. What is not found is left to the import.
    """
    if sys.platform == "win32":
        return  # there the libraries are found by the packages' own code only
    load = ctypes.CDLL(None).dlopen
    load.restype, load.argtypes = ctypes.c_void_p, [ctypes.c_char_p, ctypes.c_int]
    for package, module in LIBRARIES:
        for found in () if package in sys.modules else _files(package, module):
            load(os.fsencode(found), os.RTLD_NOW)


def _files(package: str, module: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    candidates = [
        Path(folder) / f"{module}{suffix}"
        for folder in folders or ()
        for suffix in EXTENSION_SUFFIXES
    ]
    return [path for path in candidates if path.is_file()]
