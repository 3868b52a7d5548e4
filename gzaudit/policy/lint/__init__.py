"""A policy held against the official text of its notice, number by number and word by word."""
