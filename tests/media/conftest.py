"""Say when the second player could not be tried."""

from __future__ import annotations


def pytest_terminal_summary(terminalreporter):
    """Say in one line when libVLC was not there."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any("libVLC" in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(
            "Tests of the VLC player were skipped: libVLC is not installed (libvlc5, vlc-plugin-base)."
        )
