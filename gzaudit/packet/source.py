"""The files of a run that a district is sent, as they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.deliver.unchanged import listed_outputs, read_unchanged
from gzaudit.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

# Kinds of output, in the order in which they lie in a packet.
_ORDER: Final = ("district_workbook", "district_report", "district_pdf", "district_list")
_NEEDED: Final = _ORDER[0]


def district_files(run: Path, shown: str, district: str, name: str) -> dict[str, bytes]:
    """A district's files by their path within its packet.

    Args:
        run: the folder.
        shown: how it is called in messages.
        district: code.
        name: of the district, for messages.

    Raises:
        SettingsError: one was changed since the run wrote it, or cannot be read; or there is no workbook.
    """
    mine = [each for each in listed_outputs(run, shown) if each["district"] == district]
    mine = sorted(
        (each for each in mine if each["kind"] in _ORDER), key=lambda each: _ORDER.index(each["kind"])
    )
    if not mine or mine[0]["kind"] != _NEEDED:
        raise SettingsError(
            "这次运行没有这个区的工作簿。",
            where=f"{shown}/result.json {name}",
            action="从备份恢复这个运行文件夹，或重新核算",
        )
    # 各区/440106天河区/名单/高企名单.csv: the two outer folders tell districts apart, as the zips do.
    return {"/".join(each["path"].split("/")[2:]): read_unchanged(run, each["path"], shown) for each in mine}
