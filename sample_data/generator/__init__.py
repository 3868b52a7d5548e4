"""Makes the sample workspace: invented, 2025 full-size, 2023 smaller (see ../README.md)."""
