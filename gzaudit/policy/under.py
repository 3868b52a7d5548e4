"""A policy under readings, whatever rules it holds: checked under each, chosen by people, or each in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from gzaudit.errors import PolicyError, SettingsError
from gzaudit.policy.find import POLICY, READINGS
from gzaudit.policy.model_base import Ruleset
from gzaudit.policy.readings import DEFAULT, is_so
from gzaudit.policy.table import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.find import PolicyFiles

Kind = TypeVar("Kind", bound=Ruleset)


class Build(Protocol[Kind]):
    """Makes a policy's value of its files, under readings if there are any."""

    def __call__(
        self, files: PolicyFiles, choices: Mapping[str, str] | None = None, plain: Kind | None = None
    ) -> Kind:
        """Build it (see `load.build_policy`)."""


class Other(NamedTuple, Generic[Kind]):
    """One open question read another way, all others as they are."""

    reading: str
    choice: str
    policy: Kind


def check_under_all(files: PolicyFiles, build: Build[Kind]) -> Kind:
    """Build the policy, and once under each alternative reading, so that none is first found invalid in use.

    Raises:
        PolicyError: names the file, the key, what was found and what is allowed (exit 4); a reading whose
            default is not what the rules say is refused as well.
    """
    policy = build(files)
    data = files.tables[POLICY].data
    written = [
        (reading.id, table, choice)
        for place, reading in zip(
            files.tables[READINGS].tables("readings"), policy.readings.values(), strict=True
        )
        for table, choice in zip(place.tables("choices"), reading.choices, strict=True)
    ]
    for _, table, choice in written:
        if choice.id == DEFAULT and (differs := is_so(data, choice.sets)):
            raise table.error(
                "set", f"{'.'.join(differs)} 与 policy.toml 不同", "默认读法与规则现在的写法相同"
            )
    for reading, table, choice in written:
        if choice.id != DEFAULT and choice.sets:
            try:
                build(files, {reading: choice.id}, policy)
            except PolicyError as error:
                raise table.error(
                    "set", f"照此读法规则不成立：{error.where} {error.found}", error.expected
                ) from None
    return policy


def choose_under(files: PolicyFiles, choices: Mapping[str, str], build: Build[Kind], where: str) -> Kind:
    """Build the policy under the readings that people chose.

    Args:
        files: of the policy.
        choices: letters by question.
        build: of its kind of policy.
        where: they were chosen, for messages.

    Raises:
        SettingsError: there is no such question or alternative, or the tool does not compute it (exit 2).
    """
    plain = build(files)
    for key, letter in choices.items():
        place = f"{where} {key}"
        if key not in plain.readings:
            raise SettingsError("没有这个口径问题。", where=place, found=key, expected=listed(plain.readings))
        found = {choice.id: choice for choice in plain.readings[key].choices}
        if letter not in found:
            raise SettingsError("没有这种读法。", where=place, found=letter, expected=listed(found))
        if found[letter].unsupported:
            raise SettingsError(
                "本工具不计算这种读法。",
                where=place,
                found=f"{letter}：{found[letter].meaning}",
                expected=found[letter].unsupported,
                action="保留默认读法，另行书面处理",
            )
    return build(files, choices, plain)


def each_other(files: PolicyFiles, chosen: Mapping[str, str], build: Build[Kind]) -> tuple[Other[Kind], ...]:
    """Each arithmetic question read in each other way, on top of the readings in force."""
    plain, found = build(files), []
    for reading in plain.readings.values():
        for choice in reading.choices if reading.arithmetic else ():
            if choice.id != chosen.get(reading.id, DEFAULT) and not choice.unsupported:
                policy = build(files, {**chosen, reading.id: choice.id}, plain)
                found.append(Other(reading.id, choice.id, policy))
    return tuple(found)
