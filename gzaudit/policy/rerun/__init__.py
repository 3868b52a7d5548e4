"""A finished run under another policy: read back from its result, and what it would come to."""
