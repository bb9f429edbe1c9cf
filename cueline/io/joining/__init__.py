"""What others did to a file: in the repository, on the disk, in a conflict; and what to join."""
