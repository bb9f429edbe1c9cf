"""The application: window, actions, session, undo. Wires everything; the only place that knows all."""

import gc

from cueline.gui.features import read_no_sources

gc.disable()  # what is imported stays; once there is a window, `collector` looks for garbage
read_no_sources()
