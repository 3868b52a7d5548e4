"""What answers call things, beyond the words that tables share (`render.tables.words`)."""

from __future__ import annotations

from typing import Final

BUREAU_ONLY: Final = "含统计名单的内容或比对结果，限市局内部使用，不得外传。"
STATES: Final = {
    "valid": "", "bad_check": "代码校验位不对，仍按原样使用", "malformed": "代码不合格式，不采用",
    "precision_lost": "代码末几位已被表格软件丢掉，不采用", "missing": "没有代码",
}  # fmt: skip
HOW_MATCHED: Final = {
    "code": "按代码识别", "name": "按名称对应", "ambiguous": "同名的有几个代码，不采用",
    "unresolved": "没有可用的代码，各名单也查不到", "decided": "按人工决定识别", "": "没有名称和代码",
}  # fmt: skip
DECIDED: Final = {
    "applied": "已采用", "unused": "没有用上", "invalid": "无效", "conflict": "互相矛盾",
    "carried": "沿用上次",
}  # fmt: skip
MATTERS: Final = {
    "match": "对应企业", "district": "所在区", "exclude": "不计入", "include": "计入", "amount": "核定金额",
}  # fmt: skip
