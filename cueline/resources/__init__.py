"""Icons, style, default keys, and the sample episode with its sound."""
