"""`python -m sample_data.generator [DIR] [--expected FILE]`: make the sample workspace."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
if not __package__:  # started as `python sample_data/generator`
    sys.path[0] = str(_HERE.parents[1])

from sample_data.generator.workspace import write, write_expected  # noqa: E402


def main() -> None:
    """Write the workspace; without DIR, the checked-in one and what is expected beside it."""
    parser = argparse.ArgumentParser(
        prog="sample_data.generator", description="生成虚构的 2025、2023 年样例工作区"
    )
    parser.add_argument("workspace", nargs="?", type=Path, help="工作区文件夹（默认 sample_data/workspace）")
    parser.add_argument("--expected", type=Path, help="另存应得家数与应报问题（JSON）")
    asked = parser.parse_args()
    expected = asked.expected
    if asked.workspace is None and expected is None:
        expected = _HERE.parent / "expected.json"
    workspace = asked.workspace or _HERE.parent / "workspace"
    written = write(workspace)
    if expected is not None:
        write_expected(expected, written)
    print(f"已生成：{workspace}")


if __name__ == "__main__":
    main()
