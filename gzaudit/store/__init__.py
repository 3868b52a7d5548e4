"""A run's own database: everything that its outputs were made of, in tables that any SQLite browser opens."""
