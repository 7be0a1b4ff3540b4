"""The annex says who is covered, to the rupiah; the public version gives nobody away."""

import re

import polars as pl
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from payung.core.basis.rupiah import in_words, number, rupiah
from payung.gateways import decree
from payung.gateways.decree import write_decree
from payung.gateways.pdf_pen import printable, text_width, wrapped
from tests.gateways.frames import World, case, world

NAMES = ("lampiran.pdf", "lampiran_publik.pdf", "lampiran.xlsx", "lampiran_publik.xlsx")


def text_of(path):
    return [page.extract_text() for page in PdfReader(path).pages]


def sheet_rows(path, name="Lampiran"):
    """Rows of the table as heading -> value, without title, headings and totals."""
    rows = list(load_workbook(path)[name].iter_rows(values_only=True))
    headings = rows[5]
    return [dict(zip(headings, row, strict=True)) for row in rows[6:] if isinstance(row[0], int) or name == "Cadangan"]


@pytest.fixture(scope="module")
def decreed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("decree")
    made = world(villages=6, people=40)
    return folder, made, write_decree(made.outcome, made.villages, folder, case=case())


def test_figures_are_those_of_the_list(decreed):
    folder, made, says = decreed
    funded = made.outcome.filter(pl.col("months") > 0)
    assert (says.people, says.months, says.amount) == (funded.height, funded["months"].sum(), funded["amount"].sum())
    pages = text_of(folder / "lampiran.pdf")
    assert rupiah(says.amount) in pages[-1]
    assert f"Terbilang: {in_words(says.amount)}" in " ".join(pages[-1].split())
    listed = re.findall(r"Rp201\.600", "\n".join(pages))
    assert len(listed) == says.people


def test_every_funded_person_is_printed_once_in_both_full_versions(decreed):
    folder, made, _ = decreed
    funded = made.outcome.filter(pl.col("months") > 0)
    printed = re.findall(r"\b\d{16}\b", "\n".join(text_of(folder / "lampiran.pdf")))
    assert sorted(printed) == sorted(funded["nik"])
    rows = sheet_rows(folder / "lampiran.xlsx")
    assert sorted(row["NIK"] for row in rows) == sorted(funded["nik"])
    assert sum(row["Iuran"] for row in rows) == funded["amount"].sum()
    assert [row["No."] for row in rows] == list(range(1, funded.height + 1))


def test_pages_are_counted_and_carry_the_fingerprint(decreed):
    folder, _, says = decreed
    for name, seal in (("lampiran.pdf", says.fingerprint), ("lampiran_publik.pdf", says.public_fingerprint)):
        pages = text_of(folder / name)
        assert len(pages) > 2
        for count, page in enumerate(pages, start=1):
            assert f"Halaman {count} dari {len(pages)}" in page
            assert seal in page


def test_the_first_page_has_letterhead_and_number_block(decreed):
    folder, _, _ = decreed
    first, *_, last = text_of(folder / "lampiran.pdf")
    assert "PEMERINTAH PROVINSI JAMBI" in first
    assert first.index("LAMPIRAN KEPUTUSAN") < first.index("NOMOR") < first.index("TANGGAL")
    assert "NIP" in last and "elektronik / QR" in last


def test_public_versions_hold_no_nik_no_address_and_no_birthday(decreed):
    folder, made, _ = decreed
    text = "\n".join(text_of(folder / "lampiran_publik.pdf"))
    assert load_workbook(folder / "lampiran_publik.xlsx").sheetnames == ["Lampiran", "Rekap"]
    cells = [
        str(cell)
        for sheet in load_workbook(folder / "lampiran_publik.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    for secret in (*made.outcome["nik"], *made.outcome["address"]):
        assert secret not in text and secret not in cells
    assert not re.search(r"\d\d-\d\d-\d{4}", text + " ".join(cells))
    funded = made.outcome.filter(pl.col("months") > 0)
    assert all(name in text for name in funded["name"].unique())


def test_the_reserve_list_is_by_village_and_rank(decreed):
    folder, made, _ = decreed
    waiting = made.outcome.filter((pl.col("decision") == "accept") & (pl.col("months") == 0))
    rows = sheet_rows(folder / "lampiran.xlsx", "Cadangan")
    assert [row["NIK"] for row in rows] == waiting.sort("village_code", "rank")["nik"].to_list()
    assert [row["Peringkat"] for row in rows] == waiting.sort("village_code", "rank")["rank"].to_list()


def test_totals_by_regency_add_up(decreed):
    folder, _, says = decreed
    rows = list(load_workbook(folder / "lampiran.xlsx")["Rekap"].iter_rows(values_only=True))[6:]
    *regencies, total = rows
    assert total[0] == "JUMLAH" and total[-1] == says.amount == sum(row[-1] for row in regencies)
    assert total[2] == says.people


def test_people_stand_by_village_and_rank_not_by_row(tmp_path):
    made = world(2, 20)
    turned = made.outcome.with_columns(position=-pl.col("position")).sort("position")
    write_decree(turned, made.villages, tmp_path, case=case())
    funded = made.outcome.filter(pl.col("months") > 0).sort("village_code", "rank")
    assert [row["NIK"] for row in sheet_rows(tmp_path / "lampiran.xlsx")] == funded["nik"].to_list()


def test_the_workbook_ends_with_the_total_in_figures_and_words(decreed):
    folder, _, says = decreed
    *_, total, words = load_workbook(folder / "lampiran_publik.xlsx")["Lampiran"].iter_rows(values_only=True)
    assert (total[0], total[-2], total[-1]) == ("JUMLAH", says.months, says.amount)
    assert words[0] == f"Terbilang: {in_words(says.amount)}"


def test_the_same_list_gives_the_same_bytes(decreed, tmp_path):
    folder, made, says = decreed
    assert write_decree(made.outcome, made.villages, tmp_path, case=case()) == says
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_side_by_side_gives_the_same_bytes(decreed, tmp_path, monkeypatch):
    folder, made, _ = decreed
    monkeypatch.setattr(decree, "POOL_FROM", 1)
    write_decree(made.outcome, made.villages, tmp_path, case=case(), processes=2)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_the_fingerprint_changes_with_any_printed_value(decreed, tmp_path):
    _, made, says = decreed
    first = made.outcome.with_row_index("i").filter(pl.col("months") > 0)["i"][0]
    other = made.outcome.with_columns(
        name=pl.when(pl.int_range(pl.len()) == first).then(pl.lit("Lain")).otherwise("name")
    )
    changed = write_decree(other, made.villages, tmp_path, case=case())
    assert changed.fingerprint != says.fingerprint and changed.public_fingerprint != says.public_fingerprint


def test_nobody_to_pay_is_said(tmp_path):
    made = world(2, 5)
    says = write_decree(made.outcome.clear(), made.villages, tmp_path, case=case())
    assert says.people == says.amount == 0
    (page,) = text_of(tmp_path / "lampiran.pdf")
    assert "Tidak ada penerima" in page and "nol rupiah" in page and "Halaman 1 dari 1" in page


def test_people_of_an_unknown_village_are_listed_last(tmp_path):
    made = world(2, 5)
    lost = made.outcome.with_columns(
        village_code=pl.when(pl.col("file") == "0000.xlsx").then(None).otherwise("village_code")
    )
    says = write_decree(lost, made.villages, tmp_path, case=case())
    rows = sheet_rows(tmp_path / "lampiran.xlsx")
    assert len(rows) == says.people
    assert [row["Desa/Kelurahan"] for row in rows][-1] == "Desa belum diketahui"


def test_text_that_would_run_is_made_harmless(tmp_path):
    made = _renamed(world(1, 4), "=CMD|' /C calc'!A0")
    write_decree(made.outcome, made.villages, tmp_path, case=case())
    sheet = load_workbook(tmp_path / "lampiran.xlsx")["Lampiran"]
    names = [row[5] for row in sheet.iter_rows(min_row=7) if row[5].value]
    assert {cell.value for cell in names} == {"'=CMD|' /C calc'!A0"}
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_long_and_foreign_names_stay_inside_their_column(tmp_path, paper):
    long = "Raden Mas " + "Wiradikusumaningrat" * 6 + " (王) \\ ḤĀ"
    made = _renamed(world(1, 40), long)
    write_decree(made.outcome, made.villages, tmp_path, case=case(), paper=paper)
    text = "".join("".join(text_of(tmp_path / "lampiran.pdf")).split())
    assert "(◊)\\HA" in text and "◊:hurufyangtidakada" in text
    for line in wrapped(printable(long), 120, 7.5):
        assert text_width(line, 7.5) <= 120
    width, height = (float(side) for side in PdfReader(tmp_path / "lampiran.pdf").pages[0].mediabox[2:])
    assert (round(width), round(height)) == {"A4": (842, 595), "F4": (935, 609)}[paper]


def test_a_village_that_runs_over_a_page_is_named_again(decreed):
    folder, _, _ = decreed
    assert "(lanjutan)" in "".join(text_of(folder / "lampiran.pdf"))


def test_village_headings_give_people_months_and_money(decreed):
    folder, made, _ = decreed
    text = "\n".join(text_of(folder / "lampiran.pdf"))
    for (code,), group in made.outcome.filter(pl.col("months") > 0).group_by("village_code"):
        dotted = f"{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:]}"
        sums = f"{number(group.height)} orang · {number(group['months'].sum())} bulan · {rupiah(group['amount'].sum())}"
        assert dotted in text and sums in text


def _renamed(made, name):
    return World(made.outcome.with_columns(name=pl.lit(name)), made.findings, made.villages, made.files)


@pytest.mark.parametrize("people", range(1, 40, 3))
def test_the_signature_never_stands_on_a_page_without_the_total_it_signs(tmp_path, people):
    made = world()
    few = made.outcome.filter(pl.col("months") > 0).head(people)
    write_decree(few, made.villages, tmp_path, case=case())
    last = PdfReader(tmp_path / "lampiran_publik.pdf").pages[-1].extract_text()
    assert "Terbilang" in last and "NIP" in last and rupiah(int(few["amount"].sum())) in last
