"""What only a person can settle: the open questions of a run, what speaks for which answer, the workbook."""
