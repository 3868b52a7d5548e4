"""A settings file with every setting in it, none of them in force: each line is commented out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.policy.readings import DEFAULT
from gzaudit.read.kinds import kinds
from gzaudit.settings.batching import Batching
from gzaudit.settings.mailing import Mailing
from gzaudit.settings.model import Privacy

if TYPE_CHECKING:
    from gzaudit.policy.model import Policy, Reading

_HEAD: Final = """\
# gzaudit 的设置。每一项都有默认值；现在全部注释掉了，等于没有设置。
# 要改哪一项：把它那一行、和它上面方括号那一行行首的“#”都删去，再改等号后面的值。
# 存成 UTF-8 文本（记事本另存时选 UTF-8）。写错了程序会指出是哪一行，不会悄悄照算。
"""


class Setting(NamedTuple):
    """One setting: what it does, as a sentence, and its line without the mark of a comment."""

    says: str
    line: str


class Section(NamedTuple):
    """Settings below one heading."""

    title: str
    heading: str
    settings: tuple[Setting, ...]


def settings_text(year: int, policy: Policy) -> str:
    """The file's text.

    Args:
        year: to be audited.
        policy: its open questions are listed with their other readings.
    """
    parts = [_HEAD]
    for section in sections(year, policy):
        parts.append(f"\n# ── {section.title}\n\n#[{section.heading}]\n")
        parts += [f"# {setting.says}\n#{setting.line}\n" for setting in section.settings]
    return "".join(parts)


def sections(year: int, policy: Policy) -> tuple[Section, ...]:
    """All settings there are, in the order in which a year needs them."""
    plain = Privacy()
    lists = ", ".join(f'"{each}"' for each in plain.district_lists)
    return (
        Section(
            "哪个文件是哪种名单（默认：程序自己认）。写了的种类只读所列文件；* 代替不固定的部分，"
            "路径后加 #工作表名 只读那一张",
            f"sources.{year}",
            _pins(year),
        ),
        Section(
            "高企名单的范围",
            "hnte",
            (
                Setting(
                    '名单是全市的写 "city"（默认）；是全省的写 "province"，没有任何广州地址信息的视为市外。',
                    'scope = "city"',
                ),
            ),
        ),
        Section(
            "定区",
            "district",
            (
                Setting(
                    "别处都查不到区时，是否按代码第 3—8 位定区：false 否（默认），true 是。"
                    "那是登记机关，不一定是所在区。",
                    "use_code_fallback = false",
                ),
            ),
        ),
        Section("预算（默认：不限，应付等于测算）", f"budget.{year}", _budget()),
        Section(
            "口径：通知没有说死的地方（默认都是 a；换读法必须写理由，印在每份报告上）",
            f"readings.{year}",
            tuple(_switch(each) for each in policy.readings.values() if _others(each)),
        ),
        Section(
            "上年核算结果（默认：没有）",
            f"baselines.{year}",
            (
                Setting(
                    "用上年的 result.json 补上年数；名单里也有而两数不同的报错。写相对于本文件夹的路径。",
                    f'result = "runs/{year - 1}/上年那次运行的文件夹/result.json"',
                ),
            ),
        ),
        Section(
            "发给各区的文件写到什么程度（统计名单一律不外发，没有放开它的设置）",
            "privacy",
            (
                Setting(
                    f"给各区列出本区企业的公开名单：hnte 高企，tech_smes 科小；默认 [{lists}]，都不给写 []。",
                    f"district_lists = [{lists}]",
                ),
                Setting(
                    "名单里是否标明哪家有发明专利：true 标（默认），false 不标。",
                    f"patent_flags = {str(plain.patent_flags).lower()}",
                ),
                Setting(
                    '待核对事项："full" 全写（默认）；"places" 只写事项和位置，不写企业和内容；"none" 不给。',
                    f'district_findings = "{plain.district_findings}"',
                ),
            ),
        ),
        Section(
            "人工决定",
            "decisions",
            (
                Setting(
                    "是否要有复核人，且与决定人不是同一人：true 要（默认），缺了不采用；false 不要。",
                    "second_person = false",
                ),
            ),
        ),
        Section(
            "各区的确认/异议回执",
            "reply",
            (
                Setting(
                    "回执最迟哪天交回，印在各区的回执上（默认：不写日期）；日期不加引号。",
                    f"until = {year + 1}-01-31",
                ),
            ),
        ),
        Section(
            "目标对照（gzaudit goals）",
            "goals",
            (
                Setting(
                    "“左右”允许比目标少多少，加引号的百分比（默认：不设，不下结论）。",
                    'tolerance = "5%"',
                ),
            ),
        ),
        Section("发邮件（gzaudit send；用户名和密码不写在这里，放在环境变量里）", "mail", _mail()),
        Section("批处理的日志（gzaudit batch）", "batch", _batch()),
    )


def _batch() -> tuple[Setting, ...]:
    plain = Batching()
    return (
        Setting(
            '记到哪一级："debug"、"info"（默认）、"warning" 或 "error"。', f'log_level = "{plain.log_level}"'
        ),
        Setting("日志文件写到多大就另起一个，MB（默认 5）。", f"log_size = {plain.log_size // 1_000_000}"),
        Setting("写满的旧日志留几个（默认 10）。", f"log_keep = {plain.log_keep}"),
    )


def _pins(year: int) -> tuple[Setting, ...]:
    return tuple(
        Setting(
            f"{kind.title}（{kind.owner}）",
            f'{kind.key} = ["data/{year}/文件名*.xlsx"]',
        )
        for kind in kinds().values()
    )


def _budget() -> tuple[Setting, ...]:
    return (
        Setting("全市预算，整数，元（默认：不限）。", "total = 12000000"),
        Setting("各区预算，整数，元；区名加引号（默认：不限）。", 'districts = { "天河区" = 1000000 }'),
        Setting(
            '超出预算时："none" 不核减（默认）；"proportional" 按比例核减，精确到元。', 'method = "none"'
        ),
    )


def _mail() -> tuple[Setting, ...]:
    plain = Mailing()
    return (
        Setting("邮件服务器（默认：没有，只写草稿）。", 'host = "mail.example.gov.cn"'),
        Setting(
            '加密方式："starttls"（默认）或 "tls"（从连接起就加密）；没有不加密的设置。',
            f'security = "{plain.security}"',
        ),
        Setting("端口（默认：starttls 用 587，tls 用 465）。", f"port = {plain.port}"),
        Setting("发件地址（默认：没有；真正发送时必须有）。", 'from = "gaoqi@example.gov.cn"'),
        Setting("发件人显示的名称（默认：没有）。", 'from_name = "市科技局高新处"'),
        Setting("内部证书机构的证书文件（默认：用系统所带的），相对于本文件夹。", 'ca_file = "ca.pem"'),
        Setting("等服务器每次答复最多几秒（默认 60）。", f"timeout = {plain.timeout:.0f}"),
        Setting("暂时发不出去的，一次最多试几遍（默认 4）。", f"attempts = {plain.attempts}"),
        Setting("分析员的地址，批处理的小结发到这里（默认：没有）。", 'analyst = "fenxi@example.gov.cn"'),
        Setting(
            "各区收件人的文件（默认：recipients.toml、收件人.xlsx 或 收件人.csv），相对于本文件夹。",
            'recipients = "收件人.xlsx"',
        ),
    )


def _others(reading: Reading) -> tuple[str, ...]:
    """Letters of the other readings that the tool computes."""
    return tuple(each.id for each in reading.choices if each.id != DEFAULT and not each.unsupported)


def _switch(reading: Reading) -> Setting:
    can = {DEFAULT, *_others(reading)}
    meanings = "；".join(
        f"{each.id}{'（默认）' if each.id == DEFAULT else ''} {each.meaning}"
        for each in reading.choices
        if each.id in can
    )
    line = f'{reading.id} = {{ choice = "{_others(reading)[0]}", reason = "写明为什么换，谁定的" }}'
    return Setting(f"{reading.question}？{meanings}", line)
