"""What the operating system says when it refuses, in Chinese."""

from __future__ import annotations

import errno
from typing import Final

TOO_LONG: Final = "路径或名称太长"
_HELD: Final = "别的程序正打开着它"
_WORDS: Final = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件大小超过系统允许的上限",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一处是文件，不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTEMPTY: "文件夹里已有别的文件",
    errno.ENAMETOOLONG: TOO_LONG,
    errno.ELOOP: "链接绕成了圈",
    errno.EBUSY: "正被系统占用",
    errno.ETXTBSY: "正被另一个程序使用",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.EPIPE: "接收输出的程序已经退出",
    errno.EINVAL: "名称中有系统不允许的字符",
}


# What Windows says more exactly than `errno`: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION,
# ERROR_USER_MAPPED_FILE, ERROR_FILENAME_EXCED_RANGE.
_WINDOWS: Final = {32: _HELD, 33: _HELD, 1224: _HELD, 206: TOO_LONG}
_PATH_NOT_FOUND: Final = 3
# Of a longer path Windows says that it is not there, unless it was told to take long ones.
_LONG: Final = 248
_CLOSE: Final = "关闭正在打开它的 Excel/WPS 等程序（包括资源管理器的预览），核对读写权限后重新运行"
_SHORTEN: Final = (
    "把工作区移到路径短一些的文件夹（Windows 上整个路径不超过 259 个字），或把文件改短名后重新运行"
)
_ROOM: Final = "腾出磁盘空间后重新运行"


def _told_by_windows(error: OSError) -> str:
    """What only Windows tells; "" elsewhere."""
    code = getattr(error, "winerror", None)
    paths = [str(each) for each in (error.filename, error.filename2) if each is not None]
    if code == _PATH_NOT_FOUND and any(len(path) >= _LONG for path in paths):
        return TOO_LONG
    return _WINDOWS.get(code, "") if isinstance(code, int) else ""


def system_advice(error: OSError, otherwise: str) -> str:
    """What to do about a refusal of the system.

    Args:
        error: what it raised.
        otherwise: the advice where the reason says nothing of its own.
    """
    if isinstance(error, PermissionError):
        return _CLOSE
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _ROOM
    return _SHORTEN if system_words(error) == TOO_LONG else otherwise


def system_words(error: OSError) -> str:
    """Why the system refused.

    Args:
        error: what it raised.

    Returns:
        Chinese for the usual reasons; the system's own words, marked as such, for others.
    """
    if told := _told_by_windows(error):
        return told
    if error.errno in _WORDS:
        return _WORDS[error.errno]
    return f"系统报告：{error.strerror or error}"
