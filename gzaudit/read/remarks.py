"""Lines that are no entries, by their wording: totals, notes, signatures, heads of sections."""

from __future__ import annotations

import re
from typing import Final

_UNIT: Final = r"(?:家|户|件|条|个|项|人)"
_WHAT: Final = r"(?:高新技术企业|高企|规上企业|科技服务业企业|企业|单位|机构|法人单位)"
TOTAL: Final = re.compile(
    rf"(?:本页|本表|本区|本批|全市|全区|全省|各区|名单|{_WHAT}|第.{{1,3}}批(?:次)?|[^,:;()]{{2,3}}区)?"
    r"(?:合计|总计|小计|共计|累计|总数|总和|汇总|全市)(?:数)?[:]?"
    rf"[\d,.]*{_UNIT}?{_WHAT}?(?:\([^()]*\))?[。.]?"
    r"|广州市|全市|广州"
    rf"|(?:以上|本表|本页|本名单|名单|全市|合计|总计)*[,:]?{_WHAT}?(?:总共|一共|合共|共|共计|共有|计)[:]?[\d,]+{_UNIT}?{_WHAT}?[。.]?"
    rf"|{_WHAT}?(?:家数|总数|数量)[:][\d,]+{_UNIT}?[。.]?"
)
_SUBTOTAL: Final = re.compile(r"小计|本页|批|区")
NUMBER: Final = re.compile(rf"[\d,.]+{_UNIT}?")
_STATED: Final = re.compile(r"(?<![\d.,])(\d[\d,]*)(?:家|户|个(?!区))")
_BARE: Final = re.compile(r"(?:计|总数|数|共|全市)[:]?(\d[\d,]*)[。.]?")

_LABELS: Final = (
    "注|备注|附注|注释|说明|填表说明|编制说明|附|附件|附表|来源|数据来源|资料来源|数据提供|提供单位|数据提供单位|"
    "制表|制表人|制表单位|填表|填表人|填报|填报人|填报单位|报送单位|编制|编制人|编制单位|审核|审核人|复核|复核人|审批|审批人|"
    "审定|校对|签发|经办|经办人|负责人|单位负责人|统计负责人|分管领导|联系人|联系电话|联系方式|电话|传真|单位|盖章|签字|签名"
)
_TIMES: Final = (
    "打印日期|打印时间|导出日期|导出时间|生成时间|制表日期|制表时间|填报日期|填表日期|"
    "报送日期|日期|时间|统计时间|截至|截止|截止时间|数据截至|数据截止"
)
_NOTE: Final = re.compile(
    rf"\(?(?:{_LABELS}|{_TIMES})\)?(?:$|:.*|\((?:盖章|公章|签字|签名|章)\):?.*)"
    rf"|(?:{_TIMES}|电话|联系电话)\d.*"
    r"|(?:注|备注|附注|说明|附|附件)\(?[\d①-⑨一二三四五]+\)?(?:$|[、.:,].*)"
    r"|(?:截至|截止)\d.*"
    r"|[※]+.*"
)
_DATE: Final = re.compile(r"(?:19|20)\d{2}(?:年\d{1,2}月(?:\d{1,2}日)?|[-/.]\d{1,2}[-/.]\d{1,2})")
_SEAL: Final = re.compile(r"盖章|公章|签章|签字|签名")
_SECTION: Final = re.compile(
    r"(?:\(?[一二三四五六七八九十]+\)?[、.]?)?(?:[^,:;()]{2,3}区|第[^,:;()]{1,3}批(?:次)?)"
    rf"(?:\(?共?[\d,]*{_UNIT}?{_WHAT}?\)?)?[:]?"
)
_OFFICE: Final = re.compile(r"(?:局|厅|委员会|人民政府|办公室)$")
_ORGANISATION: Final = re.compile(
    r"(?:公司|集团|厂|院|所|中心|社|店|行|部|室|站|学校|大学|合伙|企业|协会|学会|基金会|馆|场|队|园|"
    r"\((?:[^()]*合伙|个人独资|个体工商户|集团)\)|ltd|limited|inc|llc|gmbh|corp|corporation|co|kg|ag|plc)[。.]?$"
)
_FIRM: Final = re.compile(r"(?:公司|集团|厂|院|所|中心|合伙企业|合伙\)|ltd|inc|llc|gmbh)[。.]?$")
_NUMBERED: Final = re.compile(r"^\(?(?:\d{1,3}|[一二三四五六七八九十]+|[①-⑳])[)、.]*")
# Marks of a sentence follow a Chinese character; those of Co., Ltd. do not.
_MARK: Final = re.compile(r"(?<=[\u4e00-\u9fff)\d])[,:!?](?=\D)|。.")
_LISTED: Final = re.compile(r"[;、]")
_OPENING: Final = re.compile(r"(?:以上|上述|此表|本表|本名单|名单|如有|如无)")


def stated_number(texts: list[str], named: str) -> int | None:
    """How many entries a totals line says there are; None where it does not, or speaks of a part only.

    Args:
        texts: its filled cells, dense.
        named: its cell in the column of names.

    >>> stated_number(["合计:4,001"], ""), stated_number(["本页小计:40家"], "")
    (4001, None)
    """
    word = next((text for text in texts if TOTAL.fullmatch(text)), "")
    if _SUBTOTAL.search(re.sub(r"全市|各区|全区|\(.*\)", "", word)):
        return None
    found = next((match for text in texts if (match := _STATED.search(text))), None) or _BARE.search(word)
    if found:
        return int(found[1].replace(",", ""))
    digits = named.replace(",", "")
    return int(digits) if digits.isdecimal() else None


def is_note(text: str) -> bool:
    """Whether a cell is a note, a signature or a date line by its first words."""
    return bool(_NOTE.fullmatch(text))


def is_organisation(text: str) -> bool:
    """Whether a text ends as names of firms and institutions do."""
    return bool(_ORGANISATION.search(text.casefold()))


def is_remark(text: str, *, owners: bool, lone: bool) -> bool:
    """Whether what stands alone where a name should be is a remark, a date, a seal or the head of a section.

    Args:
        text: the cell, dense.
        owners: whether the column holds patentees, several of which may stand in one cell.
        lone: whether entries of this list have more cells than this one.
    """
    if (
        _DATE.fullmatch(text)
        or _SEAL.search(text)
        or (lone and (_SECTION.fullmatch(text) or _OFFICE.search(text)))
    ):
        return True
    plain = _NUMBERED.sub("", text)
    sentence = bool(_MARK.search(plain))
    if _OPENING.match(plain):
        return sentence or not _FIRM.search(plain.casefold())
    parts = [part for part in _LISTED.split(plain) if part]
    if sentence:
        return not (owners and all(is_organisation(part) for part in parts))
    if all(is_organisation(part) for part in parts):
        return False
    return (len(parts) > 1 and not owners) or (
        plain != text and bool(_NUMBERED.match(text)) and len(plain) > 8
    )
