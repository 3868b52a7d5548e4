"""Install gzaudit from this folder into `venv` in it, without a network. install.sh and install.cmd call it.

Exit codes: 0 installed, 2 this Python or place does not suit, 3 the folder is not as it was packed, 74 the
disk or the installation refused. Nothing outside the folder is touched.
"""

from __future__ import annotations

import hashlib
import io
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

HERE = Path(os.path.abspath(__file__)).parent  # noqa: PTH100  # resolving would undo a drive letter of the network
VENV = HERE / "venv"
SUMS = HERE / "SHA256SUMS"
DONE = VENV / "gzaudit-installed.txt"
GLIBC = (2, 28)
WINDOWS_PATH = 259
"""Characters of the longest path that Windows takes unless it was told to take longer ones."""
COMPILED = len("__pycache__/.cpython-311.opt-1")
"""How much longer the path of a compiled module may be."""


class RefusalError(Exception):
    """Why nothing was installed, in Chinese, and the exit code."""

    def __init__(self, code: int, said: str, found: str = "", action: str = "") -> None:
        lines = [said, *([f"  实际：{found}"] if found else []), *([f"  处理：{action}"] if action else [])]
        super().__init__("\n".join(lines))
        self.code = code


def this_system() -> str:
    """As the requirements files name it; "" for none that this folder serves."""
    if platform.machine().lower() not in ("x86_64", "amd64") or sys.maxsize < 2**32:
        return ""
    return {"linux": "linux", "win32": "windows"}.get(sys.platform, "")


def requirements_file() -> Path:
    """What is installed here.

    Raises:
        RefusalError: this Python is none that the folder has wheels for.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    free_threaded = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    path = HERE / f"requirements-{this_system()}-{version}.txt"
    if sys.implementation.name != "cpython" or free_threaded or not path.is_file():
        served = sorted(each.stem.removeprefix("requirements-") for each in HERE.glob("requirements-*.txt"))
        raise RefusalError(
            2,
            "这个 Python 不能用，什么也没有安装。",
            f"{platform.python_implementation()} {platform.python_version()}，{platform.system()} "
            f"{platform.machine()}（{sys.executable}）",
            f"换用本安装包带有程序的版本（64 位 CPython）：{'、'.join(served)}",
        )
    if sys.platform == "linux":
        name, found = platform.libc_ver()
        numbers = tuple(map(int, re.findall(r"\d+", found)[:2]))
        if name != "glibc" or numbers < GLIBC:
            raise RefusalError(
                2,
                "这台电脑的系统太旧，或不是用 glibc 的 Linux，什么也没有安装。",
                f"C 库 {name or '未知'} {found}",
                f"换到 glibc 不低于 {'.'.join(map(str, GLIBC))} 的系统",
            )
    return path


def check_sums() -> None:
    """Hold every file against its checksum.

    Raises:
        RefusalError: one is missing, or is not the one that was packed.
    """
    again = "重新解压，或重新拷贝安装包；仍不行的，请提供安装包的人重做"
    try:
        lines = SUMS.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise RefusalError(3, "安装包不完整，什么也没有安装。", "缺少校验清单 SHA256SUMS", again) from error
    wrong = []
    for line in lines:
        digest, _, name = line.partition("  ")
        try:
            with (HERE / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            wrong.append(f"缺少 {name}")
            continue
        if found != digest:
            wrong.append(f"{name} 的内容变了")
    if wrong or not lines:
        shown = "；".join(wrong[:5]) + (f"；等 {len(wrong)} 个文件" if len(wrong) > 5 else "")
        raise RefusalError(
            3, "安装包的文件与校验清单不符，什么也没有安装。", shown or "校验清单是空的", again
        )


def longest_path(folder: Path, wheels: Path) -> int:
    """Characters of the longest path that installing the wheels below a folder makes."""
    longest = 0
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            longest = max(longest, *map(len, archive.namelist()))
    return len(str(folder / "Lib" / "site-packages")) + 1 + longest + COMPILED


def check_place() -> None:
    """See before anything is made whether the paths will fit.

    Raises:
        RefusalError: Windows would refuse them.
    """
    over = longest_path(VENV, HERE / "wheels") - WINDOWS_PATH
    if sys.platform == "win32" and over > 0:
        raise RefusalError(
            2,
            "这个文件夹的路径太长，装到一半会失败，什么也没有安装。",
            f"{HERE}（{len(str(HERE))} 个字）",
            f"把整个文件夹移到路径至少短 {over} 个字的地方，如 D:\\gzaudit",
        )


def quiet_environment() -> dict[str, str]:
    """The environment without anything that could send pip, or Python, somewhere else."""
    kept = {
        k: v for k, v in os.environ.items() if not k.upper().startswith(("PIP_", "PYTHON", "VIRTUAL_ENV"))
    }
    return {
        **kept,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_NO_INPUT": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONUTF8": "1",
    }


def run(*command: object) -> tuple[int, str]:
    """Run a program to its end: exit code and what it said."""
    done = subprocess.run(
        [str(each) for each in command],
        env=quiet_environment(),
        cwd=HERE,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout.strip()


def require(ended: tuple[int, str], otherwise: str, action: str) -> str:
    """What a program said that ended well.

    Raises:
        RefusalError: it did not.
    """
    code, said = ended
    if code:
        raise RefusalError(74, otherwise, said[-1500:], action)
    return said


def script(name: str) -> Path:
    """A program of the environment."""
    return VENV / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


def identity() -> str:
    """What was installed, and for which Python: installing the same again changes nothing."""
    return f"{hashlib.sha256(SUMS.read_bytes()).hexdigest()}\n{sys.version}\n{VENV}\n"


def installed() -> str:
    """The version that is installed here and starts; "" where none is, or another one."""
    try:
        if DONE.read_text(encoding="utf-8") != identity():
            return ""
        code, said = run(script("gzaudit"), "--version")
    except (OSError, ValueError):
        return ""
    return said if code == 0 else ""


def make_room() -> None:
    """Remove an environment of before.

    Raises:
        RefusalError: what stands there is none of ours, or is in use.
    """
    if not os.path.lexists(VENV):
        return
    if VENV.is_symlink() or not (VENV / "pyvenv.cfg").is_file():
        raise RefusalError(74, "安装的位置上已有别的东西。", str(VENV), "移走或改名后重新安装")
    try:
        shutil.rmtree(VENV)
    except OSError as error:
        action = "关闭正在运行的 gzaudit 和打开了这个文件夹的窗口，再重新安装"
        raise RefusalError(74, "以前装的删不掉。", f"{VENV}：{error.strerror}", action) from error


def install(requirements: Path) -> str:
    """Make the environment and put everything into it; on any failure nothing of it is left.

    Returns:
        The version, as the installed program says it.

    Raises:
        RefusalError: it cannot be done.
    """
    try:
        require(
            run(sys.executable, "-I", "-m", "venv", VENV),
            "建不了虚拟环境。",
            "核对磁盘空间和权限；Debian、Ubuntu 还须有系统软件包 python3-venv",
        )
        require(
            run(
                script("python"), "-m", "pip", "install", "--quiet", "--no-index", "--no-cache-dir",
                "--find-links", HERE / "wheels", "--only-binary=:all:", "--require-hashes",
                "-r", requirements,
            ),
            "安装没有完成。",
            "核对磁盘空间和权限，重新运行",
        )  # fmt: skip
        said = require(
            run(script("gzaudit"), "--version"), "装好的程序启动不了。", "把以上文字发给工具维护人员"
        )
        DONE.write_text(identity(), encoding="utf-8", newline="\n")
    except BaseException:
        shutil.rmtree(VENV, ignore_errors=True)
        raise
    return said


def tell(version: str, *, again: bool) -> None:
    """What to do next."""
    program, sample = script("gzaudit"), HERE / "sample_data" / "workspace"
    print(f"{'已经装好，没有改动' if again else '装好了'}：{version}")
    print(f"程序：{program}")
    print("试算样例（名单全部虚构）：")
    print(f'  "{program}" compute 2025 --workspace "{sample}"')
    print("样例里有意放了须人决定的事项，所以退出码是 1。")
    print("接下来建自己的工作区：")
    print(f'  "{program}" init 文件夹')
    print("用法见 README.md；--pdf 另须系统的 Pango，见 安装说明.txt。")


def main() -> int:
    """The installation, and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        requirements = requirements_file()
        if "--suits" in sys.argv:
            return 0
        check_sums()
        check_place()
        version = installed()
        if version:
            tell(version, again=True)
            return 0
        make_room()
        print("安装中，约需一分钟 …", flush=True)
        tell(install(requirements), again=False)
    except RefusalError as refusal:
        print(f"错误：{refusal}", file=sys.stderr)
        return refusal.code
    except OSError as error:
        shown = error.filename or HERE
        print(f"错误：磁盘不让读写。\n  位置：{shown}\n  实际：{error.strerror}", file=sys.stderr)
        return 74
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
