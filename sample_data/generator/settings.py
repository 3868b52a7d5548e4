"""The workspace's settings file: every setting explained, every one at its default."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = """\
# gzaudit 样例工作区设置。所有设置都有默认值，本文件全部以注释给出，删除行首的 # 即生效。
# 本工作区的企业、代码、证书、专利均为虚构。

# 一、指定名单文件（不写则按表头、标题、表名、文件名自动识别）。指定后该类名单只读所列文件。
# [sources.2025]
# hnte                      = ["data/2025/火炬中心/*批高新技术企业*公示名单.*"]
# above_scale               = ["data/2025/市统计局/*定报库*.xlsx"]
# above_scale_tech_services = ["data/2025/市统计局/*科技服务业*.xls"]
# patent_grants             = ["data/2025/市市场监管局/*.xlsx"]

# 二、所在区：是否允许用统一社会信用代码第3—8位（登记机关）推断所在区。默认不允许，只作提示。
# [district]
# use_code_fallback = false

# 三、公示名单的范围：全省名单请写 "province"，无法定区的企业即视为市外。
# [hnte]
# scope = "city"

# 四、预算：不写则应付额等于测算额。
# [budget.2025]
# total  = 12000000
# method = "none"
"""


def write(workspace: Path) -> None:
    """Write gzaudit.toml."""
    workspace.mkdir(parents=True, exist_ok=True)
    (workspace / "gzaudit.toml").write_bytes(_TEXT.encode())
