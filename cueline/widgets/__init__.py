"""What can be put into any window: section tree, line table, player pane, clip table."""
