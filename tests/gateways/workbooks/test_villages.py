"""Lists as villages lay them out: what stands around, between and beside the workers."""

from tests.gateways.workbooks.books import WHO, Page, listed, people, read, rows_of, write_book


def test_letterhead_titles_and_a_numbering_row(tmp_path):
    folk = people(6)
    rows = [
        ["PEMERINTAH KABUPATEN BUNGO"],
        ["KECAMATAN PELEPAT"],
        ["DATUK RIO DUSUN BARU PELEPAT"],
        ["Jl. Poros Pelepat No. 1 Telp. 0747-12345"],
        [],
        ["DAFTAR NAMA PEKERJA RENTAN DUSUN BARU PELEPAT TAHUN 2026"],
        [],
        ["NO", "NAMA LENGKAP", "NO. KTP", "TTL", "L/P", "PEKERJAAN", "ALAMAT", "KET"],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
    ]
    rows += [[n + 1, p.name, p.nik, f"Jambi, {p.dob}", p.sex, p.job, "RT 01", None] for n, p in enumerate(folk)]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows, merged=["A1:H1", "A6:H6"])))
    assert rows_of(reading, *WHO) == listed(folk, 10)
    assert rows_of(reading, "birth_date", "birth_place", "sex") == [(p.born, "Jambi", p.sex) for p in folk]
    assert "DATUK RIO DUSUN BARU PELEPAT" in reading.titles


def test_numbers_in_brackets_below_the_headings(tmp_path):
    folk = people(3)
    rows = [["No", "NIK", "Nama", "Tgl Lahir", "JK"], ["(1)", "(2)", "(3)", "(4)", "(5)"]]
    rows += [[n + 1, p.nik, p.name, p.born, p.sex] for n, p in enumerate(folk)]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk, 3)


def test_letters_below_the_headings(tmp_path):
    folk = people(3)
    rows = [["No", "NIK", "Nama", "Tgl Lahir", "JK"], ["a", "b", "c", "d", "e"]]
    rows += [[n + 1, p.nik, p.name, p.born, p.sex] for n, p in enumerate(folk)]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk, 3)


def test_sex_as_ticks_under_a_merged_heading(tmp_path):
    folk = people(6)
    rows = [
        ["No", "Nama", "NIK", "Jenis Kelamin", None, "Tanggal Lahir", "Pekerjaan"],
        [None, None, None, "L", "P", None, None],
    ]
    rows += [
        [n + 1, p.name, p.nik, "v" if p.sex == "L" else None, "√" if p.sex == "P" else None, p.born, p.job]
        for n, p in enumerate(folk)
    ]
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "G1:G2"]
    for number, page in enumerate((Page(rows, merged=merged), Page(rows))):
        reading = read(write_book(tmp_path / f"{number}.xlsx", page))
        assert rows_of(reading, *WHO, "sex") == [
            (r, n, m, p.sex) for (r, n, m), p in zip(listed(folk, 3), folk, strict=True)
        ]


def test_place_and_date_under_one_heading_and_address_split(tmp_path):
    folk = people(5)
    rows = [
        ["NO", "NIK", "NAMA", "TEMPAT, TANGGAL LAHIR", None, "ALAMAT", None, None],
        [None, None, None, "TEMPAT", "TANGGAL", "DUSUN", "RT", "RW"],
    ]
    rows += [[n + 1, p.nik, p.name, "Muara Bungo", p.dob, "Dusun II", 2, "003"] for n, p in enumerate(folk)]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows, merged=["D1:E1", "F1:H1", "A1:A2"])))
    assert rows_of(reading, *WHO) == listed(folk, 3)
    assert rows_of(reading, "birth_place", "birth_date", "rt", "rw") == [
        ("Muara Bungo", p.born, "2", "003") for p in folk
    ]


def test_place_and_date_under_one_heading_without_a_second_heading_row(tmp_path):
    folk = people(5)
    rows = [["NO", "NIK", "NAMA", "TEMPAT/TGL LAHIR", None, "L/P"]]
    rows += [[n + 1, p.nik, p.name, "Muara Bungo", p.born, p.sex] for n, p in enumerate(folk)]
    for number, merged in enumerate((["D1:E1"], [])):
        reading = read(write_book(tmp_path / f"{number}.xlsx", Page(rows, merged=merged)))
        assert rows_of(reading, *WHO) == listed(folk, 2)
        assert rows_of(reading, "birth_place", "birth_date") == [("Muara Bungo", p.born) for p in folk]


def test_birth_day_month_and_year_in_three_columns(tmp_path):
    folk = people(4)
    months = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ]
    rows = [["NO", "NIK", "NAMA", "TANGGAL LAHIR", None, None, "L/P"], [None, None, None, "TGL", "BLN", "THN", None]]
    rows += [
        [n + 1, p.nik, p.name, p.born.day, months[p.born.month - 1], p.born.year, p.sex] for n, p in enumerate(folk)
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows, merged=["D1:F1"])))
    assert rows_of(reading, "row", "birth_date") == [(3 + n, p.born) for n, p in enumerate(folk)]


def test_signature_block_below_and_beside(tmp_path):
    folk = people(4)
    rows = [["No", "NIK", "Nama Lengkap", "Tanggal Lahir", "Pekerjaan", "Alamat"]]
    rows += [[n + 1, p.nik, p.name, p.born, p.job, "Dusun I"] for n, p in enumerate(folk)]
    rows += [
        [],
        [None, "Mengetahui,", None, "Pelepat, 12 Oktober 2026"],
        [None, "Camat Pelepat", None, "Datuk Rio Baru"],
        [],
        [],
        [None, "DRS. H. SUPARMAN, M.Si", None, "ZULKIFLI"],
        [None, "NIP. 19650312 199003 1 004"],
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, *WHO) == listed(folk, 2)


def test_signature_name_and_number_under_name_and_nik_columns(tmp_path):
    folk = people(4)
    rows = [["No", "Nama Lengkap", "NIK", "Tanggal Lahir", "Pekerjaan"]]
    rows += [[n + 1, p.name, p.nik, p.born, p.job] for n, p in enumerate(folk)]
    rows += [
        [None, None, None, "Bangko, 3 November 2026"],
        [None, "Kepala Desa Sungai Putih"],
        [],
        [None, "SUPARDI", "196503121990031004", None, None],
        ["", "", "", "", ""],
    ]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, *WHO) == listed(folk, 2)


def test_signature_without_any_office_word(tmp_path):
    folk = people(4)
    rows = [["No", "Nama Lengkap", "NIK", "Tanggal Lahir", "Pekerjaan"]]
    rows += [[n + 1, p.name, p.nik, p.born, p.job] for n, p in enumerate(folk)]
    rows += [[], [None, None, None, "Bangko, 3 November 2026"], [], [None, "SUPARDI"], [None, "(SUPARDI)"]]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk, 2)


def test_village_officials_in_the_list_are_workers(tmp_path):
    folk = people(4)
    jobs = ["Kepala Desa", "Kaur Keuangan", "Ketua RT", "Sekretaris Desa"]
    rows = [["No", "Nama", "NIK", "Tgl Lahir", "Jabatan"]]
    rows += [[n + 1, p.name, p.nik, p.born, job] for n, (p, job) in enumerate(zip(folk, jobs, strict=True))]
    rows[2][2] = None
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, "row", "name") == [(n + 2, p.name) for n, p in enumerate(folk)]


def test_groups_subtotals_and_blank_rows(tmp_path):
    folk = people(6)
    rows = [["No", "Nama", "NIK", "Tanggal Lahir", "JK", "Pekerjaan"], ["DUSUN I MEKAR JAYA"]]
    expected = []
    for number, one in enumerate(folk):
        if number == 3:
            rows += [["Jumlah Dusun I", None, None, None, None, 3], [], ["DUSUN II"], ["RT 02"]]
        rows.append([number % 3 + 1, one.name, one.nik, one.dob, one.sex, one.job])
        expected.append((len(rows), one.nik, one.name))
    rows += [[None, "Total Keseluruhan", None, None, None, 6]]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows, merged=["A2:F2"])))
    assert rows_of(reading, *WHO) == expected
    assert reading.sheets[0].not_data["total"] == 2 and reading.sheets[0].not_data["group"] == 3


def test_group_rows_that_name_an_occupation(tmp_path):
    folk = people(6)
    rows = [["No", "Nama", "NIK", "Tanggal Lahir", "JK"]]
    expected = []
    for group, start in (("PETANI", 0), ("NELAYAN", 3)):
        rows.append([None, group])
        for one in folk[start : start + 3]:
            rows.append([len(expected) + 1, one.name, one.nik, one.born, one.sex])
            expected.append((len(rows), one.nik, one.name))
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == expected


def test_headings_again_on_the_next_page_with_columns_moved(tmp_path):
    folk = people(6)
    rows = [["No", "Nama", "NIK", "Tanggal Lahir"]]
    rows += [[n + 1, p.name, p.nik, p.born] for n, p in enumerate(folk[:3])]
    rows += [[], ["DAFTAR LANJUTAN"], ["No", "NIK", "Nama", "Tanggal Lahir"]]
    rows += [[n + 4, p.nik, p.name, p.born] for n, p in enumerate(folk[3:])]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk[:3], 2) + listed(folk[3:], 8)


def test_a_new_list_below_the_signatures(tmp_path):
    folk = people(4)
    rows = [["No", "Nama", "NIK", "Tanggal Lahir"]]
    rows += [[n + 1, p.name, p.nik, p.born] for n, p in enumerate(folk[:2])]
    rows += [
        [],
        ["Mengetahui"],
        ["Kepala Desa"],
        [],
        ["SUPARDI"],
        [],
        ["DUSUN II"],
        ["No", "Nama", "NIK", "Tanggal Lahir"],
    ]
    rows += [[n + 1, p.name, p.nik, p.born] for n, p in enumerate(folk[2:])]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows))), *WHO) == listed(folk[:2], 2) + listed(
        folk[2:], 12
    )


def test_two_lists_side_by_side(tmp_path):
    folk = people(6)
    rows = [["No", "Nama", "NIK", "Tgl Lahir", None, "No", "Nama", "NIK", "Tgl Lahir"]]
    for number in range(3):
        left, right = folk[number], folk[number + 3]
        rows.append([number + 1, left.name, left.nik, left.born, None, number + 4, right.name, right.nik, right.born])
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert sorted(rows_of(reading, *WHO), key=str) == sorted(listed(folk[:3], 2) + listed(folk[3:], 2), key=str)


def test_several_sheets_instructions_reference_and_an_old_hidden_year(tmp_path):
    folk = people(9)

    def page(name, some, **more):
        rows = [["No", "Nama", "NIK", "Tanggal Lahir", "Pekerjaan"]]
        return Page(rows + [[n + 1, p.name, p.nik, p.born, p.job] for n, p in enumerate(some)], name, **more)

    helped = Page(
        [
            ["PETUNJUK PENGISIAN"],
            ["1. NIK diisi 16 digit"],
            ["2. Nama sesuai KTP"],
            ["No", "Nama", "NIK", "Tanggal Lahir"],
            [1, "CONTOH NAMA", "1571010101800001", "01-01-1980"],
        ],
        "Petunjuk",
    )
    codes = Page([["Kode Desa", "Nama Desa", "Kecamatan"], ["1508012001", "Baru", "Pelepat"]], "Referensi")
    jobs = Page([["No", "Kode", "Nama Pekerjaan"], [1, "01", "Petani"], [2, "02", "Nelayan"]], "Kode Pekerjaan")
    path = write_book(
        tmp_path / "a.xlsx",
        helped,
        Page([], "Kosong"),
        page("Dusun 1", folk[:3]),
        page("2025", folk[6:], hidden=True),
        page("Dusun 2", folk[3:6]),
        codes,
        jobs,
    )
    reading = read(path)
    assert rows_of(reading, "sheet", *WHO) == [("Dusun 1", *line) for line in listed(folk[:3], 2)] + [
        ("Dusun 2", *line) for line in listed(folk[3:6], 2)
    ]
    assert [sheet.name for sheet in reading.sheets if sheet.used] == ["Dusun 1", "Dusun 2"]
    assert "hidden_sheet" in {finding.code for finding in reading.findings}


def test_hidden_rows_and_columns_are_read_and_said(tmp_path):
    folk = people(4)
    rows = [["No", "Nama", "NIK", "Tanggal Lahir"]] + [[n + 1, p.name, p.nik, p.born] for n, p in enumerate(folk)]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows, hidden_rows=[3], hidden_columns=["C"])))
    assert rows_of(reading, *WHO) == listed(folk, 2)
    assert any("hidden" in finding.code for finding in reading.findings)


def test_numbers_filled_in_down_to_row_200(tmp_path):
    folk = people(3)
    rows = [["No", "Nama", "NIK", "Tanggal Lahir", "Desa", "Kecamatan"]]
    rows += [[n + 1, p.name, p.nik, p.born, "Baru", "Pelepat"] for n, p in enumerate(folk)]
    rows += [[n, None, None, None, "Baru", "Pelepat"] for n in range(4, 200)]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, *WHO) == listed(folk, 2)
    assert set(reading.columns["village_text"]) == {"Baru, Kec. Pelepat"}
    assert reading.sheets[0].not_data["prefilled"] == 196


def test_a_table_beginning_in_column_c_row_12(tmp_path):
    folk = people(4)
    rows = [["NO", "NAMA", "NIK", "TTL"]] + [[n + 1, p.name, p.nik, f"Jambi, {p.dob}"] for n, p in enumerate(folk)]
    assert rows_of(read(write_book(tmp_path / "a.xlsx", Page(rows, top=12, left=2))), *WHO) == listed(folk, 13)


def test_no_heading_at_all(tmp_path):
    folk = people(5)
    rows = [[n + 1, p.name.upper(), p.nik, "Jambi", p.dob, p.sex, p.family_card] for n, p in enumerate(folk)]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, *WHO, "birth_date", "sex") == [
        (n + 1, p.nik, p.name.upper(), p.born, p.sex) for n, p in enumerate(folk)
    ]


def test_no_heading_and_the_family_card_stands_first(tmp_path):
    folk = people(5)
    rows = [[p.family_card, p.nik, p.name.upper(), p.born, p.sex] for p in folk]
    reading = read(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert rows_of(reading, *WHO) == [(n + 1, p.nik, p.name.upper()) for n, p in enumerate(folk)]


def test_a_second_sheet_that_continues_without_headings(tmp_path):
    folk = people(8)
    rows = [[n + 1, p.name, p.nik, p.born, p.sex] for n, p in enumerate(folk)]
    first = Page([["No", "Nama", "NIK", "Tgl Lahir", "JK"], *rows[:4]], "Hal 1")
    reading = read(write_book(tmp_path / "a.xlsx", first, Page(rows[4:], "Hal 2")))
    assert rows_of(reading, *WHO) == listed(folk[:4], 2) + listed(folk[4:], 1)
