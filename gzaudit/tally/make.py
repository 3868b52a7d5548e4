"""Counts per district and indicator, with their attestation: all that leaves the office with the lists."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gzaudit import __version__
from gzaudit.counting import tally_year
from gzaudit.errors import InputError, SettingsError
from gzaudit.findings import catalogue
from gzaudit.match.counts import missing_lists
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.normalise.names import name_keys
from gzaudit.normalise.single import name_key
from gzaudit.pipeline import Job
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import check_policy, choose
from gzaudit.read.kinds import count_field, heading_aliases, kinds
from gzaudit.read.year import read_pinned
from gzaudit.render.tables.words import REASONS
from gzaudit.settings import Settings, load_settings
from gzaudit.tally.basis import rules_digest
from gzaudit.tally.digest import table_digest
from gzaudit.tally.files import given_files
from gzaudit.tally.model import Attestation, AttestedFile, AttestedFindings, AttestedSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from gzaudit.counting import Counted
    from gzaudit.findings import Findings
    from gzaudit.match.account import SheetAccount
    from gzaudit.policy.model import Indicator, Policy
    from gzaudit.read.pins import Pins
    from gzaudit.read.sheet import InputFile
    from gzaudit.read.year import YearLists

# Shorter names stand in all kinds of words.
_TELLING: Final = 4


@dataclass(frozen=True, slots=True)
class Made:
    """What was counted. Names no firm.

    Attributes:
        year: audited year.
        indicators: those whose lists were given, in the notice's order.
        counts: by district and indicator.
        attestation: what is attested of them.
        findings: on the lists; what they say of rows stays here.
        accounts: of the sheets, as `findings` numbers them.
    """

    year: int
    indicators: tuple[Indicator, ...]
    counts: Mapping[str, Mapping[str, int | None]]
    attestation: Attestation
    findings: Findings
    accounts: tuple[SheetAccount, ...]


def make_tally(
    year: int,
    given: Mapping[str, Sequence[str]],
    options: Mapping[str, str],
    workspace: Path | None,
    on_file: Callable[[str], None],
) -> Made:
    """Read the lists, audit them as a run would, and count.

    Args:
        year: to be audited.
        given: by kind, the files as typed.
        options: by kind, the option's name, for messages.
        workspace: whose settings and rules hold; None for those of the tool.
        on_file: told the name of each file before it is worked on.

    Raises:
        SettingsError: a file is not there, or nothing can be counted from those given.
        InputError: a file cannot be read, or holds no list of its kind.
        PolicyError: no rules cover the year.
        InvariantError: rows do not add up.
    """
    settings, policy = _rules(year, workspace)
    files, pins = given_files({kind: texts for kind, texts in given.items() if texts}, options)
    countable = _countable(policy, {kind for kind, texts in given.items() if texts}, options)
    lists = _read(files, pins, year, on_file)
    pins.require_sheets({(source.path, source.sheet) for source in lists.sources}, year, options)
    _require_lists(lists, pins, options)
    job = Job(workspace or files[0].location.parent, year, settings, policy, countable)
    counted, accounts, findings = tally_year(job, lists)
    _refuse_telling_names(lists, counted)
    cells = [
        (code, each.key, counts[each.key]) for code, counts in counted.counts.items() for each in countable
    ]
    attestation = Attestation(
        __version__,
        year,
        policy.id,
        policy.sha256,
        rules_digest(countable, counted.ways),
        tuple(_files(lists)),
        tuple(_sheets(accounts)),
        tuple(_numbers(findings)),
        table_digest(year, cells),
    )
    return Made(year, countable, counted.counts, attestation, findings, accounts)


def _rules(year: int, workspace: Path | None) -> tuple[Settings, Policy]:
    settings = Settings()
    if workspace is not None:
        settings = load_settings(workspace, year, set(kinds()), {each.name for each in DISTRICTS})
    files = open_policy(year, workspace)
    check_policy(files)
    return settings, choose(files, {key: switch.choice for key, switch in settings.readings.items()})


def _countable(policy: Policy, there: set[str], options: Mapping[str, str]) -> tuple[Indicator, ...]:
    """The indicators whose lists were given, and that a file of counts has a column for."""
    found = tuple(
        each
        for each in policy.indicators
        if not missing_lists(each.count, there) and count_field(each.key) in heading_aliases()
    )
    if found:
        return found
    wanted = "；".join(
        f"{each.name}：{'、'.join(options.get(kind, kind) for kind in missing_lists(each.count, set()))}"
        for each in policy.indicators
    )
    raise SettingsError(
        "给出的名单数不出任何一项指标。",
        where="gzaudit tally",
        found="、".join(options[kind] for kind in sorted(there)) or "没有给出名单",
        expected=wanted,
        action="把要用的名单都给出来",
    )


def _read(files: list[InputFile], pins: Pins, year: int, on_file: Callable[[str], None]) -> YearLists:
    """The lists. An error names the file and no more: sheets may be called by firms.

    A sheet that may be either of two is told apart by what is typed here, not by settings.
    """
    try:
        return read_pinned(files, pins, year, on_file)
    except InputError as error:
        typed = "在选项里用“文件#工作表”写明是哪一张表，或把两份名单分成两个文件"
        raise InputError(
            error.asked,
            where=error.where.partition(" › ")[0],
            found=error.found,
            expected=error.expected,
            action=typed if "gzaudit.toml" in error.action else error.action,
        ) from error


def _require_lists(lists: YearLists, pins: Pins, options: Mapping[str, str]) -> None:
    """Each file that was named holds a list of the kind that it was named for; reasons tell no cell."""
    there = {(listing.source.path, listing.kind.key) for listing in lists.listings}
    why = {
        lists.sources[int(src)].path: str(found)
        for code, frame, _ in lists.batches
        if code == "sheet_unrecognised"
        for src, found in zip(frame["src"], frame["found"], strict=True)
    }
    for path, pinned in sorted(pins.by_file.items()):
        for kind, _ in pinned:
            if (path, kind) not in there:
                raise InputError(
                    "这个文件里没有要用的名单。",
                    where=f"{options[kind]} {path}",
                    found=why.get(path, "没有可用的工作表，或只有表头"),
                    expected=kinds()[kind].title,
                    action="核对是不是这个文件；缺列的请补上列",
                )


def _refuse_telling_names(lists: YearLists, counted: Counted) -> None:
    """No file may be called by a firm's name or code: file names are attested."""
    frame = counted.entries.frame
    firms = {*name_keys(frame["name"]), *(str(code).casefold() for code in frame["raw_code"])}
    for file in lists.files:
        called = name_key(file.path)
        if any(firm in called for firm in firms if len(firm) >= _TELLING):
            raise SettingsError(
                "文件名里有企业的名称或代码，而文件名要写进汇总证明。",
                where="其中一个输入文件",
                expected="文件名只写是什么名单",
                action="把文件改名后重新运行",
            )


def _files(lists: YearLists) -> Iterable[AttestedFile]:
    """Each file in which a list was found, by kind and name."""
    sizes = {each.path: each.location.stat().st_size for each in lists.files}
    found = {(each.kind, each.path): each.sha256 for each in lists.sources if each.kind}
    for (kind, path), digest in sorted(found.items()):
        yield AttestedFile(kind, path, sizes[path], digest)


def _sheets(accounts: Iterable[SheetAccount]) -> Iterable[AttestedSheet]:
    seen: dict[str, int] = {}
    for account in accounts:
        source = account.source
        seen[source.path] = seen.get(source.path, 0) + 1
        told = "、".join(
            f"{REASONS[reason]} {number}" for reason, number in account.excluded.items() if number
        )
        out = sum(account.excluded.values())
        yield AttestedSheet(
            source.kind or "", source.path, seen[source.path], source.rows, account.counted, out, told
        )


def _numbers(findings: Findings) -> Iterable[AttestedFindings]:
    """How many findings of each code and severity; nothing of what they say."""
    wording = catalogue()
    found = Counter(zip(findings.frame["severity"], findings.frame["code"], strict=True))
    for (severity, code), number in sorted(found.items()):
        yield AttestedFindings(severity, code, wording[code].title, number)
