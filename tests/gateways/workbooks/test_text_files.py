"""CSV and other text tables: however encoded and cut, the same workers in the rows a spreadsheet shows."""

import pytest

from payung.gateways.workbooks.opening import open_workbook
from tests.gateways.workbooks.books import people, person, read, rows_of

FOLK = people(3)
TABLE = [["No", "Nama", "NIK", "TTL", "L/P"]] + [
    [str(n + 1), p.name, p.nik, f"Jambi, {p.dob}", p.sex] for n, p in enumerate(FOLK)
]


def joined(delimiter, quoted=False):
    """The table as text."""
    return "\r\n".join(delimiter.join(f'"{cell}"' if quoted else cell for cell in row) for row in TABLE) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize(
    "text",
    [
        joined(";"),
        joined("\t"),
        joined("|"),
        joined(",", quoted=True),
        "sep=;\r\n" + joined(";"),
        "sep=,\n" + joined(",", True),
    ],
)
def test_encodings_and_delimiters(tmp_path, text, encoding):
    path = tmp_path / "desa.csv"
    path.write_bytes(text.encode(encoding))
    reading = read(path)
    assert rows_of(reading, "sheet", "row", "nik", "name", "birth_date") == [
        ("", n + 2, p.nik, p.name, p.born) for n, p in enumerate(FOLK)
    ]


def test_letters_of_another_code_page(tmp_path):
    (tmp_path / "a.csv").write_bytes("No;Nama;NIK;L/P\n1;Désirée;1571014101800001;P\n".encode("cp1252"))
    assert read(tmp_path / "a.csv").columns["name"] == ["Désirée"]


def test_a_quoted_cell_over_two_lines_is_one_row(tmp_path):
    one, other = person(0), person(1)
    (tmp_path / "a.csv").write_text(
        f'No;Nama;NIK;Alamat\n1;A B;{one.nik};"Jl. Melati\nNo. 2; RT 1"\n2;C D;{other.nik};x\n'
    )
    assert rows_of(read(tmp_path / "a.csv"), "row", "nik", "address") == [
        (2, one.nik, "Jl. Melati No. 2; RT 1"),
        (3, other.nik, "x"),
    ]


def test_everything_is_text(tmp_path):
    (tmp_path / "a.csv").write_text("No;Nama;NIK;RT\n1;A B;1,57101E+15;002\n2;C D;0123456789012345;2\n")
    assert rows_of(read(tmp_path / "a.csv"), "nik", "nik_form", "rt") == [
        ("1,57101E+15", "scientific", "002"),
        ("0123456789012345", "text", "2"),
    ]


def test_titles_above_and_blank_lines_keep_the_row_numbers(tmp_path):
    one = person(0)
    (tmp_path / "a.csv").write_text(f"DAFTAR PEKERJA;;;\n;;;\n\nNo;Nama;NIK;TTL\n1;A B;{one.nik};Jambi, {one.dob}\n")
    assert rows_of(read(tmp_path / "a.csv"), "row", "nik") == [(5, one.nik)]


def test_a_table_saved_under_a_workbook_s_name(tmp_path):
    path = tmp_path / "export.xls"
    path.write_text(joined("\t"))
    assert len(read(path).columns["row"]) == 3


def test_a_comma_inside_cells_does_not_cut_them():
    sheet = open_workbook(b"No;Nama;TTL\n1;A, B, C;Jambi, 1-2-1980\n2;D, E;Bungo, 2-3-1981\n")[0]
    assert sheet.rows[1] == ["1", "A, B, C", "Jambi, 1-2-1980"]


def test_an_open_quote_does_not_stop_the_run(tmp_path):
    (tmp_path / "a.csv").write_text('No;Nama;NIK\n1;"A B;1571010101800001\n')
    open_workbook((tmp_path / "a.csv").read_bytes())
