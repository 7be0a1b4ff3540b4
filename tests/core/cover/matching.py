"""The match row by row, in plain Python: what the columns must say. And tables to draw it with."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from payung.core.cover.match import MATCHED, match
from payung.core.cover.piles import ENDINGS
from payung.engines.check import CheckTables
from payung.engines.local import LocalTables
from tests.table import table

DECREE = {"person": "int64", "month": "int64", "price": "int64", "fund": "string"}
BILLED = {"line": "int64", "person": "int64", "month": "int64", "amount": "int64"}
LISTED = {"line": "int64", "person": "int64", "month": "int64"}
ENDED = {"person": "int64", "why": "string", "on": "date"}
EARLIER = {"person": "int64", "month": "int64", "bill": "string", "amount": "int64"}
SIDES = {"decree": DECREE, "billed": BILLED, "listed": LISTED, "ended": ENDED, "earlier": EARLIER}
TYPES = {"int64": pl.Int64, "string": pl.String, "date": pl.Date}

Sides = dict[str, pl.DataFrame]


def side(name: str, rows: Any = ()) -> pl.DataFrame:
    """A table of ``SIDES``, drawn or as rows."""
    if isinstance(rows, str):
        return table(rows, **SIDES[name]).select(*SIDES[name])
    schema = {column: TYPES[kind] for column, kind in SIDES[name].items()}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def sides(**given: Any) -> Sides:
    """All five tables; those not given are empty."""
    return {name: side(name, given.get(name, ())) for name in SIDES}


def matched(
    given: Sides, list_months: Any = (202510,), *, engine: str = "local", folder: Path | None = None
) -> pl.DataFrame:
    """The match on an engine, by person and month."""
    if folder is None:
        frames = {name: nw.from_native(frame.lazy()) for name, frame in given.items()}
    else:
        tables = LocalTables() if engine == "local" else CheckTables()
        for name, frame in given.items():
            frame.write_parquet(folder / name)
        frames = {name: tables.scan(folder / name) for name in given}
    found = match(**frames, list_months=list_months, fund="bkbk").collect(backend="polars").to_native()
    assert found.columns == list(MATCHED)
    assert {name: str(kind) for name, kind in found.schema.items()} == {
        name: "String" if kind is nw.String else "Int64" for name, kind in MATCHED.items()
    }
    return found.sort("person", "month")


def by_hand(given: Sides, list_months: Any, fund: str = "bkbk") -> list[dict[str, Any]]:
    """The same, one person-month at a time."""
    decree = {(row["person"], row["month"]): row for row in given["decree"].iter_rows(named=True)}
    lines: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in given["billed"].iter_rows(named=True):
        person = -(2**40) - row["line"] if row["person"] is None else row["person"]
        lines[person, row["month"]].append(row)
    listed = {
        (-(2**41) - row["line"] if row["person"] is None else row["person"], row["month"])
        for row in given["listed"].iter_rows(named=True)
    }
    endings: dict[int, Any] = {}
    for person, why, on in given["ended"].iter_rows():
        key = (on, ENDINGS.index(why))
        endings[person] = min(key, endings.get(person, key))
    before: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for person, month, bill, amount in given["earlier"].iter_rows():
        before[person, month].append((bill, amount))
    return [
        _one(
            key,
            decree.get(key),
            lines.get(key, []),
            key in listed,
            endings.get(key[0]),
            before.get(key),
            list_months,
            fund,
        )
        for key in sorted({*decree, *lines, *listed})
    ]


def _one(
    key: Any, decreed: Any, lines: Any, on_list: bool, ending: Any, before: Any, list_months: Any, fund: str
) -> dict[str, Any]:
    person, month = key
    gone = ending is not None and month > ending[0].year * 100 + ending[0].month
    price = decreed["price"] if decreed else 0
    amount = sum(row["amount"] for row in lines)
    again = len(lines) > 1 and amount > price
    if gone and (lines or before):
        pile, reason = "ended", ENDINGS[ending[1]]
    elif lines and (before or again):
        pile, reason = "twice", "in_two_bills" if before else "twice_in_bill"
    elif lines and decreed:
        exact = "in_parts" if len(lines) > 1 else "agrees"
        pile, reason = "agrees", "above_price" if amount > price else "below_price" if amount < price else exact
    elif lines:
        pile, reason = "not_decreed", "unknown_person" if person < 0 else "not_decreed"
    elif decreed:
        pile, reason = "not_billed", "rightly_not_billed" if gone else "paid_before" if before else "not_billed"
    else:
        said = "list_unknown" if person < 0 else "list_ended" if gone else "list_paid_before" if before else "list_only"
        pile, reason = "list_only", said
    due = price if decreed and not gone and not before else 0
    return {
        "person": person,
        "month": month,
        "fund": decreed["fund"] if decreed else fund,
        "price": price,
        "lines": len(lines),
        "amount": amount,
        "first_line": min((row["line"] for row in lines), default=None),
        "ended_why": ENDINGS[ending[1]] if gone else None,
        "ended_on": int(f"{ending[0]:%Y%m%d}") if gone else None,
        "paid_before": sum(paid for _, paid in before or ()),
        "paid_by": min((bill for bill, _ in before or ()), default=None),
        "listed": "on_list" if on_list else "not_on_list" if month in list_months else "list_missing",
        "pile": pile,
        "reason": reason,
        "overpaid": max(0, amount - due),
    }
