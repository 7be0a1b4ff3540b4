"""What a plan is worth to the aim it was chosen for, by the aim's definition: another path than the walk the plan was
found by. Each person's months are read from the first to the last, once for all people with the same ones.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from payung.core.allocation.aim import Aim
from payung.core.cover.standing import most_unpaid
from payung.core.law.book import LawBook
from payung.core.law.death import death_benefit
from payung.core.law.first_months import MONTHS
from payung.engines.optimum.aims import NEEDED


def aim_worth(people: pl.DataFrame, months: Sequence[int], aim: Aim, law: LawBook) -> pl.DataFrame:
    """``people`` with ``now`` and ``then``: what each is worth with the months ``got``, and with ``could`` as well.

    ``people``: before, and the sets of months got and could; ``months``: yyyymm of the plan. Raises: NoValueInForce.
    """
    law_of = _Law(months, law) if aim.kind in ("benefit", "continuity") else None
    people = people.with_columns(both=pl.col("got") | pl.col("could"))
    for name, sets in (("now", "got"), ("then", "both")):
        kinds = people.select("before", sets).unique()
        worth = [_worth(aim, before, _paid(of, len(months)), law_of) for before, of in kinds.iter_rows()]
        kinds = kinds.with_columns(pl.Series(name, worth, dtype=pl.Int64))
        people = people.join(kinds, on=["before", sets], how="left", maintain_order="left")
    return people.drop("both")


def reached(worth: pl.DataFrame, aim: Aim) -> int:
    """What the plan reaches: ``worth`` is ``aim_worth`` with ``village``; no village counts beyond its target."""
    if aim.kind != "coverage":
        return sum(worth["now"].to_list())
    return sum(min(count, target) for count, target in _villages(worth, aim).select("count", "target").iter_rows())


def adding(worth: pl.DataFrame, aim: Aim) -> pl.DataFrame:
    """``person`` and ``adds``: whether the plan would be worth more with all the months the person could have."""
    more = worth.select("person", "village", adds=pl.col("then") > pl.col("now"))
    if aim.kind == "coverage":
        short = _villages(worth, aim).select("village", short=pl.col("count") < pl.col("target"))
        more = more.join(short, on="village", how="left").with_columns(adds=pl.col("adds") & pl.col("short"))
    return more.select("person", "adds")


def _villages(worth: pl.DataFrame, aim: Aim) -> pl.DataFrame:
    """``village``, ``count`` of people who count, and ``target``: rounded up."""
    by = worth.group_by("village").agg(count=pl.col("now").sum(), listed=pl.len().cast(pl.Int64))
    return by.with_columns(target=-(-pl.col("listed") * aim.percent // 100))


def _paid(months: int, count: int) -> list[bool]:
    return [bool(months >> at & 1) for at in range(count)]


class _Law:
    """Amounts of the law, by month of the plan."""

    def __init__(self, months: Sequence[int], law: LawBook) -> None:
        books = [law.on(date(month // 100, month % 100, 1)) for month in months]
        self.first = [book[MONTHS].amount for book in books]
        self.full = [death_benefit(book, started=date(book.day.year - 9, 1, 1)).total for book in books]
        self.less = [death_benefit(book, started=book.day).total for book in books]
        self.gap = max(most_unpaid(book) for book in books)
        self.joined_gap = most_unpaid(books[0])
        self.scholar = books[0][NEEDED].amount


def _worth(aim: Aim, before: int, paid: Sequence[bool], law: _Law | None) -> int:
    if aim.kind == "person_months":
        return sum(paid)
    if law is None:
        return int("1" * aim.least in "".join("01"[month] for month in paid))
    return _benefit(before, paid, law) if aim.kind == "benefit" else _continuity(before, paid, law)


def _benefit(before: int, paid: Sequence[bool], law: _Law) -> int:
    """The death benefit in force in each paid month, added up."""
    began, last, total = -before if before else None, -1, 0
    for month in [at for at, one in enumerate(paid) if one]:
        if began is None or month - last - 1 > law.gap:
            began = month
        total += law.full[month] if month - began >= law.first[month] else law.less[month]
        last = month
    return total


def _continuity(before: int, paid: Sequence[bool], law: _Law) -> int:
    """One for the full benefit reached, one for the months of the scholarship, one for a member who never lapses."""
    runs: list[list[int]] = [[]]
    last, gap, full = -1, law.joined_gap, law.first[0]
    for month in [at for at, one in enumerate(paid) if one]:
        if month - last - 1 > gap and (before or runs[-1]):
            runs.append([])
        runs[-1].append(month)
        last = month
    if not before:
        return int(any(len(run) >= full for run in runs))
    kept = len(runs) == 1 and len(paid) - last - 1 <= gap
    marks = sum(before < mark <= before + len(runs[0]) for mark in (full, law.scholar))
    return int(kept) + marks
