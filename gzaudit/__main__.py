"""`gzaudit` and `python -m gzaudit`."""

from __future__ import annotations

from gzaudit.cli import main

if __name__ == "__main__":
    main()
