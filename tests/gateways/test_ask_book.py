"""The workbook of doubtful pairs: nothing runs in it, no NIK is whole in it, only the yellow cells can be written."""

import re
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.actions.ask_people import ask_people
from payung.actions.gather_people import Given
from payung.actions.link_people import Request, link_people
from payung.core.linkage.hidden import HIDDEN, LAST_DIGITS, hidden
from payung.gateways.ask_book import COLUMNS, HEADING_ROW
from tests.actions.lists import HEAD, write

EVIL = ("=HYPERLINK(A1)", "+62 SITI", "-1+1", "@SUM(A1)", "＝1+1", "\t=1", "[bold]X[/bold]")
FIELDS = [field for _, _, field in COLUMNS]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One NIK with two names again and again, each name and mother a formula."""
    folder = tmp_path_factory.mktemp("ask")
    rows = []
    for number, evil in enumerate(EVIL):
        nik = f"15050112087{number}0001"
        rows.append(f'{nik},"{evil}",1987-08-12,L,1505012006,"{evil}",1505010101{number}00001')
        rows.append(f"{nik},ZULKIFLI HAMZAH,1987-08-12,L,1505012006,MURNI,157106020{number}150077")
    lists = {"register": (write(folder / "=evil().csv", rows, HEAD),)}
    link_people(Request(Given(on=date(2026, 11, 1), lists=lists), folder / "out"))
    return folder / "out"


def cells(book: Path) -> list[openpyxl.cell.Cell]:
    return [cell for row in openpyxl.load_workbook(book).active.iter_rows() for cell in row if cell.value is not None]


def test_no_cell_is_a_formula_and_none_would_become_one(result):
    assert pl.read_parquet(result / "pairs.parquet").filter(outcome="ask").height >= len(EVIL) - 1
    for cell in cells(result / "ask.xlsx"):
        assert cell.data_type in ("s", "n"), cell.coordinate
        assert not re.match(r"^[=+\-@＝＋－＠\t\r\n]", str(cell.value)), cell.value


def test_no_nik_or_family_card_is_whole_unless_asked_for(result, tmp_path):
    whole = re.compile(r"\d{14,}")
    keys = FIELDS.index("keys") + 1
    said = [str(cell.value) for cell in cells(result / "ask.xlsx") if cell.column != keys]
    assert not any(whole.search(text) for text in said)
    ask_people(result, book=tmp_path / "whole.xlsx", whole=True)
    assert sum(bool(whole.search(str(cell.value))) for cell in cells(tmp_path / "whole.xlsx")) > len(EVIL)


def test_only_the_yellow_cells_can_be_written(result):
    sheet = openpyxl.load_workbook(result / "ask.xlsx").active
    assert sheet.protection.sheet
    free = {FIELDS[cell.column - 1] for cell in sheet[HEADING_ROW + 1] if not cell.protection.locked}
    assert free == {"verdict", "by", "reason"}


def test_the_other_tables_hold_nothing_that_runs_either(result):
    for name in ("people.csv", "pairs.csv"):
        for cell in pl.read_csv(result / name, infer_schema=False).iter_rows():
            assert not any(re.match(r"^[=+@]", text or "") for text in cell), name


def test_a_copy_has_the_bytes_of_the_first(result, tmp_path):
    ask_people(result, book=tmp_path / "copy.xlsx")
    assert (tmp_path / "copy.xlsx").read_bytes() == (result / "ask.xlsx").read_bytes()
    assert (tmp_path / "copy.xlsx").stat().st_mode & 0o077 == 0


NIK = st.text("0123456789", min_size=14, max_size=17)


@given(NIK, NIK)
def test_hidden_numbers_tell_no_more_than_it_takes(one, other):
    shown = hidden(one, other)
    assert len(shown) == len(one) and shown.endswith(one[-LAST_DIGITS:])
    assert sum(sign != HIDDEN for sign in shown) <= LAST_DIGITS + 2
    assert all(sign in (HIDDEN, digit) for sign, digit in zip(shown, one, strict=True))


@given(NIK, st.integers(0, 13), st.integers(1, 9))
def test_a_slip_of_one_digit_is_seen(nik, place, more):
    other = nik[:place] + str((int(nik[place]) + more) % 10) + nik[place + 1 :]
    assert hidden(nik, other)[place] == nik[place] and hidden(nik, other) != hidden(other, nik)
