"""The policy's arithmetic as spreadsheet formulas: a workbook recomputes what the evaluator worked out."""
