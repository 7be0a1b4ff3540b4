"""Cells as the spreadsheet holds them, at the places it shows; and the ways a file may hide its size."""

import io
import os
import struct
import zipfile
from datetime import date

import pytest
import xlsxwriter

from payung.core.roster.sheet import NumberCell
from payung.gateways.workbooks.files import list_rosters
from payung.gateways.workbooks.opening import open_workbook
from payung.gateways.workbooks.safety import Refused
from tests.gateways.workbooks import hostile, test_formats
from tests.gateways.workbooks.books import person

BEGIN = f'<row r="1">{hostile.cell("A1")}</row>'
TABLE = '<table:table-cell{more} office:value-type="string"><text:p>NIK</text:p></table:table-cell>'


def code_of(data):
    """The problem the file is refused with, None when it opens."""
    try:
        open_workbook(data)
    except Refused as refused:
        return refused.problem.code
    return None


def written(tmp_path, fill, **options):
    path = tmp_path / "a.xlsx"
    workbook = xlsxwriter.Workbook(str(path), options)
    fill(workbook)
    workbook.close()
    return open_workbook(path.read_bytes())


def test_every_kind_of_cell():
    rows = (
        '<row r="3"><c r="C3" t="inlineStr"><is><r><t>Si</t></r><r><t xml:space="preserve"> ti </t></r></is></c>'
        '<c r="D3" t="e"><v>#REF!</v></c><c r="E3" t="b"><v>0</v></c><c r="F3"><f>1+1</f></c>'
        '<c r="G3" t="str"><f>A1</f><v>1571</v></c><c r="H3" t="d"><v>1987-08-12</v></c>'
        '<c r="I3" t="str"><v> </v></c><c r="K3"><v>45000</v></c></row>'
        '<row r="5"><c r="C5"><v>1571010101870001</v></c></row>'
    )
    sheet = open_workbook(hostile.package(rows))[0]
    assert (sheet.first_row, sheet.first_column) == (3, 3)
    assert sheet.rows[0] == ["Si ti ", None, False, None, "1571", date(1987, 8, 12), " ", None, NumberCell(45000.0)]
    assert sheet.rows[1:] == [[], [NumberCell(1571010101870001.0)]]


@pytest.mark.parametrize("from_1904", [False, True])
def test_dates_and_what_only_looks_like_one(tmp_path, from_1904):
    values = (date(1984, 11, 14), 0, 0.5, 1571010101870001, 2_958_466)

    def fill(workbook):
        sheet, day = workbook.add_worksheet(), workbook.add_format({"num_format": "dd mmmm yyyy"})
        sheet.write_datetime(0, 0, values[0], day)
        for row, value in enumerate(values[1:], 1):
            sheet.write_number(row, 0, value, day)

    sheet = written(tmp_path, fill, date_1904=from_1904)[0]
    cells = [row[0] if row else None for row in sheet.rows]
    assert cells[0] == date(1984, 11, 14)
    assert cells[1] is None  # a formula in a date column that points at an empty cell
    assert isinstance(cells[2], str)
    assert cells[3] == NumberCell(1571010101870001.0)
    assert isinstance(cells[4], NumberCell)


def test_what_is_hidden_or_merged_is_told(tmp_path):
    def fill(workbook):
        sheet = workbook.add_worksheet('A & B "x" <y>')
        sheet.write(4, 2, "x")
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.set_column("B:C", None, None, {"hidden": True})
        sheet.merge_range("E5:F6", "gab")
        workbook.add_worksheet("sangat").very_hidden()
        workbook.add_worksheet("lama").hide()
        workbook.add_worksheet("kosong")

    first, *others = written(tmp_path, fill)
    assert (first.hidden_rows, first.hidden_columns, first.merged) == ({7}, {2, 3}, [(5, 5, 6, 6)])
    assert [(sheet.name, sheet.visible, sheet.rows) for sheet in others] == [
        ("sangat", False, []),
        ("lama", False, []),
        ("kosong", True, []),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row\nr="1048576"><c\nr = "XFD1048576"><v>1</v></c></row>',
        '<row><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        f'<row r="1048576">{hostile.cell("XFD1048576")}</row>' + '<row r="2"></row>' * 9000,
    ],
)
def test_a_far_corner_is_seen_however_it_is_written(rows):
    assert code_of(hostile.package(BEGIN + rows)) == "file_too_large"


@pytest.mark.parametrize(("part", "problem"), [("lembar/a.xml", "file_too_large"), ("media/a.png", "file_unreadable")])
def test_a_sheet_under_another_name_is_looked_at_too(part, problem):
    source, out = zipfile.ZipFile(io.BytesIO(hostile.far_corner())), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name).replace(b"worksheets/sheet1.xml", part.encode())
            archive.writestr(f"xl/{part}" if name.endswith("sheet1.xml") else name, content)
    assert code_of(out.getvalue()) == problem


@pytest.mark.parametrize(
    ("rows", "columns"), [(1, 2_000_000_000), (2_000_000_000, 1), (1_000_000, 1_000), (99_999_999_999_999, 9)]
)
def test_cells_repeated_without_end(rows, columns):
    cell = TABLE.format(more=f' table:number-columns-repeated="{columns}"')
    data = test_formats.ods(f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>')
    assert code_of(data) == "file_too_large"


def test_empty_cells_repeated_to_the_edge_are_usual():
    edge = '<table:table-cell table:number-columns-repeated="16383"/>'
    data = test_formats.ods(
        f"<table:table-row>{TABLE.format(more='')}{edge}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048575">{edge}</table:table-row>'
    )
    assert [sheet.rows for sheet in open_workbook(data)] == [[["NIK"]]]


def test_an_xls_behind_a_password(monkeypatch):
    plain = test_formats.record

    def locked(kind, content):
        made = plain(kind, content)
        if kind == 0x809 and content[2] == 5:
            made += plain(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
        return made

    assert code_of(test_formats.xls([["NIK"]])) is None
    monkeypatch.setattr(test_formats, "record", locked)
    assert code_of(test_formats.xls([["NIK"]])) == "file_password"


def lines(*rows):
    return "\n".join((*rows, "")).encode()


def test_a_quote_that_is_never_closed_takes_no_worker_along():
    folk = [person(number) for number in range(4)]
    told = [f"{number};{one.name};{one.nik}" for number, one in enumerate(folk)]
    told[1] = told[1].replace(folk[1].name, f'"{folk[1].name}')
    told[3] = told[3].replace(folk[3].name, f'"{folk[3].name}"')
    for data in (lines("No;Nama;NIK", *told), lines("No;Nama;NIK", *told[:3])):
        rows = open_workbook(data)[0].rows
        assert [row[2] for row in rows[1:]] == [one.nik for one in folk][: len(rows) - 1]
        assert [row[1] for row in rows[1:]] == [one.name for one in folk][: len(rows) - 1]
        assert len(rows) >= 4


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;\r", "\ufeffsep=;"])
def test_the_line_that_names_the_delimiter_is_no_row(first):
    rows = open_workbook(f"{first}\nNo;Nama, gelar;NIK\n".encode())[0].rows
    assert rows == [["No", "Nama, gelar", "NIK"]]


def test_a_text_table_too_wide_and_long():
    assert code_of((b"a" + b"," * 16_000 + b"\n") * 1_600) == "file_too_large"


def test_a_linked_folder_is_named_and_not_followed(tmp_path):
    folder, other = tmp_path / "masuk", tmp_path / "lain"
    folder.mkdir()
    other.mkdir()
    (folder / "a.csv").write_text("x")
    (other / "b.csv").write_text("x")
    (folder / "desa").symlink_to(other)
    found = list_rosters(folder)
    assert [(file.name, file.problem and file.problem.code) for file in found] == [
        ("a.csv", None),
        ("desa", "file_unreadable"),
    ]


def test_a_closed_folder_is_named(tmp_path, monkeypatch):
    (tmp_path / "tutup").mkdir()
    (tmp_path / "a.csv").write_text("x")
    plain = os.scandir

    def scandir(path):
        if str(path).endswith("tutup"):
            raise PermissionError(13, "closed", str(path))
        return plain(path)

    monkeypatch.setattr("os.scandir", scandir)
    assert [(file.name, bool(file.problem)) for file in list_rosters(tmp_path)] == [("a.csv", False), ("tutup", True)]
