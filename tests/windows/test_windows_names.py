"""Names of our own files: short enough, none that Windows keeps for itself, none that differ by case alone."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path, PureWindowsPath

import pytest
from cli.cli_support import firm, inside, only_run, refused, speaks, tiny, write

from gzaudit.errors import SettingsError
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.read.baseline import read_baseline
from gzaudit.read.pins import resolve_pins

ROOT = Path(__file__).resolve().parents[2]
# Windows takes 259 characters, and 247 for a folder; a workspace may then have a path of 150.
LONGEST = 100
KEPT = {"CON", "PRN", "AUX", "NUL", *(f"{name}{n}" for name in ("COM", "LPT") for n in range(10))}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """All that the commands write: both years of the sample, with every kind of file."""
    workspace = tmp_path_factory.mktemp("alles") / "w"
    shutil.copytree(ROOT / "sample_data/workspace", workspace, ignore=shutil.ignore_patterns("runs"))
    (workspace / "gzaudit.toml").write_text(
        '[mail]\nfrom = "a@example.gov.cn"\nanalyst = "b@example.gov.cn"\n', encoding="utf-8"
    )
    rows = [f"{each.name},{each.code}@example.gov.cn" for each in DISTRICTS]
    (workspace / "收件人.csv").write_text("\n".join(["区,邮箱", *rows]), encoding="utf-8")
    given = set(workspace.rglob("*"))
    for words in (
        ["batch", "2025", "--fail-on", "never", "--send"],
        ["compute", "2023", "--fail-on", "never"],
        ["review", "2025"],
        ["policy", "new", "2031", "--from", "2025"],
    ):
        ended = inside(*words, "-w", workspace)
        assert ended.code == 0, ended.err
    assert inside("init", workspace / "init").code == 0
    return workspace, sorted(path.relative_to(workspace) for path in set(workspace.rglob("*")) - given)


def units(text: str) -> int:
    """Characters as Windows counts them."""
    return len(text.encode("utf-16-le")) // 2


def test_no_path_is_too_long_for_a_workspace_of_an_ordinary_place(written):
    longest = max(written[1], key=lambda path: units(str(path)))
    # What is written first lies in a hidden folder beside the run, and each workbook has a longer name meanwhile.
    work = max(
        units(str(Path(*path.parts[:2], ".unfinished-gzaudit-12345678", *path.parts[3:]))) + len("..part")
        for path in written[1]
        if path.parts[0] in ("runs", "packets") and len(path.parts) > 3
    )
    assert max(units(str(longest)), work) <= LONGEST, (longest, work)
    told = (ROOT / "docs/offline.md").read_text(encoding="utf-8")
    assert f"相对路径都不超过 {LONGEST} 个字" in told


def test_no_name_is_kept_by_windows(written):
    for path in written[1]:
        for part in path.parts:
            assert not PureWindowsPath(part).is_reserved(), path
            assert part.split(".", 1)[0].upper() not in KEPT, path
            assert part == part.rstrip(". "), path
            assert not set(part) & set('<>:"/\\|?*'), path
            assert part.isprintable(), path


def test_no_two_names_differ_by_case_alone(written):
    folded = [str(path).casefold() for path in written[1]]
    assert len(folded) == len(set(folded))


def test_paths_in_results_have_forward_slashes(written):
    workspace, _ = written
    for result in workspace.glob("runs/*/*/result.json"):
        told = json.loads(result.read_bytes())
        paths = [each["path"] for each in (*told["outputs"], *told["sources"])]
        assert not any("\\" in path or path.startswith("/") for path in paths)
        assert all((result.parent / each["path"]).is_file() for each in told["outputs"])
        assert all(
            line.count("\\") == 0 for line in (result.parent / "SHA256SUMS").read_text("utf-8").splitlines()
        )


def test_windows_would_hand_us_the_same_paths():
    """How paths become text: by `as_posix`, which a path of Windows answers with `/`."""
    path = PureWindowsPath(r"C:\审计\data\2025\火炬中心\第一批.xlsx")
    assert path.relative_to(PureWindowsPath(r"C:\审计")).as_posix() == "data/2025/火炬中心/第一批.xlsx"


def test_pins_with_backslashes_mean_the_same_files(tmp_path):
    workspace = tiny(tmp_path)
    for text in ("data/2025/火炬中心/2025年*.xlsx", r"data\2025\火炬中心\2025年*.xlsx"):
        found = resolve_pins(workspace, 2025, {"hnte": (text,)})
        assert list(found.by_file) == ["data/2025/火炬中心/2025年高新技术企业认定公示名单.xlsx"]
    for text in (r"C:\data\*.xlsx", r"..\*.xlsx", r"\\server\share\a.xlsx"):
        with pytest.raises(SettingsError, match="不在工作区内"):
            resolve_pins(workspace, 2025, {"hnte": (text,)})


def test_a_baseline_with_backslashes(tmp_path):
    path = tmp_path / "runs/2024/abc/result.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"schema": "gzaudit.result/1", "year": 2024, "districts": []}', encoding="utf-8")
    assert read_baseline(tmp_path, r"runs\2024\abc\result.json", 2025).path == "runs/2024/abc/result.json"
    with pytest.raises(SettingsError, match="不能用"):
        read_baseline(tmp_path, r"C:\runs\result.json", 2025)


@pytest.mark.parametrize("name", ["长" * 200, "/".join(["中" * 60] * 30)])
def test_a_place_whose_path_is_too_long_is_one_message(tmp_path, name):
    workspace = tiny(tmp_path)
    refused(workspace, 74, "太长", "路径短一些", args=["2025", "--out", tmp_path / name])


@pytest.mark.parametrize(
    "words",
    [
        ("compute", "2025", "-w", "{long}"),
        ("verify", "{long}"),
        ("diff", "{long}", "{long}"),
        ("review", "2025", "--out", "{long}.xlsx"),
        ("init", "{long}"),
        ("policy", "list", "-w", "{long}"),
        ("policy", "lint", "2025", "--text", "{long}"),
    ],
    ids=lambda words: words[0],
)
def test_a_path_that_is_too_long_never_ends_in_a_traceback(tmp_path, words):
    for long in ("长" * 300, f"{tmp_path}/" + "/".join(["中" * 50] * 40)):
        ended = inside(*(each.format(long=long) for each in words))
        assert ended.code in (2, 74), ended.err
        speaks(ended.err)


def test_a_firm_with_a_name_of_windows_makes_no_file_of_that_name(tmp_path):
    from cli.cli_support import files, lists

    content = lists()
    content.hnte[0] = (1, "CON", *content.hnte[0][2:])
    content.hnte[1] = (2, firm(1) + " .", *content.hnte[1][2:])
    workspace = write(tmp_path, files(content))
    assert inside("compute", "2025", "-w", workspace).code in (0, 1)
    names = {path.name for path in only_run(workspace).rglob("*")}
    assert not any(name.startswith("CON") or firm(1) in name for name in names)
    assert os.sep not in "".join(names)
