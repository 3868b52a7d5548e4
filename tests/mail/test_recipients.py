"""Who is sent what: files as people write them, and every mistake in them told at once."""

from __future__ import annotations

import pytest
from cli.cli_support import text, xls, xlsx
from hypothesis import given
from hypothesis import strategies as st
from mail.parcels import NAMES

from gzaudit.errors import SettingsError
from gzaudit.mail.addresses import Mailbox, several, tidy, why_no_address, why_no_name
from gzaudit.mail.recipients import Recipients, district_code, read_recipients
from gzaudit.settings import Mailing

HEAD = ("区", "姓名", "邮箱", "抄送")
TIANHE = ("天河区", "李四", "lisi@th.example.cn", "")


def read(folder, wanted=("440106",), mailing: Mailing | None = None):
    return read_recipients(folder, mailing or Mailing(), {code: NAMES[code] for code in wanted})


def refusal(folder, wanted=("440106",), mailing: Mailing | None = None) -> SettingsError:
    with pytest.raises(SettingsError) as error:
        read(folder, wanted, mailing)
    return error.value


def test_a_spreadsheet_as_offices_keep_it(tmp_path):
    rows = [
        ("各区科技主管部门收件人一览表", "", "", "", ""),
        ("", "", "", "", ""),
        ("序号", "所在区", "收件人", "电子邮箱", "抄送"),
        (
            1,
            "天河",
            "李四",
            "ｌｉｓｉ＠th.example.cn ",
            "a@th.example.cn；b@th.example.cn、\nc@th.example.cn",
        ),
        ("", "", "", "", ""),
        (2, 440112, "王　五", "wang.wu@hp.example.cn", ""),
        (3, "黄埔区", "赵六", "zhao@hp.example.cn", "WANG.WU@hp.example.cn，d@hp.example.cn,e@hp.example.cn"),
        ("注：如有变动请及时告知", "", "", "", ""),
    ]
    (tmp_path / "收件人.xlsx").write_bytes(xlsx(rows))
    assert read(tmp_path, ("440106", "440112")) == (
        "收件人.xlsx",
        {
            "440106": Recipients(
                (Mailbox("lisi@th.example.cn", "李四"),),
                (Mailbox("a@th.example.cn"), Mailbox("b@th.example.cn"), Mailbox("c@th.example.cn")),
            ),
            "440112": Recipients(
                (Mailbox("wang.wu@hp.example.cn", "王 五"), Mailbox("zhao@hp.example.cn", "赵六")),
                (Mailbox("d@hp.example.cn"), Mailbox("e@hp.example.cn")),
            ),
        },
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_of_either_encoding(tmp_path, encoding):
    (tmp_path / "收件人.csv").write_bytes(text([HEAD, TIANHE], encoding))
    assert read(tmp_path)[1] == {"440106": Recipients((Mailbox("lisi@th.example.cn", "李四"),))}


def test_toml(tmp_path):
    (tmp_path / "recipients.toml").write_text(
        '[[recipient]]\ndistrict = "天河区"\nname = "李四"\naddress = "lisi@th.example.cn"\n'
        'cc = ["a@th.example.cn", "b@th.example.cn；c@th.example.cn"]\n',
        encoding="utf-8",
    )
    _, found = read(tmp_path)
    assert [each.address for each in found["440106"].cc] == [
        "a@th.example.cn",
        "b@th.example.cn",
        "c@th.example.cn",
    ]


def test_an_old_workbook_that_the_settings_name(tmp_path):
    (tmp_path / "通讯录").mkdir()
    (tmp_path / "通讯录/名单.xls").write_bytes(xls([HEAD, TIANHE]))
    (tmp_path / "收件人.csv").write_bytes(text([HEAD]))
    assert read(tmp_path, mailing=Mailing(recipients="通讯录/名单.xls"))[0] == "通讯录/名单.xls"


def test_none_and_two(tmp_path):
    assert "没有收件人文件" in refusal(tmp_path).asked
    assert "放一份收件人.xlsx" in refusal(tmp_path).action
    (tmp_path / "收件人.csv").write_bytes(text([HEAD, TIANHE]))
    (tmp_path / "recipients.toml").write_text("", encoding="utf-8")
    error = refusal(tmp_path)
    assert error.exit_code == 2
    assert error.found == "recipients.toml、收件人.csv"
    assert "没有收件人文件" in refusal(tmp_path, mailing=Mailing(recipients="x.xlsx")).asked


def test_everything_that_is_wrong_is_told_at_once(tmp_path):
    rows = [
        HEAD,
        ("天河区", "李四", "lisi(at)th.example.cn", ""),
        ("天河东", "某人", "x@th.example.cn", ""),
        ("", "合并", "y@th.example.cn", ""),
        ("荔湾区", "", "", ""),
        ("海珠区", "张三", "z@hz.example.cn", "好@hz.example.cn"),
        ("番禺区", "同一人", "same@gz.example.cn", ""),
        ("花都区", "同一人", "hd@gz.example.cn", "SAME@gz.example.cn"),
        ("南沙区", "名\n换行", "ns@gz.example.cn", ""),
    ]
    (tmp_path / "收件人.xlsx").write_bytes(xlsx(rows))
    error = refusal(tmp_path, ("440106", "440103", "440112"))
    assert error.found.split("；") == [
        "名单 第 2 行：邮箱应有而且只有一个 @“lisi(at)th.example.cn”",
        "名单 第 3 行：没有“天河东”这个区",
        "名单 第 4 行：没有写区（合并的单元格请每行都写上区）",
        "名单 第 5 行：没有写邮箱",
        "名单 第 6 行：抄送的邮箱里有字母、数字以外的文字“好@hz.example.cn”",
        "名单 第 9 行：姓名里有换行或看不见的字符",
        "天河区没有收件人",
        "荔湾区没有收件人",
        "黄埔区没有收件人",
        "same@gz.example.cn 写在几个区：番禺区、花都区",
    ]
    assert "10 处问题" in error.asked


def test_one_address_in_two_districts_is_refused_but_for_the_bureau_s_own_copies(tmp_path):
    rows = [
        HEAD,
        (*TIANHE[:3], "fenxi@kjj.example.cn"),
        ("黄埔区", "王五", "w@hp.example.cn", "Fenxi@kjj.example.cn"),
    ]
    (tmp_path / "收件人.csv").write_bytes(text(rows))
    assert "写在几个区" in refusal(tmp_path).found
    assert len(read(tmp_path, mailing=Mailing(analyst="fenxi@kjj.example.cn"))[1]) == 2
    rows = [HEAD, ("天河区", "", "fenxi@kjj.example.cn", ""), ("黄埔区", "", "fenxi@kjj.example.cn", "")]
    (tmp_path / "收件人.csv").write_bytes(text(rows))
    assert "写在几个区" in refusal(tmp_path, mailing=Mailing(analyst="fenxi@kjj.example.cn")).found


@pytest.mark.parametrize(
    "entry",
    [
        'district = "天河区"\naddress = "lisi@th.example.cn\\r\\nBcc: boese@x.example.cn"',
        'district = "天河区"\naddress = "lisi@th.example.cn"\nname = "李四\\nBcc: boese@x.example.cn"',
        'district = "天河区"\naddress = "lisi@th.example.cn"\nname = "李四\\u2028Bcc: boese@x.example.cn"',
        'district = "天河区"\naddress = "lisi@th.example.cn"\ncc = ["a@th.example.cn\\r\\nBcc: boese@x.example.cn"]',
        'district = "天河区"\naddress = "<lisi@th.example.cn>"',
        'district = "天河区"\naddress = "李四 <lisi@th.example.cn>"',
        'district = "天河区"\naddress = "a@th.example.cn,b@th.example.cn"',
        'district = "天河区"\naddress = "\\"a b\\"@th.example.cn"',
        'district = "天河区"\naddress = "lisi@[127.0.0.1]"',
        'district = "天河区"\naddress = "lisi@localhost"',
        'district = "天河区"\naddress = "lisi..si@th.example.cn"',
        'district = "天河区"\naddress = "lisi@-th.example.cn"',
    ],
)
def test_heads_cannot_be_slipped_in(tmp_path, entry):
    (tmp_path / "recipients.toml").write_text(f"[[recipient]]\n{entry}\n", encoding="utf-8")
    error = refusal(tmp_path)
    assert error.exit_code == 2
    assert "\n" not in error.found
    assert "\r" not in error.found


@pytest.mark.parametrize(
    "content",
    [
        "x = 1",
        "[[recipient]]\ndistrikt = 'x'",
        "recipient = 3",
        "[[recipient]]\ndistrict = 440106",
        "= =",
        "",
    ],
)
def test_toml_that_is_none(tmp_path, content):
    (tmp_path / "recipients.toml").write_text(content, encoding="utf-8")
    assert refusal(tmp_path).exit_code == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"a,b,c\n1,2,3\n"])
def test_a_sheet_that_is_none(tmp_path, content):
    (tmp_path / "收件人.xlsx").write_bytes(content)
    assert refusal(tmp_path).exit_code == 2


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("天河区", "440106"),
        ("天河", "440106"),
        ("440106", "440106"),
        (" 天河區 ", "440106"),
        ("萝岗区", ""),
        ("", ""),
        ("广州", ""),
    ],
)
def test_districts_are_today_s_by_name_or_code(name, code):
    assert district_code(name) == code


@given(st.text(max_size=60))
def test_no_text_that_passes_can_break_a_head(typed):
    address = tidy(typed)
    if not why_no_address(address):
        assert address.isascii()
        assert not set(address) & set(' \t\r\n<>,;:"()[]\\')
        assert address.count("@") == 1
    if not why_no_name(typed):
        assert typed == "" or typed.isprintable()
    assert all("\n" not in part for part in several(typed))
