"""What a file really is, told by its first bytes: endings are often wrong, and readers then fail oddly."""

from __future__ import annotations

import codecs
from typing import Final, Literal

from gzaudit.read.unusable import RESEND, WHOLE_FILE, Unusable

Content = Literal["zip", "ole", "text"]

HEAD: Final = 4096
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN: Final = (
    (b"%PDF", "PDF 文件"),
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"{\\rtf", "RTF 文档"),
    (b"PK\x05\x06", "空的压缩包"),
    (b"\x09\x00\x04\x00", "Excel 2 时代的旧格式"),
    (b"\x09\x02\x06\x00", "Excel 3 时代的旧格式"),
    (b"\x09\x04\x06\x00", "Excel 4 时代的旧格式"),
    (b"\x09\x08\x10\x00", "缺少外壳的旧版 .xls"),
    (b"\x09\x08\x08\x00", "缺少外壳的旧版 .xls"),
)
_MARKUP: Final = (
    (b"schemas-microsoft-com:office:spreadsheet", "Excel 2003 XML 表格"),
    (b"mime-version:", "单个文件网页"),
    (b"<!doctype html", "网页（HTML）"),
    (b"<html", "网页（HTML）"),
    (b"<table", "网页（HTML）"),
    (b"<meta", "网页（HTML）"),
    (b"<?xml", "XML 文件"),
)
_EXPORTED: Final = "很多系统导出的“Excel”其实是网页；用 WPS 或 Excel 打开，核对后另存为 .xlsx"
_ENDING_FOR: Final = {"zip": ".xlsx", "ole": ".xls", "text": ".csv"}
_NAME: Final = {"zip": "压缩包格式（.xlsx 即是此格式）", "ole": "旧版 .xls 格式", "text": "纯文本"}


def content_of(head: bytes, ending: str) -> Content:
    """Check that the first bytes agree with the ending.

    Args:
        head: the first `HEAD` bytes, fewer if the file is shorter.
        ending: `.xlsx`, `.xls` or `.csv`, in lower case.

    Returns:
        zip for .xlsx, ole for .xls, text for .csv. An OLE file that is named .xlsx is returned as `ole` too:
        whether it is an encrypted workbook or an old one is for its directory to say.

    Raises:
        Unusable: empty, or something else than the ending says.
    """
    if not head:
        raise Unusable("文件是空的（0 字节）", action=RESEND)
    if not head.strip(b"\x00"):
        raise Unusable("文件内容全是空字节，没有写完或没有传完", action=RESEND)
    content = _sniff(head)
    if _ENDING_FOR[content] == ending or (content == "ole" and ending == ".xlsx"):
        return content
    if content == "zip" and ending == ".xls":
        raise wrong_ending("新版 .xlsx 格式", ".xls", ".xlsx")
    if content == "text" and not _is_text(head):
        raise Unusable("不是电子表格，看不出是什么格式", action=RESEND)
    raise wrong_ending(_NAME[content], ending, _ENDING_FOR[content])


def wrong_ending(found: str, ending: str, right: str) -> Unusable:
    """The verdict on a file whose content belongs under another ending."""
    return Unusable(
        f"扩展名是 {ending}，内容却是{found}",
        expected=f"内容与扩展名一致；按内容应为 {right}",
        action=f"把扩展名改为 {right} 后重试；或用 WPS 或 Excel 打开，另存为 .xlsx",
    )


def _sniff(head: bytes) -> Content:
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(_OLE):
        return "ole"
    if head.startswith((_OLE[:4], b"PK")) and len(head) < len(_OLE):
        raise Unusable("文件只剩开头几个字节，没有传完", action=RESEND)
    for magic, name in _FOREIGN:
        if head.startswith(magic):
            raise Unusable(f"实际是{name}，不是扩展名所说的表格", expected=WHOLE_FILE)
    start = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith((b"<", b"mime-version:")):
        for mark, name in _MARKUP:
            if mark in start:
                raise Unusable(f"实际是{name}，不是扩展名所说的表格", expected=WHOLE_FILE, action=_EXPORTED)
    return "text"


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return sum(byte < 32 and byte not in b"\t\r\n\x1b\x0c" for byte in head) * 50 <= len(head)
