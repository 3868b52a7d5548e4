"""Mail addresses and names as people type them: what is one, and what could be taken for something else."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.headerregistry import Address
from typing import Final, NamedTuple

# Full width signs that input methods leave behind, as their half width ones; nothing else is mended.
_HALF: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# Copied along unseen; no address has them.
_UNSEEN: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SEVERAL: Final = re.compile(r"[;；,，、\r\n]+")
_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN: Final = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"
)
_LONGEST: Final = 254
_LONGEST_LOCAL: Final = 64
_LONGEST_NAME: Final = 60


class Mailbox(NamedTuple):
    """Whom mail goes to or comes from.

    Attributes:
        address: as it is used, half width, without blanks around it.
        name: shown beside it; "" for none.
    """

    address: str
    name: str = ""

    @property
    def key(self) -> str:
        """What addresses are compared by: no mail system in use tells them apart by case."""
        return self.address.casefold()

    @property
    def shown(self) -> str:
        """As tables show it."""
        return f"{self.name} {self.address}".strip()


def tidy(text: str) -> str:
    """An address as typed, half width and without what nobody sees."""
    return _UNSEEN.sub("", text.translate(_HALF)).strip(" \t\u00a0")


def several(cell: str) -> list[str]:
    """The parts of a cell that may hold several addresses."""
    return [part for part in map(tidy, _SEVERAL.split(cell)) if part]


def why_no_address(text: str) -> str:
    """What is wrong with an address that is already `tidy`, in Chinese; "" where nothing is."""
    local, at, domain = text.rpartition("@")
    wrong = ""
    if not text:
        wrong = "没有写邮箱"
    elif not text.isprintable() or re.search(r"\s", text):
        wrong = "邮箱里有空格或换行"
    elif not text.isascii():
        wrong = "邮箱里有字母、数字以外的文字"
    elif not at or text.count("@") != 1:
        wrong = "邮箱应有而且只有一个 @"
    elif not _LOCAL.fullmatch(local) or len(local) > _LONGEST_LOCAL:
        wrong = "邮箱 @ 前面的部分不对"
    elif not _DOMAIN.fullmatch(domain) or len(text) > _LONGEST:
        wrong = "邮箱 @ 后面的部分不对"
    else:
        try:
            Address(addr_spec=text)
        except (ValueError, IndexError, MessageError):
            wrong = "不是邮箱的写法"
    return wrong


def why_no_name(text: str) -> str:
    """What is wrong with a name to be shown in a mail's head, in Chinese; "" where nothing is."""
    if not text.isprintable() or "\u2028" in text:
        return "姓名里有换行或看不见的字符"
    return f"姓名超过 {_LONGEST_NAME} 个字" if len(text) > _LONGEST_NAME else ""
