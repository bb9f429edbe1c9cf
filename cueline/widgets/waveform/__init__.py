"""The waveform with its edges, clips and playhead."""
