"""The bureau's own list of packets: which zip is for whom, to be kept beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.render.csv_lists import csv_bytes
from gzaudit.render.model import Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.packet.model import Packets

LISTING: Final = "分送清单.csv"
PROTECTED: Final = {"none": "没有密码", "workbook": "工作簿有密码", "zip": "压缩包有密码"}


def listing_bytes(packets: Packets, sizes: Mapping[str, int], listed: Mapping[str, int]) -> bytes:
    """The list as CSV, for people and programs.

    Args:
        packets: those that were made.
        sizes: bytes of each zip, by district code.
        listed: how many firms its files list, by district code.
    """
    columns = (
        Column("区代码", "text"), Column("区", "text"), Column("分送包", "text"),
        Column("大小（字节）", "integer"),
        Column("所列企业（家）", "integer"), Column("密码", "text"), Column("SHA-256", "text"),
        Column("其中的文件", "text"),
    )  # fmt: skip
    rows = [
        (
            each.district, each.name, each.file, sizes[each.district], listed[each.district],
            PROTECTED[packets.protection], each.sha256, "、".join(file.path for file in each.files),
        )
        for each in packets.packets
    ]  # fmt: skip
    return csv_bytes(Table.of_rows("分送清单", "分送清单", columns, rows))
