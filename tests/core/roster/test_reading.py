"""Lists as villages send them, drawn as sheets: which rows are workers and what they say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.roster.reading import SheetCount, WorkbookReading, read_workbook
from payung.core.roster.sheet import Cell, NumberCell, Sheet

ON = date(2026, 11, 1)
BUDI, ANI, JOKO = "1505011208870001", "1505015208900002", "1505010107750003"


def read(*sheets: Sheet) -> WorkbookReading:
    reading = read_workbook(list(sheets), on=ON)
    for count, sheet in zip(reading.sheets, sheets, strict=True):
        assert count.rows_read == count.workers + sum(count.not_data.values())
        assert count.rows_read == sum(1 for row in sheet.rows if any(cell is not None for cell in row))
    return reading


def sheet(*rows: list[Cell], name: str = "Sheet1", **more: object) -> Sheet:
    return Sheet(name, [list(row) for row in rows], **more)  # type: ignore[arg-type]


def workers(reading: WorkbookReading, *names: str) -> list[tuple[object, ...]]:
    """The named columns of each worker."""
    return list(zip(*(reading.columns[name] for name in names), strict=True))


HEAD: list[Cell] = ["No", "NIK", "Nama", "Tanggal Lahir", "L/P", "Pekerjaan"]
ROW: list[Cell] = ["1", BUDI, "BUDI", "12-08-1987", "L", "Petani"]


def test_a_plain_list():
    reading = read(sheet(HEAD, ROW))
    assert workers(reading, "row", "nik", "name", "birth_date", "sex", "occupation") == [
        (2, BUDI, "BUDI", date(1987, 8, 12), "L", "petani")
    ]


def test_rows_are_numbered_as_the_spreadsheet_shows_them():
    reading = read(sheet(["DAFTAR"], [], HEAD, [], ROW, first_row=7, first_column=3))
    assert workers(reading, "row") == [(11,)]


@pytest.mark.parametrize(
    "heading",
    [
        ["NOMOR", "N I K", "NAMA LENGKAP", "TGL. LAHIR", "JK", "PROFESI"],
        ["No.", "No. KTP", "Nama Lengkap Sesuai KTP", "Tgl Lahir", "Jenis Kelamin (L/P)", "Mata Pencaharian"],
        ["no", "nik", "nama", "tanggallahir", "sex", "pekerjaan"],
        ["#", "Nomor Induk Kependudukan (NIK)", "Nama Pekerja", "Tanggal Lahir (hh/bb/tttt)", "L / P", "Jenis Usaha"],
        ["No Urut", "NO.\nKTP/NIK", "Nama\nLengkap *)", "Tgl.\nLahir", "Jns Kelamin", "Jenis Pekerjaan"],
    ],
)  # fmt: skip
def test_headings_in_the_wording_of_many_villages(heading):
    reading = read(sheet(heading, ROW))
    assert workers(reading, "nik", "name", "birth_date", "sex", "occupation") == [
        (BUDI, "BUDI", date(1987, 8, 12), "L", "petani")
    ]


def test_merged_two_row_heading_with_tick_columns_and_a_numbering_row():
    reading = read(
        sheet(
            ["No", "NIK", "Nama", "Jenis Kelamin", None, "Lahir", None, "Ahli Waris", None],
            [None, None, None, "L", "P", "Tempat", "Tanggal", "Nama", "NIK"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
            [NumberCell(1.0), BUDI, "BUDI", "v", None, "Jambi", "12 Agustus 1987", "SITI", ANI],
            [NumberCell(2.0), ANI, "ANI", None, "√", "Bungo", "12 Agt 1990", "BUDI", BUDI],
            merged=[(1, 4, 1, 5), (1, 6, 1, 7), (1, 8, 1, 9), (1, 1, 2, 1)],
        )
    )
    assert workers(reading, "row", "nik", "name", "sex", "birth_place", "birth_date") == [
        (4, BUDI, "BUDI", "L", "Jambi", date(1987, 8, 12)),
        (5, ANI, "ANI", "P", "Bungo", date(1990, 8, 12)),
    ]
    assert reading.sheets[0].not_data == {"heading": 2, "numbering": 1}


def test_other_numbers_of_sixteen_digits_beside_the_nik():
    reading = read(
        sheet(
            ["No. KK", "NIK Ahli Waris", "Nama Ahli Waris", "NIK", "Nama", "NIK Ibu", "Nama Ibu Kandung"],
            ["1505010101100001", ANI, "ANI", BUDI, "BUDI", JOKO, "SITI"],
        )
    )
    assert workers(reading, "nik", "name", "family_card", "mother_name") == [(BUDI, "BUDI", "1505010101100001", "SITI")]


def test_the_columns_of_a_cash_aid_list():
    heading = [
        "NO", "NIK", "NAMA KEPALA KELUARGA", "JENIS KELAMIN", "TANGGAL LAHIR", "JUMLAH ANGGOTA KELUARGA", "ALAMAT",
        "RT", "RW", "JENIS PEKERJAAN", "KODE_JP", "KRITERIA BLT", "KODE_KRIT", "METODE PEMBAYARAN", "KODE_BAYAR",
    ]  # fmt: skip
    row: list[Cell] = [
        NumberCell(1.0), BUDI, "BUDI", "LAKI-LAKI", date(1987, 8, 12), NumberCell(4.0), "Dusun I", NumberCell(2.0),
        NumberCell(1.0), "Petani/Pekebun", "01", "Miskin", "A", "Tunai", "1",
    ]  # fmt: skip
    numbers: list[Cell] = [str(number) for number in range(1, 16)]
    reading = read(sheet(heading, numbers, row))
    assert workers(reading, "nik", "name", "sex", "rt", "rw", "address", "occupation") == [
        (BUDI, "BUDI", "L", "2", "1", "Dusun I", "petani")
    ]


def test_place_and_date_of_birth_in_one_cell():
    reading = read(sheet(["NIK", "Nama", "Tempat, Tgl Lahir"], [BUDI, "BUDI", "Muara Bungo, 12-08-1987"]))
    assert workers(reading, "birth_place", "birth_date") == [("Muara Bungo", date(1987, 8, 12))]


def test_day_month_and_year_in_columns_of_their_own():
    reading = read(
        sheet(
            ["NIK", "Nama", "Tanggal Lahir", None, None],
            [None, None, "Tgl", "Bln", "Thn"],
            [BUDI, "BUDI", NumberCell(12.0), NumberCell(8.0), NumberCell(1987.0)],
            merged=[(1, 3, 1, 5)],
        )
    )
    assert workers(reading, "birth_date") == [(date(1987, 8, 12),)]


def test_groups_subtotals_prefilled_rows_and_the_signatures_are_not_workers():
    reading = read(
        sheet(
            ["PEMERINTAH KABUPATEN BUNGO"],
            ["DAFTAR PEKERJA RENTAN", None, "DUSUN BARU"],
            HEAD,
            [None, None, "DUSUN I"],
            ROW,
            ["Jumlah Dusun I", None, "1 orang"],
            ["II", None, "RT 02"],
            ["2", ANI, "ANI", "12-08-1990", "P", "Pedagang"],
            ["3"],
            [NumberCell(4.0), None, None, None, None, None],
            ["TOTAL", None, "2"],
            [],
            [None, None, None, None, "Muara Bungo, 3 Oktober 2026"],
            [None, None, "Mengetahui,", None, "Dibuat oleh"],
            [None, None, "Datuk Rio Dusun Baru", None, "Operator"],
            [],
            [None, None, "SUPARMAN", None, "AGUS SALIM"],
            [None, None, "NIP. 19680102 199003 1 004"],
        )
    )
    assert workers(reading, "row", "name") == [(5, "BUDI"), (8, "ANI")]
    assert reading.sheets[0].not_data == {
        "group": 2, "heading": 1, "prefilled": 2, "signature": 5, "title": 2, "total": 2,
    }  # fmt: skip
    assert reading.titles == ("PEMERINTAH KABUPATEN BUNGO", "DAFTAR PEKERJA RENTAN DUSUN BARU")


def test_signatures_that_sit_in_the_list_s_own_columns_are_not_workers():
    reading = read(
        sheet(
            HEAD,
            ROW,
            [],
            [None, "Kepala Desa", "Sekretaris Desa", None, None, "Operator Desa"],
            [None, "SUPARMAN, S.Pd", "JOKO", None, None, "AGUS"],
            [None, "NIP 196801021990031004", None, None, None, "19800102 200501 1 003"],
        )
    )
    assert workers(reading, "name") == [("BUDI",)]


def test_a_village_head_on_the_list_is_a_worker_and_not_a_signature():
    reading = read(
        sheet(HEAD, ["1", None, "BUDI", "12-08-1987", "L", "Kepala Desa"], ["2", ANI, "ANI", None, "P", "Tani"])
    )
    assert workers(reading, "name", "occupation") == [("BUDI", "kepala_desa"), ("ANI", "petani")]


def test_incomplete_rows_inside_the_list_are_workers():
    reading = read(
        sheet(
            HEAD,
            ["1", None, "TANPA NIK"],
            ["2", BUDI, None, "12-08-1987", "L", "Petani"],
            ["3", "15050112", "NIK PENDEK", None, None, None],
            ["4", "-", "STRIP", "12-08-1987", "L", None],
            [None, ANI, "TANPA NOMOR", None, None, None],
        )
    )
    assert workers(reading, "row", "name") == [
        (2, "TANPA NIK"), (3, None), (4, "NIK PENDEK"), (5, "STRIP"), (6, "TANPA NOMOR"),
    ]  # fmt: skip


def test_headings_repeated_on_each_page_and_blank_rows_between():
    reading = read(sheet(HEAD, ROW, [], HEAD, ["2", ANI, "ANI", None, "P", "Tani"], [], [], ["3", JOKO, "JOKO"]))
    assert workers(reading, "row", "name") == [(2, "BUDI"), (5, "ANI"), (8, "JOKO")]


def test_a_second_table_with_other_columns_below_the_first():
    reading = read(sheet(HEAD, ROW, [], ["Nama", "NIK", "Pekerjaan"], ["ANI", ANI, "Pedagang"]))
    assert workers(reading, "name", "nik") == [("BUDI", BUDI), ("ANI", ANI)]


def test_lists_side_by_side_are_both_read_and_each_counts_its_rows():
    drawn = sheet(["No", "NIK", "Nama", None, "No", "NIK", "Nama"], ["1", BUDI, "BUDI", None, "2", ANI, "ANI"])
    reading = read_workbook([drawn], on=ON)
    assert workers(reading, "row", "nik", "name") == [(2, BUDI, "BUDI"), (2, ANI, "ANI")]
    assert reading.sheets[0] == SheetCount("Sheet1", rows_read=4, workers=2, not_data={"heading": 2}, used=True)


def test_several_sheets_with_lists_are_all_read_and_others_are_not():
    help_sheet = sheet(["Cara mengisi"], HEAD, ["1", BUDI, "CONTOH ISI"], name="Petunjuk")
    reference = sheet(["Kode", "Pekerjaan"], ["1", "Petani"], name="Referensi")
    first = sheet(HEAD, ROW, name="Dusun 1")
    second = sheet(HEAD, ["1", ANI, "ANI"], name="Dusun 2")
    officials = sheet(["No", "Nama", "Jabatan", "Jenis Kelamin"], ["1", "SUPARMAN", "Kades", "L"], name="Aparat")
    reading = read(help_sheet, reference, first, second, officials, sheet(name="Sheet3"))
    assert workers(reading, "sheet", "name") == [("Dusun 1", "BUDI"), ("Dusun 2", "ANI")]
    assert [count.used for count in reading.sheets] == [False, False, True, True, False, False]


def test_last_year_s_hidden_sheet_is_not_read_and_said():
    reading = read(sheet(HEAD, ROW, name="2026"), sheet(HEAD, ["1", ANI, "ANI"], name="2025", visible=False))
    assert workers(reading, "name") == [("BUDI",)]
    assert [(finding.sheet, finding.code) for finding in reading.findings] == [("2025", "hidden_sheet")]


def test_hidden_rows_are_read_and_said():
    reading = read(sheet(HEAD, ROW, ["2", ANI, "ANI"], hidden_rows=frozenset({3})))
    assert workers(reading, "name") == [("BUDI",), ("ANI",)]
    assert [finding.code for finding in reading.findings] == ["hidden_rows"]


def test_a_list_without_any_heading():
    rows: list[list[Cell]] = [
        [BUDI, "BUDI SANTOSO", "12-08-1987", "L"],
        [ANI, "ANI LESTARI", "12-08-1990", "P"],
        [JOKO, "JOKO", "01-07-1975", "L"],
        ["15050101", "SITI", "01-07-1975", "P"],
    ]
    reading = read(sheet(*rows))
    assert workers(reading, "row", "name") == [(1, "BUDI SANTOSO"), (2, "ANI LESTARI"), (3, "JOKO"), (4, "SITI")]
    assert workers(reading, "birth_date", "sex")[0] == (date(1987, 8, 12), "L")


def test_the_example_row_of_a_form_is_not_a_worker():
    reading = read(sheet(HEAD, ["Contoh", "1505011208870009", "FULAN", "12-08-1987", "L", "Petani"], ROW))
    assert workers(reading, "name") == [("BUDI",)]


def test_a_name_that_would_run_as_a_formula_comes_back_as_it_was_written():
    reading = read(sheet(HEAD, ["1", BUDI, "'=BUDI", None, "L", "Tani"], ["2", ANI, "'+ANI", None, "P", "Tani"]))
    assert workers(reading, "name") == [("=BUDI",), ("+ANI",)]


def test_a_sheet_without_a_list_gives_no_workers():
    assert workers(read(sheet(["Rekap", "Jumlah"], ["Desa A", NumberCell(12.0)])), "name") == []
    assert workers(read(sheet()), "name") == []
    assert workers(read(sheet(HEAD)), "name") == []


def test_the_village_cell_of_a_row():
    reading = read(sheet([*HEAD, "Desa", "Kecamatan"], [*ROW, "Sungai Duren", "Jambi Luar Kota"]))
    assert workers(reading, "village_text") == [("Sungai Duren, Kec. Jambi Luar Kota",)]


def test_a_column_whose_niks_nearly_all_end_in_zero_has_lost_their_last_digits():
    rows = [["1", f"15050112088700{number:02d}"[:15] + "0", f"BUDI {chr(65 + number)}"] for number in range(8)]
    reading = read(sheet(HEAD, *rows))
    assert set(reading.columns["nik_form"]) == {"number"}
    assert [(finding.code, finding.severity) for finding in reading.findings] == [("nik_column_damaged", "block")]


def test_niks_of_which_seven_in_ten_end_in_zero_are_sound():
    ends = "0000000111"
    rows = [["1", f"15050112088700{number}{end}", f"BUDI {chr(65 + number)}"] for number, end in enumerate(ends)]
    reading = read(sheet(HEAD, *rows))
    assert set(reading.columns["nik_form"]) == {"text"}
    assert reading.findings == []


CELLS = st.one_of(
    st.none(),
    st.text(max_size=20).filter(lambda text: bool(text.strip())),
    st.sampled_from([*HEAD, *ROW, "Jumlah", "Mengetahui", "DUSUN I", "(1)", BUDI]),
    st.floats(allow_nan=False, allow_infinity=False).map(NumberCell),
    st.dates(),
    st.booleans(),
)


@given(st.lists(st.lists(CELLS, max_size=8), max_size=12))
def test_nothing_that_can_stand_in_a_sheet_stops_the_reading_and_every_row_is_counted(rows):
    reading = read_workbook([Sheet("S", rows)], on=ON)
    [count] = reading.sheets
    assert count.rows_read == count.workers + sum(count.not_data.values())
    assert len({len(column) for column in reading.columns.values()}) == 1


def test_the_heir_s_columns_before_the_worker_s_own():
    reading = read(
        sheet(
            ["No", "DATA AHLI WARIS", None, "DATA PEKERJA", None, None],
            [None, "Nama", "NIK", "Nama", "NIK", "Tgl Lahir"],
            ["1", "ANI", ANI, "BUDI", BUDI, "12-08-1987"],
        )
    )
    assert workers(reading, "nik", "name") == [(BUDI, "BUDI")]


def test_who_was_replaced_is_not_who_replaces():
    reading = read(
        sheet(
            ["No", "PESERTA LAMA", None, "PESERTA PENGGANTI", None],
            [None, "NIK", "Nama", "NIK", "Nama"],
            ["1", ANI, "ANI", BUDI, "BUDI"],
            merged=[(1, 2, 1, 3), (1, 4, 1, 5)],
        )
    )
    assert workers(reading, "nik", "name") == [(BUDI, "BUDI")]


def test_a_hidden_column_gives_way_to_one_that_is_shown():
    rows: list[list[Cell]] = [["No", "NIK", "Nama", "NIK", "Nama"], ["1", ANI, "ANI", BUDI, "BUDI"]]
    assert workers(read(sheet(*rows, hidden_columns=frozenset({2, 3}))), "nik", "name") == [(BUDI, "BUDI")]
    assert workers(read(sheet(*rows)), "nik", "name") == [(ANI, "ANI")]


def test_nik_and_name_in_one_cell():
    reading = read(
        sheet(["No", "Nama / NIK", "Pekerjaan"], ["1", f"BUDI / {BUDI}", "Tani"], ["2", f"ANI / {ANI}", "Tani"])
    )
    assert workers(reading, "nik", "name") == [(BUDI, "BUDI"), (ANI, "ANI")]


def test_a_nik_written_digit_by_digit_into_boxes():
    boxes: list[Cell] = [None] * 15
    reading = read(sheet(["No", "Nama", "NIK", *boxes, "L/P"], ["1", "BUDI", *BUDI, "L"], ["2", "ANI", *ANI, "P"]))
    assert workers(reading, "nik", "name", "sex") == [(BUDI, "BUDI", "L"), (ANI, "ANI", "P")]


@pytest.mark.parametrize("name", ["Rio", "Jumlah", "Total Hartono", "Kasih", "Desa Putri", "Lurah", "A", "Tim Siregar"])
def test_people_whose_names_look_like_something_else(name):
    reading = read(sheet(["Nama", "NIK", "L/P"], [name, BUDI, "L"], ["ANI", ANI, "P"]))
    assert workers(reading, "name", "nik") == [(name, BUDI), ("ANI", ANI)]


@pytest.mark.parametrize(
    "row",
    [
        [None, "16 digit", "huruf kapital", "dd/mm/yyyy", "L/P", "pilih"],
        ["diisi", "diisi NIK", "diisi nama", "diisi tanggal", "diisi L/P", "diisi"],
        ["3", None, "dst"],
        ["3", "-", "-", "-", "-", "-"],
        [None, "197005121995031002", None, None, None, "197005121995031003"],
        [NumberCell(3.0), NumberCell(0.0), NumberCell(0.0), NumberCell(0.0), NumberCell(0.0), NumberCell(0.0)],
        ["3", "#REF!", "#REF!", "#VALUE!"],
        ["A", "A. Nelayan"],
    ],
)
def test_rows_that_are_no_worker(row):
    assert workers(read(sheet(HEAD, ROW, row)), "name") == [("BUDI",)]


def test_groups_called_like_an_office_do_not_end_the_list():
    reading = read(
        sheet(HEAD, [None, None, "PETUGAS KEBERSIHAN"], ["1", None, "ANI", "12-08-1990", "P", "Tani"], ["2", *ROW[1:]])
    )
    assert workers(reading, "name") == [("ANI",), ("BUDI",)]


def test_a_row_with_a_nik_that_is_not_read_is_said():
    reading = read(sheet(HEAD, ["Contoh", ANI, "FULAN", None, "P", "Tani"], ROW))
    assert workers(reading, "name") == [("BUDI",)]
    assert [(finding.row, finding.code, finding.severity) for finding in reading.findings] == [
        (2, "row_not_read", "warn")
    ]


def test_a_sheet_called_example_is_read_when_no_other_has_a_list():
    assert workers(read(sheet(HEAD, ROW, name="Contoh Format"), sheet(name="Sheet2")), "name") == [("BUDI",)]
    reading = read(sheet(HEAD, ["1", ANI, "ANI"], name="Contoh Format"), sheet(HEAD, ROW, name="Data"))
    assert workers(reading, "name") == [("BUDI",)]
    assert [(finding.sheet, finding.code) for finding in reading.findings] == [("Contoh Format", "sheet_not_read")]


def test_a_first_page_without_a_heading():
    assert workers(read(sheet(ROW, HEAD, ["2", ANI, "ANI", None, "P", "Tani"])), "name") == [("BUDI",), ("ANI",)]
