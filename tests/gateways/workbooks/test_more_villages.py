"""Rarer habits of village operators, each once met in a real office; the people are made up."""

from datetime import date

import pytest

from payung.core.roster import template
from tests.gateways.workbooks.books import Page, people, person, read, rows_of, write_book

WHO = ("row", "nik", "name")
HEAD = ["No", "Nama", "NIK", "Tanggal Lahir", "JK", "Pekerjaan"]


def listed(folk, first):
    """(row, nik, name) of ``folk`` from row ``first`` on."""
    return [(first + at, one.nik, one.name) for at, one in enumerate(folk)]


def body(folk, start=1):
    """Rows below ``HEAD``."""
    return [[start + n, p.name, p.nik, p.born, p.sex, p.job] for n, p in enumerate(folk)]


def test_numbered_notes_below_the_list(tmp_path):
    folk = people(4)
    rows = [
        HEAD,
        *body(folk),
        [],
        ["Catatan:"],
        [1, "Data sesuai hasil musyawarah desa"],
        [2, "Belum termasuk dusun III"],
        ["*) coret yang tidak perlu"],
    ]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk, 2)


def test_a_summary_and_a_table_of_officials_below_the_list(tmp_path):
    folk = people(4)
    rows = [
        HEAD,
        *body(folk),
        [],
        ["REKAPITULASI"],
        [1, "Laki-laki", 2],
        [2, "Perempuan", 2],
        [],
        ["PERANGKAT DESA"],
        ["No", "Nama", "Jabatan"],
        [1, "SUPARDI", "Kepala Desa"],
        [2, "ZULKIFLI", "Kaur Umum"],
    ]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk, 2)


def test_a_summary_right_below_without_a_blank_row(tmp_path):
    folk = people(4)
    rows = [HEAD, *body(folk), [None, "Laki-laki", None, 2], [None, "Perempuan", None, 2], ["JUMLAH", None, None, 4]]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk, 2)


def test_the_last_workers_have_no_nik_and_the_block_follows_at_once(tmp_path):
    folk = people(5)
    rows = [HEAD, *body(folk)]
    rows[4][2] = rows[5][2] = None
    rows[5][3] = rows[5][4] = rows[5][5] = None
    rows += [[None, "Mengetahui", None, "Bangko, 1 Nopember 2026"], [None, "Kepala Desa"], [None, "SUPARDI"]]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), "row", "name") == [
        (n + 2, p.name) for n, p in enumerate(folk)
    ]


def test_people_called_rio_hormat_or_jaya_are_people(tmp_path):
    names = [
        "Rio Saputra",
        "Hormat Siregar",
        "Desi Kelana",
        "Camelia",
        "Kasih Banjar",
        "Timotius",
        "Contoha Putra",
        "Nikmah",
    ]
    rows = [HEAD] + [[n + 1, name, None, date(1980, 1, 2), "L", "Petani"] for n, name in enumerate(names)]
    rows += [[len(names) + 1, "Rahma", person(1).nik, date(1980, 1, 2), "P", "Petani"]]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), "name") == [(name,) for name in [*names, "Rahma"]]


def test_choices_filled_in_beforehand_are_no_workers(tmp_path):
    folk = people(3)
    rows = [HEAD, *body(folk)] + [[n, None, None, None, "L", "Petani"] for n in range(4, 60)]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk, 2)


def test_headings_of_nik_and_name_above_each_other_s_column(tmp_path):
    folk = people(5)
    rows = [["No", "NIK", "Nama", "Tgl Lahir"]] + [[n + 1, p.name, p.nik, p.born] for n, p in enumerate(folk)]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk, 2)


def test_a_heading_says_nik_and_the_column_holds_family_cards(tmp_path):
    folk = people(5)
    rows = [["No", "NIK", "Nama", "Tgl Lahir"]] + [[n + 1, p.family_card, p.name, p.born] for n, p in enumerate(folk)]
    assert read(write_book(tmp_path / "a.xlsx", Page(rows))).columns["nik"] == [p.family_card for p in folk]


def test_a_wide_title_above_two_heading_rows(tmp_path):
    folk = people(3)
    rows = [
        ["DATA PEKERJA RENTAN", None, None, None, None, None, "KETERANGAN"],
        ["NO", "IDENTITAS", None, None, "KELAHIRAN", None, None],
        [None, "NIK", "NAMA", "L/P", "TEMPAT", "TANGGAL", None],
    ]
    rows += [[n + 1, p.nik, p.name, p.sex, "Bangko", p.born, None] for n, p in enumerate(folk)]
    for number, merged in enumerate((["A1:F1", "B2:D2", "E2:F2", "G1:G3", "A2:A3"], [])):
        reading = read(write_book(tmp_path / f"{number}.xlsx", Page(rows, merged=merged)))
        assert rows_of(reading, *WHO, "sex", "birth_place", "birth_date") == [
            (r, n, m, p.sex, "Bangko", p.born) for (r, n, m), p in zip(listed(folk, 4), folk, strict=True)
        ]


def test_three_heading_rows(tmp_path):
    folk = people(3)
    rows = [
        ["No", "Data Diri", None, None, None, "Alamat", None, None],
        [None, "NIK", "Nama", "Lahir", None, "Dusun", "RT/RW", None],
        [None, None, None, "Tempat", "Tanggal", None, "RT", "RW"],
    ]
    rows += [[n + 1, p.nik, p.name, "Bangko", p.dob, "Dusun I", "01", "02"] for n, p in enumerate(folk)]
    merged = ["A1:A3", "B1:E1", "F1:H1", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:H2"]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows, merged=merged)))
    assert rows_of(reading, *WHO, "birth_date", "rt", "rw") == [
        (r, n, m, p.born, "01", "02") for (r, n, m), p in zip(listed(folk, 4), folk, strict=True)
    ]


def test_a_district_s_workbook_with_a_sheet_for_each_village(tmp_path):
    folk = people(6)
    pages = [
        Page([[f"DAFTAR PEKERJA RENTAN DESA {name.upper()}"], ["KECAMATAN PELEPAT"], [], HEAD, *body(some)], name)
        for name, some in (("Suka Maju", folk[:3]), ("Air Hitam", folk[3:]))
    ]
    reading = read(write_book(tmp_path / "a.xlsx", *pages))
    assert reading.columns["village_text"] == ["SUKA MAJU"] * 3 + ["AIR HITAM"] * 3


def test_villages_as_group_rows(tmp_path):
    folk = people(4)
    rows = [
        HEAD,
        ["DESA SUKA MAJU"],
        *body(folk[:2]),
        ["Jumlah Desa Suka Maju", None, 2],
        ["DESA AIR HITAM"],
        *body(folk[2:]),
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, "row", "village_text") == [
        (3, "SUKA MAJU"),
        (4, "SUKA MAJU"),
        (7, "AIR HITAM"),
        (8, "AIR HITAM"),
    ]


def test_one_village_in_the_title_is_left_to_the_file(tmp_path):
    rows = [["DESA SUKA MAJU"], HEAD, *body(people(2))]
    assert read(write_book(tmp_path / "a.xlsx", Page(rows))).columns["village_text"] == [None, None]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Muara Bungo, {d:%d-%m-%Y}", "Muara Bungo"),
        ("MUARA BUNGO,{d:%d/%m/%Y}", "MUARA BUNGO"),
        ("Muara Bungo {d:%d-%m-%Y}", "Muara Bungo"),
        ("Muara Bungo / {d:%d %B %Y}", "Muara Bungo"),
        ("Sei. Penuh, Jambi, {d:%d.%m.%Y}", "Sei. Penuh, Jambi"),
        ("Muara Bungo; {d:%d-%m-%y}", "Muara Bungo"),
        ("Lb. Gadang, tgl {d:%d-%m-%Y}", "Lb. Gadang"),
        ("{d:%d-%m-%Y}", None),
        ("Bungo,{d:%d}-{d:%m}- {d:%Y}", "Bungo"),
        ("Muara Bungo, {d:%Y-%m-%d}", "Muara Bungo"),
        ("Muara Bungo, {d:%d%m%Y}", "Muara Bungo"),
        ("Muara Bungo, {d:%d} {d:%m} {d:%Y}", "Muara Bungo"),
    ],
)
def test_place_and_date_in_one_cell(tmp_path, written, place):
    one = person(15)
    rows = [["No", "Nama", "NIK", "TTL"], [1, one.name, one.nik, written.format(d=one.born)]]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, "birth_place", "birth_date") == [(place, one.born)]


def test_our_own_template_with_every_column(tmp_path):
    one = person(3)
    values = {
        "number": 1,
        "nik": one.nik,
        "name": one.name,
        "sex": "P",
        "birth_place": "Bangko",
        "birth_date": one.born,
        "family_card": one.family_card,
        "mother_name": "SITI",
        "occupation": "Petani",
        "address": "Jl. Melati",
        "rt": "001",
        "rw": "002",
        "phone": "081234567890",
        "work_declared": "Ya",
    }
    keys = [[template.KEY_VERSION, template.VERSION], [template.KEY_VILLAGE_CODE, "1508012001"]]
    rows = [
        ["DAFTAR PEKERJA RENTAN"],
        [],
        [],
        [],
        list(template.HEADINGS.values()),
        [values[k] for k in template.HEADINGS],
    ]
    path = write_book(
        tmp_path / "a.xlsx", Page(rows, template.LIST_SHEET), Page(keys, template.HIDDEN_SHEET, hidden=True)
    )
    reading = read(path)
    assert reading.template_code == "1508012001"
    assert reading.columns["row"] == [template.HEADING_ROW + 1]
    for column, value in values.items():
        if column not in ("number", "work_declared", "occupation"):
            assert reading.columns[column] == [value], column
    assert reading.columns["work_declared"] == [True] and reading.columns["occupation"] == ["petani"]


def test_an_unknown_heading_over_dates_of_birth(tmp_path):
    folk = people(4)
    rows = [["No", "Nama", "NIK", "Tanggl Lahr", "Tanggal Pendataan"]]
    rows += [[n + 1, p.name, p.nik, p.born, date(2026, 9, 1)] for n, p in enumerate(folk)]
    assert read(write_book(tmp_path / "a.xlsx", Page(rows))).columns["birth_date"] == [p.born for p in folk]


def test_rt_rw_that_excel_made_a_date(tmp_path):
    one = person(0)
    rows = [
        ["No", "Nama", "NIK", "RT/RW"],
        [1, one.name, one.nik, date(2026, 5, 2)],
        [2, "Siti", person(1).nik, "002/005"],
        [3, "Ani", person(2).nik, "RT 02 RW 05"],
        [4, "Adi", person(4).nik, "RT.02/RW.05"],
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, "rt", "rw") == [("2", "5"), ("002", "005"), ("02", "05"), ("02", "05")]


def test_the_signature_stands_right_of_the_list(tmp_path):
    folk = people(4)
    rows = [HEAD, *body(folk)]
    rows[3] += [None, "Bangko, 2 Oktober 2026"]
    rows[4] += [None, "Kepala Desa"]
    rows += [[None] * 7 + ["SUPARDI"], [None] * 7 + ["NIP. 196503121990031004"]]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk, 2)


def test_a_list_without_a_nik_column_at_all(tmp_path):
    folk = people(3)
    rows = [["No", "Nama", "Tanggal Lahir", "L/P", "Pekerjaan"]] + [
        [n + 1, p.name, p.born, p.sex, p.job] for n, p in enumerate(folk)
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, *WHO) == [(n + 2, None, p.name) for n, p in enumerate(folk)]


def test_numbers_kept_as_numbers_in_every_column(tmp_path):
    one = person(0)
    rows = [
        ["No", "Nama", "NIK", "No KK", "RT", "RW", "No HP"],
        [1, one.name, one.nik, 1571010101150000.0, 2, 5, 81234567890.0],
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, "family_card", "rt", "rw", "phone") == [("1571010101150000", "2", "5", "081234567890")]


def test_a_total_beside_a_worker_s_name_is_no_worker_and_a_worker_called_total_is(tmp_path):
    one, other = people(2)
    rows = [
        HEAD,
        [1, one.name, one.nik, one.born, "L", "Petani"],
        [2, "Totalina Sari", other.nik, other.born, "P", "Petani"],
        [None, "Total", None, None, None, 2],
    ]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), "name") == [(one.name,), ("Totalina Sari",)]


def test_blank_rows_between_all_workers_and_a_gap_in_the_numbers(tmp_path):
    folk = people(4)
    rows = [HEAD]
    for number, row in enumerate(body(folk)):
        rows += [row, []]
        row[0] = number * 3 + 1
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == [
        (2 + 2 * n, p.nik, p.name) for n, p in enumerate(folk)
    ]


def test_reserves_counted_anew_without_niks(tmp_path):
    folk = people(5)
    rows = [HEAD, *body(folk[:3]), ["CADANGAN"], *body(folk[3:])]
    rows[5][2] = rows[6][2] = None
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), "row", "name") == [
        *((n + 2, p.name) for n, p in enumerate(folk[:3])),
        (6, folk[3].name),
        (7, folk[4].name),
    ]


@pytest.mark.parametrize("far", ["A1048576", "XFD1", "KO60000"])
def test_a_stray_cell_far_away(tmp_path, far):
    folk = people(3)
    path = write_book(tmp_path / "a.xlsx", Page([HEAD, *body(folk)]), stray=far)
    assert rows_of(read(path), *WHO) == listed(folk, 2)
