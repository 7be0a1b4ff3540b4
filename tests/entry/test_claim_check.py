"""``payung claim check``: exit codes, both languages, and nothing of an office's own words on the screen."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from payung.entry.cli.main import main
from tests.gateways.workbooks.books import Page, write_book

OFFICIAL = Path(__file__).parent.parent / "official_cases" / "santunan-diberitakan.xlsx"
HEADINGS = ["Nama", "Jenis klaim", "Mulai", "Tgl. meninggal", "Santunan", "Sumber"]


def check(path: Path, *more: str) -> Result:
    return CliRunner().invoke(main, [*more, "claim", "check", str(path)], env={"COLUMNS": "200"})


def book(tmp_path: Path, *rows: list[object]) -> Path:
    return write_book(tmp_path / "kasus.xlsx", Page([HEADINGS, *rows], name="Klaim"))


def row(total: object, started: object = date(2024, 1, 1)) -> list[object]:
    return ["Almarhum Budi Hartono", "Meninggal", started, date(2025, 1, 10), total, "berita 10 Januari 2025"]


def test_cases_that_agree_end_with_0():
    result = check(OFFICIAL)
    assert result.exit_code == 0, result.output
    assert "32 dari 32 kasus cocok" in result.output and "Uraian kasus" in result.output


def test_a_case_that_differs_ends_with_1_and_says_why(tmp_path):
    result = check(book(tmp_path, row(42_000_000), row("Rp24.000.000")))
    assert result.exit_code == 1, result.output
    assert "1 dari 2" in result.output and "Klaim 3" in result.output
    assert "Rp24.000.000" in result.output and "Rp42.000.000" in result.output and "2019-12-01" in result.output
    assert "berita 10 Januari 2025" in result.output
    assert "Budi" not in result.output


def test_a_row_that_cannot_be_read_ends_with_55_and_the_others_are_checked(tmp_path):
    result = check(book(tmp_path, row(42_000_000), row("banyak"), row(1), row(42_000_000, started=date(2026, 1, 1))))
    assert result.exit_code == 55, result.output
    assert "1 dari 4" in result.output
    assert "Lembar 'Klaim', baris 3, kolom 'Santunan'" in result.output
    assert "Klaim 5: " in result.output and "event-before-cover" in result.output
    assert "banyak" not in result.output.replace("paling banyak", "") and "Budi" not in result.output


def test_english_on_request(tmp_path):
    result = check(book(tmp_path, row("banyak")), "--language", "en")
    assert "Sheet 'Klaim', row 2, column 'Santunan'" in result.output and "0 of 1 cases agree" in result.output


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"nama;nik\n1;2\n"])
def test_a_file_without_cases_ends_with_54(tmp_path, content):
    path = tmp_path / "kasus.xlsx"
    path.write_bytes(content)
    result = check(path)
    assert result.exit_code == 54 and "kasus.xlsx" in result.output and "case-sheet-unreadable" in result.output
