"""A thousand deliveries over lines that drop and servers that refuse: each packet arrives exactly once."""

from __future__ import annotations

import random
import shutil

import pytest
from mail.parcels import NAMES, recipients, simple
from mail.post_office import Fault, Office

from gzaudit.deliver.history import records
from gzaudit.mail.deliver import deliver
from gzaudit.mail.outbox import Outbox, open_outbox
from gzaudit.mail.settle import Ruling, settle
from gzaudit.verify.history import check_history

SHARDS, EACH = 4, 250
FAULTS: dict[str, tuple[Fault, ...]] = {
    "greeting": ("drop", 421, 554, "slow"),
    "ehlo": ("drop", "slow"),
    "auth": ("drop", 454),
    "mail": ("drop", 421, 451, 550, "slow"),
    "rcpt": ("drop", 421, 450, 451, 550, 550, "slow"),
    "data": ("drop", 421, 451, 554, "slow"),
    "body": ("drop",),
    "dot": ("drop", "drop", "keep-drop", "keep-drop", 421, 451, 452, 554, "slow"),
}
# Waiting for a server that says nothing costs the full time-out: tried now and then.
PATIENCE = 0.1
RARELY = {"greeting": "stuck", "mail": "stuck", "data": "stuck", "dot": "late"}


class Killed(BaseException):
    """The program ends here, as if it had been killed."""


def trouble(rng: random.Random, tried: list[str]) -> object:
    """Faults at random steps, until there have been enough of them."""
    left = rng.randint(1, 4)

    def fault(step: str) -> Fault:
        nonlocal left
        if not left or rng.random() > 0.3:
            return None
        left -= 1
        chosen: Fault = rng.choice(FAULTS[step])
        if rng.random() < 0.01 and step in RARELY:
            chosen = RARELY[step]
        tried.append(f"{step} {chosen}")
        return chosen

    return fault


def killed_at(monkeypatch, rng: random.Random) -> None:
    """End the program right before or after one of the next changes of the outbox."""
    real, left, after = Outbox.change, rng.randint(1, 8), rng.random() < 0.5

    def change(self, message, **changes):
        nonlocal left
        left -= 1
        if left == 0 and not after:
            raise Killed
        made = real(self, message, **changes)
        if left == 0:
            raise Killed
        return made

    monkeypatch.setattr(Outbox, "change", change)


def delivered(packets, office: Office, rng: random.Random, monkeypatch, tried: list[str]) -> None:
    """Start again until all is done; what is uncertain is settled by looking into the mailbox."""
    workspace = packets.folder.parents[2]
    office.fault = trouble(rng, tried)
    for _ in range(25):
        with monkeypatch.context() as patch:
            if rng.random() < 0.15:
                tried.append("killed")
                killed_at(patch, rng)
            try:
                done = deliver(workspace, packets, really=True, sleep=lambda _: None)
            except Killed:
                continue
        if done.complete:
            return
        there = office.ids()
        with open_outbox(workspace, only_read=True) as outbox:
            unknown = [each for each in outbox.messages() if each.state == "uncertain"]
        rulings = [Ruling(each.district, each.message_id in there) for each in unknown]
        if rulings:
            settle(workspace, 2025, rulings, "核实人", "看过收件箱")
    raise AssertionError(done.lines)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_district_gets_its_packet_exactly_once(shard, office, quick_folder, monkeypatch):
    kinds = set()
    for at in range(EACH):
        rng = random.Random(f"faults/{shard}/{at}")
        workspace, tried = quick_folder / f"{at}", []
        workspace.mkdir()
        codes = tuple(sorted(rng.sample(list(NAMES), rng.choice((1, 1, 2, 2, 2, 3)))))
        (workspace / "gzaudit.toml").write_text(
            office.settings(timeout=PATIENCE, attempts=3), encoding="utf-8"
        )
        recipients(workspace, codes, cc=rng.random() < 0.5)
        texts = rng.choice([["甲"]] * 7 + [["甲", "乙"], ["甲", "乙", "甲"]])
        expected = []
        for text in texts:
            packets = simple(workspace, text, codes)
            delivered(packets, office, rng, monkeypatch, tried)
            expected += [(each.district, each.sha256) for each in packets.packets]
        told = (shard, at, tried)
        kept = {each.message_id: each for each in office.mailbox}
        assert len(kept) == len(office.mailbox) == len(expected), told
        receipts = [each.content for each in records(workspace) if each.kind == "delivery"]
        assert [each["receipt"] for each in receipts] == list(range(1, len(expected) + 1)), told
        assert sorted((each["district"], each["zip"]) for each in receipts) == sorted(expected), told
        for each in receipts:
            arrived = kept[each["message_id"]]
            assert sorted([*each["to"], *each["cc"]]) == sorted(arrived.to), told
        for code in codes:
            order = [each["zip"] for each in receipts if each["district"] == code]
            assert order == [zip_ for district, zip_ in expected if district == code], told
        report = check_history(workspace)
        assert not [each for each in report.faults if "没有磁盘上的这次运行" not in each.said], told
        kinds.update(tried)
        office.clear()
        shutil.rmtree(workspace)
    wanted = {f"{step} {fault}" for step, faults in FAULTS.items() for fault in faults}
    assert wanted <= kinds
    assert "killed" in kinds
