"""The form of the review workbook: what is written here is known again when the file comes back."""

from __future__ import annotations

from typing import Final

LINES: Final = "复核决定"
EXPLAINS: Final = "填写说明"
CLUES: Final = "企业线索"
FORM: Final = "gzaudit.review/1"
MARK: Final = f"复核表格式：{FORM}"
"""The line by which the workbook is known, whatever program has saved it since."""
