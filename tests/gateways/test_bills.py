"""Bills and member lists as branches send them: every format and heading, nothing swallowed, nothing hostile opened."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.core.cover.bill import BillHead, BillProblem, BillSums, BillWithoutNames
from payung.core.cover.named_list import UNREADABLE, read_named_list
from payung.core.law.book import LawBook
from payung.core.roster.sheet import ErrorCell, NumberCell, Sheet
from payung.gateways.bills import BILLED, MEMBERS, PLACES, BillUnreadable, read_bill, read_members
from tests.gateways.workbooks import hostile, test_formats
from tests.gateways.workbooks.books import Page, write_book

BOOK = LawBook.read()
NIKS = ("1571010107850001", "1571010107850002", "1571014107850003")
HEAD = [
    ["TAGIHAN IURAN BPU"],
    ["Kode Iuran", ":", "2510-0001-2345"],
    ["Periode : Oktober s.d. Desember 2025"],
    ["Jumlah TK", None, 3],
    ["Total Tagihan", "Rp 151.200,-"],
    [],
]
HEADINGS = ["No", "NIK", "No. KPJ", "Nama Tenaga Kerja", "Iuran (Rp)"]
LINES = [
    [1, NIKS[0], "26 0000 0001-1", "Siti Aminah", 50_400],
    [2, NIKS[1], None, "Budi Hartono", "50.400"],
    [3, None, "26000000033", "Rohani", "Rp50.400,00"],
]
FOOT = [["", "", "", "JUMLAH", 151_200], ["Mengetahui,"], ["Kepala Kantor Cabang", None, None, "Budi"]]


def bill(path, rows, name="tagihan.xlsx", **asked):
    return read_bill(write_book(path / name, Page(rows)), BOOK, payer="public", **asked)


def codes(read):
    return [(found.line, found.code) for found in read.problems]


def test_a_bill_is_read_with_its_head_its_lines_and_its_foot(tmp_path):
    read = bill(tmp_path, [*HEAD, HEADINGS, *LINES, *FOOT])
    assert read.head == BillHead("251000012345", (202510, 202511, 202512), 3, 151_200)
    assert read.sums == BillSums(3, 3, 9, 151_200)
    assert read.problems == ()
    assert read.billed.schema == BILLED and read.places.schema == PLACES
    assert read.billed.row(0) == (1, NIKS[0], "26000000011", "Siti Aminah", 202510, 16_800)
    assert read.billed["month"].to_list() == [202510, 202511, 202512] * 3 and set(read.billed["amount"]) == {16_800}
    assert read.places.rows() == [(1, "Sheet1", 8), (2, "Sheet1", 9), (3, "Sheet1", 10)]
    assert [row for _, row in read.skipped] == [11, 12, 13]
    assert len(read.sha256) == 64


def test_the_same_lines_from_every_format(tmp_path):
    rows = [*HEAD, HEADINGS, *LINES]
    expected = bill(tmp_path, rows).billed
    text = "\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in rows)
    (tmp_path / "a.csv").write_text(text, "utf-8")
    (tmp_path / "a.txt").write_text(text.replace(";", "\t"), "utf-16")
    (tmp_path / "a.ods").write_bytes(
        test_formats.ods("".join(test_formats.ods_row(*("" if c is None else c for c in row)) for row in rows))
    )
    (tmp_path / "a.xls").write_bytes(test_formats.xls([["" if c is None else c for c in row] for row in rows]))
    for name in ("a.csv", "a.txt", "a.ods", "a.xls"):
        assert read_bill(tmp_path / name, BOOK, payer="public").billed.equals(expected), name


@pytest.mark.parametrize(
    "headings",
    [
        ["NIK", "KPJ", "NAMA", "IURAN"],
        ["No. Identitas", "Nomor Kartu Peserta", "Nama Peserta", "Jumlah Iuran"],
        ["NOMOR INDUK KEPENDUDUKAN", "NO PESERTA", "NAMA TK", "TOTAL TAGIHAN"],
        ["nik", "kpj", "nama_lengkap", "nominal"],
        ["No. KTP", "NO_KPJ", "Nama Lengkap (sesuai KTP)", "Jumlah (Rp)"],
    ],
)
def test_many_headings(tmp_path, headings):
    rows = [headings, [NIKS[0], "26000000011", "Siti", 16_800]]
    read = bill(tmp_path, rows, given=BillHead("1234", (202510,)))
    assert read.billed.rows() == [(1, NIKS[0], "26000000011", "Siti", 202510, 16_800)]
    assert read.problems == ()


@pytest.mark.parametrize(
    ("headings", "line", "months"),
    [
        (["BLTH"], ["Nov-25"], [202511]),
        (["Bulan Iuran"], [date(2025, 11, 1)], [202511]),
        (["Periode"], ["Okt-Nov 2025"], [202510, 202511]),
        (["Bulan"], ["November"], [202511]),
        (["Periode Awal", "Periode Akhir"], ["202510", "202512"], [202510, 202511, 202512]),
        (["Jumlah Bulan"], [3], [202510, 202511, 202512]),
        (["Jumlah Bulan"], [2], [UNREADABLE]),
        (["BLTH"], ["entah"], [UNREADABLE]),
        (["BLTH"], [None], [202510, 202511, 202512]),
        (["Periode Awal", "Periode Akhir"], ["202512", "202510"], [UNREADABLE]),
        (["Periode Awal", "Periode Akhir"], ["202512", None], [UNREADABLE]),
    ],
)
def test_months_of_a_line(tmp_path, headings, line, months):
    rows = [["NIK", "Nama", *headings, "Iuran"], [NIKS[0], "Siti", *line, 16_800 * len(months)]]
    read = bill(tmp_path, rows, given=BillHead("1234", (202510, 202511, 202512)))
    assert read.billed["month"].to_list() == months
    assert codes(read) == ([(1, "month_unreadable")] if UNREADABLE in months else [])
    assert read.billed["amount"].sum() == 16_800 * len(months)


@pytest.mark.parametrize(
    ("headings", "line", "amount", "problems"),
    [
        (["Iuran"], [None], 0, ["line_without_amount"]),
        (["Iuran"], [0], 0, ["line_without_amount"]),
        (["Iuran"], ["-"], 0, ["line_without_amount"]),
        (["Iuran"], [16_801], 16_801, ["amount_no_multiple"]),
        (["Iuran"], [-16_800], 0, ["amount_unreadable", "line_without_amount"]),
        (["Iuran"], ["banyak"], 0, ["amount_unreadable", "line_without_amount"]),
        (["Iuran"], [16_800.5], 0, ["amount_unreadable", "line_without_amount"]),
        (["Iuran"], [10**13], 0, ["amount_unreadable", "line_without_amount"]),
        (["JKK", "JKM"], [10_000, 6_800], 16_800, []),
        (["Iuran JKK", "Iuran JKM", "Total Iuran"], [10_000, 6_800, 16_800], 16_800, []),
        (["Iuran JKK", "Iuran JKM", "Total Iuran"], [10_000, 6_800, 33_600], 33_600, ["parts_differ"]),
        (["Iuran", "Total Iuran"], [5_600, 16_800], 16_800, []),
    ],
)  # fmt: skip
def test_amounts_of_a_line(tmp_path, headings, line, amount, problems):
    read = bill(tmp_path, [["NIK", "Nama", *headings], [NIKS[0], "Siti", *line]], given=BillHead("1234", (202510,)))
    assert read.billed["amount"].to_list() == [amount]
    assert codes(read) == [(1, code) for code in problems]


def test_a_line_without_anybody_keeps_its_money_and_is_named(tmp_path):
    rows = [HEADINGS, LINES[0], [2, None, None, None, 50_400], [3, None, None, "Tanpa Nomor", 50_400]]
    read = bill(tmp_path, rows, given=BillHead("1234", (202510, 202511, 202512)))
    assert read.sums == BillSums(3, 3, 9, 151_200)
    assert set(codes(read)) == {(2, "line_without_number"), (3, "line_without_number")}


def test_a_name_without_an_amount_is_a_line_above_the_sum_and_a_signature_below_it(tmp_path):
    rows = [HEADINGS, [1, None, None, "Siti", None], LINES[1], FOOT[0], ["Jambi", None, None, "Budi", None]]
    read = bill(tmp_path, rows, given=BillHead("1234", (202510,)))
    assert codes(read)[:2] == [(1, "line_without_amount"), (1, "line_without_number")]
    assert read.places["row"].to_list() == [2, 3] and [row for _, row in read.skipped] == [4, 5]


def test_sum_people_and_entered_figures_are_compared(tmp_path):
    head = [*HEAD[:3], ["Jumlah TK", 4], ["Total Tagihan", 151_201], []]
    read = bill(tmp_path, [*head, HEADINGS, *LINES], given=BillHead("9999", (202510, 202511), 5, 1))
    assert [found.code for found in read.problems if found.line is None] == [
        "billing_code_differs", "period_differs", "stated_people_differ", "stated_amount_differs", "people_differ",
        "amount_differs",
    ]  # fmt: skip
    assert read.head == BillHead("9999", (202510, 202511), 5, 1), "what was entered holds"
    assert set(read.billed["month"]) == {202510, 202511}


def test_a_nik_kept_as_a_number_is_not_used_when_its_last_digit_may_be_lost(tmp_path):
    rows = [HEADINGS, [1, 1571010107850000, "26000000011", "Siti", 16_800], [2, NIKS[1], None, "Budi", 16_800]]
    read = bill(tmp_path, rows, given=BillHead("1234", (202510,)))
    assert read.billed["nik"].to_list() == [None, NIKS[1]]
    assert codes(read) == [(1, "nik_damaged")]


def test_headings_repeated_on_the_next_page_and_on_several_sheets(tmp_path):
    numbered = ["(1)", "(2)", "(3)", "(4)", "(5)"]
    first = Page([HEADINGS, numbered, LINES[0], HEADINGS, LINES[1]], name="Hal 1")
    path = write_book(
        tmp_path / "a.xlsx", first, Page([HEADINGS, LINES[2]], name="Hal 2"), Page([["Catatan"]], name="X")
    )
    read = read_bill(path, BOOK, payer="public", given=BillHead("1234", (202510, 202511, 202512)))
    assert read.places.rows() == [(1, "Hal 1", 3), (2, "Hal 1", 5), (3, "Hal 2", 2)]
    assert read.skipped == (("Hal 1", 2), ("Hal 1", 4))


@pytest.mark.parametrize(
    "rows",
    [
        [*HEAD],
        [*HEAD, ["Uraian", "Orang", "Jumlah"], ["Pekerja rentan", 594, 29_937_600]],
        [*HEAD, ["No", "Nama", "Iuran"], [1, None, 16_800]],
        [["x"]],
    ],
)
def test_a_bill_without_names_is_refused(tmp_path, rows):
    with pytest.raises(BillWithoutNames) as refused:
        bill(tmp_path, rows)
    assert "cabang" in refused.value.do.id


def test_a_bill_for_the_private_rate_of_relief_months(tmp_path):
    rows = [["NIK", "Nama", "Iuran"], [NIKS[0], "Siti", 25_200]]
    path = write_book(tmp_path / "a.xlsx", Page(rows))
    months = (202603, 202604)
    read = read_bill(path, BOOK, payer="private", given=BillHead("1234", months))
    prices = dict(read.billed.select("month", "amount").rows())
    assert sum(prices.values()) == 25_200 and prices[202603] == 16_800 and read.problems == ()


def test_the_members_of_a_month(tmp_path):
    rows = [
        ["DAFTAR PESERTA"],
        ["Bulan", ": Oktober 2025"],
        ["KPJ", "NIK", "Nama"],
        ["26000000011", NIKS[0], "Siti"],
        [None, NIKS[1], "Budi"],
    ]
    read = read_members(write_book(tmp_path / "a.xlsx", Page(rows)))
    assert read.months == (202510,) and read.members.schema == MEMBERS and read.problems == ()
    assert read.members.rows() == [(1, NIKS[0], "26000000011", "Siti", 202510), (2, NIKS[1], None, "Budi", 202510)]
    unsaid = read_members(write_book(tmp_path / "b.xlsx", Page(rows[2:])))
    assert unsaid.months == () and codes(unsaid) == [(1, "month_unreadable"), (2, "month_unreadable")]
    assert read_members(write_book(tmp_path / "b.xlsx", Page(rows[2:])), months=(202511,)).months == (202511,)
    with pytest.raises(BillUnreadable):
        read_members(write_book(tmp_path / "c.xlsx", Page([["Uraian", "Jumlah"], ["x", 1]])))


HOSTILE = {
    "corner.xlsx": hostile.far_corner, "bomb.xlsx": hostile.swelling, "entities.xlsx": hostile.entities,
    "macros.xlsx": hostile.macros, "links.xlsx": hostile.external_links, "word.xlsx": hostile.word_document,
    "beyond.xlsx": hostile.beyond_the_last_column, "empty.csv": bytes, "nothing.xlsx": lambda: b"PK\3\4" + b"x" * 99,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_named(tmp_path, name):
    (tmp_path / name).write_bytes(HOSTILE[name]())
    for read in (lambda: read_bill(tmp_path / name, BOOK, payer="public"), lambda: read_members(tmp_path / name)):
        with pytest.raises(BillUnreadable) as refused:
            read()
        assert name in refused.value.says.id and "cabang" in refused.value.do.id


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BillUnreadable):
        read_bill(tmp_path / "none.xlsx", BOOK, payer="public")


CELLS = (
    st.none()
    | st.text(max_size=20)
    | st.sampled_from(
        ["NIK", "Nama", "Iuran", "JUMLAH", "Okt 2025", "Kode Iuran: 1234", "16.800", *NIKS, "=1+1", "BLTH"]
    )
    | st.floats().map(NumberCell)
    | st.integers(-(10**17), 10**17).map(lambda number: NumberCell(float(number)))
    | st.dates()
    | st.booleans()
    | st.just(ErrorCell("#REF!"))
)


@settings(max_examples=300)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.sampled_from(["bill", "members"]))
def test_no_sheet_raises_and_its_columns_are_as_long_as_each_other(rows, wanted):
    sheet = Sheet("S", [["NIK", "Nama", "BLTH", "Iuran"], *rows])
    read = read_named_list([sheet, Sheet("T", rows)], wanted, months=(202510, 202511), price=lambda month: 16_800)
    assert len({len(column) for column in read.columns.values()}) == 1
    assert set(read.columns["line"]) == set(range(1, len(read.places) + 1))
    places = [*read.places, *read.skipped]
    assert len(places) == len(set(places)), "a row is a line or skipped, never both"
    filled = {("S", at) for at, row in enumerate(rows, start=2) if any(cell is not None for cell in row)}
    assert filled <= set(places), "nothing is swallowed"
    assert all(isinstance(found, BillProblem) for found in read.problems)
    if wanted == "bill":
        assert all(0 <= amount < 10**12 for amount in read.columns["amount"])
