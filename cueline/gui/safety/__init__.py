"""What keeps work safe: the journal, what a crash left, and earlier versions."""
