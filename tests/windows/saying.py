"""The program with consoles as Windows has them: of another code page, or none at all."""

from __future__ import annotations

import io
import sys
from typing import Any

from gzaudit.cli import main

# Not in GBK: a rare character of names beyond the first plane, a letter with dots, a euro sign (cp936 alone has one).
RARE = "𠮷ö€"


def ended(*args: object, out: Any, err: Any) -> int:
    """The exit code of the program in this process, with these as its streams."""
    kept = sys.argv, sys.stdout, sys.stderr
    sys.argv, sys.stdout, sys.stderr = ["gzaudit", *map(str, args)], out, err
    try:
        main()
        code: Any = None
    except SystemExit as stop:
        code = stop.code
    finally:
        sys.argv, sys.stdout, sys.stderr = kept
    assert isinstance(code, int)
    return code


def said(encoding: str, *args: object) -> tuple[int, bytes, bytes]:
    """Exit code and what was written, by streams that refuse what is not in their code page, as Python makes them."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding, "strict", write_through=True) for _ in range(2))
    code = ended(*args, out=out, err=err)
    return code, out.buffer.getvalue(), err.buffer.getvalue()
