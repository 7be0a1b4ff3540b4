"""Small made-up ledgers, and slow answers to the same questions, one person after another."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
from hypothesis import strategies as st

from payung.core.allocation.fund import Fund, Tranche
from payung.core.basis.days import months_after
from payung.core.basis.months import between, first_day, later
from payung.core.basis.text import Text
from payung.core.cover.standing import most_unpaid
from payung.engines.check import CheckTables
from payung.engines.local import LocalTables

ENGINES = {"local": LocalTables, "check": CheckTables}
"""Polars and DuckDB."""

MONTHS = {
    "person": pl.Int64, "month": pl.Int64, "fund": pl.String, "purse": pl.Int64, "price": pl.Int64,
    "enrolled": pl.Boolean, "billed": pl.Boolean, "paid": pl.Boolean, "confirmed": pl.Boolean, "paid_on": pl.Date,
}  # fmt: skip
PEOPLE = {
    "person": pl.Int64, "key": pl.String, "nik": pl.String, "name": pl.String, "birth_date": pl.Date, "sex": pl.String,
    "village_code": pl.String,
}  # fmt: skip
ENDED = {"person": pl.Int64, "why": pl.String, "on": pl.Date}
VILLAGES = ("1504022001", "1504022002", "1505032004")
NAMES = ("SITI AMINAH", "BUDI SANTOSO", "RATNA DEWI", "JOKO WIDARTO", "HASAN BASRI", "LILIS KARLINA")
PRICE = 16_800


def fund(id_, months, **changed):
    made = Fund(
        id_, Text(f"Dana {id_}", f"Fund {id_}"), "regency_budget", "SG", "Disnaker", "15", "area",
        (Tranche(months[0], 10**9),), tuple(months),
    )  # fmt: skip
    return replace(made, **changed)


def ledger(rows):
    """(person, month, fund, paid) -> MONTHS; every row enrolled, billed, and confirmed where it is paid."""
    cells = [
        (person, month, of, int(month == 0), PRICE, True, True, paid, paid, first_day(month) if paid else None)
        for person, month, of, paid in rows
    ]
    return pl.DataFrame(cells, schema=MONTHS, orient="row")


def people(places, born=None):
    """Village of person 1, 2, 3 …"""
    rows = [
        (
            number, f"k{number}", f"15{number:014d}", NAMES[number % 6], (born or {}).get(number), "L",
            village,
        )
        for number, village in enumerate(places, 1)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=PEOPLE, orient="row")


def run_of(months):
    """Months (yyyymm, sorted) as lists without a gap."""
    found = []
    for month in months:
        if found and later(found[-1][-1], 1) == month:
            found[-1].append(month)
        else:
            found.append([month])
    return found


def slowly_ending(rows, funds, law, on, days):
    """(person, fund, last_month, first_without, lapses_on, resumes, months of the membership)."""
    last_payable = {one.id: one.months[-1] for one in funds}
    today, found = on.year * 100 + on.month, []
    for person in sorted({row[0] for row in rows}):
        mine = [row for row in rows if row[0] == person and (row[3] or today <= row[1] <= last_payable.get(row[2], 0))]
        runs = run_of(sorted({row[1] for row in mine}))
        for place, run in enumerate(runs):
            without = first_day(later(run[-1], 1))
            if not on < without <= on + timedelta(days=days):
                continue
            months, at = len(run), place
            while at and len(between(runs[at - 1][-1], runs[at][0])) - 2 <= most_unpaid(law):
                at -= 1
                months += len(runs[at])
            payer = min(row[2] for row in mine if row[1] == run[-1])
            lapses = months_after(without, most_unpaid(law))
            after = runs[place + 1][0] if place + 1 < len(runs) else None
            found.append((person, payer, run[-1], without, lapses, after, months))
            break
    return found


ROWS = st.lists(
    st.tuples(
        st.integers(1, 5), st.integers(0, 17), st.sampled_from(["a", "b", "c"]), st.sampled_from([True, True, False])
    ),
    max_size=45,
    unique_by=lambda row: (row[0], row[1], row[2]),
).map(lambda rows: [(person, later(202601, ahead), of, paid) for person, ahead, of, paid in rows])


def asked(engine, rule, folder, *tables):
    """``rule`` of ``tables`` on ``engine``, all columns a key of order; from Parquet files as the product does."""
    computer, frames = ENGINES[engine](), []
    for number, one in enumerate(tables):
        one.write_parquet(folder / f"{number}.parquet")
        frames.append(computer.scan(folder / f"{number}.parquet"))
    made = rule(*frames).collect(backend="polars").to_native()
    return made.sort(made.columns, nulls_last=True)
