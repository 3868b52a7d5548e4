"""Stage 7, deliver: a finished run put in its place in one step."""
