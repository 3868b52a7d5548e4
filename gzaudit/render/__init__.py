"""Stage 6, render: results to tables, workbooks, pages and result.json."""
