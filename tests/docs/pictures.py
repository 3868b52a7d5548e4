"""Takes the pictures of docs/images/ from a run of the sample (make pictures): LibreOffice, Chromium, poppler."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from generated import ROOT, sample_run

IMAGES = ROOT / "docs" / "images"


def _workbook(book: Path, work: Path) -> None:
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    copy = work / "book.xlsx"
    shutil.copy(book, copy)
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(copy)]
    subprocess.run(office, check=True, capture_output=True, timeout=300)
    page = str(_page_of(work / "book.pdf", "各区应付金额（万元）"))
    picture = ["pdftoppm", "-r", "80", "-f", page, "-l", page, "-singlefile", "-png", str(work / "book.pdf")]
    subprocess.run([*picture, str(IMAGES / "workbook-summary")], check=True, timeout=60)


def _page_of(book: Path, title: str) -> int:
    """The first page that bears a title, here that of a chart: the contents name every sheet."""
    text = subprocess.run(["pdftotext", str(book), "-"], check=True, capture_output=True, timeout=60).stdout
    pages = text.decode().split("\f")
    return next(number for number, page in enumerate(pages, 1) if title in page)


def _page(page: Path, work: Path, name: str, height: int) -> None:
    copy = work / "page.html"
    shutil.copy(page, copy)
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    size = [f"--window-size=1120,{height}", f"--screenshot={IMAGES / name}", copy.as_uri()]
    subprocess.run([*browser, *size], check=True, capture_output=True, timeout=120)


def main() -> None:
    workspace, _ = sample_run()
    (run,) = (workspace / "runs" / "2025").glob("[!.]*")
    work = workspace.parent
    _workbook(run / "全市" / "广州市2025年核算结果.xlsx", work)
    _page(run / "各区" / "440106天河区" / "report.html", work, "district-page.png", 960)
    shutil.rmtree(work)
    for picture in sorted(IMAGES.glob("*.png")):
        print(picture.relative_to(ROOT).as_posix(), f"{picture.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
