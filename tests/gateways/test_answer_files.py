"""BPJS's answer comes from outside: every format, every trick, read whole or named with what to do."""

import hashlib

import pytest
from openpyxl import load_workbook

from payung.core.cover.answer_words import phrase
from payung.core.cover.rejections import Phrases
from payung.gateways.answer_files import (
    ANSWERS,
    MOST_TOLD,
    AnswerFileNotUnderstood,
    AnswerFileUnreadable,
    read_answer_file,
)
from tests.gateways.workbooks import hostile
from tests.gateways.workbooks.books import ON, Page, people, write_book
from tests.gateways.workbooks.test_formats import ods, ods_row, xls

FOLK = people(3)
HEAD = ["NO", "NIK", "NAMA", "TGL LAHIR", "NO KPJ", "STATUS", "KETERANGAN"]
SAYS = (("08000000001", "Diterima", None), (None, "Ditolak", "Usia di atas 65"), ("25000000003", "Diterima", None))
ROWS = [[str(at), one.nik, one.name, one.dob, *SAYS[at]] for at, one in enumerate(FOLK)]
TABLE = [HEAD, *ROWS]


def read(path, **how):
    return read_answer_file(path, on=ON, **how)


def as_ods():
    return ods("".join(ods_row(*("" if cell is None else cell for cell in row)) for row in TABLE))


def as_csv(mark=";", encoding="utf-8-sig"):
    return "\r\n".join(mark.join(cell or "" for cell in row) for row in TABLE).encode(encoding)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv", "comma", "tab", "utf16"])
def test_every_format_says_the_same(tmp_path, kind):
    path = tmp_path / f"jawaban.{kind if kind in ('xlsx', 'xls', 'ods') else 'csv'}"
    if kind == "xlsx":
        write_book(path, Page(TABLE))
    else:
        made = {
            "xls": lambda: xls(TABLE),
            "ods": as_ods,
            "csv": as_csv,
            "comma": lambda: as_csv(","),
            "tab": lambda: as_csv("\t"),
            "utf16": lambda: as_csv(";", "utf-16"),
        }
        path.write_bytes(made[kind]())
    file = read(path)
    assert dict(file.answers.schema) == ANSWERS
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert file.answers["line"].to_list() == [2, 3, 4]
    assert file.answers["nik"].to_list() == [one.nik for one in FOLK]
    assert file.answers["birth_date"].to_list() == [one.born for one in FOLK]
    assert file.answers["status"].to_list() == ["accepted", "rejected", "accepted"]
    assert file.answers["membership_number"].to_list() == ["08000000001", None, "25000000003"]
    assert file.answers["reason"].to_list() == [None, "Usia di atas 65", None]
    (sheet,) = file.sheets
    assert (sheet.rows, sheet.answers, dict(sheet.not_data)) == (4, 3, {"heading": 1})


def test_hidden_rows_and_columns_are_read_and_merged_titles_are_titles(tmp_path):
    rows = [["HASIL", None, None, None, None, None, None], *TABLE]
    page = Page(rows, merged=["A1:G1"], hidden_rows=[4], hidden_columns=["F"])
    assert read(write_book(tmp_path / "a.xlsx", page)).answers["status"].to_list() == [
        "accepted",
        "rejected",
        "accepted",
    ]


def test_answers_on_a_hidden_sheet_are_not_passed_over(tmp_path):
    path = write_book(tmp_path / "a.xlsx", Page(TABLE, name="Hasil"), Page(TABLE, name="Lagi", hidden=True))
    with pytest.raises(AnswerFileNotUnderstood, match="Lagi"):
        read(path)


def test_numbers_edited_in_a_spreadsheet(tmp_path):
    rows = [["NIK", "NAMA", "KPJ"], [float(FOLK[0].nik[:-1] + "0"), "A", 8000000001], ["1", "B", 25000000003]]
    answers = read(write_book(tmp_path / "a.xlsx", Page(rows))).answers
    assert answers["nik"].to_list() == [FOLK[0].nik[:-1] + "?", "1"]
    assert answers["membership_number"].to_list() == ["08000000001", "25000000003"]


BAD = {
    "bomb.xlsx": hostile.swelling,
    "corner.xlsx": hostile.far_corner,
    "beyond.xlsx": hostile.beyond_the_last_column,
    "entities.xlsx": hostile.entities,
    "lies.xlsx": hostile.lying_about_its_size,
    "links.xlsx": hostile.external_links,
    "macros.xlsm": hostile.macros,
    "password.xlsx": lambda: hostile.compound("EncryptionInfo", "EncryptedPackage"),
    "pdf.xlsx": lambda: b"%PDF-1.7\n",
    "empty.csv": lambda: b"",
    "wide.csv": lambda: b"a;" * 20_000,
    "cut.xlsx": lambda: as_ods()[:300],
}


@pytest.mark.parametrize("name", BAD)
def test_a_hostile_file_is_named_with_what_to_do(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(BAD[name]())
    with pytest.raises(AnswerFileUnreadable) as caught:
        read(path)
    assert name in caught.value.says.id and caught.value.do.id and "{" not in str(caught.value)


def test_a_file_that_is_not_there_or_takes_too_long(tmp_path):
    with pytest.raises(AnswerFileUnreadable):
        read(tmp_path / "tidak-ada.xlsx")
    path = write_book(tmp_path / "a.xlsx", Page(TABLE))
    with pytest.raises(AnswerFileUnreadable, match="0 seconds"):
        read(path, seconds=0)


def test_nothing_is_half_read_and_no_cell_is_quoted(tmp_path):
    rows = [HEAD, *ROWS, *[["9", FOLK[0].nik, "RAHASIA SEKALI", None, None, f"Entah{at}", None] for at in range(20)]]
    with pytest.raises(AnswerFileNotUnderstood) as caught:
        read(write_book(tmp_path / "a.xlsx", Page(rows)))
    said = caught.value.says.id
    assert said.count("\n") == MOST_TOLD + 1 and "Sel Sheet1!F5" in said and "8 sel lain" in said
    assert not any(word in str(caught.value) for word in ("RAHASIA", "Entah", FOLK[0].nik))
    own = Phrases({phrase(f"Entah{at}"): "rejected" for at in range(20)})
    assert read(tmp_path / "a.xlsx", phrases=own).answers.height == 23


def test_a_file_of_something_else_is_not_understood(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"Kode;Nama Desa\n1;Baru\n")
    with pytest.raises(AnswerFileNotUnderstood):
        read(path)


def test_a_spreadsheet_that_was_saved_again_says_the_same(tmp_path):
    path = write_book(tmp_path / "a.xlsx", Page(TABLE))
    again = tmp_path / "b.xlsx"
    load_workbook(path).save(again)
    first, second = read(path), read(again)
    assert first.sha256 != second.sha256
    assert first.answers.equals(second.answers)


def test_text_that_is_never_shown_is_taken_away_and_long_reasons_are_cut(tmp_path):
    rows = [["NIK", "NAMA", "STATUS", "ALASAN"], [FOLK[0].nik, "A\u202eB", "Ditolak", "x\u200b" * 5000]]
    answers = read(write_book(tmp_path / "a.xlsx", Page(rows))).answers
    assert answers["name"].to_list() == ["AB"] and answers["reason"].to_list() == ["x" * 1000]


def test_what_a_child_taken_over_by_its_file_says_raises_nothing_else(tmp_path, monkeypatch):
    path = write_book(tmp_path / "a.xlsx", Page(TABLE))
    monkeypatch.setattr("payung.gateways.workbooks.sheets.unpacked_hidden", lambda message: message["no"])
    with pytest.raises(AnswerFileUnreadable):
        read(path)
