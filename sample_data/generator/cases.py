"""The deliberate cases: about a dozen that only a person can decide, and their milder relatives."""

from __future__ import annotations

from .case import Case, Clerk
from .codes import digits_only_code, uscc, wrong_check
from .facts import DISTRICTS

TIANHE, HUANGPU, BAIYUN, YUEXIU, NANSHA, ZENGCHENG = (
    "440106",
    "440112",
    "440111",
    "440104",
    "440115",
    "440118",
)


def code_cases(clerk: Clerk) -> list[Case]:
    """Codes that were lost or that contradict each other."""
    return [
        _numeric_cell(clerk),
        _text_of_zeros(clerk),
        _letter_o(clerk),
        _bad_beside_valid(clerk),
        _one_name_two_codes(clerk),
        _one_code_two_names(clerk),
    ]


def name_cases(clerk: Clerk) -> list[Case]:
    """Rows without a code whose name does not settle it."""
    return [_nowhere(clerk), _only_the_name(clerk), _ambiguous(clerk)]


def _numeric_cell(clerk: Clerk) -> Case:
    name, code = "广州样例丢码一号智能科技有限公司", digits_only_code("440101", 99999100)
    shown = float(code[:15] + "000")
    rows = {
        "first": [clerk.hnte(name, shown, "天河区")],
        "registry": [clerk.registry(name, code, "天河区")],
        "above": [clerk.above(name, code, TIANHE)],
    }
    return Case(name, "precision_lost", "error", rows, (("hnte", TIANHE), ("above_scale_hnte", TIANHE)))


def _text_of_zeros(clerk: Clerk) -> Case:
    name, code = "广州样例丢码二号新材料有限公司", digits_only_code("440112", 99999200)
    rows = {
        "second": [clerk.hnte(name, code[:15] + "000", "黄埔区", batch=1)],
        "above": [clerk.above(name, code, HUANGPU)],
    }
    return Case(name, "precision_lost", "error", rows, (("hnte", HUANGPU), ("above_scale_hnte", HUANGPU)))


def _letter_o(clerk: Clerk) -> Case:
    name, code = "广州示例字母欧软件有限公司", clerk.code()
    position = code.index("0", 5)
    rows = {
        "first": [clerk.hnte(name, f"{code[:position]}O{code[position + 1 :]}", "白云区")],
        "registry": [clerk.registry(name, code, "白云区")],
    }
    return Case(name, "malformed", "warning", rows, (("hnte", BAIYUN),))


def _bad_beside_valid(clerk: Clerk) -> Case:
    name, code = "广州虚构错位检测技术有限公司", clerk.code()
    rows = {
        "first": [clerk.hnte(name, wrong_check(code), "白云区")],
        "registry": [clerk.registry(name, code, "白云区")],
        "above": [clerk.above(name, code, BAIYUN)],
    }
    return Case(name, "possible_same_firm", "error", rows, (("hnte", BAIYUN),))


def _one_name_two_codes(clerk: Clerk) -> Case:
    name = "广州演示同名数据服务有限公司"
    rows = {
        "first": [clerk.hnte(name, clerk.code(), "越秀区")],
        "above": [clerk.above(name, clerk.code(), YUEXIU)],
    }
    return Case(name, "name_with_two_codes", "warning", rows, (("hnte", YUEXIU),))


def _one_code_two_names(clerk: Clerk) -> Case:
    names, code = ("广州范例一码甲电子科技有限公司", "广州范例一码乙光电科技有限公司"), clerk.code()
    rows = {"first": [clerk.hnte(name, code, "天河区") for name in names]}
    return Case(names[0], "code_with_two_names", "error", rows, (("hnte", TIANHE),))


def _nowhere(clerk: Clerk) -> Case:
    name = "广州子虚无处可查生物科技有限公司"
    rows = {"second": [clerk.hnte(name, "", "天河区", batch=1)]}
    return Case(name, "unresolved", "error", rows, (("hnte", TIANHE),))


def _only_the_name(clerk: Clerk) -> Case:
    name = "广州乌有两表无码新材料有限公司"
    rows = {
        "first": [clerk.hnte(name, "无", "增城区")],
        "above": [clerk.above(name, "/", ZENGCHENG)],
    }
    counts = (("hnte", ZENGCHENG), ("above_scale_hnte", ZENGCHENG))
    return Case(name, "matched_by_name_only", "warning", rows, counts)


def _ambiguous(clerk: Clerk) -> Case:
    name = "广州假想重名网络科技有限公司"
    rows = {
        "first": [clerk.hnte(name, "/", "越秀区")],
        "registry": [
            clerk.registry(name, clerk.code(), "越秀区"),
            clerk.registry(name, clerk.code(), "越秀区"),
        ],
    }
    return Case(name, "name_ambiguous", "error", rows, (("hnte", YUEXIU),))


def district_cases(clerk: Clerk) -> list[Case]:
    """高企 whose district nobody wrote down, or two wrote differently."""
    zone = "广州拟设高新区航空科技有限公司"
    port = "广州试样空港物联网有限公司"
    blank = "广州样例无区能源科技有限公司"
    away = "佛山样例外地半导体有限公司"
    moved = clerk.firm("广州示例两区机器人有限公司", TIANHE)
    zone_row = clerk.hnte(zone, clerk.code(), "广州高新区", address="广州高新技术产业开发区样例园A栋")
    port_row = clerk.hnte(port, clerk.code(), "空港经济区", batch=1, address="空港经济区示例路6号")
    away_code = uscc("91440605", "PDY99901")
    away_row = clerk.hnte(away, away_code, "佛山市南海区", batch=1, address="佛山市南海区样例路9号")
    moved_rows = {
        "first": [clerk.hnte(moved.name, moved.code, "天河区", address="广州市天河区样例大道18号")],
        "registry": [clerk.registry(moved.name, moved.code, DISTRICTS[HUANGPU])],
        "above": [clerk.above(moved.name, moved.code, HUANGPU)],
    }
    return [
        Case(zone, "district_unresolved", "error", {"first": [zone_row]}),
        Case(port, "district_unresolved", "error", {"second": [port_row]}),
        Case(blank, "district_unresolved", "error", {"first": [clerk.hnte(blank, clerk.code(), "")]}),
        Case(away, "outside_city", "warning", {"second": [away_row]}),
        Case(
            moved.name,
            "district_conflict",
            "warning",
            moved_rows,
            (("hnte", TIANHE), ("above_scale_hnte", TIANHE)),
        ),
    ]
