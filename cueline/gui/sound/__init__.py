"""The sound of an episode: found, read, played, heard and seen."""
