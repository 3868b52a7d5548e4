"""The zip of one packet under its protection, opened again before anybody gets it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from gzaudit.deliver.seal import SEAL
from gzaudit.errors import InvariantError, SettingsError
from gzaudit.packet.locked_book import locked_book_bytes, unlocked_book
from gzaudit.packet.seal import seal_of
from gzaudit.packet.zips import locked_zip_bytes, unlocked_zip, unzipped, zip_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.packet.model import Protection

_NEEDS: Final = {"workbook": ("msoffcrypto", "msoffcrypto-tool"), "zip": ("pyzipper", "pyzipper")}
_BOOK: Final = ".xlsx"


def require_protection(protection: Protection) -> None:
    """See at once whether the protection can be had.

    Raises:
        SettingsError: the extra is not installed.
    """
    module, package = _NEEDS.get(protection, ("", ""))
    if module and find_spec(module) is None:
        raise SettingsError(
            "没有安装加密用的组件。",
            where=f"--protect {protection}",
            found=f"没有 {package}",
            action='pip install "gzaudit[protect]"，再重新运行',
        )


def protected_zip(files: Mapping[str, bytes], protection: Protection, password: str) -> bytes:
    """One packet's zip with its list of digests, proven to open with its password and with no other.

    Args:
        files: by path, as a reader is to get them.
        protection: of the packets.
        password: of the district; "" where there is no protection.

    Raises:
        InvariantError: it does not hold what it should, or opens without the password.
    """
    inside = dict(files)
    if protection == "workbook":
        inside = {
            path: locked_book_bytes(data, password) if path.endswith(_BOOK) else data
            for path, data in files.items()
        }
    inside[SEAL] = seal_of(inside)
    data = locked_zip_bytes(inside, password) if protection == "zip" else zip_bytes(inside)
    if opened(data, protection, password) != dict(files) or (
        protection != "none" and opened(data, protection, f"{password}x") is not None
    ):
        raise InvariantError(
            "分送包写成后打不开，或不用密码也能打开，一个也没有写出。",
            action="请联系本工具的维护人",
        )
    return data


def opened(data: bytes, protection: Protection, password: str) -> dict[str, bytes] | None:
    """What is in a packet's zip, decrypted, without its list of digests; None where the password is wrong."""
    inside = unlocked_zip(data, password) if protection == "zip" else unzipped(data)
    if inside is None:
        return None
    inside.pop(SEAL, None)
    if protection != "workbook":
        return inside
    found: dict[str, bytes] = {}
    for path, each in inside.items():
        plain = unlocked_book(each, password) if path.endswith(_BOOK) else each
        if plain is None:
            return None
        found[path] = plain
    return found
