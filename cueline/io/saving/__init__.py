"""Files written: each whole or not at all, and what they held before."""
