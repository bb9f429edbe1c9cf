"""The file of a window: opened, saved, watched on the disk, joined with what others wrote."""
