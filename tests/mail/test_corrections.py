"""The same is never sent twice; something else goes as a correction that says what changed."""

from __future__ import annotations

import email
import shutil
import sqlite3
from email import policy

import pytest
from mail.parcels import parcels, recipients, sha, simple, write_result
from mail.post_office import nothing_wrong

from gzaudit.deliver.history import records
from gzaudit.mail.changes import Told, what_changed
from gzaudit.mail.deliver import deliver
from gzaudit.mail.outbox import open_outbox
from gzaudit.mail.settle import Ruling, settle

ONE = ("440106",)


@pytest.fixture
def year(tmp_path, office):
    recipients(tmp_path, ONE)
    (tmp_path / "gzaudit.toml").write_text(office.settings(), encoding="utf-8")
    return tmp_path


def figures(
    hnte: int | None, amount: int | None, payable: int | None, status: str = "accepted", patents: int = 3
):
    return {
        "440106": {
            "indicators": {
                "hnte": {"count": hnte, "amount": amount},
                "patent_hnte": {"count": patents, "amount": 1500},
            },
            "base": {"tier": 1, "status": status, "amount": 350_000},
            "amount": amount,
            "payable": payable,
        }
    }


def run_store(workspace, run: str) -> None:
    """The names of a run's indicators, where the run itself keeps them."""
    with sqlite3.connect(workspace / "runs/2025" / run / "run.db") as database:
        database.executescript(
            "CREATE TABLE run (key, value); INSERT INTO run VALUES ('form', 'gzaudit.run/1'), ('version', '0');"
            "CREATE TABLE indicators (key, name); INSERT INTO indicators VALUES ('hnte', '高企认定'), ('patent_hnte', '专利高企');"
            "CREATE TABLE works (key, name); INSERT INTO works VALUES ('base', '基础工作');"
        )
    database.close()


def told(workspace, run: str, files: dict[str, str]) -> Told:
    result = workspace / "runs/2025" / run / "result.json"
    return Told(f"runs/2025/{run}", sha(result.read_bytes()), files)


def test_what_changed_by_hand(tmp_path):
    write_result(tmp_path, "then", figures(812, 406_000, None))
    write_result(tmp_path, "now", figures(815, 407_500, 757_500, "rejected"))
    run_store(tmp_path, "now")
    before = told(tmp_path, "then", {"a.xlsx": "1", "b.html": "2", "c.txt": "3"})
    after = told(tmp_path, "now", {"a.xlsx": "9", "b.html": "2", "d.csv": "4"})
    assert what_changed(tmp_path, "440106", before, after, figures=True) == [
        "高企认定：家数 812 家 → 815 家，金额 406,000 元 → 407,500 元",
        "基础工作：结论 通过 → 不通过",
        "合计：406,000 元 → 407,500 元",
        "应付：待定 → 757,500 元",
        "改动的文件：a.xlsx",
        "新增的文件：d.csv",
        "不再有的文件：c.txt",
    ]
    assert what_changed(tmp_path, "440106", before, after, figures=False)[:4] == [
        "高企认定：家数有变化，金额有变化",
        "基础工作：结论有变化",
        "合计：有变化，见附件",
        "应付：有变化，见附件",
    ]


def test_figures_that_are_the_same_and_files_that_are_not(tmp_path):
    write_result(tmp_path, "then", figures(1, 2, 3))
    write_result(tmp_path, "now", figures(1, 2, 3))
    lines = what_changed(
        tmp_path,
        "440106",
        told(tmp_path, "then", {"a": "1"}),
        told(tmp_path, "now", {"a": "2"}),
        figures=True,
    )
    assert lines == ["家数和金额没有变化", "改动的文件：a"]


@pytest.mark.parametrize("lost", ["gone", "changed", "empty"])
def test_a_run_that_is_gone_or_was_changed_lends_no_figures(tmp_path, lost):
    write_result(tmp_path, "then", figures(1, 2, 3))
    write_result(tmp_path, "now", figures(4, 5, 6))
    before, after = told(tmp_path, "then", {}), told(tmp_path, "now", {"a": "2"})
    result = tmp_path / "runs/2025/then/result.json"
    if lost == "gone":
        shutil.rmtree(result.parent)
    else:
        result.write_text("{}" if lost == "empty" else result.read_text("utf-8") + " ", encoding="utf-8")
    lines = what_changed(tmp_path, "440106", before, after, figures=True)
    assert lines == ["那次运行的数据已经不在，无法逐项比较，请以本次附件为准", "附件已更换"]


def read(office, at: int):
    return email.message_from_bytes(office.mailbox[at].data, policy=policy.default)


def test_a_correction_arrives_as_one(year, office):
    write_result(year, "then", figures(812, 406_000, 756_000))
    write_result(year, "now", figures(815, 407_500, 757_500))
    assert deliver(year, parcels(year, {"440106": {"天河区.xlsx": "甲"}}, "then"), really=True).complete
    assert deliver(year, parcels(year, {"440106": {"天河区.xlsx": "乙"}}, "now"), really=True).complete
    first, second = read(office, 0), read(office, 1)
    assert first["Subject"] == "天河区 2025 年度“一区一机构”核算材料"
    assert second["Subject"] == "更正：天河区 2025 年度“一区一机构”核算材料"
    body = second.get_body(("plain",)).get_content()
    assert "- hnte：家数 812 家 → 815 家，金额 406,000 元 → 407,500 元\n" in body.replace("\r\n", "\n")
    assert "- 应付：756,000 元 → 757,500 元\n" in body.replace("\r\n", "\n")
    assert "- 改动的文件：天河区.xlsx" in body
    assert "更正" not in first.get_body(("plain",)).get_content()
    assert [each.content["kind"] for each in records(year)] == ["new", "correction"]


def test_a_protected_packet_is_corrected_without_figures_in_the_mail(year, office):
    write_result(year, "then", figures(812, 406_000, 756_000))
    write_result(year, "now", figures(815, 407_500, 757_500))
    for run, text in (("then", "甲"), ("now", "乙")):
        assert deliver(
            year, parcels(year, {"440106": {"天河区.xlsx": text}}, run, "zip"), really=True
        ).complete
    body = read(office, 1).get_body(("plain",)).get_content()
    assert "应付：有变化，见附件" in body
    assert "815" not in body
    assert "附件已加密，密码另行告知" in body


def test_the_same_content_is_not_sent_again_whichever_run_it_comes_from(year, office):
    said = {"440106": {"天河区.xlsx": "甲"}}
    assert deliver(year, parcels(year, said, "then"), really=True).complete
    done = deliver(year, parcels(year, said, "now"), really=True)
    assert done.complete
    assert len(office.mailbox) == 1
    assert "内容相同，不再发" in done.lines[0]
    recipients(year, ONE, cc=False)
    (year / "recipients.toml").write_text(
        '[[recipient]]\ndistrict = "天河区"\naddress = "new@q.example.cn"\n', encoding="utf-8"
    )
    done = deliver(year, parcels(year, said, "now"), really=True)
    assert "收件人与那时不同" in done.lines[0]
    assert len(office.mailbox) == 1


def test_there_and_back_again_is_three_mails(year, office):
    for text in ("甲", "乙", "甲", "甲"):
        assert deliver(year, simple(year, text, ONE), really=True).complete
    subjects = [read(office, at)["Subject"] for at in range(len(office.mailbox))]
    assert [each.startswith("更正：") for each in subjects] == [False, True, True]
    assert len({each.message_id for each in office.mailbox}) == 3


def test_a_draft_that_was_overtaken_is_withdrawn(year, office):
    drafts = year / "outbox/2025"
    deliver(year, simple(year, "甲", ONE), really=False)
    first = list(drafts.rglob("*.eml"))
    deliver(year, simple(year, "乙", ONE), really=False)
    second = list(drafts.rglob("*.eml"))
    assert len(first) == len(second) == 1
    assert first != second
    before = second[0].read_bytes()
    deliver(year, simple(year, "乙", ONE), really=False)
    assert second[0].read_bytes() == before
    deliver(year, simple(year, "甲", ONE), really=False)
    assert list(drafts.rglob("*.eml")) == first
    assert deliver(year, simple(year, "甲", ONE), really=True).complete
    assert list(drafts.rglob("*.eml")) == []
    with open_outbox(year, only_read=True) as outbox:
        assert [each.state for each in outbox.messages()] == ["sent", "superseded"]
    assert len(office.mailbox) == 1


def test_a_changed_packet_waits_for_the_person_where_the_last_mail_is_uncertain(year, office):
    office.fault = lambda step: "keep-drop" if step == "dot" else None
    assert not deliver(year, simple(year, "甲", ONE), really=True).complete
    office.fault = nothing_wrong
    done = deliver(year, simple(year, "乙", ONE), really=True)
    assert not done.complete
    assert "--settle 天河区=sent" in done.lines[0]
    assert len(office.mailbox) == 1
    settle(year, 2025, [Ruling("440106", True)], "张三", "电话问过收件人")
    assert deliver(year, simple(year, "乙", ONE), really=True).complete
    assert [read(office, at)["Subject"][:3] == "更正：" for at in (0, 1)] == [False, True]
    receipts = [each.content for each in records(year)]
    assert [each["settled_by"] for each in receipts] == ["张三", ""]


def test_a_person_may_say_that_a_draft_was_sent_by_hand(year, office):
    packets = simple(year, "甲", ONE)
    deliver(year, packets, really=False)
    settle(year, 2025, [Ruling("440106", True)], "张三", "用邮箱客户端发出")
    assert list((year / "outbox/2025").rglob("*.eml")) == []
    assert deliver(year, packets, really=True).complete
    assert office.mailbox == []
    (receipt,) = [each.content for each in records(year)]
    assert (receipt["settled_by"], receipt["note"]) == ("张三", "用邮箱客户端发出")


def test_the_same_content_under_another_protection_is_the_same(year, office):
    said = {"440106": {"天河区.xlsx": "甲"}}
    assert deliver(year, parcels(year, said, "then"), really=True).complete
    assert deliver(year, parcels(year, said, "then-zip", "zip"), really=True).complete
    assert len(office.mailbox) == 1


def test_a_refused_message_that_changes_is_never_sent_in_its_old_form(year, office):
    office.fault = lambda step: 550 if step == "rcpt" else None
    assert not deliver(year, simple(year, "甲", ONE), really=True).complete
    office.fault = nothing_wrong
    assert deliver(year, simple(year, "乙", ONE), really=True).complete
    (only,) = office.mailbox
    assert (
        read(office, 0)["Subject"] == "天河区 2025 年度“一区一机构”核算材料"
    )  # nothing that it could correct arrived
    with open_outbox(year, only_read=True) as outbox:
        assert [each.state for each in outbox.messages()] == ["superseded", "sent"]
    assert [each.content["message_id"] for each in records(year)] == [only.message_id]
