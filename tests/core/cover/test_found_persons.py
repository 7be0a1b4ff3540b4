"""Whom a line speaks of: by number, never by name; who is not found is the same stranger on both lists."""

import narwhals as nw
import polars as pl
import pytest

from payung.core.cover.found_persons import FOUND, with_persons
from payung.engines.check import CheckTables
from payung.engines.local import LocalTables
from tests.table import table

PEOPLE = """
 person | nik | membership_number
      0 | A   | K0
      1 | B   |
      2 | C   | K2
      2 | C   | K2b
      3 | D   | K3
      4 | D   | K4
      5 |     | K5
"""
LINES = """
 line | nik | membership_number | person | found
    1 | A   |                   |      0 | by_nik
    2 | A   | K0                |      0 | by_nik
    3 |     | K0                |      0 | by_membership_number
    4 | A   | K2                |        | contradicts
    5 | C   | K2b               |      2 | by_nik
    6 | X   | K2                |      2 | by_membership_number
    7 | D   |                   |        | two_people
    8 | D   | K3                |      3 | by_membership_number
    9 | B   | K99               |      1 | by_nik
   10 |     | K5                |      5 | by_membership_number
   11 | X   |                   |     11 | unknown
   12 | X   | K98               |     11 | unknown
   13 |     | K97               |     13 | unknown
   14 |     |                   |        | no_number
   15 |     |                   |        | no_number
"""


def asked(engine, folder, **frames):
    tables = LocalTables() if engine == "local" else CheckTables()
    for name, frame in frames.items():
        frame.write_parquet(folder / name)
    found = with_persons(*(tables.scan(folder / name) for name in ("billed", "listed", "people")))
    return [side.collect(backend="polars").to_native().sort("line") for side in found]


@pytest.mark.parametrize("engine", ["local", "check"])
def test_a_line_is_found_by_its_numbers(engine, tmp_path):
    drawn = table(LINES, line="int64", nik="string", membership_number="string", person="int64", found="string")
    lines = drawn.select("line", "nik", "membership_number")
    people = table(PEOPLE, person="int64", nik="string", membership_number="string")
    listed = lines.filter(pl.col("line").is_in([1, 11, 13])).with_columns(pl.col("line") + 100)
    more = pl.DataFrame({"line": [200], "nik": ["Z"], "membership_number": [None]}, schema=lines.schema)
    billed, members = asked(engine, tmp_path, billed=lines, listed=pl.concat([listed, more]), people=people)
    strangers = {11, 12, 13, 4, 7}
    found = dict(billed.select("line", "person").rows())
    for line, person, word in drawn.select("line", "person", "found").iter_rows():
        if line not in strangers:
            assert found[line] == person, line
        elif line in (11, 12, 13):
            assert found[line] == -1 - (11 if line == 12 else line)
        assert billed.filter(pl.col("line") == line)["found"].to_list() == [word], line
    assert found[4] < 0 and found[7] < 0 and len({found[line] for line in strangers}) == 4
    on_list = dict(members.select("line", "person").rows())
    assert on_list[101] == 0
    assert (on_list[111], on_list[113]) == (found[11], found[13]), "the same stranger on both lists"
    assert on_list[200] < 0 and on_list[200] not in found.values()
    assert set(drawn["found"]) == set(FOUND)


def test_lines_keep_their_columns_and_their_number():
    lines = pl.DataFrame(
        {"line": [1, 1], "nik": ["A", "A"], "membership_number": None, "month": [202510, 202511], "amount": 5}
    )
    lines = lines.with_columns(pl.col("membership_number").cast(pl.String), pl.col("line").cast(pl.Int64))
    people = table(PEOPLE, person="int64", nik="string", membership_number="string")
    billed, listed = with_persons(*(nw.from_native(frame.lazy()) for frame in (lines, lines.drop("amount"), people)))
    assert nw.to_native(billed).collect().columns == [
        "line",
        "nik",
        "membership_number",
        "month",
        "amount",
        "found",
        "person",
    ]
    assert nw.to_native(listed).collect().height == 2
