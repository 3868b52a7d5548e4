"""A new workspace: blank spreadsheets for every list, and a settings file with everything in it."""
