"""The problems of the open episode: found, shown, walked through, mended."""
