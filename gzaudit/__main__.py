"""`gzaudit` and `python -m gzaudit`."""

from __future__ import annotations

import gc

from gzaudit import cli


def main() -> None:
    """The program: one run, then the process ends."""
    # A run makes millions of cells and hardly a cycle: looking for cycles would cost a tenth of its time.
    gc.disable()
    cli.main()


if __name__ == "__main__":
    main()
