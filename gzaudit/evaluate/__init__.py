"""Stage 5, evaluate: counts to yuan under a year's policy, exactly, with every step."""
