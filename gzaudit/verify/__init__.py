"""Whether a finished run is what it was, and whether its figures follow from its own data."""
