"""The bundle's parts: whose markers count, which wheels fit, what the scripts are in bytes, what refuses."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from requirements.bundle import __main__ as command
from requirements.bundle.archive import with_sums, write_zip
from requirements.bundle.contents import cmd_bytes, from_checkout, note_bytes, requirements_text, scripts
from requirements.bundle.fetch import FetchError, download
from requirements.bundle.target import Target, targets
from requirements.bundle.wanted import asked_by, closure, read_lock, roots

ROOT = Path(__file__).resolve().parents[2]
LINUX, WINDOWS = Target("linux", "3.11"), Target("windows", "3.11")
LOCK = read_lock((ROOT / "requirements/constraints.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "linux", "windows"),
    [
        ("click", True, True),
        ('colorama; platform_system == "Windows"', False, True),
        ('tzdata; sys_platform == "win32"', False, True),
        ('uvloop; sys_platform != "win32"', True, False),
        ('x; os_name == "nt" and platform_machine == "AMD64"', False, True),
        ('x; platform_machine == "x86_64"', True, False),
        ('x; python_version < "3.14"', True, True),
        ('x; python_version < "3.11"', False, False),
        ('x; python_full_version < "3.11.4"', True, True),
        ('x; python_full_version >= "3.11.4"', True, True),
        ('x; implementation_name == "pypy"', False, False),
        ('x; extra == "jupyter"', False, False),
        ('x; extra == "woff"', True, True),
    ],
)
def test_markers_are_the_targets_and_not_the_builders(text, linux, windows):
    asked, extras = Requirement(text), frozenset({"woff"})
    assert (LINUX.needs(asked, extras), WINDOWS.needs(asked, extras)) == (linux, windows)


@pytest.mark.parametrize(
    ("wheel", "linux", "windows"),
    [
        ("a-1-py3-none-any.whl", True, True),
        ("a-1-py2.py3-none-any.whl", True, True),
        ("a-1-cp311-cp311-win_amd64.whl", False, True),
        ("a-1-cp310-abi3-win_amd64.whl", False, True),
        ("a-1-cp312-abi3-win_amd64.whl", False, False),
        ("a-1-cp312-cp312-win_amd64.whl", False, False),
        ("a-1-cp311-cp311-win32.whl", False, False),
        ("a-1-cp311-cp311-win_arm64.whl", False, False),
        ("a-1-cp311-cp311-manylinux_2_28_x86_64.whl", True, False),
        ("a-1-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl", True, False),
        ("a-1-cp311-cp311-manylinux_2_31_x86_64.whl", False, False),
        ("a-1-cp311-cp311-manylinux2014_x86_64.whl", True, False),
        ("a-1-cp311-cp311-musllinux_1_2_x86_64.whl", False, False),
        ("a-1-cp311-cp311-manylinux_2_28_aarch64.whl", False, False),
        ("a-1-cp311-cp311-linux_x86_64.whl", False, False),
    ],
)
def test_which_wheels_fit(wheel, linux, windows):
    assert (LINUX.takes(wheel), WINDOWS.takes(wheel)) == (linux, windows)


def test_versions_of_python():
    assert [(each.system, each.python) for each in targets(["3.12", "3.11", "3.12"])] == [
        ("linux", "3.11"),
        ("windows", "3.11"),
        ("linux", "3.12"),
        ("windows", "3.12"),
    ]
    assert targets(["3.14"])[1].requirements == "requirements-windows-3.14.txt"
    for wrong in ("3.10", "3", "4.0", "3.11.2", "311", ""):
        with pytest.raises(ValueError, match="Python 版本写作"):
            targets([wrong])


def wheel(folder: Path, name: str, *asked: str, version: str = "1") -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    lines = ["Metadata-Version: 2.4", f"Name: {name}", *(f"Requires-Dist: {each}" for each in asked)]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n\nRequires-Dist: text\n"
        )
    return path


def test_what_is_needed_follows_the_wheels_and_their_extras(tmp_path):
    made = {
        "top": wheel(tmp_path, "top", 'win; sys_platform == "win32"', "woff[two]>=1", 'dev; extra == "test"'),
        "woff": wheel(tmp_path, "woff", 'deep; extra == "two"', 'never; extra == "three"', "top"),
        "win": wheel(tmp_path, "win"),
        "deep": wheel(tmp_path, "deep"),
    }
    lock, asked = dict.fromkeys(made, "1"), []

    def fetch(target, missing):
        asked.append(sorted(missing))
        return {name: made[name] for name in missing}

    assert list(closure(WINDOWS, [Requirement("Top")], lock, fetch)) == ["deep", "top", "win", "woff"]
    assert asked == [["top"], ["win", "woff"], ["deep"]]
    assert list(closure(LINUX, [Requirement("Top")], lock, fetch)) == ["deep", "top", "woff"]
    with pytest.raises(ValueError, match="没有合用的 win（windows 需要 win"):
        closure(WINDOWS, [Requirement("top")], {"top": "1", "woff": "1"}, fetch)
    with pytest.raises(ValueError, match="没有合用的 top"):
        closure(LINUX, [Requirement("top>=2")], lock, fetch)


def test_a_file_that_is_no_wheel_is_refused(tmp_path):
    path = tmp_path / "a-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.py", "")
    with pytest.raises(ValueError, match="不是完整的 wheel"):
        asked_by(path)


def test_the_projects_own_wishes_are_locked():
    project = command.tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {each.name for each in roots(project)}
    assert {"pandas", "typer", "filelock", "msoffcrypto-tool", "pyzipper", "weasyprint", "pypdf"} <= named
    assert not {"pytest", "ruff", "mutmut"} & named
    assert {"colorama", "tzdata"} <= LOCK.keys()


def test_a_package_without_a_wheel_is_named(tmp_path, monkeypatch):
    """With pip kept off every index, nothing has a wheel."""
    for key in [key for key in os.environ if key.startswith("PIP_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(FetchError, match=r"windows、Python 3\.11 的安装包没有下载全（olefile==0\.47）"):
        download(WINDOWS, {"olefile": "0.47"}, tmp_path / "w")


def test_hashed_requirements():
    made = requirements_text({"b": ("2", b"zwei"), "a": ("1", b"eins")}).decode()
    assert made == (
        f"a==1 --hash=sha256:{hashlib.sha256(b'eins').hexdigest()}\n"
        f"b==2 --hash=sha256:{hashlib.sha256(b'zwei').hexdigest()}\n"
    )


def test_a_batch_file_is_gbk_with_crlf_and_safe_under_any_code_page():
    made = scripts("0.1.0", targets(["3.11", "3.12"]))["install.cmd"]
    lines = made.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert "没有找到能用的 Python" in made.decode("gbk")
    assert b"for %%v in (3.12 3.11) do" in made
    at = lines.index(b"chcp 936 >nul 2>nul")
    assert all(line.isascii() for line in lines[:at])  # read before the code page is known
    # Whatever code page reads it, no half of a character is a sign of the batch language.
    for line in lines:
        if not line.isascii():
            assert not set(line.decode("cp437")) & set("|&^<>!`") - set(line.decode("gbk"))
    assert not made.startswith(b"\xef\xbb\xbf")


def test_characters_that_a_batch_file_must_not_hold():
    with pytest.raises(ValueError, match="不能用“隲”"):  # EB 5C: its second byte is a backslash
        cmd_bytes("echo 隲")
    with pytest.raises(UnicodeEncodeError):
        cmd_bytes("echo 𠮷")
    assert cmd_bytes("echo 装好了\n") == "echo 装好了\r\n".encode("gbk")


def test_the_other_scripts_and_the_text():
    made = scripts("9.8.7", targets(["3.11", "3.12"]))
    assert b"\r" not in made["install.sh"] + made["install.py"]
    assert b"for each in python3.12 python3.11 python3 python; do" in made["install.sh"]
    text = made["安装说明.txt"].decode("utf-8-sig")
    assert made["安装说明.txt"].startswith(b"\xef\xbb\xbf")
    assert "gzaudit 9.8.7 离线安装包\r\n" in text
    assert "64 位 Python 3.11、3.12" in text
    assert "Pango" in text
    assert not any(b"@" in made[name].replace(b"@echo", b"") for name in ("install.cmd", "install.sh"))
    assert note_bytes("甲\n") == b"\xef\xbb\xbf\xe7\x94\xb2\r\n"


def test_the_shell_script_is_one(tmp_path):
    (tmp_path / "s").write_bytes(scripts("1", [LINUX])["install.sh"])
    assert subprocess.run(["sh", "-n", tmp_path / "s"], check=False).returncode == 0


def test_a_sample_without_the_runs_that_somebody_made_in_it():
    names = set(from_checkout(ROOT))
    assert "README.md" in names
    assert "sample_data/workspace/gzaudit.toml" in names
    assert "sample_data/workspace/data/2025/市统计局/“四上”企业定报库名单（2025年12月）.xlsx" in names
    assert not any("/runs/" in name or "__pycache__" in name for name in names)


@given(
    st.dictionaries(
        st.text("abc/甲.", min_size=1, max_size=8).filter(lambda t: "//" not in t and t.strip("/.") == t),
        st.binary(max_size=50),
        max_size=5,
    )
)
def test_the_zip_depends_on_nothing_but_its_files(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("zip")
    summed = with_sums(files)
    write_zip(folder / "a", "t", summed, 1767225600)
    write_zip(folder / "b", "t", dict(reversed(summed.items())), 1767225600)
    assert (folder / "a").read_bytes() == (folder / "b").read_bytes()
    with zipfile.ZipFile(folder / "a") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"t/{name}": data for name, data in summed.items()
        }
        assert {info.date_time for info in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}
    lines = summed["SHA256SUMS"].decode().splitlines()
    assert lines == [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in sorted(files)]


def test_only_the_shell_script_may_be_run(tmp_path):
    write_zip(tmp_path / "z", "t", {"install.sh": b"", "install.py": b""}, 0x6000_0000)
    with zipfile.ZipFile(tmp_path / "z") as archive:
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
    assert modes == {"t/install.sh": 0o100755, "t/install.py": 0o100644}


def test_a_version_that_is_none_ends_with_one_message():
    done = subprocess.run(
        [sys.executable, "-m", "requirements.bundle", "3.9"],
        cwd=ROOT, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"}, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("错误：离线安装包没有做成。Python 版本写作 3.11")
