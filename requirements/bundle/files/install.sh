#!/bin/sh
# 在没有网络的 Linux 上安装：sh install.sh [Python 程序]
# Finds a Python that the wheels of this folder are for; install.py does the rest.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

# A Python that was started by its bare name cannot always tell where it lies: it is called by its path.
if [ $# -gt 0 ]; then
  if found=$(command -v -- "$1"); then
    exec "$found" -I "$here/install.py"
  fi
  printf '错误：没有这个程序，什么也没有安装。\n  实际：%s\n' "$1" >&2
  exit 2
fi
for each in @NAMES@ python3 python; do
  if found=$(command -v "$each") && "$found" -I "$here/install.py" --suits >/dev/null 2>&1; then
    exec "$found" -I "$here/install.py"
  fi
done
cat >&2 <<'END'
错误：没有找到能用的 Python，什么也没有安装。
  应为：64 位 Python @TOLD@（本安装包只带这些版本的程序）
  处理：请系统管理员安装；已装在别处的，写明它的位置，如 sh install.sh /usr/local/python3.11/bin/python3.11
END
exit 2
