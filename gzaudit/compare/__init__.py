"""Two finished runs held against each other: what changed, who came and went, and what each change did."""
