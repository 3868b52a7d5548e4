"""The tables that workbooks, pages and the terminal show, one module per subject."""
