"""The built wheel, installed into an empty environment outside the checkout, does what the checkout does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gzaudit import __version__

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data" / "workspace"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def call(*command: object, cwd: Path) -> str:
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "VIRTUAL_ENV", "COLUMNS")
    }
    env |= {"SOURCE_DATE_EPOCH": "1767225600", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [str(each) for each in command], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """Source archive, and the wheel built from what it unpacks to."""
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(dist):
    (path,) = dist.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The scripts folder of an environment that holds nothing but the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("空 环境")
    call(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    scripts = folder / "venv" / SCRIPTS
    lock = ROOT / "requirements" / "constraints.txt"
    call(scripts / "python", "-m", "pip", "install", "--quiet", "-c", lock, wheel, cwd=folder)
    return scripts


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "gzaudit").rglob("*")
        if path.is_file() and path.suffix in (".py", ".toml")
    }
    templates = {f"gzaudit/templates/{path.name}" for path in (ROOT / "templates").iterdir()}
    assert names == package | templates
    assert {"gzaudit/data/kinds.toml", "gzaudit/policies/2025/policy.toml"} <= names


def test_a_wheel_from_the_tree_has_the_same_bytes(wheel, tmp_path):
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_version_of_module_and_script(installed, tmp_path):
    assert (
        call(installed / "python", "-m", "gzaudit", "--version", cwd=tmp_path) == f"gzaudit {__version__}\n"
    )
    assert call(installed / "gzaudit", "--version", cwd=tmp_path) == f"gzaudit {__version__}\n"


def test_the_package_is_not_the_checkouts(installed, tmp_path):
    place = call(installed / "python", "-c", "import gzaudit; print(gzaudit.__file__)", cwd=tmp_path)
    assert not Path(place.strip()).is_relative_to(ROOT)


def test_the_sample_gives_the_same_bytes_as_in_the_checkout(installed, tmp_path):
    elsewhere = tmp_path / "别处 空格"
    elsewhere.mkdir()
    for name in ("甲", "乙"):
        shutil.copytree(SAMPLE, tmp_path / name)
    arguments = ("compute", "2025", "--fail-on", "never", "--workspace")
    call(installed / "gzaudit", *arguments, tmp_path / "甲", "--out", elsewhere / "装好的", cwd=elsewhere)
    call(sys.executable, "-m", "gzaudit", *arguments, tmp_path / "乙", "--out", tmp_path / "检出的", cwd=ROOT)
    assert files(elsewhere / "装好的") == files(tmp_path / "检出的")
    assert (elsewhere / "装好的" / "result.json").is_file()


def files(run: Path) -> dict[str, bytes]:
    return {
        path.relative_to(run).as_posix(): path.read_bytes()
        for path in run.rglob("*")
        if path.is_file() and path.suffix != ".log"
    }
