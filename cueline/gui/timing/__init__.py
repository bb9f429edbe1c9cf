"""Commands on times, and the two passes that go through an episode by ear."""
