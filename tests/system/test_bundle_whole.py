"""The bundle as it is carried over: built, unpacked, installed with the network cut off, and put to work."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.utils import parse_wheel_filename

from requirements.bundle.target import targets
from requirements.bundle.wanted import asked_by

pytestmark = pytest.mark.system

ROOT = Path(__file__).resolve().parents[2]
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
LINUX, WINDOWS = targets([PYTHON])
# Without a network where this user may cut it; elsewhere pip's own settings lead nowhere.
CUT = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--net", "--map-root-user"]
NOWHERE = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_EXTRA_INDEX_URL": "http://127.0.0.1:9/more",
    "https_proxy": "http://127.0.0.1:9",
    "http_proxy": "http://127.0.0.1:9",
}


def bundle(out: Path) -> Path:
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
    done = subprocess.run(
        [sys.executable, "-m", "requirements.bundle", PYTHON, "--out", out, "--work", out / "work"],
        cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    (path,) = out.glob("*-offline.zip")
    assert hashlib.sha256(path.read_bytes()).hexdigest() in done.stdout
    return path


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    return bundle(tmp_path_factory.mktemp("bundle"))


def unpacked(packed: Path, folder: Path) -> Path:
    """As a person unpacks it: the permissions are the archive's."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
        for info in archive.infolist():
            (folder / info.filename).chmod(info.external_attr >> 16)
    return folder / packed.stem


@pytest.fixture(scope="module")
def place(packed, tmp_path_factory):
    return unpacked(packed, tmp_path_factory.mktemp("离线") / "某 目录（甲）")


def offline(*command: object, cwd: Path) -> subprocess.CompletedProcess:
    """Run with no variable of this process, and with no network where that can be had."""
    cut = CUT if subprocess.run([*CUT, "true"], capture_output=True, check=False).returncode == 0 else []
    return subprocess.run(
        [*cut, "env", "-i", *(f"{key}={value}" for key, value in NOWHERE.items()), *map(str, command)],
        cwd=cwd, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def wheels(place: Path, target) -> dict[str, Path]:
    """By name, those that a target's list names."""
    listed = (place / target.requirements).read_text(encoding="ascii").splitlines()
    digests = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in (place / "wheels").iterdir()}
    found = {}
    for line in listed:
        name, version, digest = re.fullmatch(
            r"([a-z0-9-]+)==(\S+) --hash=sha256:([0-9a-f]{64})", line
        ).groups()
        found[name] = digests[digest]
        assert parse_wheel_filename(found[name].name)[:2][0] == name
        assert str(parse_wheel_filename(found[name].name)[1]) == version
    return found


def test_the_same_checkout_gives_the_same_bytes(packed, tmp_path):
    assert bundle(tmp_path).read_bytes() == packed.read_bytes()


def test_every_file_is_under_a_checksum_and_none_says_where_it_came_from(place):
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=place, check=False)
    assert done.returncode == 0
    listed = {
        line.partition("  ")[2] for line in (place / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    }
    there = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert there - {"SHA256SUMS"} == listed
    for name in listed:
        if name.endswith((".txt", ".sh", ".cmd", ".py")):
            said = (place / name).read_bytes()
            assert b"http" not in said, name
            assert b"--index" not in said, name
            assert b"find-links /" not in said, name


@pytest.mark.parametrize("target", [LINUX, WINDOWS], ids=lambda each: each.system)
def test_each_system_has_all_that_it_needs(place, target, tmp_path):
    found = wheels(place, target)
    for wheel in found.values():
        assert target.takes(wheel.name), wheel.name
        for asked in asked_by(wheel):
            if target.needs(asked, frozenset()):
                name = re.sub(r"[-_.]+", "-", asked.name).lower()
                assert asked.specifier.contains(str(parse_wheel_filename(found[name].name)[1])), (
                    wheel,
                    asked,
                )
    assert {"gzaudit", "pandas", "msoffcrypto-tool", "pyzipper", "weasyprint", "pypdf"} <= found.keys()
    assert ({"colorama", "tzdata"} <= found.keys()) == (target.system == "windows")
    # pip's own opinion: it finds everything, by hash, for that system.
    platforms = [part for each in target.platforms for part in ("--platform", each)]
    done = subprocess.run(
        [
            sys.executable, "-m", "pip", "--isolated", "install", "--dry-run", "--quiet", "--no-index", "--no-deps",
            "--find-links", place / "wheels", "--only-binary=:all:", "--require-hashes", "--implementation", "cp",
            "--python-version", target.python, "--abi", target.abi, "--abi", "abi3", "--abi", "none", *platforms,
            "--target", tmp_path / "t", "-r", place / target.requirements,
        ],
        capture_output=True, encoding="utf-8", env={"PIP_CONFIG_FILE": os.devnull}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]


def test_a_changed_wheel_is_not_installed(packed, tmp_path):
    place = unpacked(packed, tmp_path / "改 动")
    wheel = next(path for path in sorted((place / "wheels").iterdir()) if path.name.startswith("openpyxl"))
    with wheel.open("r+b") as file:
        file.seek(200)
        file.write(b"\x00\x01\x02")
    done = offline("sh", place / "install.sh", sys.executable, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert f"wheels/{wheel.name} 的内容变了" in done.stderr
    assert "什么也没有安装" in done.stderr
    assert not (place / "venv").exists()
    # Nor where the list of checksums was changed with it: pip holds each wheel against its own list.
    lines = (place / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    made = [f"{digest}  wheels/{wheel.name}" if line.endswith(f"/{wheel.name}") else line for line in lines]
    (place / "SHA256SUMS").write_text("\n".join(made) + "\n", encoding="utf-8")
    done = offline("sh", place / "install.sh", sys.executable, cwd=tmp_path)
    assert done.returncode == 74
    assert "HASHES" in done.stderr.upper()
    assert not (place / "venv").exists()


def test_a_machine_without_a_python_that_suits(place, tmp_path):
    (tmp_path / "leer").mkdir()
    for name in ("sh", "dirname", "cat"):
        (tmp_path / "leer" / name).symlink_to(shutil.which(name))
    done = offline(f"PATH={tmp_path / 'leer'}", "sh", place / "install.sh", cwd=tmp_path)
    assert done.returncode == 2
    assert f"64 位 Python {PYTHON}" in done.stderr
    done = offline("sh", place / "install.sh", tmp_path / "没有", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("错误：")) == (2, 1)


def test_installed_without_a_network_it_does_what_the_checkout_does(place, tmp_path):
    done = offline("sh", place / "install.sh", sys.executable, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    program, sample = place / "venv/bin/gzaudit", place / "sample_data/workspace"
    assert f"程序：{program}" in done.stdout
    assert f'"{program}" compute 2025 --workspace "{sample}"' in done.stdout
    again = offline("sh", place / "install.sh", sys.executable, cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "已经装好，没有改动" in again.stdout

    worked = offline(
        program, "compute", "2025", "--workspace", sample, "--out", tmp_path / "装好的", "--fail-on", "never",
        cwd=tmp_path,
    )  # fmt: skip
    assert worked.returncode == 0, worked.stderr[-3000:]
    shutil.copytree(ROOT / "sample_data/workspace/data", tmp_path / "w/data")
    shutil.copy2(ROOT / "sample_data/workspace/gzaudit.toml", tmp_path / "w")
    subprocess.run(
        [sys.executable, "-m", "gzaudit", "compute", "2025", "--workspace", tmp_path / "w", "--out",
         tmp_path / "检出的", "--fail-on", "never"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    ours, theirs = files(tmp_path / "检出的"), files(tmp_path / "装好的")
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    # The extras are there.
    code = "import msoffcrypto, pyzipper, pypdf, fontTools; from importlib.metadata import version; version('weasyprint')"
    assert offline(place / "venv/bin/python", "-c", code, cwd=tmp_path).returncode == 0


def files(run: Path) -> dict[str, bytes]:
    return {
        path.relative_to(run).as_posix(): path.read_bytes()
        for path in run.rglob("*")
        if path.is_file() and path.suffix != ".log"
    }


def test_make_knows_it():
    shown = subprocess.run(
        ["make", "--dry-run", "bundle", "PYTHONS=3.11 3.12"], cwd=ROOT, capture_output=True, encoding="utf-8",
        env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")}, check=False,
    )  # fmt: skip
    assert re.search(r"SOURCE_DATE_EPOCH=.* -m requirements\.bundle 3\.11 3\.12\n", shown.stdout), (
        shown.stderr
    )
