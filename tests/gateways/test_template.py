"""The blank workbook keeps a NIK as text, offers choices, and carries its village."""

from openpyxl import load_workbook

from payung.core.people import occupations
from payung.core.places.places import Village
from payung.core.roster import template as words
from payung.gateways.template import LAST_ROW, write_template

VILLAGE = Village("1505032004", "Sungai Duren", "desa", "Jambi Luar Kota", "Kabupaten Muaro Jambi", "Jambi")


def written(folder, village=VILLAGE):
    path = folder / "daftar.xlsx"
    write_template(village, path, programme="BKBK (contoh)")
    return load_workbook(path)


def test_headings_stand_where_the_reader_looks(tmp_path):
    sheet = written(tmp_path)[words.LIST_SHEET]
    assert [cell.value for cell in sheet[words.HEADING_ROW]] == list(words.HEADINGS.values())
    assert "Desa Sungai Duren (15.05.03.2004)" in sheet["A2"].value
    assert "BKBK (contoh)" in sheet["A3"].value


def test_the_village_is_inside_where_nobody_changes_it(tmp_path):
    book = written(tmp_path)
    hidden = book[words.HIDDEN_SHEET]
    assert hidden.sheet_state == "veryHidden" and hidden.protection.sheet
    assert dict(hidden.iter_rows(values_only=True)) == {
        words.KEY_VERSION: words.VERSION,
        words.KEY_VILLAGE_CODE: "1505032004",
        words.KEY_VILLAGE_NAME: "Sungai Duren",
    }


def test_only_the_cells_to_fill_are_open_and_numbers_stay_text(tmp_path):
    sheet = written(tmp_path)[words.LIST_SHEET]
    assert sheet.protection.sheet and sheet.protection.password is None
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    last = chr(ord("A") + len(words.HEADINGS) - 1)
    area = sheet[f"B{words.HEADING_ROW + 1}:{last}{LAST_ROW}"]
    assert unlocked == {cell.coordinate for row in area for cell in row}
    fields = list(words.HEADINGS)
    for field in ("nik", "family_card", "phone", "rt", "rw"):
        column = sheet[chr(ord("A") + fields.index(field))][words.HEADING_ROW : LAST_ROW]
        assert {cell.number_format for cell in column} == {"@"}
    assert sheet.cell(LAST_ROW, fields.index("birth_date") + 1).number_format == "dd-mm-yyyy"


def test_cells_are_checked_while_typing(tmp_path):
    book = written(tmp_path)
    checks = {str(check.sqref): check for check in book[words.LIST_SHEET].data_validations.dataValidation}
    assert len(checks) == 6
    nik = checks[f"B6:B{LAST_ROW}"]
    assert "LEN(B6)=16" in nik.formula1 and "COUNTIF" not in nik.formula1
    lists = {check.formula1 for check in checks.values() if check.type == "list"}
    choices = book[words.CHOICES_SHEET]
    offered = [cell.value for cell in choices["C"]][1:]
    assert f"{words.CHOICES_SHEET}!$C$2:$C${len(offered) + 1}" in lists
    assert [occupations.classify(name) for name in offered] == list(occupations.read())
    assert words.HELP_SHEET in book.sheetnames


def test_a_village_name_that_would_run_and_stable_bytes(tmp_path):
    odd = Village("1505032004", "=1+1", "", "Jambi Luar Kota", "Kabupaten Muaro Jambi", "Jambi")
    book = written(tmp_path, odd)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    first = (tmp_path / "daftar.xlsx").read_bytes()
    written(tmp_path, odd)
    assert (tmp_path / "daftar.xlsx").read_bytes() == first
