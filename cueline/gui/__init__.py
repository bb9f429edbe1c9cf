"""The application: window, actions, session, undo. Wires everything; the only place that knows all."""

from cueline.gui.features import read_no_sources

read_no_sources()
