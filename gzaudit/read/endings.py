"""File endings: which are read, and what to do with the others. Adding an ending is one line."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

SUPPORTED: Final = (".xlsx", ".xls", ".csv")

_PDF: Final = "请数据提供单位提供电子表格；只有 PDF 时用 WPS 或 Excel 转成表格，核对后存为 .xlsx"
_SAVE_AS: Final = "用 WPS 或 Excel 打开，另存为 .xlsx"
_UNPACK: Final = "解压后把里面的表格放进本文件夹"
_TEXT: Final = "把其中的表格复制到电子表格，核对后存为 .xlsx"
_ADVICE: Final = {
    ".pdf": ("PDF 文件", _PDF),
    ".ofd": ("OFD 版式文件", _PDF),
    ".et": ("WPS 表格文件", "用 WPS 打开，另存为 .xlsx"),
    ".ett": ("WPS 表格模板", "用 WPS 打开，另存为 .xlsx"),
    ".xlsb": ("二进制工作簿", _SAVE_AS),
    ".xlsm": ("含宏的工作簿", _SAVE_AS + "（不含宏）"),
    ".xltx": ("表格模板", _SAVE_AS),
    ".xlt": ("表格模板", _SAVE_AS),
    ".ods": ("OpenDocument 表格", _SAVE_AS),
    ".numbers": ("苹果 Numbers 表格", "用 Numbers 打开，导出为 .xlsx"),
    ".dbf": ("dBASE 数据库", _SAVE_AS),
    ".mdb": ("Access 数据库", "用 Access 打开，导出为 .xlsx"),
    ".accdb": ("Access 数据库", "用 Access 打开，导出为 .xlsx"),
    ".tsv": ("制表符分隔的文本", "把扩展名改为 .csv，或" + _SAVE_AS),
    ".txt": ("文本文件", "若是逗号或制表符分隔的表格，把扩展名改为 .csv"),
    ".html": ("网页", _SAVE_AS),
    ".htm": ("网页", _SAVE_AS),
    ".xml": ("XML 文件", _SAVE_AS),
    ".docx": ("Word 文档", _TEXT),
    ".doc": ("Word 文档", _TEXT),
    ".wps": ("WPS 文字文档", _TEXT),
    ".pptx": ("演示文稿", _TEXT),
    ".ppt": ("演示文稿", _TEXT),
    ".jpg": ("图片", _PDF),
    ".jpeg": ("图片", _PDF),
    ".png": ("图片", _PDF),
    ".zip": ("压缩包", _UNPACK),
    ".rar": ("压缩包", _UNPACK),
    ".7z": ("压缩包", _UNPACK),
    ".gz": ("压缩包", _UNPACK),
    ".tar": ("压缩包", _UNPACK),
}


def why_left_out(name: str) -> tuple[str, str] | None:
    """Why a file of this name is not read, and what to do; None if it is read.

    >>> why_left_out("四上企业.XLSX") is None
    True
    >>> why_left_out("~$四上企业.xlsx")[0]
    '表格程序打开文件时留下的临时文件'
    """
    if name.startswith("~$"):
        return "表格程序打开文件时留下的临时文件", "关闭正打开它的 WPS 或 Excel；无需处理"
    if name.startswith("."):
        return "隐藏文件", "若是名单，请改成不以点开头的文件名"
    ending = PurePosixPath(name).suffix.lower()
    if ending in SUPPORTED:
        return None
    if ending in _ADVICE:
        kind, advice = _ADVICE[ending]
        return f"{kind}（{ending}）不在读取范围", advice
    shown = f"扩展名 {ending}" if ending else "没有扩展名"
    return f"{shown}，不在读取范围", "若是名单，另存为 .xlsx、.xls 或 .csv"
