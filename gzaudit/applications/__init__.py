"""Application lists: one spreadsheet read, each line accounted for, ready for the evaluator of grants."""
