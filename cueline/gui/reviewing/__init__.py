"""What changed, against what, and how one change is taken back."""
