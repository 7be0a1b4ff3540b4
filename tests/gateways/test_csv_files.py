"""CSV tables: any text comes back, nothing runs in a spreadsheet."""

import csv

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from payung.core.roster.harmless import STARTS, as_written, harmless
from payung.gateways.csv_files import write_csv

NASTY = [
    "=1+1",
    "+62812",
    "-",
    "@x",
    "\tx",
    "\rx",
    "\nx",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    "''=1",
    "'Aisyah",
    'a"b;c,d',
]


def cells(path, **how):
    with path.open(newline="", **how) as file:
        return list(csv.reader(file, delimiter=";" if how.get("encoding") == "utf-8-sig" else ","))


def test_text_that_would_run_gets_an_apostrophe_and_comes_back(tmp_path):
    write_csv(pl.DataFrame({"name": NASTY, "nik": ["0101010101010001"] * len(NASTY)}), tmp_path / "a.csv")
    heading, *rows = cells(tmp_path / "a.csv", encoding="utf-8")
    assert heading == ["name", "nik"]
    assert not [name for name, _ in rows if name[0] in STARTS]
    assert [as_written(name) for name, _ in rows] == NASTY
    assert {nik for _, nik in rows} == {"0101010101010001"}


def test_the_file_for_excel_has_a_mark_and_semicolons(tmp_path):
    write_csv(pl.DataFrame({"a": ["é"], "b": ["=1"]}), tmp_path / "a.csv", for_excel=True)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfa;b")
    assert cells(tmp_path / "a.csv", encoding="utf-8-sig") == [["a", "b"], ["é", "'=1"]]


@given(st.text())
def test_what_was_made_harmless_is_restored(text):
    assert as_written(harmless(text)) == text
    assert not harmless(text).startswith(tuple(STARTS))
