"""Columns and cells of village lists: other people's numbers, forms of other offices, damaged cells."""

from datetime import date

import pytest

from tests.gateways.workbooks.books import WHO, Page, listed, people, person, read, rows_of, write_book


def test_heir_columns_with_their_own_nik_and_name(tmp_path):
    folk, heirs = people(4), people(4, 50)
    one_row = [["No", "Nama", "NIK", "No KK", "Tgl Lahir", "Nama Ahli Waris", "NIK Ahli Waris", "Hubungan"]]
    two_rows = [
        ["No", "Data Pekerja", None, None, None, "Ahli Waris", None, None],
        [None, "Nama", "NIK", "No KK", "Tgl Lahir", "Nama", "NIK", "Hubungan"],
    ]
    body = [
        [n + 1, p.name, p.nik, p.family_card, p.born, h.name, h.nik, "Anak"]
        for n, (p, h) in enumerate(zip(folk, heirs, strict=True))
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(one_row + body)))
    assert rows_of(reading, *WHO, "family_card") == [
        (r, n, m, p.family_card) for (r, n, m), p in zip(listed(folk, 2), folk, strict=True)
    ]
    for name, merged in (("b.xlsx", ["B1:E1", "F1:H1"]), ("c.xlsx", [])):
        assert rows_of(read(write_book(tmp_path / name, Page(two_rows + body, merged=merged))), *WHO) == listed(folk, 3)


def test_heir_columns_first_and_bare_headings_twice(tmp_path):
    folk, heirs = people(5), people(5, 50)
    rows = [["No", "Nama", "NIK", "Tgl Lahir", "L/P", "Nama", "NIK", "Hubungan"]]
    rows += [
        [n + 1, p.name, p.nik, p.born, p.sex, h.name, h.nik, "Istri"]
        for n, (p, h) in enumerate(zip(folk, heirs, strict=True))
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, *WHO) == listed(folk, 2)


def test_welfare_list_columns(tmp_path):
    folk = people(3)
    heads = [
        "NO",
        "NIK",
        "NAMA KEPALA KELUARGA",
        "JENIS KELAMIN",
        "TANGGAL LAHIR",
        "JUMLAH ANGGOTA KELUARGA",
        "ALAMAT",
        "RT",
        "RW",
        "JENIS PEKERJAAN",
        "KODE_JP",
        "KRITERIA BLT",
        "KODE_KRIT",
        "METODE PEMBAYARAN",
        "KODE_BAYAR",
    ]
    rows = [heads, list(range(1, 16))]
    rows += [
        [
            n + 1,
            p.nik,
            p.name,
            "LAKI-LAKI" if p.sex == "L" else "Perempuan",
            p.born,
            4,
            "Dusun I",
            1,
            2,
            "PETANI",
            1,
            "a",
            1,
            "TUNAI",
            1,
        ]
        for n, p in enumerate(folk)
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, *WHO, "sex", "occupation", "rt", "rw") == [
        (r, n, m, p.sex, "petani", "1", "2") for (r, n, m), p in zip(listed(folk, 3), folk, strict=True)
    ]


def test_village_system_export(tmp_path):
    folk = people(3)
    heads = [
        "alamat",
        "dusun",
        "rw",
        "rt",
        "nama",
        "no_kk",
        "nik",
        "sex",
        "tempatlahir",
        "tanggallahir",
        "agama_id",
        "pendidikan_kk_id",
        "pendidikan_sedang_id",
        "pekerjaan_id",
        "status_kawin",
        "kk_level",
        "warganegara_id",
        "nama_ayah",
        "nama_ibu",
        "golongan_darah_id",
    ]
    rows = [heads] + [
        [
            "Jl. Melati",
            "Dusun I",
            "002",
            "001",
            p.name,
            p.family_card,
            p.nik,
            1 if p.sex == "L" else 2,
            "JAMBI",
            f"{p.born:%Y-%m-%d}",
            1,
            4,
            18,
            9,
            2,
            1,
            1,
            "SUKIMAN",
            "SUMARNI",
            13,
        ]
        for p in folk
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, *WHO, "sex", "birth_date", "family_card", "mother_name", "rt", "rw", "birth_place") == [
        (n + 2, p.nik, p.name, p.sex, p.born, p.family_card, "SUMARNI", "001", "002", "JAMBI")
        for n, p in enumerate(folk)
    ]


def test_workers_that_lack_something_are_still_workers(tmp_path):
    folk = people(8)
    rows = [["No", "Nama", "NIK", "Tanggal Lahir", "JK", "Pekerjaan"]]
    rows += [[n + 1, p.name, p.nik, p.born, p.sex, p.job] for n, p in enumerate(folk)]
    rows[2][2] = None  # no NIK
    rows[3][1] = None  # no name
    rows[4][2] = "belum punya"
    rows[5] = [5, folk[4].name, None, None, None, None]  # number and name only
    rows[6][2] = "15710"
    rows[7][3] = None
    rows[8] = [None, folk[7].name, folk[7].nik, None, None, None]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert reading.columns["row"] == [2, 3, 4, 5, 6, 7, 8, 9]


def test_niks_as_numbers_with_dust_and_in_scientific_notation(tmp_path):
    one = person(0)
    shapes = [
        float(one.nik[:15] + "0"),
        f"'{one.nik}",
        f"{one.nik[:6]} {one.nik[6:12]} {one.nik[12:]}",
        f"{one.nik}\u00a0",
        f"\u200b{one.nik}",
        f"{one.nik[:6]}.{one.nik[6:12]}.{one.nik[12:]}",
        "1,57101E+15",
        one.nik.replace("0", "O", 1),
        f"{one.nik}.0",
        "NIK: " + one.nik,
    ]
    rows = [["No", "Nama", "NIK", "Tgl Lahir"]] + [
        [n + 1, "Nama Orang", shape, one.dob] for n, shape in enumerate(shapes)
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, "nik", "nik_form") == [
        (one.nik[:15] + "0", "number"),
        *[(one.nik, "text")] * 5,
        ("1,57101E+15", "scientific"),
        (one.nik, "letter_o"),
        (one.nik, "text"),
        (one.nik, "text"),
    ]


def test_formulas_with_and_without_a_stored_result(tmp_path):
    folk = people(3)
    rows = [["No", "Nama", "NIK", "Tgl Lahir", "JK"]]
    rows += [
        [f"=F:ROW()-1|{n + 1}", f"=F:PROPER(H2)|{p.name}", f"=F:H3|{p.nik}", p.born, p.sex] for n, p in enumerate(folk)
    ]
    rows += [
        ["=F:ROW()-1|4", "=F:PROPER(H2)|", "=F:H3|", None, None],
        ["=F:ROW()-1|5", "=F:H3|0", "=F:H3|0", "=F:H3|0", None],
    ]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk, 2)


def test_a_workbook_counting_days_from_1904(tmp_path):
    folk = people(3)
    rows = [["No", "Nama", "NIK", "Tgl Lahir"]] + [[n + 1, p.name, p.nik, p.born] for n, p in enumerate(folk)]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows), date_1904=True))
    assert reading.columns["birth_date"] == [p.born for p in folk]


def test_a_day_number_without_a_date_format(tmp_path):
    folk = people(3)
    rows = [["No", "Nama", "NIK", "Tgl Lahir"]]
    rows += [[n + 1, p.name, p.nik, (p.born - date(1899, 12, 30)).days] for n, p in enumerate(folk)]
    assert read(write_book(tmp_path / "a.xlsx", Page(rows))).columns["birth_date"] == [p.born for p in folk]


def test_names_are_merged_over_two_columns(tmp_path):
    folk = people(3)
    rows = [["No", "Nama", None, "NIK", "Tgl Lahir"]] + [
        [n + 1, None, p.name, p.nik, p.born] for n, p in enumerate(folk)
    ]
    for number, merged in enumerate((["B1:C1"], [])):
        assert rows_of(read(write_book(tmp_path / f"{number}.xlsx", Page(rows, merged=merged))), *WHO) == listed(
            folk, 2
        )


def test_family_card_merged_down_over_a_family(tmp_path):
    folk = people(4)
    rows = [["No", "No KK", "Nama", "NIK", "Tgl Lahir", "Alamat"]]
    rows += [
        [n + 1, p.family_card if n % 2 == 0 else None, p.name, p.nik, p.born, "Dusun I" if n == 0 else None]
        for n, p in enumerate(folk)
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows, merged=["B2:B3", "B4:B5", "F2:F5"])))
    assert reading.columns["family_card"] == [folk[0].family_card] * 2 + [folk[2].family_card] * 2
    assert reading.columns["address"] == ["Dusun I"] * 4


def test_names_with_a_number_typed_before_them(tmp_path):
    folk = people(3)
    rows = [["Nama", "NIK", "Tgl Lahir"]] + [[f"{n + 1}. {p.name}", p.nik, p.born] for n, p in enumerate(folk)]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk, 2)


def test_names_that_look_like_formulas_come_back_unchanged(tmp_path):
    folk = people(2)
    rows = [
        ["No", "Nama", "NIK", "Tgl Lahir"],
        [1, "'=CMD|' /C calc'!A0", folk[0].nik, folk[0].born],
        [2, "=CMD", folk[1].nik, folk[1].born],
    ]
    assert read(write_book(tmp_path / "a.xlsx", Page(rows))).columns["name"] == ["=CMD|' /C calc'!A0", "=CMD"]


@pytest.mark.parametrize(
    "heading",
    [
        "NIK",
        "N I K",
        "N.I.K",
        "No. KTP",
        "NO.KTP/NIK",
        "NIK KTP",
        "Nomor Induk Kependudukan",
        "Nomor Induk Kependudukan (NIK)",
        "NIK *)",
        "NIK\n(16 digit)",
        "nik",
        "No KTP-el",
        "NIK/No. KTP",
        "Nomor KTP / NIK",
        "NIK Pekerja",
        "NIK Peserta (16 Angka)",
    ],
)
def test_words_for_the_nik(tmp_path, heading):
    folk = people(2)
    rows = [["No", "Nama", "No KK", heading, "Tgl Lahir"]]
    rows += [[n + 1, p.name, p.family_card, p.nik, p.born] for n, p in enumerate(folk)]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk, 2)
