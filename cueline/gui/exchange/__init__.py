"""What comes from other programs and goes to them: imports, exports, conversions, new episodes."""
