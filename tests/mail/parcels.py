"""Small packets made by hand, and workspaces to send them from."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

from cli.cli_support import inside

from gzaudit.packet.manifest import MANIFEST, manifest_bytes
from gzaudit.packet.model import Packet, PacketFile, Packets

NAMES = {"440103": "荔湾区", "440106": "天河区", "440112": "黄埔区"}
RUN = "0123abcd"
TWO = ("440106", "440112")


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def parcels(
    workspace: Path, said: dict[str, dict[str, str]], run: str = RUN, protection: str = "none"
) -> Packets:
    """Packets of a run that say this, by district code: files by path."""
    folder = workspace / "packets/2025" / run
    folder.mkdir(parents=True, exist_ok=True)
    result = write_result(workspace, run, {})
    made = []
    for code, files in said.items():
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for path, text in files.items():
                archive.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), text)
        data, name = out.getvalue(), f"{code}{NAMES[code]}.zip"
        (folder / name).write_bytes(data)
        inner = tuple(
            PacketFile(path, sha(text.encode()), len(text.encode())) for path, text in files.items()
        )
        content = sha(json.dumps([[each.path, each.sha256] for each in inner]).encode())
        made.append(Packet(code, NAMES[code], name, sha(data), content, inner))
    packets = Packets(
        folder, f"packets/2025/{run}", 2025, f"runs/2025/{run}", result, protection, tuple(made)
    )
    (folder / MANIFEST).write_bytes(manifest_bytes(packets))
    return packets


def simple(
    workspace: Path, text: str = "甲", codes: tuple[str, ...] = tuple(NAMES), run: str = ""
) -> Packets:
    """Packets in which each district's workbook says this text."""
    said = {code: {f"{NAMES[code]}.xlsx": f"{code} {text}"} for code in codes}
    return parcels(workspace, said, run or sha(text.encode())[:8])


def write_result(workspace: Path, run: str, figures: dict[str, dict[str, object]]) -> str:
    """A run's result.json with these districts, unless it is there; its digest."""
    path = workspace / "runs/2025" / run / "result.json"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        told = {
            "year": 2025,
            "districts": [{"code": code, "name": NAMES[code], **each} for code, each in figures.items()],
        }
        path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return sha(path.read_bytes())


def recipients(workspace: Path, codes: tuple[str, ...] = tuple(NAMES), *, cc: bool = True) -> None:
    """One recipient and one copy for each district."""
    lines = [
        f'[[recipient]]\ndistrict = "{NAMES[code]}"\nname = "收件{NAMES[code][0]}"\n'
        f'address = "to{code}@q.example.cn"\n' + (f'cc = ["cc{code}@q.example.cn"]\n' if cc else "")
        for code in codes
    ]
    (workspace / "recipients.toml").write_text("\n".join(lines), encoding="utf-8")


def settings(workspace: Path, office, **more) -> None:
    """Settings for a server."""
    (workspace / "gzaudit.toml").write_text(office.settings(**more), encoding="utf-8")


def send(workspace: Path, *args: object):
    """The command, run to its end."""
    return inside("send", "2025", "-w", workspace, *args)
