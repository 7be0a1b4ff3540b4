"""The committed reference is what the data says today."""

import re
import runpy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from payung.core.law.book import LawBook
from payung.core.programmes.catalogue import programme_ids, read_programme
from scripts.reference.law import parameter as page_of
from scripts.reference.law import parameters, programmes
from scripts.reference.markdown import cell, table

ROOT = Path(__file__).parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "build_reference.py"))
REFERENCE = ROOT / "docs" / "reference"


@pytest.mark.parametrize("name", sorted(SCRIPT["PAGES"]))
def test_the_committed_page_is_current(name):
    assert (REFERENCE / name).read_text("utf-8") == SCRIPT["rendered"]()[name], "run `make docs`"


def test_every_page_in_the_folder_has_its_function():
    measured = {"speed.md"}
    assert {path.name for path in REFERENCE.glob("*.md")} == set(SCRIPT["PAGES"]) | measured


def test_every_parameter_and_programme_has_its_heading():
    keys = LawBook.read().parameters
    assert re.findall(r"^## `(.*)`$", parameters(), re.M) == sorted(keys)
    assert re.findall(r"^## (.*)$", programmes(), re.M) == programme_ids()


def test_every_word_of_a_parameter_is_on_the_page():
    page = parameters()
    for parameter in LawBook.read().parameters.values():
        for value in parameter.values:
            rows = getattr(value, "rows", {}).values()
            readings = getattr(value, "readings", {}).values()
            said = [value.name, value.doubt, *readings, *(row.name for row in rows), *(row.doubt for row in rows)]
            for text in said:
                assert text is None or (cell(text.id) in page and cell(text.en) in page), text
            assert all(cell(word) in page for word in (value.article, value.url, value.seen, value.quoted) if word)


def test_a_value_someone_compared_says_who_and_when_and_quotes_the_law():
    parameter = LawBook.read().parameters["jkm/burial"]
    values = tuple(
        replace(value, checked=date(2026, 11, 21), checked_by="Disnaker", quoted="Biaya | pemakaman")
        for value in parameter.values
    )
    page = page_of(replace(parameter, values=values))
    assert "checked: 2026-11-21, Disnaker" in page and page.count("> Biaya \\| pemakaman\n") == len(values)


def test_all_33_bands_and_the_reading_used_are_on_the_page():
    page = parameters()
    assert "| 20.200.000 | Rp20.700.000 per bulan<br>Rp20.700.000 a month |" in page
    assert page.count("| dipakai / used |") == sum(
        hasattr(value, "readings") for entry in LawBook.read().parameters.values() for value in entry.values
    )


def test_every_open_point_and_every_note_of_a_figure_is_on_the_page_in_both_languages():
    page = programmes()
    for id_ in programme_ids():
        programme = read_programme(id_)
        notes = [figure.note for figure in programme.figures if figure.note]
        for text in (*programme.open, *notes):
            assert text.id in page and text.en in page, text.en


def test_a_cell_cannot_break_the_table():
    assert table(("a", "b"), [("x|y\nz", None)]) == "| a | b |\n| --- | --- |\n| x\\|y z | – |\n"
