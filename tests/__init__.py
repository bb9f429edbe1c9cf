"""The tests of Cueline; their folders mirror the package."""
