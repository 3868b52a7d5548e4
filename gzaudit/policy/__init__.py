"""The notices as data: loading, checking and looking up a year's rules."""
