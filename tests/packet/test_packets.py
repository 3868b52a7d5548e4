"""What is in a packet, what the manifest says of it, and that the same run makes the same packets."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import zipfile

import pytest
from cli.cli_support import files as list_files
from cli.cli_support import inside, lists, only_run, speaks, tree, write
from packet.packet_runs import (
    BOOK,
    FOREIGN,
    HERE,
    HERE_CODE,
    LIST,
    OWN,
    PAGE,
    SECRET,
    copy,
    digest,
    run_of,
    told,
    unpacked,
)
from pages.html_reading import read_page
from privacy.years import code, name, other_name

from gzaudit.errors import SettingsError
from gzaudit.packet.make import PacketWish, make_packets
from gzaudit.packet.manifest import read_packets

INSIDE = [
    "函.html",
    f"{HERE}2025年核算结果.xlsx",
    "report.html",
    "名单/待核对事项.csv",
    "名单/高企名单.csv",
    "SHA256SUMS",
]
NAMES = {
    "440103": "荔湾区", "440104": "越秀区", "440105": "海珠区", "440106": "天河区", "440111": "白云区", "440112": "黄埔区",
    "440113": "番禺区", "440114": "花都区", "440115": "南沙区", "440117": "从化区", "440118": "增城区",
}  # fmt: skip


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """A workspace with packets; nothing in it is changed."""
    workspace = copy(tmp_path_factory.mktemp("packed"))
    assert inside("package", "2025", "-w", workspace).code == 0
    return workspace


def folder_of(workspace, ending=""):
    return workspace / "packets/2025" / f"{run_of(workspace).name}{ending}"


def test_a_zip_a_district_and_nothing_else(packed):
    zips = {f"{code}{name}.zip" for code, name in NAMES.items()}
    assert {path.name for path in folder_of(packed).iterdir()} == zips | {"packets.json", "分送清单.csv"}
    assert max(map(len, zips)) <= 20
    assert {path.name for path in packed.iterdir()} == {"data", "runs", "packets"}
    assert [path.name for path in (packed / "packets/2025").iterdir()] == [run_of(packed).name]


def test_the_files_of_the_run_as_they_are_and_a_seal_that_others_check(packed, tmp_path):
    path = folder_of(packed) / f"{HERE_CODE}{HERE}.zip"
    files = unpacked(path)
    assert list(files) == INSIDE
    run = run_of(packed)
    for inner, outer in ((INSIDE[1], BOOK), (INSIDE[2], PAGE), (INSIDE[4], LIST)):
        assert files[inner] == (run / outer).read_bytes()
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode().count(": OK") == len(INSIDE) - 1


def test_names_open_everywhere_and_nothing_tells_of_whoever_packed_it(packed):
    """Members with Chinese names are marked as UTF-8; no clock, no owner, no place on a disk."""
    for path in folder_of(packed).glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            assert archive.comment == b""
            for each in archive.infolist():
                assert bool(each.flag_bits & 0x800) == (not each.filename.isascii())
                assert each.date_time == (1980, 1, 1, 0, 0, 0)
                assert (each.create_system, each.external_attr >> 16, each.extra) == (3, 0o100644, b"")
                assert each.compress_type == zipfile.ZIP_DEFLATED
                assert not each.filename.startswith(("/", "."))
                assert "\\" not in each.filename


def test_the_manifest_tells_the_truth(packed):
    folder = folder_of(packed)
    manifest = json.loads((folder / "packets.json").read_bytes())
    run = run_of(packed)
    assert {key: manifest[key] for key in ("schema", "year", "run", "result", "protection")} == {
        "schema": "gzaudit.packets/1", "year": 2025, "run": f"runs/2025/{run.name}",
        "result": digest(run / "result.json"), "protection": "none",
    }  # fmt: skip
    assert {each["district"]: each["name"] for each in manifest["packets"]} == NAMES
    for each in manifest["packets"]:
        files = unpacked(folder / each["file"])
        assert each["sha256"] == digest(folder / each["file"])
        assert [f["path"] for f in each["files"]] == list(files)[:-1]
        for f in each["files"]:
            assert (f["sha256"], f["size"]) == (
                hashlib.sha256(files[f["path"]]).hexdigest(),
                len(files[f["path"]]),
            )
        # The seal lists the same files, so that its digest is that of what is in the packet.
        assert each["content"] == hashlib.sha256(files["SHA256SUMS"]).hexdigest()


def test_the_bureaus_own_list(packed):
    folder = folder_of(packed)
    rows = list(csv.DictReader((folder / "分送清单.csv").read_text(encoding="utf-8-sig").splitlines()))
    (mine,) = [row for row in rows if row["区"] == HERE]
    path = folder / mine["分送包"]
    assert len(rows) == 11
    assert mine["区代码"] == HERE_CODE
    assert int(mine["大小（字节）"]) == path.stat().st_size
    assert mine["SHA-256"] == digest(path)
    assert mine["所列企业（家）"] == "10"  # the even ones of 20
    assert mine["密码"] == "没有密码"


def letter(workspace, district=HERE, ending=""):
    path = folder_of(workspace, ending) / f"{dict(map(reversed, NAMES.items()))[district]}{district}.zip"
    return read_page_text(unpacked(path)["函.html"])


def read_page_text(data):
    text = re.sub(r"<style>.*?</style>", "", data.decode(), flags=re.DOTALL)
    return [line for line in (re.sub(r"<[^>]+>", "", each).strip() for each in text.splitlines()) if line]


def test_the_letter(packed):
    """Figures worked by hand: 10 of 10 targets 300 元/家 up to 70 %, 500 up to 85 %, then 600."""
    said = letter(packed)
    assert said[0] == f"关于送达{HERE} 2025 年度“一区一机构”核算结果的函"
    assert said[2] == f"{HERE}科技主管部门："
    assert "测算（未核定）：尚无绩效考核结论，所列金额不作拨付依据。" in said
    assert "1．高企认定数 10 家，金额 6,000 元。" in said
    assert any(line.startswith("合计 ") and line.endswith("收款机构：尚未确定。") for line in said)
    assert f"{INSIDE[1]}：核算结果、本区企业名单、待核对事项和回执，可以填写" in said
    assert "请逐项核对，在市局通知的期限前送回回执。没有异议的也请送回。" in said
    assert said[-1] == "经办人：联系电话：单位盖章：日期："
    assert not [each for n in range(900, 920) for each in (name(n), code(n)) if each in "".join(said)]
    assert "http" not in "".join(said)


def test_the_letter_says_what_the_result_says(packed):
    told_ = {
        each["name"]: each for each in json.loads((run_of(packed) / "result.json").read_bytes())["districts"]
    }
    for district in NAMES.values():
        said = letter(packed, district)
        counts = [each["count"] for each in told_[district]["indicators"].values()]
        lines = [line for line in said if re.match(r"[1-4]．.* 家，", line)]
        assert [int(re.search(r" ([\d,]+) 家", line)[1].replace(",", "")) for line in lines] == counts


def test_the_reply_and_the_payee_and_the_conclusion(tmp_path):
    """A year with institutions, conclusions and a last day."""
    content = list_files(lists())
    content["机构.csv"] = "区,机构名称,统一社会信用代码,牵头/合作\n天河区,天河某科技服务中心,,牵头\n".encode()
    content["科技局/2025年度绩效考核结论.csv"] = "区,事项,结论\n天河区,绩效考核,通过\n".encode()
    workspace = write(tmp_path, content)
    (workspace / "gzaudit.toml").write_text("[reply]\nuntil = 2026-01-15\n", encoding="utf-8")
    assert inside("compute", "2025", "-w", workspace, "--fail-on", "never").code == 0
    assert inside("package", "2025", "-w", workspace).code == 0
    said = letter_in(workspace, HERE)
    assert "绩效考核结论：通过。" in said
    assert any(line.endswith("收款机构：天河某科技服务中心。") for line in said)
    assert "请逐项核对，2026 年 1 月 15 日前送回回执。没有异议的也请送回。" in said
    assert "天河某科技服务中心" not in "".join(letter_in(workspace, "越秀区"))


def letter_in(workspace, district):
    run = only_run(workspace)
    codes = dict(map(reversed, NAMES.items()))
    return read_page_text(
        unpacked(workspace / "packets/2025" / run.name / f"{codes[district]}{district}.zip")["函.html"]
    )


def test_a_year_that_is_only_counted(tmp_path):
    workspace = copy(tmp_path)
    assert (
        inside(
            "compute",
            "2025",
            "-w",
            workspace,
            "--counts-only",
            "--out",
            tmp_path / "out",
            "--fail-on",
            "never",
        ).code
        == 0
    )
    assert inside("package", "2025", "-w", workspace, "--run", tmp_path / "out").code == 0
    manifest = json.loads((workspace / "packets/2025/out/packets.json").read_bytes())
    assert manifest["run"] == "out"
    said = read_page_text(unpacked(workspace / f"packets/2025/out/{HERE_CODE}{HERE}.zip")["函.html"])
    assert "本次只计家数，不计金额。" in said
    assert "1．高企认定数 10 家。" in said
    assert "元" not in "".join(said)


def test_own_words_of_the_letter(tmp_path):
    workspace = copy(tmp_path)
    (workspace / "templates").mkdir()
    (workspace / "templates/letter.html.j2").write_text("<h1>{{ district }}：请查收</h1>", encoding="utf-8")
    assert inside("package", "2025", "-w", workspace).code == 0
    assert letter(workspace) == [f"{HERE}：请查收"]


def test_the_same_run_makes_the_same_packets_to_the_byte(packed, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    workspace = copy(tmp_path)
    assert inside("package", "2025", "-w", workspace).code == 0
    assert tree(folder_of(workspace)) == tree(folder_of(packed))


def test_made_once_and_kept(tmp_path):
    workspace = copy(tmp_path)
    assert inside("package", "2025", "-w", workspace).code == 0
    before = tree(workspace)
    times = {path: path.stat().st_mtime_ns for path in workspace.rglob("*") if path.is_file()}
    again = inside("package", "2025", "-w", workspace)
    assert (again.code, "沿用" in again.err) == (0, True)
    one = inside("package", "2025", "-w", workspace, "--district", HERE, "--json")
    assert [each["name"] for each in json.loads(one.out)["packets"]] == [HERE]
    assert tree(workspace) == before
    assert {path: path.stat().st_mtime_ns for path in workspace.rglob("*") if path.is_file()} == times


def test_one_district_alone_first_and_all_of_them_later(tmp_path):
    workspace = copy(tmp_path)
    assert inside("package", "2025", "-w", workspace, "--district", HERE).code == 0
    (alone,) = (workspace / "packets/2025").iterdir()
    assert alone.name == f"{run_of(workspace).name}-{HERE_CODE}"
    assert sorted(path.name for path in alone.iterdir()) == [
        f"{HERE_CODE}{HERE}.zip",
        "packets.json",
        "分送清单.csv",
    ]
    assert inside("package", "2025", "-w", workspace).code == 0
    assert told(folder_of(workspace))[HERE] == told(alone)[HERE]


@pytest.mark.parametrize("spoil", ["zip", "gone", "manifest", "protection", "emptied", "another run"])
def test_packets_that_were_changed_are_refused_and_left_as_they_are(tmp_path, spoil):
    workspace = copy(tmp_path)
    assert inside("package", "2025", "-w", workspace).code == 0
    folder = folder_of(workspace)
    path, manifest = folder / f"{HERE_CODE}{HERE}.zip", folder / "packets.json"
    if spoil == "zip":
        path.write_bytes(path.read_bytes() + b" ")
    elif spoil == "gone":
        path.unlink()
    elif spoil == "manifest":
        manifest.write_text("{", encoding="utf-8")
    elif spoil == "protection":
        manifest.write_text(
            manifest.read_text(encoding="utf-8").replace('"none"', '"strong"'), encoding="utf-8"
        )
    elif spoil == "emptied":
        manifest.unlink()
    else:
        (run_of(workspace) / "result.json").write_bytes(
            (run_of(workspace) / "result.json").read_bytes() + b"\n"
        )
    before = tree(workspace)
    done = inside("package", "2025", "-w", workspace)
    assert done.code == 2, done.err
    speaks(done.err, "packets/2025/", "移走")
    assert tree(workspace) == before


@pytest.mark.parametrize("path", [BOOK, PAGE, LIST, "run.db", "result.json"])
@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_run_that_was_changed_is_not_packed(tmp_path, path, how):
    workspace = copy(tmp_path)
    file = run_of(workspace) / path
    if how == "changed":
        file.write_bytes(file.read_bytes()[:-20])
    else:
        file.unlink()
    before = tree(workspace)
    done = inside("package", "2025", "-w", workspace)
    assert done.code == 2, done.err
    speaks(done.err, "处理：")
    assert tree(workspace) == before


def test_a_run_without_a_districts_workbook(tmp_path):
    workspace = copy(tmp_path)
    run = run_of(workspace)
    told_ = json.loads((run / "result.json").read_bytes())
    told_["outputs"] = [each for each in told_["outputs"] if each["path"] != BOOK]
    (run / "result.json").write_text(json.dumps(told_), encoding="utf-8")
    done = inside("package", "2025", "-w", workspace)
    assert done.code == 2
    speaks(done.err, "没有这个区的工作簿", HERE)


def test_for_other_programs(tmp_path):
    """What batch and send call: paths, the same object again, errors of the one kind."""
    workspace = copy(tmp_path)
    run = run_of(workspace)
    made = make_packets(workspace, run, "这次运行", PacketWish())
    assert (made.folder, made.shown) == (folder_of(workspace), f"packets/2025/{run.name}")
    assert make_packets(workspace, run, "这次运行", PacketWish()) == made
    assert read_packets(made.folder, made.shown) == made
    assert [each.district for each in made.packets] == list(NAMES)
    assert [
        each.name for each in make_packets(workspace, run, "这次运行", PacketWish(district="天河")).packets
    ] == [HERE]
    with pytest.raises(SettingsError, match="没有这个区"):
        make_packets(workspace, run, "这次运行", PacketWish(district="东山"))
    with pytest.raises(SettingsError, match="不能用"):
        make_packets(workspace, workspace, "这次运行", PacketWish())


def test_packets_are_no_lists(tmp_path):
    """A later run reads none of them, and stays the same run."""
    workspace = copy(tmp_path)
    assert inside("package", "2025", "-w", workspace).code == 0
    assert "沿用" in inside("compute", "2025", "-w", workspace, "--fail-on", "never").err


def test_nothing_of_a_statistics_list_in_any_packet(packed):
    """Once more by hand, on the zips as they are: raw bytes of all members, entities aside."""
    for path in folder_of(packed).glob("*.zip"):
        members = unpacked(path)
        book = members.pop(next(each for each in members if each.endswith(".xlsx")))
        (scratch := path.parent.parent.parent.parent / "scratch.xlsx").write_bytes(book)
        parts = {**members, **unpacked(scratch)}
        scratch.unlink()
        text = "\n".join(data.decode() for data in parts.values())
        assert other_name(SECRET) not in text
        assert code(SECRET) not in text
        assert (name(FOREIGN) in text) == path.name.endswith("越秀区.zip")
        assert (name(OWN) in text) == path.name.endswith("天河区.zip")


def test_the_page_lists_whom_the_workbook_lists(packed):
    page = folder_of(packed).parent / "p.html"
    page.write_bytes(unpacked(folder_of(packed) / f"{HERE_CODE}{HERE}.zip")["report.html"])
    shown = read_page(page).table("高新技术企业名单").column("企业名称")
    page.unlink()
    assert shown == [name(n) for n in range(900, 920, 2)]
