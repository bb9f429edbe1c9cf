"""The player pane and the picture."""
