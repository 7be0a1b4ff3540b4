"""The page and its tables say what the counts say, hold no names, and need nothing else."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import polars as pl
import pytest

from payung.core.basis.rupiah import number, rupiah
from payung.gateways.book_tables import read_book_table
from payung.gateways.cover_ends.page import write_ending_page
from payung.gateways.cover_ends.tables import HEADINGS, ending_table, write_ending_book, write_ending_csv
from tests.core.cover.ledgers import NAMES
from tests.gateways.cover_ends.made import PAYS, TITLE, ends


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "page.html"
    write_ending_page(ends(), path, title=TITLE, pays=PAYS)
    return path.read_text("utf-8")


def test_it_stands_by_itself_and_obeys_its_policy(html):
    style = re.search(r"<style>(.*?)</style>", html, re.S)[1]
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in html
    assert "<script" not in html and ' style="' not in html and "http" not in html.replace("http-equiv", "")
    assert html.count("<h1>") == 1


def test_it_says_the_sums_and_the_dates(html):
    come = ends()
    assert f"{number(come.people)} orang" in html and rupiah(come.cost) in html
    assert rupiah(sum(place.next_month for place in come.places)) + " sebulan" in html
    assert "1 Desember 2026" in html and "1 Januari 2027" in html and "1 Maret 2027" in html
    assert "Rp42.000.000" in html and "Rp10.000.000" in html
    assert "November 2026" in html and "Januari 2027 – Desember 2027" in html
    assert "Tanggal mulai dari ingatan" in html  # a doubt of the law


def test_it_holds_no_names(html):
    assert not [name for name in NAMES if name in html]


def test_an_end_of_nobody_is_said(tmp_path):
    none = replace(ends(), places=(), funds=(), monthly={})
    write_ending_page(none, tmp_path / "page.html", title=TITLE, pays=PAYS)
    html = (tmp_path / "page.html").read_text("utf-8")
    assert "Tidak ada perlindungan yang berakhir" in html


def test_a_gap_is_said_when_somebody_pays_again(tmp_path):
    come = ends()
    some = replace(come, places=(replace(come.places[0], resumed=3), *come.places[1:]))
    write_ending_page(some, tmp_path / "page.html", title=TITLE, pays=PAYS)
    assert "3 orang dibayar lagi kemudian" in (tmp_path / "page.html").read_text("utf-8")


def test_the_csv_and_the_workbook_hold_the_same_rows(tmp_path):
    come = ends()
    write_ending_csv(come, tmp_path / "e.csv")
    write_ending_book(come, tmp_path / "e.xlsx")
    table = ending_table(come)
    assert table.columns == list(HEADINGS)
    read = pl.read_csv(tmp_path / "e.csv")
    assert read["people"].sum() == come.people and read["cost"].sum() == come.cost
    sheets = read_book_table(tmp_path / "e.xlsx", lambda headings: "Kode desa" in headings)
    assert isinstance(sheets, pl.DataFrame)
    assert sheets["Orang"].cast(pl.Int64).to_list() == [*table["people"], come.people]
    assert sheets["Bulan terakhir"][0] == "Desember 2026" and sheets["Kode desa"][0] == "1504022001"
    funds = read_book_table(tmp_path / "e.xlsx", lambda headings: headings[:1] == ["Dana"])
    assert isinstance(funds, pl.DataFrame)
    assert funds["Biaya sampai akhir"].cast(pl.Int64).to_list()[-1] == come.cost
    assert sum(funds["Orang"].cast(pl.Int64).to_list()[:-1]) == come.people


def test_the_same_input_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_ending_page(ends(), tmp_path / f"{name}.html", title=TITLE, pays=PAYS)
        write_ending_book(ends(), tmp_path / f"{name}.xlsx")
        write_ending_csv(ends(), tmp_path / f"{name}.csv")
    for end in ("html", "xlsx", "csv"):
        assert (tmp_path / f"one.{end}").read_bytes() == (tmp_path / f"two.{end}").read_bytes()
