"""The application: window, actions, session, undo. Wires everything; the only place that knows all."""
