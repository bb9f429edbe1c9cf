"""pytest-qt's robot, for machines that may be slow."""

from pytestqt.qtbot import QtBot

PATIENCE_MS = 60_000
"""How long what has to come is waited for, ms; such a limit only bounds a failure."""


class PatientBot(QtBot):
    """Waits for what has to come, however short a time is named for it."""

    def waitUntil(self, callback, *, timeout=PATIENCE_MS):  # noqa: N802
        """Wait until `callback` says that it is so."""
        __tracebackhide__ = True
        super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))

    def waitSignal(self, signal, *, timeout=PATIENCE_MS, raising=None, **how):  # noqa: N802
        """Return a context that ends when the signal comes; one that need not come is waited for as long as is told."""
        limit = timeout if raising is False else max(timeout, PATIENCE_MS)
        return super().waitSignal(signal, timeout=limit, raising=raising, **how)
