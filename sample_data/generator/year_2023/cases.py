"""The deliberate cases of 2023: lines of the two lists that a person must look at."""

from __future__ import annotations

from datetime import date

from sample_data.generator.case import Case
from sample_data.generator.codes import digits_only_code, firm_code
from sample_data.generator.rows import Row, certificate

from .facts import CERTIFIED, YEAR

TIANHE, HUANGPU, PANYU = "440106", "440112", "440113"
_CERTIFICATES = 99000
_AWAY = (
    ("佛山样例外地科小智能科技有限公司", "440604", "佛山市禅城区"),
    ("佛山示例外地科小新材料有限公司", "440605", "佛山市南海区"),
    ("深圳虚构外地科小软件有限公司", "440305", "深圳市南山区"),
    ("深圳范例外地科小电子科技有限公司", "440306", "深圳市宝安区"),
    ("东莞演示外地科小精密机械有限公司", "441900", "东莞市"),
    ("珠海假想外地科小半导体有限公司", "440402", "珠海市香洲区"),
)


def _hnte(name: str, code: object, district: str, number: int, **other: object) -> Row:
    row = {"name": name, "code": code, "district": district, "date": CERTIFIED[0]}
    return row | {"certificate": certificate(_CERTIFICATES + number, YEAR)} | other


def _sme(name: str, code: object, district: str, number: int) -> Row:
    # The register's own number cannot be taken either: its serial starts with 99.
    return {"name": name, "code": code, "district": district, "number": f"{YEAR}4401010099{number:04d}"}


def _register(name: str, code: str, district: str) -> Row:
    return {"name": name, "code": code, "former": "", "district": district}


def hnte_cases() -> list[Case]:
    """Lines of the two 公示名单; keys of `rows` are the lists of `batches.Lists`."""
    lost = "广州样例旧年丢码智能科技有限公司"
    nowhere = "广州子虚旧年无处可查生物科技有限公司"
    zone = "广州拟设旧年高新区航空科技有限公司"
    away = "佛山样例旧年外地半导体有限公司"
    code = digits_only_code("440101", 99999300)
    return [
        Case(
            lost,
            "precision_lost",
            "error",
            {
                "first": [_hnte(lost, float(code[:15] + "000"), "天河区", 1)],
                "registry": [_register(lost, code, "天河区")],
            },
            (("hnte", TIANHE),),
        ),
        Case(
            nowhere,
            "unresolved",
            "error",
            {"second": [_hnte(nowhere, "", "黄埔区", 2, date=CERTIFIED[1])]},
            (("hnte", HUANGPU),),
        ),
        Case(
            zone,
            "district_unresolved",
            "error",
            {"first": [_hnte(zone, firm_code("440101", 9401), "广州高新区", 3)]},
        ),
        Case(
            away,
            "outside_city",
            "warning",
            {"first": [_hnte(away, firm_code("440605", 9402), "佛山市南海区", 4)]},
        ),
    ]


def last_year() -> list[Row]:
    """高企 of the year before that slipped into the first batch; they do not count."""
    return [
        _hnte(
            f"广州示例上年混入{word}有限公司",
            firm_code("440101", 9410 + number),
            "海珠区",
            0,
            date=date(YEAR - 1, 12, 19),
            certificate=certificate(98101 + number, YEAR - 1),
        )
        for number, word in enumerate(("软件", "新材料"))
    ]


def sme_cases() -> list[Case]:
    """Lines of the 科小 batches: `sme1` … `sme6`."""
    names, code = ("广州范例科小甲软件有限公司", "广州范例科小乙信息技术有限公司"), firm_code("440106", 9420)
    blank = "广州样例科小无区网络科技有限公司"
    lost = "广州虚构科小丢码电子科技有限公司"
    whole = digits_only_code("440113", 99999500)
    return [
        Case(
            names[0],
            "code_with_two_names",
            "error",
            {"sme1": [_sme(names[0], code, "天河区", 1)], "sme5": [_sme(names[1], code, "天河区", 2)]},
            (("tech_sme", TIANHE),),
        ),
        # 番禺 is one short of 120 %: this firm's district decides 180,000 元 there.
        Case(
            blank,
            "district_unresolved",
            "error",
            {"sme2": [_sme(blank, firm_code("440101", 9421), "", 3)]},
        ),
        Case(
            lost,
            "precision_lost",
            "error",
            {
                "sme3": [_sme(lost, f"{whole[0]}.{whole[1:6]}E+17", "番禺区", 4)],
                "registry": [_register(lost, whole, "番禺区")],
            },
            (("tech_sme", PANYU),),
        ),
    ]


def away_smes() -> list[tuple[str, Row]]:
    """科小 of other cities in the province-wide batches, with the batch; they do not count."""
    return [
        (("sme1", "sme3")[at % 2], _sme(name, firm_code(division, 9430 + at), place, 10 + at))
        for at, (name, division, place) in enumerate(_AWAY)
    ]
