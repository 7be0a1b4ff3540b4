"""The workbook of a plan: everybody once, figures that agree with the tables, nothing that runs, no NIK."""

import re
from zipfile import ZipFile

import openpyxl
import polars as pl
import pytest

from payung.actions.allocate_budget import ranked
from payung.gateways.plan_book import HEADING_ROW, write_plan_book
from payung.gateways.plan_figures import figures_of
from tests.core.allocation.reference import Person
from tests.core.planner.plans import YEAR, fund, plan, table

NIK = "1501014107800001"
HOSTILE = '=HYPERLINK("http://x","y")'
VILLAGES = (1504022001, 1504022002)
SHEETS = ["Dana", "Dibayar", "Belum dibayar", "Sisa dana"]


@pytest.fixture
def made():
    """Tables, plan and names of eight people in two villages; money for some of them."""
    people = table([Person(at, VILLAGES[at % 2], at, 7, 0) for at in range(8)])
    keys = [f"nik-{NIK}", "P-1234567890123456", f"orang {NIK}", "P-abcdefabcdefabcd", *(f"k{at}" for at in range(4, 8))]
    people = people.with_columns(key=pl.Series(keys))
    months = YEAR[:3]
    funds = (fund(40, months), fund(55, months, id="b", per="area"))
    shared = plan(*funds, months=months, price=10)
    tables = ranked(people, shared)
    names = pl.DataFrame({"key": keys[:4], "name": [HOSTILE, "SITI", f"ALI {NIK}", None]})
    return tables, shared, names


def written(made, path, **more):
    tables, shared, names = made
    return write_plan_book(tables, shared, figures_of(tables, shared), names, path, **more)


def rows_of(path, name):
    sheet = openpyxl.load_workbook(path)[name]
    headings, *rows = sheet.iter_rows(min_row=HEADING_ROW, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_everybody_stands_in_it_with_figures_that_agree(made, tmp_path):
    path = tmp_path / "people.xlsx"
    assert written(made, path)
    tables = made[0]
    paid, unpaid, left = (rows_of(path, name) for name in SHEETS[1:])
    assert [len(rows) for rows in (paid, unpaid, left)] == [tables[name].height for name in ("paid", "unpaid", "left")]
    assert paid and unpaid
    (months,) = tables["paid"].select(pl.col("months").bitwise_count_ones().sum()).row(0)
    assert sum(row["Jumlah bulan"] for row in paid) == months
    funds = rows_of(path, "Dana")
    assert sum(row["Iuran"] for row in paid) == sum(row["Terpakai"] for row in funds) == tables["left"]["spent"].sum()
    assert sum(row["Sisa"] for row in left) == sum(row["Sisa"] for row in funds)
    assert all(row["Sebab"] and "{" not in row["Sebab"] and row["Tepat di atasnya"] for row in unpaid)


def test_who_stands_just_above_is_whom_the_table_names(made, tmp_path):
    path = tmp_path / "people.xlsx"
    written(made, path)
    people = made[0]["people"].select(above="person", key="key")
    named = made[0]["unpaid"].join(people, on="above", how="left")["key"].drop_nulls().to_list()
    shown = {row["Tepat di atasnya"].split(" · ")[-2] for row in rows_of(path, "Belum dibayar")}
    assert named and shown == {re.sub(rf".*{NIK}.*", "", key) or "baris 1" for key in named}


def test_no_nik_stands_anywhere_and_a_key_of_a_run_stays(made, tmp_path):
    path = tmp_path / "people.xlsx"
    written(made, path)
    with ZipFile(path) as book:
        assert not any(NIK in book.read(name).decode("utf-8") for name in book.namelist())
    keys = {row["Kunci orang"] for name in SHEETS[1:3] for row in rows_of(path, name)}
    assert {"baris 1", "baris 3", "P-1234567890123456", "k7"} <= keys
    assert "ALI …" in {row["Nama"] for row in rows_of(path, "Dibayar")}


def test_no_cell_runs_and_every_sheet_is_frozen_below_its_headings_and_can_be_filtered(made, tmp_path):
    path = tmp_path / "people.xlsx"
    written(made, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert sheet.freeze_panes == f"A{HEADING_ROW + 1}"
        assert sheet.auto_filter.ref == f"A{HEADING_ROW}:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        assert all(sheet.column_dimensions[cell.column_letter].width >= 5 for cell in sheet[HEADING_ROW])
    assert f"'{HOSTILE}" in {row["Nama"] for row in rows_of(path, "Dibayar")}


def test_the_same_tables_give_the_same_bytes(made, tmp_path):
    for name in ("a", "b"):
        written(made, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_list_longer_than_a_sheet_is_not_cut(made, tmp_path):
    most = max(made[0][name].height for name in ("paid", "unpaid", "left"))
    assert not written(made, tmp_path / "people.xlsx", room=most - 1) and not (tmp_path / "people.xlsx").exists()
    assert written(made, tmp_path / "people.xlsx", room=most)
