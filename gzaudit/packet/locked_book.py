"""Workbooks with a password: encrypted as Excel does it (ECMA-376, msoffcrypto-tool), not merely guarded."""

from __future__ import annotations

import io


def locked_book_bytes(book: bytes, password: str) -> bytes:
    """A workbook that opens with a password only. Differs each time."""
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(book)).encrypt(password, out)
    return out.getvalue()


def unlocked_book(data: bytes, password: str) -> bytes | None:
    """The workbook again; None where it is not its password, or the file is damaged."""
    from msoffcrypto.exceptions import DecryptionError, FileFormatError
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    try:
        file = OOXMLFile(io.BytesIO(data))
        file.load_key(password, verify_password=True)
        file.decrypt(out, verify_integrity=True)
    except (DecryptionError, FileFormatError, OSError):  # InvalidKeyError is a DecryptionError
        return None
    return out.getvalue()
