"""Sound: the player and what plays through it. QtCore here; QtMultimedia only when a sound is loaded."""
