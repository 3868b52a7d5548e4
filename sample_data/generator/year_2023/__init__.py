"""The sample year 2023, for the scheme of that year: its lists and what each district is due."""
