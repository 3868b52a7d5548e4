"""The real work of a batch's stages: the same functions that the single commands call."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

from gzaudit.batch.clock import clock_note
from gzaudit.batch.keep import keep_summary
from gzaudit.batch.lock import LOGS
from gzaudit.batch.model import Computed, Reported, Stages, Waiting
from gzaudit.batch.room import require_space, require_writable
from gzaudit.batch.sent import sent
from gzaudit.batch.whole import report
from gzaudit.commands.compute import failing, make_run
from gzaudit.commands.job import prepare
from gzaudit.commands.runs import told_changes
from gzaudit.errors import SettingsError
from gzaudit.normalise.district_table import load_table
from gzaudit.read.files import find_files
from gzaudit.render.outputs import require_pdf
from gzaudit.render.tables.findings import tally
from gzaudit.render.tables.notes import undecided_sums
from gzaudit.render.tables.status import status_note
from gzaudit.render.tables.words import SEVERITY_WORDS
from gzaudit.render.templates import load_templates
from gzaudit.settings import FILE, load_mailing

if TYPE_CHECKING:
    from gzaudit.batch.model import Delivery, Wish
    from gzaudit.batch.summary import Story
    from gzaudit.packet.keys import Keys
    from gzaudit.packet.model import Packets


class _Silent:
    """Says nothing: the batch has lines of its own."""

    def reading(self, path: str) -> None:
        """A file is being worked on."""

    def note(self, text: str) -> None:
        """One line."""


def real_stages(wish: Wish, story: Story) -> Stages:
    """The stages of a batch.

    Args:
        wish: what it was told to do.
        story: gets the names of what is counted, and in words what changed.
    """
    return Stages(
        check=lambda: _check(wish, story),
        compute=lambda: _compute(wish),
        report=lambda run: _report(wish, run, story),
        package=lambda run: _package(wish, run),
        send=(lambda packets: _send(wish, packets)) if wish.sending != "no" else None,
        keep=lambda text: keep_summary(wish.workspace, wish.year, text),
        tell=(lambda head, text: _tell(wish, head, text)) if wish.uses_mail else None,
    )


def _check(wish: Wish, story: Story) -> tuple[str, ...]:
    """All that can be known before minutes of work.

    Raises:
        GzauditError: a setting, a rule, a list, a folder, the disk, a password or a recipient will not do.
    """
    workspace, year = wish.workspace, wish.year
    job = prepare(year, workspace, counts_only=False)
    story.indicators = {each.key: each.name for each in job.indicators}
    load_templates(workspace)
    if wish.pdf:
        require_pdf()
    files, _ = find_files(workspace, year)
    outbox = [f"outbox/{year}"] if wish.uses_mail else []
    require_writable(workspace, [f"runs/{year}", f"packets/{year}", LOGS, *outbox])
    require_space(workspace, sum(each.location.stat().st_size for each in files))
    _keys(wish)
    if wish.uses_mail:
        _require_mail(wish)
    note = clock_note(workspace, workspace / LOGS, dt.datetime.now().astimezone())
    return (note,) if note else ()


def _keys(wish: Wish) -> Keys | None:
    """The districts' passwords; None where packets are not protected.

    Raises:
        SettingsError: one is missing, or will not do.
    """
    if wish.protection == "none":
        return None
    from gzaudit.packet.keys import read_keys

    keys = read_keys(wish.workspace, wish.key_file, os.environ)
    keys.require(dict(load_table().districts), wish.protection)
    return keys


def _require_mail(wish: Wish) -> None:
    """See that every district, and the analyst, can be written to.

    Raises:
        SettingsError: an address, a mail setting or the login is missing or will not do.
    """
    from gzaudit.mail.recipients import read_recipients
    from gzaudit.mail.sending import ready, require_sender

    mailing = load_mailing(wish.workspace)
    require_sender(mailing)
    if wish.sending != "no":
        read_recipients(wish.workspace, mailing, dict(load_table().districts))
    if wish.mails_summary:
        ready(mailing, wish.workspace)
    if wish.notify and not mailing.analyst:
        raise SettingsError(
            "小结没有收件人。",
            where=f"{FILE} [mail] analyst",
            found="没有写",
            expected="分析员的邮箱",
            action="补上后重新运行，或去掉 --notify；小结总是写进 logs/",
        )


def _compute(wish: Wish) -> Computed:
    made = make_run(wish.year, wish.workspace, None, _Silent(), pdf=wish.pdf)
    audit = made.audit
    severe = {SEVERITY_WORDS["error"], SEVERITY_WORDS["warning"]}
    return Computed(
        folder=made.folder,
        shown=made.shown,
        kept=made.kept,
        findings={key: n for key, n in audit.findings.counts().items() if key != "by_code"},
        failing=failing(audit, wish.fail_on),
        status=status_note(audit),
        open_sums=undecided_sums(audit),
        waiting=tuple(
            Waiting(each.severity, each.number, each.title, each.owner, each.action)
            for each in tally(audit)
            if each.severity in severe
        ),
    )


def _report(wish: Wish, run: Computed, story: Story) -> Reported:
    found = report(wish.workspace, run)
    story.told = told_changes(found.since)
    return found


def _package(wish: Wish, run: Computed) -> Packets:
    from gzaudit.packet.make import PacketWish, make_packets

    return make_packets(wish.workspace, run.folder, run.shown, PacketWish(wish.protection, None, _keys(wish)))


def _send(wish: Wish, packets: Packets) -> Delivery:
    from gzaudit.mail.deliver import deliver

    return sent(deliver(wish.workspace, packets, really=wish.sending == "really"))


def _tell(wish: Wish, head: str, text: str) -> str:
    """Mail the summary, or draft it; "" where nobody is named who could get it."""
    from gzaudit.mail.note import mail_note

    try:
        nobody = not load_mailing(wish.workspace).analyst
    except SettingsError:  # that is what stopped the batch, and told already
        return ""
    if nobody:
        return ""
    return mail_note(wish.workspace, wish.year, head, text, really=wish.mails_summary)
