"""The record of reconciliation on paper and as a workbook: figures, masks, pages, and the same bytes."""

from dataclasses import dataclass, replace
from datetime import date

import narwhals as nw
import polars as pl
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from payung.core.basis.rupiah import in_words
from payung.core.cover.found_persons import with_persons
from payung.core.cover.match import match, pile_totals, strangers, to_explain
from payung.core.cover.overpaid import overpaid_sums, overpayments
from payung.core.cover.piles import SHOWN
from payung.core.cover.record import Document, Party, Record, RecordDoesNotAdd, ToExplain, pile_sums
from payung.core.law.book import LawBook
from payung.gateways.bills import read_bill, read_members
from payung.gateways.record_annex import Annex, annex_of, strangers_named
from payung.gateways.record_pages import ROOM, Block, paginate
from payung.gateways.record_pdf import write_record_pdf
from payung.gateways.record_xlsx import SHEETS, write_record_xlsx
from payung.synth.bill import Planted, make_lists, write_bill, write_members
from tests.core.cover.matching import side
from tests.gateways.workbooks.books import people as made_people

MONTHS = (202510, 202511, 202512)
PLANTED = Planted(dead=4, double=3, foreign=2, missing=5, unlisted=37, listed_only=6)


@dataclass(frozen=True)
class Reconciled:
    record: Record
    annex: Annex
    matched: pl.DataFrame
    people: pl.DataFrame
    planted: dict[str, tuple[int, ...]]


def lazy(frame):
    return nw.from_native(frame.lazy())


def rows(frame):
    return nw.to_native(frame).collect().to_dicts()


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Reconciled:
    """594 people for three months, written by a made-up branch, read back and matched."""
    folder = tmp_path_factory.mktemp("branch")
    folk = [(at, one.nik, one.name) for at, one in enumerate(made_people(594))]
    people = pl.DataFrame(folk, schema={"person": pl.Int64, "nik": pl.String, "name": pl.String}, orient="row")
    decree = side("decree", [(person, month, 16_800, "dbhcht") for person, _, _ in folk for month in MONTHS])
    lists = make_lists(decree, people, PLANTED)
    write_bill(lists, folder / "bill.xlsx", billing_code="251000012345")
    write_members(lists, folder / "members.xlsx")
    bill = read_bill(folder / "bill.xlsx", LawBook.read(), payer="public")
    members = read_members(folder / "members.xlsx")
    assert bill.problems == () == members.problems
    known = people.with_columns(membership_number=pl.lit(None, pl.String))
    billed, listed = (
        nw.to_native(one).collect() for one in with_persons(lazy(bill.billed), lazy(members.members), lazy(known))
    )
    three = [lazy(frame) for frame in (decree, billed, listed, lists.ended, side("earlier"))]
    matched = nw.to_native(match(*three, list_months=members.months, fund="dbhcht")).collect()
    record = Record(
        office=("Pemerintah Kabupaten Contoh", "Dinas Tenaga Kerja", "Jalan Merdeka 1"),
        number="400.3/17/2026",
        on=date(2026, 1, 12),
        place="Kota Contoh",
        programme="Pekerja Rentan (contoh)",
        fund="DBH CHT",
        months=MONTHS,
        first=Party("Dinas Tenaga Kerja", "Rahmawati (contoh)", "PPK", "19800101"),
        second=Party("BPJS Ketenagakerjaan Cabang Contoh"),
        documents=(
            Document("decree", "SK 1", date(2025, 9, 22), "ab" * 32, 594, decree.height, int(decree["price"].sum())),
            Document("bill", "251000012345", None, bill.sha256, bill.sums.people, bill.sums.lines, bill.sums.amount),
            Document("list", "Okt–Des", None, members.sha256, 560, members.members.height, None),
        ),
        piles=pile_sums(rows(pile_totals(lazy(matched)))),
        to_explain=ToExplain(**rows(to_explain(lazy(matched)))[0]),
        overpaid=overpayments(rows(overpaid_sums(lazy(matched))), {"dbhcht": "credit"}),
        strangers=nw.to_native(strangers(lazy(matched))).collect().filter(pl.col("lines") > 0).height,
        chain_head="9f" * 32,
    )
    names = pl.concat([people, strangers_named(billed, listed)])
    return Reconciled(record, annex_of(matched, names), matched, people, lists.planted)


def text_of(path):
    return [page.extract_text() for page in PdfReader(path).pages]


def test_what_was_planted_is_what_is_found(made):
    piles = {pile.pile: (pile.people, pile.person_months) for pile in made.record.piles}
    assert piles == {
        "agrees": (582, 1746), "not_decreed": (2, 6), "not_billed": (5, 15), "ended": (4, 12), "twice": (3, 9),
        "list_only": (6, 18),
    }  # fmt: skip
    assert made.record.to_explain == ToExplain(37, 111, 1_864_800)
    for fault, pile in (("dead", "ended"), ("double", "twice"), ("missing", "not_billed")):
        assert set(made.matched.filter(pl.col("pile") == pile)["person"]) == set(made.planted[fault])
    unlisted = made.matched.filter((pl.col("listed") == "not_on_list") & (pl.col("lines") > 0))
    assert set(unlisted["person"]) == set(made.planted["unlisted"])


def test_the_paper_says_the_figures_in_figures_and_words(made, tmp_path):
    write_record_pdf(made.record, made.annex, tmp_path / "a.pdf")
    pages = text_of(tmp_path / "a.pdf")
    said = " ".join(" ".join(pages).split())
    for words in (
        "BERITA ACARA REKONSILIASI IURAN", "400.3/17/2026", "Senin, tanggal dua belas bulan Januari",
        "periode Oktober–Desember 2025", in_words(made.record.billed), "Rp1.864.800", in_words(1_864_800),
        "111 orang-bulan (37 orang)", "PIHAK PERTAMA", "PIHAK KEDUA", "rangkap 2 (dua)", "Rahmawati (contoh)",
        "NIP/NPK 19800101",
    ):  # fmt: skip
        assert words in said, words
    assert all(text.id in said for text in SHOWN.values() if text.id != "Hanya di daftar BPJS")
    for count, page in enumerate(pages, start=1):
        assert f"Halaman {count} dari {len(pages)}" in page
        assert "9f" * 8 in page and made.annex.sha256[:16] in page
    paper = PdfReader(tmp_path / "a.pdf").pages[0].mediabox
    assert (round(paper.width), round(paper.height)) == (595, 842)


def test_no_whole_nik_leaves_and_names_stand_only_in_the_annex(made, tmp_path):
    write_record_pdf(made.record, made.annex, tmp_path / "a.pdf")
    pages = text_of(tmp_path / "a.pdf")
    niks = set(made.people["nik"])
    assert not any(nik in " ".join(pages) for nik in niks)
    annex_at = next(at for at, page in enumerate(pages) if "LAMPIRAN – ORANG-BULAN" in page)
    names = set(made.annex.rows["name"])
    assert not any(name in page for page in pages[:annex_at] for name in names)
    listed = made.annex.to_explain
    assert listed.height == 37 + 2 + 5 + 4 + 3
    assert sum(page.count("Okt–Des 2025") for page in pages[annex_at:]) == listed.height
    write_record_xlsx(made.record, made.annex, tmp_path / "a.xlsx")
    cells = {
        str(cell)
        for sheet in load_workbook(tmp_path / "a.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert not cells & niks and "…" + made.people["nik"][0][-4:] in cells


def test_the_same_record_gives_the_same_bytes(made, tmp_path):
    for name, write in (("a.pdf", write_record_pdf), ("a.xlsx", write_record_xlsx)):
        write(made.record, made.annex, tmp_path / name)
        write(made.record, made.annex, tmp_path / f"again-{name}")
        assert (tmp_path / name).read_bytes() == (tmp_path / f"again-{name}").read_bytes()
    shuffled = annex_of(made.matched.sample(fraction=1, shuffle=True, seed=3), made.people)
    assert annex_of(made.matched, made.people).sha256 == shuffled.sha256


def test_the_workbook_holds_every_person_month_of_every_pile(made, tmp_path):
    write_record_xlsx(made.record, made.annex, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Ringkasan", *SHEETS.values()]
    for pile in made.record.piles:
        *lines, total = list(book[SHEETS[pile.pile]].iter_rows(min_row=5, values_only=True))
        assert sum(line[4] for line in lines) == total[4] == pile.person_months
        assert sum(line[6] for line in lines) == total[6] == pile.amount
        assert sum(line[7] for line in lines) == total[7] == pile.overpaid
        assert [line[0] for line in lines] == list(range(1, len(lines) + 1))
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not formulas


def test_a_name_that_starts_like_a_formula_is_text(made, tmp_path):
    person = made.planted["dead"][0]
    named = made.people.with_columns(name=pl.when(pl.col("person") == person).then(pl.lit("=1+1")).otherwise("name"))
    write_record_xlsx(made.record, annex_of(made.matched, named), tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["Meninggal-pindah"]
    assert "'=1+1" in {row[1] for row in sheet.iter_rows(values_only=True)}


def test_a_record_that_does_not_add_is_never_written(made, tmp_path):
    wrong = replace(made.record, overpaid=())
    for write in (write_record_pdf, write_record_xlsx):
        with pytest.raises(RecordDoesNotAdd):
            write(wrong, made.annex, tmp_path / "a")
    assert not (tmp_path / "a").exists()


def test_where_all_agrees_nothing_is_to_explain_and_no_annex_follows(tmp_path):
    lines = [(at, at, 202510, 16_800) for at in range(3)]
    matched = nw.to_native(
        match(
            lazy(side("decree", [(at, 202510, 16_800, "a") for at in range(3)])),
            lazy(side("billed", lines)),
            lazy(side("listed", [line[:3] for line in lines])),
            lazy(side("ended")),
            lazy(side("earlier")),
            list_months=(202510,),
            fund="a",
        )
    ).collect()
    people = pl.DataFrame({"person": [0, 1, 2], "nik": ["1", None, "1571010107850001"], "name": ["A", None, "C"]})
    annex = annex_of(matched, people)
    assert sorted(annex.rows["nik"]) == ["–", "–", "…0001"], "a short number is not shown as if it were a NIK"
    assert annex.to_explain.height == 0
    record = Record(
        office=("Dinas",), number=None, on=date(2026, 1, 12), place=None, programme="P", fund="a", months=(202510,),
        first=Party("Dinas"), second=Party("BPJS"), documents=(), piles=pile_sums(rows(pile_totals(lazy(matched)))),
        to_explain=ToExplain(0, 0, 0), overpaid=(), strangers=0, chain_head="0" * 64, witnesses=(Party("Inspektorat"),),
    )  # fmt: skip
    write_record_pdf(record, annex, tmp_path / "a.pdf")
    said = " ".join(text_of(tmp_path / "a.pdf"))
    assert "LAMPIRAN –" not in said and "Tidak ada kelebihan bayar." in said and "Mengetahui," in said
    assert "Tidak ada." in said and "Inspektorat" in said


def test_pages_hold_what_belongs_together():
    nothing = lambda pen, y: None  # noqa: E731
    heading = Block(20.0, nothing)
    blocks = [Block(ROOM - 30, nothing), Block(15.0, nothing, holds=1), Block(16.0, nothing, 0, heading)]
    first, second = paginate(blocks)
    assert first == blocks[:1] and second == blocks[1:]
    first, second = paginate(
        [Block(ROOM - 30, nothing), Block(16.0, nothing, 0, heading), Block(16.0, nothing, 0, heading)]
    )
    assert second[0] is heading and len(second) == 2
    for page in paginate([Block(37.0, nothing, at % 3) for at in range(200)]):
        assert sum(block.height for block in page) <= ROOM
