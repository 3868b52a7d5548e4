"""Without WeasyPrint, or without the library it draws with, it is said what to install."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gzaudit.errors import SettingsError
from gzaudit.render.pdf import pdf_bytes, require_weasyprint
from gzaudit.render.pdf_fonts import families_named


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(sys.modules):
        if name.split(".")[0] == "weasyprint":
            monkeypatch.delitem(sys.modules, name)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(SettingsError) as refused:
        pdf_bytes(b"")
    assert refused.value.exit_code == 2
    assert 'pip install "gzaudit[pdf]"' in refused.value.action
    assert "用浏览器打开 report.html" in refused.value.action


@pytest.mark.parametrize(
    ("system", "wanted"), [("linux", "apt install libpango-1.0-0"), ("win32", "MSYS2"), ("darwin", "brew")]
)
def test_without_pango(
    system: str,
    wanted: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    forget(monkeypatch)
    (tmp_path / "weasyprint.py").write_text(
        "print('advice in English')\nraise OSError(\"cannot load library 'libpango-1.0-0'\\nmore\")\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(SettingsError) as refused:
        require_weasyprint()
    assert "Pango" in refused.value.asked
    assert refused.value.found == "cannot load library 'libpango-1.0-0'"
    assert wanted in refused.value.action
    assert "用浏览器打开 report.html" in refused.value.action
    assert capsys.readouterr().out == ""


def test_families_are_read_from_style_and_drawings() -> None:
    page = (
        '<style>/* "Comment Face" */ :root { --a: "仿宋_GB2312", Fang Song, serif; }'
        "p { font: 700 9pt/1.5 SimHei, 'Noto Sans SC'; }</style>"
        '<svg font-family="黑体, Noto Sans CJK SC, sans-serif"></svg>'
    )
    named = families_named(page)
    wanted = {"仿宋_gb2312", "fang song", "simhei", "noto sans sc", "黑体", "noto sans cjk sc"}
    assert wanted <= named
    assert not {"comment face", "serif", "sans-serif"} & named
