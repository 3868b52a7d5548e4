"""Firms of a district that sign in, report or are visited: those of the 2025 lists, as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample_data.generator.dice import Dice

from .facts import SEED

if TYPE_CHECKING:
    from sample_data.generator.world import Firm, World


class Crowd:
    """The firms of one district and the choices made for it."""

    def __init__(self, city: World, district: str) -> None:
        self.district = district
        self.dice = Dice(SEED + int(district))
        # Firms with two names are left to the lists that explain them.
        named = {*city.former, *city.renamed}
        firms = {firm.code: firm for firm in [*city.cohort[district], *city.above] if firm.code not in named}
        self._all = [firm for firm in firms.values() if firm.district == district]
        services = {firm.code for firm in city.tech}
        self._hnte = [firm for firm in city.cohort[district] if firm.code not in named]
        self._services = [firm for firm in self._all if firm.code in services]

    def some(self, count: int) -> list[Firm]:
        """Some firms, none twice."""
        return self.dice.shuffled(self._all)[:count]

    def hnte(self, count: int) -> list[Firm]:
        """Some of the year's 高企, none twice."""
        return self.dice.shuffled(self._hnte)[:count]

    def services(self, count: int) -> list[Firm]:
        """Some firms of the 规上科技服务业, none twice."""
        return self.dice.shuffled(self._services)[:count]
