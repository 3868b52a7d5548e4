"""A packet with a PDF that the typesetter really wrote: proven with the rest, and refused with a strange name in it."""

from __future__ import annotations

import json

import pytest
from cli.cli_support import inside, speaks
from packet.packet_runs import FOLDER, FOREIGN, HERE, HERE_CODE, PAGE, agree, copy, run_of, unpacked
from privacy.years import code, name

from gzaudit.render.pdf import pdf_bytes

pytestmark = pytest.mark.system
PDF = f"{FOLDER}/report.pdf"


def with_pdf(workspace, page: bytes) -> None:
    """The district's page as a PDF among the run's files, as `compute --pdf` would write it."""
    run = run_of(workspace)
    (run / PDF).write_bytes(pdf_bytes(page))
    told = json.loads((run / "result.json").read_bytes())
    told["outputs"].append({"path": PDF, "kind": "district_pdf", "district": HERE_CODE, "sha256": ""})
    (run / "result.json").write_text(json.dumps(told), encoding="utf-8")
    agree(run)


def test_a_pdf_is_proven_and_packed(tmp_path):
    workspace = copy(tmp_path)
    with_pdf(workspace, (run_of(workspace) / PAGE).read_bytes())
    assert inside("package", "2025", "-w", workspace, "--district", HERE).code == 0
    (packets,) = (workspace / "packets/2025").iterdir()
    files = unpacked(packets / f"{HERE_CODE}{HERE}.zip")
    assert list(files)[:4] == ["函.html", f"{HERE}2025年核算结果.xlsx", "report.html", "report.pdf"]
    assert files["report.pdf"] == (run_of(workspace) / PDF).read_bytes()
    assert "report.pdf：同样的报告，供打印和存档" in files["函.html"].decode()


@pytest.mark.parametrize(
    "leak",
    [
        f"<p>{name(FOREIGN)}</p>",
        f"<p style='color:#fff;font-size:2px'>见{name(FOREIGN)}。</p>",
        f"<table style='width:20mm'><tr><td>{name(FOREIGN)}</td></tr></table>",
        f"<p>{code(FOREIGN)}</p>",
        f"<p><a href='#annex-1' title='x'>{name(FOREIGN)[:6]}<b>{name(FOREIGN)[6:]}</b></a></p>",
        f"<h2>{name(FOREIGN)}</h2>",
    ],
)
def test_a_strange_name_in_a_pdf(tmp_path, leak):
    workspace = copy(tmp_path)
    page = (run_of(workspace) / PAGE).read_bytes()
    with_pdf(workspace, page.replace(b"</main>", f"{leak}</main>".encode()))
    done = inside("package", "2025", "-w", workspace, "--district", HERE)
    assert done.code == 70, done.err
    speaks(done.err, "report.pdf", "第 ", "不属于本区的")
    assert name(FOREIGN) not in done.err
    assert not (workspace / "packets").exists()
