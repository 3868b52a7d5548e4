"""Counts without micro-data: made where the lists are, adopted where they must not go (docs/tally.md)."""
