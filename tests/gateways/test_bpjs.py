"""Enrolment files hold exactly the funded, one file a group, in the columns a branch asks for."""

from dataclasses import replace

import polars as pl
import pytest
import xlsxwriter
from openpyxl import load_workbook

from payung.gateways.bpjs import write_bpjs
from payung.gateways.bpjs_layout import BpjsTemplateUnreadable, Column, Layout, meaning, read_layout
from tests.gateways.frames import case, world


def write(folder, made, layout=None, **how):
    return write_bpjs(made.outcome, made.villages, folder, case=case(**how), layout=layout or read_layout())


def rows_of(path):
    headings, *rows = load_workbook(path).active.iter_rows()
    names = [cell.value for cell in headings]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_one_file_a_village_with_its_funded_people(tmp_path):
    made = world(3, 12)
    assert write(tmp_path, made) == 3
    funded = made.outcome.filter(pl.col("months") > 0)
    for path in tmp_path.iterdir():
        kind, code, _ = path.stem.split("_")
        rows = rows_of(path)
        expected = funded.filter(pl.col("village_code") == code).sort("rank")
        assert kind == "SA"
        assert [row["NIK"].value for row in rows] == expected["nik"].to_list()
        assert {row["NIK"].number_format for row in rows} == {"@"}
        assert sum(row["JUMLAH IURAN"].value for row in rows) == expected["amount"].sum()
        assert rows[0]["TANGGAL LAHIR"].value == expected["dob"][0].strftime("%d-%m-%Y")
        assert {row["JENIS KELAMIN"].value for row in rows} <= {"LAKI-LAKI", "PEREMPUAN"}
    assert (tmp_path / "SA_1501012001_sungai-duren-1.xlsx").exists()


def test_one_file_for_the_area(tmp_path):
    made = world(3, 12)
    assert write(tmp_path, made, per="area", group="SG") == 1
    rows = rows_of(tmp_path / "SG_15_jambi-contoh.xlsx")
    assert [row["NO"].value for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) == made.outcome.filter(pl.col("months") > 0).height


def test_a_branchs_own_workbook_gives_the_columns(tmp_path):
    path = tmp_path / "cabang.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Upload TK")
    sheet.write_row(0, 0, ["FORMULIR PENDAFTARAN KOLEKTIF"])
    sheet.write_row(2, 0, ["No. KTP", "Nama Tenaga Kerja", "Tgl Lahir", "Kode Kantor", "No HP", "Ibu Kandung"])
    book.close()
    layout = read_layout(path)
    assert layout.sheet == "Upload TK"
    assert [column.column for column in layout.columns] == ["nik", "name", "birth_date", None, "phone", "mother_name"]
    assert layout.unknown == ("Kode Kantor",)
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", world(1, 4), layout)
    (first, *_) = rows_of(next((tmp_path / "out").iterdir()))
    assert first["Kode Kantor"].value is None and len(first["No. KTP"].value) == 16


def test_a_csv_and_a_yaml_layout(tmp_path):
    (tmp_path / "a.csv").write_text("NIK;Nama;Pekerjaan\n", encoding="utf-8-sig")
    assert [column.column for column in read_layout(tmp_path / "a.csv").columns] == ["nik", "name", "occupation"]
    (tmp_path / "a.yaml").write_text(
        "sheet: a/b\ncolumns: [{heading: NO, column: number}, {heading: KODE, value: 007}]"
    )
    assert read_layout(tmp_path / "a.yaml").sheet == "a b"
    assert read_layout(tmp_path / "a.yaml").columns == (Column("NO", "number"), Column("KODE", value="007"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"not a workbook"),
        ("a.csv", b"halo,dunia\n"),
        ("a.csv", b""),
        ("a.yaml", b"columns: 3"),
        ("a.yaml", b"columns: [{heading: A, column: income}]"),
        ("a.yaml", b": :"),
        ("a.csv", b"NIK;Nama;Alamat\n" + b" " * 2**20),
        ("a.ods", b"%PDF-1.7"),
    ],
)
def test_a_layout_that_cannot_be_used_is_named(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BpjsTemplateUnreadable):
        read_layout(tmp_path / name)


def test_headings_are_understood_as_written():
    said = ["NO. KTP", "Nomor Induk Kependudukan", "Tgl. Lahir", "Jenis Kelamin", "Desa / Kelurahan", "Kode Kantor"]
    assert [meaning(heading) for heading in said] == ["nik", "nik", "birth_date", "sex", "village", None]


def test_text_that_would_run_is_made_harmless_and_bytes_are_stable(tmp_path):
    made = world(1, 4)
    made = replace(
        made, outcome=made.outcome.with_columns(name=pl.lit("@SUM(1)"), village_code=pl.lit(None, pl.String))
    )
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        assert write(folder, made) == 1
    path = tmp_path / "a" / "SA_tanpa-kode.xlsx"
    assert {row["NAMA LENGKAP"].value for row in rows_of(path)} == {"'@SUM(1)"}
    assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_nobody_funded_writes_nothing(tmp_path):
    made = world(1, 4)
    assert write(tmp_path, replace(made, outcome=made.outcome.clear())) == 0
    layout = Layout("A", (Column("X"),))
    assert write(tmp_path, replace(made, outcome=made.outcome.clear()), layout, per="area") == 0
