"""Columns with personal data: not read, and said so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gzaudit.normalise.single import dense_text

if TYPE_CHECKING:
    from gzaudit.read.headings import Headings
    from gzaudit.read.kinds import Kind

# People are shown the headings, never what stands below them.
_PERSONAL: Final = re.compile(
    r"联系人|负责人|法定代表人|法人代表|法人姓名|经办人|填报人|发明人|姓名|"
    r"签到人(?!数|次)|参会人员?(?!数|次)|参会代表|走访人员?(?!数|次)|陪同人员|职务|"
    r"联系方式|联系电话|电话|手机|邮箱|电子邮件|e-?mail|身份证|证件号码|微信|"
    r"开户行|银行账号|银行账户"
)


def personal_columns(headings: Headings, kind: Kind) -> list[str]:
    """Headings of personal data that a list of this kind has no use for.

    Args:
        headings: of the sheet.
        kind: what list it is; columns that it uses are not named.
    """
    used = {headings.columns[field][0] for field in kind.fields if field in headings.columns}
    plain = {at: dense_text(label) for at, label in headings.labels.items() if at not in used}
    return [label for _, label in sorted(plain.items()) if _PERSONAL.search(label.casefold())]
