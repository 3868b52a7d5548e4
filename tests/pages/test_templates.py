"""Templates of the workspace take the place of packaged ones; a mistake in one is told, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages.html_reading import Page

from gzaudit.errors import SettingsError
from gzaudit.render.templates import (
    PACKAGED,
    Templates,
    load_templates,
    packaged,
    render_page,
    render_text,
    template_digest,
    template_names,
)

NAMES = [
    "base.html.j2", "city.html.j2", "district.html.j2", "goals.html.j2", "letter.html.j2", "macros.html.j2",
    "mail.txt.j2", "named.html.j2", "page.css",
]  # fmt: skip
VALUES = {
    "title": "标题", "status": "测算", "annexes": [], "signed_by": ("编制",), "policy": "某通知", "policy_id": "",
    "policy_sha256": "", "year": 2025,
}  # fmt: skip
SMALL = '{% extends "base.html.j2" %}{% block main %}'


def workspace(folder: Path, **files: str) -> Path:
    (folder / "templates").mkdir()
    for name, text in files.items():
        (folder / "templates" / name).write_text(text, encoding="utf-8")
    return folder


def test_every_packaged_file_may_be_put_aside() -> None:
    assert template_names() == NAMES


def test_without_templates_of_its_own_a_workspace_uses_the_packaged_ones(tmp_path: Path) -> None:
    assert load_templates(tmp_path) == PACKAGED
    assert template_digest(tmp_path) == ""
    assert load_templates(workspace(tmp_path, **{"README.md": "说明", ".keep": "", "a~": ""})) == PACKAGED


def test_a_template_of_the_workspace_comes_first_and_the_others_stay(tmp_path: Path) -> None:
    own = workspace(tmp_path, **{"city.html.j2": SMALL + "<h2>自己的写法</h2>{% endblock %}"})
    page = Page(render_page(load_templates(own), "city.html.j2", VALUES).decode())
    assert [text for _, text in page.headings] == ["标题", "自己的写法"]
    assert "table-header-group" in page.style


def test_a_template_of_mails_is_no_part_of_a_run(tmp_path: Path) -> None:
    own = load_templates(workspace(tmp_path, **{"mail.txt.j2": "{{ district }} <&>"}))
    assert own.digest == ""
    assert render_text(own, "mail.txt.j2", {"district": "天河区"}) == "天河区 <&>"


def test_a_part_of_ones_own_may_be_included(tmp_path: Path) -> None:
    own = workspace(
        tmp_path,
        **{"city.html.j2": SMALL + '{% include "_落款.j2" %}{% endblock %}', "_落款.j2": "<p>某处</p>"},
    )
    assert "<p>某处</p>" in render_page(load_templates(own), "city.html.j2", VALUES).decode()


def test_a_style_of_ones_own_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    own = workspace(tmp_path, **{"page.css": "\ufeffh1 { color: #000 }\r\n"})
    page = render_page(load_templates(own), "base.html.j2", VALUES).decode()
    assert "<style>\nh1 { color: #000 }" in page
    assert "\ufeff" not in page


def test_the_digest_is_of_names_and_texts(tmp_path: Path) -> None:
    own = workspace(tmp_path, **{"page.css": "h1 {}"})
    first = template_digest(own)
    assert len(first) == 64
    assert template_digest(own) == first
    (own / "templates" / "page.css").write_text("h1 { }", encoding="utf-8")
    second = template_digest(own)
    (own / "templates" / "page.css").rename(own / "templates" / "_page.css")
    assert len({first, second, template_digest(own)}) == 3


def test_fonts_count_in_the_digest_and_are_no_templates(tmp_path: Path) -> None:
    own = workspace(tmp_path)
    (own / "templates" / "fonts").mkdir()
    assert template_digest(own) == ""
    (own / "templates" / "fonts" / "a.ttf").write_bytes(b"one")
    (own / "templates" / "fonts" / "licence.txt").write_bytes(b"no font")
    templates = load_templates(own)
    assert [path.name for path, _ in templates.fonts] == ["a.ttf"]
    first = templates.digest
    (own / "templates" / "fonts" / "a.ttf").write_bytes(b"two")
    assert len({"", first, template_digest(own)}) == 3


@pytest.mark.parametrize("name", ["city.html", "City.html.j2", "report.html.j2", "style.css"])
def test_a_misspelt_name_is_refused_and_the_right_ones_are_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_templates(workspace(tmp_path, **{name: "x"}))
    assert refused.value.where == f"templates/{name}"
    assert "city.html.j2" in refused.value.expected


def test_what_is_not_utf_8_or_too_long_is_refused(tmp_path: Path) -> None:
    own = workspace(tmp_path)
    path = own / "templates" / "page.css"
    path.write_bytes("/* 中文 */".encode("gb18030"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_templates(own)
    path.write_bytes(b" " * 1_000_001)
    with pytest.raises(SettingsError, match="太大"):
        load_templates(own)
    path.write_bytes(b" " * 1_000_000)
    assert load_templates(own).files == (("page.css", " " * 1_000_000),)


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("一\n{% if year %}二", 2, "标签没有结束"),
        ("{{ year", 1, "标签没有结束"),
        ("一\n\n{% fro %}", 3, "不认识的标签 fro"),
        ("{{ year | money }}", 1, "没有叫 money 的过滤器"),
        ("{{ year is big }}", 1, "没有叫 big 的判断"),
        ("{{ year } }}", 1, "多出 }"),
    ],
)
def test_wrong_grammar_is_told_before_anything_is_computed(
    tmp_path: Path, text: str, line: int, found: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        load_templates(workspace(tmp_path, **{"city.html.j2": text}))
    assert refused.value.exit_code == 2
    assert refused.value.where == f"templates/city.html.j2 第 {line} 行"
    assert refused.value.found == found
    assert "改用自带的模板" in refused.value.action


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("\n{{ yaer }}", 2, "没有 yaer 这一项"),
        ("{{ title.first }}", 1, "没有 first 这一项"),
        ("\n\n{{ annexes[3].name }}", 3, "没有 "),
        ("{% if year is big %}{% endif %}", 1, "没有叫 big 的判断"),
        ("{{ year // 0 }}", 1, "这一处算不出来（Python 的说法：ZeroDivisionError"),
        ('{% include "_没有.j2" %}', 1, "没有叫 _没有.j2 的模板"),
        ("{{ title.__class__.__mro__ }}", 1, "模板里不能这样用"),
        ("{{ ''.format.__globals__ }}", 1, "模板里不能这样用"),
        ("{{ annexes.append(1) }}", 1, "模板里不能这样用"),
        ("{% for n in range(10 ** 9) %}{% endfor %}", 1, "这一处算不出来（Python 的说法：OverflowError"),
        ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", 1, "这一处算不出来（Python 的说法：Recurs"),
    ],
)  # fmt: skip
def test_what_goes_wrong_while_filling_in_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, found: str
) -> None:
    templates = load_templates(workspace(tmp_path, **{"city.html.j2": text}))
    with pytest.raises(SettingsError) as refused:
        render_page(templates, "city.html.j2", VALUES)
    assert refused.value.where == f"templates/city.html.j2 第 {line} 行"
    assert refused.value.found.startswith(found)


def test_a_mistake_in_a_macro_is_found_in_the_file_of_the_macro(tmp_path: Path) -> None:
    text = (packaged() / "macros.html.j2").read_text(encoding="utf-8")
    own = workspace(tmp_path, **{"macros.html.j2": text.replace("{% for each in who %}", "{{ wrong }}{% for each in who %}")})  # fmt: skip
    with pytest.raises(SettingsError) as refused:
        render_page(load_templates(own), "base.html.j2", VALUES)
    assert refused.value.where.startswith("templates/macros.html.j2 第 ")
    assert refused.value.found == "没有 wrong 这一项"


@pytest.mark.parametrize(
    "text",
    [
        '<img src="http://example.org/logo.png" alt="">',
        '<img src="logo.png" alt="">',
        '<link rel="stylesheet" href="other.css">',
        "<script>1</script>",
        '<a href="https://example.org">x</a>',
        '<p onclick="x()">x</p>',
        '<p style="background: url(http://example.org)">x</p>',
        '<meta http-equiv="refresh" content="1">',
        '<iframe srcdoc="x"></iframe>',
        "<style>@import 'x.css';</style>",
        "<style>p { background: url( 'x.png' ) }</style>",
    ],
)
def test_a_page_that_refers_to_something_else_is_refused(tmp_path: Path, text: str) -> None:
    templates = load_templates(workspace(tmp_path, **{"city.html.j2": SMALL + text + "{% endblock %}"}))
    with pytest.raises(SettingsError, match="外部内容"):
        render_page(templates, "city.html.j2", VALUES)


@pytest.mark.parametrize(
    "text",
    [
        '<img src="data:image/png;base64,AAAA" alt="">',
        '<a href="#annex-1">x</a>',
        "<style>p { background: url('data:image/png;base64,AAAA') }</style>",
        "<p>http://example.org 的名单</p>",
    ],
)
def test_pictures_and_links_inside_the_page_are_let_be(tmp_path: Path, text: str) -> None:
    templates = load_templates(workspace(tmp_path, **{"city.html.j2": SMALL + text + "{% endblock %}"}))
    assert text in render_page(templates, "city.html.j2", VALUES).decode()


def test_names_put_into_a_template_of_ones_own_are_escaped(tmp_path: Path) -> None:
    own = workspace(tmp_path, **{"city.html.j2": SMALL + "<p>{{ status }}</p>{% endblock %}"})
    hostile = VALUES | {"status": "<script>1</script>{{ 7 * 7 }}\u202e"}
    page = render_page(load_templates(own), "city.html.j2", hostile).decode()
    assert "&lt;script&gt;1&lt;/script&gt;{{ 7 * 7 }}□" in page


def test_equal_templates_are_one() -> None:
    assert Templates((("page.css", "x"),)) == Templates((("page.css", "x"),))
