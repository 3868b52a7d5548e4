"""Policies shown to people: told in words, compared with each other, drafted for a next year."""
