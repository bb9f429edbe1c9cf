"""Processes that end with the program that started them, whatever ended that."""

from __future__ import annotations

import os
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from threading import Thread


def end_with_the_program() -> None:
    """Let this process end when the program that started it does, even if that was killed.

    Each process has the end of a pipe, on Windows a handle, that tells of its parent's end; nobody waits for it by
    itself, and a process that waits for work would wait for ever.
    """
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
