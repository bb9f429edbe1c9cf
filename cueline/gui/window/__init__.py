"""The window: made in steps, laid out, wired, and kept showing what is true."""
