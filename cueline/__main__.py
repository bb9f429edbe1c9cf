"""The two doors: `cueline COMMAND …` works without Qt, `cueline [FILE…]` opens the window."""

from __future__ import annotations

import os
import sys

from cueline import cli


def main(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit code."""
    _have_streams()
    os.environ.setdefault("PYTHONSAFEPATH", "1")  # processes import nothing from the current folder
    given = sys.argv[1:] if arguments is None else arguments
    if given and (given[0] in cli.COMMANDS or given[0] in ("--version", "--help", "-h")):
        return cli.main(given)
    if given and given[0].startswith("-") and given[0] != "--":
        print(f"cueline: there is no option {given[0]}; see cueline --help", file=sys.stderr)
        return cli.NOT_DONE
    try:
        from cueline.gui import app
    except ImportError as error:
        print(
            f"cueline: the window cannot be opened ({error}); scripts/start looks for what is missing",
            file=sys.stderr,
        )
        return cli.NOT_DONE
    return app.main([sys.argv[0], *[name for name in given if name != "--"]])


def _have_streams() -> None:
    """Let whoever prints have something to print to: a program without a console has nothing on Windows."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


if __name__ == "__main__":
    sys.exit(main())
