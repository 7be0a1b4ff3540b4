"""BPJS's answer in the shapes branches give it: every row is a line, or counted as what it is, or told as wrong."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.core.cover.answer_line import LOST
from payung.core.cover.answer_sheets import MOST_HEADINGS, read_answers
from payung.core.cover.rejections import Phrases
from payung.core.roster.sheet import ErrorCell, NumberCell, Sheet

ON = date(2026, 11, 1)
N = "15710141078700"
"""Fourteen digits of nobody's NIK."""


def read(*pages, own=None, hidden=()):
    """The reading of sheets given as (name, rows) or as rows; that every row is accounted for is seen on the way."""
    named = [page if isinstance(page, tuple) else ("Sheet1", page) for page in pages]
    sheets = [Sheet(name, [list(row) for row in rows]) for name, rows in named]
    made = read_answers(sheets, ON, Phrases(own or {}), [Sheet("X", [list(r) for r in rows]) for rows in hidden])
    for count in made.sheets:
        told = sum(1 for wrong in made.wrong if f"{count.sheet}!" in wrong.en)
        assert count.rows == count.answers + sum(count.not_data.values()) + told
    assert sum(count.answers for count in made.sheets) == len(made.lines)
    return made


def said(*pages, own=None):
    """(line, the NIK's last two digits, status, number, reason) of each line; nothing may be wrong."""
    made = read(*pages, own=own)
    assert made.wrong == ()
    return [(one.line, (one.nik or "")[-2:], one.status, one.membership_number, one.reason) for one in made.lines]


def test_a_plain_table_with_all_columns():
    rows = [
        ["NO", "NIK", "NAMA", "TGL LAHIR", "NO KPJ", "STATUS", "KETERANGAN"],
        [NumberCell(1), N + "01", " SITI  AMINAH", date(1987, 7, 1), "08001234567", "DITERIMA", None],
        ["2", N + "02", "BUDI", "02/01/80", "-", "Ditolak", "Usia di atas 65"],
        ["3", N + "03", "ALI", None, None, None, None],
        ["4", N + "04", "WATI", None, None, "dalam proses", "tunggu"],
    ]
    assert said(rows) == [
        (2, "01", "accepted", "08001234567", None),
        (3, "02", "rejected", None, "Usia di atas 65"),
        (4, "03", "unanswered", None, None),
        (5, "04", "unanswered", None, "tunggu"),
    ]
    first, second, *_ = read(rows).lines
    assert (first.name, first.birth_date, second.birth_date) == ("SITI AMINAH", date(1987, 7, 1), date(1980, 1, 2))


def test_only_accepted_and_only_rejected():
    assert said([["NIK", "Nama", "KPJ"], [N + "01", "A", "08001234567"], [N + "02", "B", None]]) == [
        (2, "01", "accepted", "08001234567", None),
        (3, "02", "unanswered", None, None),
    ]
    assert said([["NIK", "Nama", "Alasan Penolakan"], [N + "01", "A", "apa saja"], [N + "02", "B", "-"]]) == [
        (2, "01", "rejected", None, "apa saja"),
        (3, "02", "unanswered", None, None),
    ]
    assert said(("Gagal", [["NIK", "Nama"], [N + "01", "A"]])) == [(2, "01", "rejected", None, None)]
    assert said([["DAFTAR PESERTA BERHASIL"], ["NIK", "Nama"], [N + "01", "A"]]) == [(3, "01", "accepted", None, None)]


def test_two_sheets_and_two_tables_one_below_the_other():
    accepted = [["NO", "NIK", "NAMA", "KPJ"], ["1", N + "01", "A", "08001234567"]]
    rejected = [["NO", "NIK", "NAMA", "KET"], ["1", N + "02", "B", "NIK aneh"], ["2", N + "03", "C", None]]
    expected = [("01", "accepted"), ("02", "rejected"), ("03", "rejected")]
    apart = said(("SUKSES", accepted), ("GAGAL", rejected))
    below = said([["A. DITERIMA"], *accepted, ["JUMLAH DITERIMA", "1"], [], ["B. DITOLAK"], *rejected, ["TOTAL", "2"]])
    assert [one[1:3] for one in apart] == [one[1:3] for one in below] == expected
    assert below[1][4] == "NIK aneh"


def test_a_copy_of_what_was_sent_answers_nothing():
    sent = [["NIK", "NAMA", "ALAMAT"], [N + "01", "A", "x"], [N + "02", "B", "y"]]
    made = read(("Peserta", sent), ("Hasil", [["NIK", "STATUS"], [N + "01", "Diterima"]]))
    assert made.wrong == () and len(made.lines) == 1
    assert made.sheets[0].not_data == {"heading": 1, "no_answers": 2}
    assert read(("Peserta", sent)).wrong  # but alone it is no answer


def test_titles_headings_of_two_rows_numbering_totals_and_signatures_are_nobody():
    rows = [
        ["HASIL PENDAFTARAN PESERTA BPU"],
        ["KANTOR CABANG CONTOH", None, None, None],
        [],
        ["NO", "DATA PESERTA", None, None, "HASIL", None],
        [None, "NIK", "NAMA", "TGL LAHIR", "STATUS", "ALASAN"],
        ["1", "2", "3", "4", "5", "6"],
        ["1", N + "01", "A", None, "Diterima", None],
        ["2", N + "02", "B", None, "Ditolak", "Sudah peserta PU s.d. Desember 2026"],
        ["NO", "DATA PESERTA", None, None, "HASIL", None],
        [None, "NIK", "NAMA", "TGL LAHIR", "STATUS", "ALASAN"],
        ["3", N + "03", "C", None, "Gagal", "x"],
        ["JUMLAH", None, NumberCell(3), None, NumberCell(1), NumberCell(2)],
        [None, None, None, None, "Jambi, 2 Maret 2026"],
        [None, None, "Mengetahui,", None, "Yang membuat,"],
        [None, None, "Kepala Dinas", None, "Kepala Cabang"],
        [],
        [None, None, "AHMAD YANI, S.Sos", None, "SITI RAHMA"],
        [None, None, "NIP. 19700101 199503 1 001", None, None],
        ["Catatan: peserta yang gagal agar diperbaiki"],
    ]
    assert [one[0:3] for one in said(rows)] == [(7, "01", "accepted"), (8, "02", "rejected"), (11, "03", "rejected")]
    counted = read(rows).sheets[0].not_data
    assert counted["heading"] >= 3 and counted["total"] == 1 and counted["signature"] >= 4 and counted["numbering"] == 1
    assert read(rows).sheets[0].other == ()


def test_a_sum_of_money_below_the_niks_is_a_total_and_nobody():
    rows = [["NO", "NIK", "STATUS"], ["1", N + "01", "Diterima"], ["JUMLAH", "29.937.600", "Diterima"]]
    assert [one[0] for one in said(rows)] == [2]
    assert read(rows).sheets[0].not_data == {"heading": 1, "total": 1}


def test_a_row_that_is_nothing_known_is_listed():
    rows = [["NIK", "NAMA", "STATUS"], [N + "01", "A", "Diterima"], [None, "NAMA SAJA", None, "x", "y"]]
    made = read(rows)
    assert made.sheets[0].other == (3,) and made.sheets[0].not_data["other"] == 1


def test_a_title_between_tables_ends_what_the_one_before_said():
    rows = [
        ["DITOLAK"],
        ["NIK", "NAMA"],
        [N + "01", "A"],
        ["NIK", "NAMA"],
        [N + "02", "B"],
        ["DITERIMA"],
        ["NIK", "NAMA"],
        [N + "03", "C"],
    ]
    assert [one[2] for one in said(rows)] == ["rejected", "rejected", "accepted"]
    both = [["NIK", "NAMA", "KET"], [N + "01", "A", None]]
    assert said(("Gagal", [["Daftar peserta diterima"], *both]))[0][2] == "unanswered"  # the sheet says otherwise


@pytest.mark.parametrize(
    ("row", "status", "reason"),
    [
        # number, status, reason, remark -> status, reason
        ((None, "GAGAL: NIK salah", None, None), "rejected", "NIK salah"),
        ((None, "Gagal", "NIK salah", "usia"), "rejected", "NIK salah; usia"),
        ((None, "NIK tidak valid", None, None), "rejected", "NIK tidak valid"),
        ((None, "sudah terdaftar", None, None), "rejected", "sudah terdaftar"),
        (("08001234567", "Ditolak", "sudah peserta", None), "rejected", "sudah peserta"),
        (("08001234567", "Diterima", None, "sudah peserta"), "accepted", None),
        ((None, "Diterima", None, "sudah peserta"), "contradictory", "sudah peserta"),
        ((None, "Diterima", None, "kartu menyusul"), "accepted", None),
        (("08001234567", None, None, None), "accepted", None),
        (("08001234567", None, "usia", None), "contradictory", "usia"),
        (("08001234567", None, None, "sudah terdaftar"), "contradictory", "sudah terdaftar"),
        (("08001234567", None, None, "terdaftar"), "accepted", None),
        ((None, None, None, "terdaftar"), "unanswered", "terdaftar"),
        ((None, None, None, "berhasil"), "accepted", None),
        ((None, None, "usia", "berhasil"), "contradictory", "usia; berhasil"),
        ((None, None, None, "gagal, NIK salah"), "rejected", "NIK salah"),
        ((None, None, None, "NIK tidak valid"), "rejected", "NIK tidak valid"),
        ((None, None, None, "hubungi cabang"), "unanswered", "hubungi cabang"),
        ((None, None, None, None), "unanswered", None),
    ],
)
def test_what_one_row_says(row, status, reason):
    rows = [["NIK", "NAMA", "KPJ", "STATUS", "ALASAN", "KETERANGAN"], [N + "01", "A", *row]]
    assert said(rows) == [(2, "01", status, row[0], reason)]


@pytest.mark.parametrize(
    ("title", "number", "reason", "status"),
    [
        ("DITOLAK", None, "apa saja", "rejected"),
        ("DITOLAK", "08001234567", None, "contradictory"),
        ("DITERIMA", None, "apa saja", "contradictory"),
        ("DITERIMA", "08001234567", None, "accepted"),
        ("DITERIMA", None, None, "accepted"),
    ],
)
def test_a_title_against_a_row(title, number, reason, status):
    rows = [[title], ["NIK", "NAMA", "KPJ", "ALASAN"], [N + "01", "A", number, reason]]
    assert said(rows)[0][2] == status


def test_two_columns_of_states_must_agree():
    head = ["NIK", "NAMA", "STATUS DUKCAPIL", "STATUS PENDAFTARAN"]
    rows = [head, [N + "01", "A", "Valid", "Berhasil"], [N + "02", "B", "Valid", "Gagal"], [N + "03", "C", None, "OK"]]
    assert [one[2] for one in said(rows)] == ["accepted", "contradictory", "accepted"]


def test_a_status_nobody_knows_is_told_by_its_cell_until_the_office_explains_it():
    rows = [[], ["NIK", "NAMA", "STATUS"], [N + "01", "A", "MASUK GELOMBANG 2"], [N + "02", "B", "Diterima"]]
    assert [one.en for one in read(rows).wrong] == ["Cell Sheet1!C3: this status is not known."]
    assert [one[2] for one in said(rows, own={"MASUK GELOMBANG 0": "accepted"})] == ["accepted"] * 2
    assert [one[2] for one in said([["NIK", "KET"], [N + "01", "aneh"]], own={"ANEH": "incomplete"})] == ["rejected"]


def test_numbers_as_cells():
    rows = [
        ["NIK", "NAMA", "KPJ"],
        [NumberCell(float(N + "03")), "A", NumberCell(8001234567.0)],
        [NumberCell(float(N + "10")), "B", NumberCell(25001234567.0)],
        ["1,57101E+15", "C", NumberCell(12.0)],
        [ErrorCell("#REF!"), "D", "25001234568"],
        [f"'{N}05", "E", "2500 1234-569"],
        [f"{N[:-1]} O06", "F", "8001234567"],
    ]
    made = read(rows)
    assert [one.nik for one in made.lines] == [
        N + "03", N + "1" + LOST, "1,57101E+15", None, N + "05", f"{N[:-1]}006",
    ]  # fmt: skip
    assert [one.membership_number for one in made.lines] == [
        "08001234567", "25001234567", "12", "25001234568", "25001234569", "8001234567",
    ]  # fmt: skip


def test_a_nik_beyond_what_a_number_holds_matches_nobody():
    made = read([["NIK", "KPJ"], [NumberCell(9171011207900003.0), "08001234567"]])
    assert made.lines[0].nik == "917101120790000" + LOST


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["Kode", "Nama Desa"], ["1", "Baru"]],
        [[N + "01", "A", "DITERIMA"]],
        [["DITERIMA"], [N + "01", "A"]],
        [["NIK", "NAMA"], [N + "01", "A"]],
        [["STATUS", "KPJ"], ["Diterima", "08001234567"]],
        [["NIK", "NAMA", "STATUS"]],
    ],
)
def test_what_is_no_answer_is_told(rows):
    made = read(rows)
    assert made.wrong and not made.lines


def test_a_person_below_a_broken_heading_is_never_left_out_in_silence():
    rows = [["NIK", "NAMA", "STATUS"], [N + "01", "A", "Diterima"]]
    beside = [None, None, None, N + "02", "B", "Diterima"]
    assert [one.en for one in read([*rows, beside]).wrong] == ["Cell Sheet1!D3: a NIK outside any table with headings."]
    assert read(("Lain", [[N + "02", "B"]]), rows).wrong


def test_a_hidden_sheet_with_answers_is_told_and_one_without_is_not():
    rows = [["NIK", "NAMA", "STATUS"], [N + "01", "A", "Diterima"]]
    assert [one.en for one in read(rows, hidden=[rows]).wrong] == ["The sheet X holds answers but is hidden."]
    assert read(rows, hidden=[[["L"], ["P"]], [["NIK", "NAMA"], [N + "01", "A"]]]).wrong == ()


def test_a_sheet_full_of_headings_ends():
    rows = [["NIK", f"kolom {'x' * at}", "tanpa arti"] for at in range(MOST_HEADINGS + 2)]
    assert [one.en for one in read_answers([Sheet("S", rows)], ON).wrong] == [
        "The sheet S has too many rows that look like headings."
    ]
    repeated = [["NIK", "NAMA", "STATUS"], [N + "01", "A", "Diterima"]] * (MOST_HEADINGS + 2)
    assert len(said(repeated)) == MOST_HEADINGS + 2


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["NIK", "NAMA", "STATUS", "KPJ", "KETERANGAN", "ALASAN", "DITERIMA", "Gagal", "-", "JUMLAH", "08001234567",
         "BUDI", N + "01", N + "02", "Mengetahui", "usia di atas 65", "TOTAL", "No"]
    ),
    st.text(max_size=12),
    st.booleans(),
    st.builds(NumberCell, st.floats(allow_nan=True, allow_infinity=True)),
    st.builds(ErrorCell, st.just("#N/A")),
    st.dates(),
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=9), st.sampled_from(("S", "Gagal", "Diterima")))
def test_nothing_a_sheet_holds_raises_and_no_nik_vanishes(rows, name):
    made = read((name, rows))
    whole = sum(1 for row in rows if any(cell in (N + "01", N + "02") for cell in row))
    kept = sum(count.answers + count.not_data.get("no_answers", 0) for count in made.sheets)
    assert kept + len(made.wrong) >= whole
    for one in made.lines:
        assert one.status in ("accepted", "rejected", "unanswered", "contradictory") and one.line >= 1
        assert one.status != "accepted" or one.reason is None
