"""A small linkage to ask and decide about: its lists, its persons, its workbook."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from payung.actions.ask_people import ask_people
from payung.actions.gather_people import Given
from payung.actions.link_people import Request, link_people
from payung.actions.write_people import Told
from payung.gateways.ask_book import COLUMNS, HEADING_ROW
from tests.actions.lists import TWO_DOUBTS, write

ON = date(2026, 11, 1)
PLACE = {field: at for at, (_, _, field) in enumerate(COLUMNS, 1)}


def request(out: Path, *lists: Path, **more: object) -> Request:
    return replace(Request(Given(on=ON, lists={"register": lists}), out), **more)  # type: ignore[arg-type]


@pytest.fixture
def linked(tmp_path) -> Path:
    link_people(request(tmp_path / "out", write(tmp_path / "a.csv", TWO_DOUBTS)))
    return tmp_path / "out"


def again(out: Path, *rows: str, **more: object) -> Told:
    return link_people(request(out, write(out.with_name("a.csv"), rows or TWO_DOUBTS), **more))


def people(out: Path) -> dict[int, str]:
    """Row of the list -> key of the person."""
    return dict(pl.read_parquet(out / "people.parquet").select("row", "person_key").rows())


def asked(out: Path) -> list[tuple[int, set[int]]]:
    """The doubtful pairs: number, rows."""
    return [(one.number, {one.facts["left_row"], one.facts["right_row"]}) for one in ask_people(out).pairs]


def number_of(out: Path, *rows: int) -> int:
    return next(number for number, found in asked(out) if found == set(rows))


def fill(book: Path, answers: dict[int, tuple[str, str, str]]) -> Path:
    """Write (verdict, by, reason) into the yellow cells of pairs, by their turn in the workbook."""
    workbook = openpyxl.load_workbook(book)
    for turn, cells in answers.items():
        for field, said in zip(("verdict", "by", "reason"), cells, strict=True):
            workbook.active.cell(HEADING_ROW + 1 + 2 * turn, PLACE[field], said or None)
    workbook.save(book)
    return book
