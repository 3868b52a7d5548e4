"""What a table of conclusions without a column 事项 is about: 基础验收 unless it says 绩效考核."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gzaudit.read.headings import Headings
    from gzaudit.read.recognise import Naming


def matter_of(headings: Headings, naming: Naming) -> str:
    """The 事项 of every line, "" where nothing is said (then it is 基础验收; interface: acceptance).

    Args:
        headings: the heading of the conclusions decides first: 考核结论 is none on 基础验收.
        naming: then title, sheet and file name, the nearest that speaks of one of the two.
    """
    heading = headings.labels[headings.columns["conclusion"][0]]
    for text in (heading, *naming.scopes()):
        if "验收" in text or "考核" in text:
            return "绩效考核" if "验收" not in text else ""
    return ""
