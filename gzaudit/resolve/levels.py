"""Where a district may come from (C6), in the order in which sources decide, with what people are told."""

from __future__ import annotations

from typing import Final

OUTSIDE: Final = "outside"
"""Stands for the district of a firm that lies outside the city."""

LEVELS: Final = {
    "decision": "人工决定",
    "hnte": "高企名单所在区",
    "hnte_stock": "有效期内名单所在区",
    "tech_smes": "科小名单所在区",
    "registry": "企业底册",
    "above_scale": "四上定报库",
    "patent_grants": "专利名单",
    "address": "名单所载地址",
    "uscc": "代码第 3—8 位",
}
