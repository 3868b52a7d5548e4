"""Rows of firms that are told apart by a number, and the lists they stand in."""

from __future__ import annotations

from builders import Row, Table, code


def firm(number: int, district: str = "天河区", **more: str) -> dict[str, str]:
    return {"name": f"企业{number}", "code": code(number), "district": district} | more


def owner(number: int, district: str = "", **more: str) -> dict[str, str]:
    """The same as a patentee."""
    return {"owner": f"企业{number}", "code": code(number), "district": district} | more


def hnte(*rows: Row, **more: object) -> Table:
    return Table("hnte", list(rows), **more)


def stock(*rows: Row) -> Table:
    return Table("hnte_stock", list(rows))


def smes(*rows: Row) -> Table:
    return Table("tech_smes", list(rows))


def scale(*rows: Row) -> Table:
    return Table("above_scale", list(rows))


def patents(*rows: Row) -> Table:
    return Table("patent_grants", list(rows))
