"""Makes the sample year: an invented but full-size 2025 workspace (see ../README.md)."""
