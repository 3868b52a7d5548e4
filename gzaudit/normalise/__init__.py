"""Stage 2, normalise: codes, names, districts and dates of a column, cleaned and judged, never guessed."""
