"""Stage 3, resolve: which enterprise a row is (C3), and in which district that enterprise lies (C6)."""
