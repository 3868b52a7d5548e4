"""What the operating system says when it refuses, in Chinese."""

from __future__ import annotations

import errno
from typing import Final

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
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EBUSY: "正被系统占用",
    errno.ETXTBSY: "正被另一个程序使用",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.EPIPE: "接收输出的程序已经退出",
    errno.EINVAL: "名称中有系统不允许的字符",
}


def system_words(error: OSError) -> str:
    """Why the system refused.

    Args:
        error: what it raised.

    Returns:
        Chinese for the usual reasons; the system's own words, marked as such, for others.
    """
    if error.errno in _WORDS:
        return _WORDS[error.errno]
    return f"系统报告：{error.strerror or error}"
