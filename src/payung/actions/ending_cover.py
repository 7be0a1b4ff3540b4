"""Whose cover ends soon: the page, its tables, lists for the villages to hand out, and renewals to simulate."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.staging import staged
from payung.core.allocation.fund import Fund
from payung.core.basis.months import later
from payung.core.basis.text import Text
from payung.core.cover.going_on import Ends
from payung.core.law.book import LawBook
from payung.core.planner.expected import benefits_on
from payung.engines.cover_watch import behind_people, ending_people, ends_of, people_at_limit, unpaid_by_purse
from payung.gateways.cover_ends.page import write_ending_page
from payung.gateways.cover_ends.renewal import Renewal, write_renewals
from payung.gateways.cover_ends.self_pay import village_lists, write_village_book
from payung.gateways.cover_ends.slips import write_slips
from payung.gateways.cover_ends.tables import write_ending_book, write_ending_csv
from payung.gateways.csv_files import write_csv
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.months import ended_table, month_table, open_funds, people_table
from payung.store.reading import one_moment

MARK, PAGE, BOOK, TABLE = "ending.json", "ending.html", "ending.xlsx", "ending.csv"
ARREARS, UNPAID, AGE_LIMIT = "arrears.csv", "unpaid.csv", "age_limit.csv"
VILLAGES, RENEWAL = "villages", "renewal"
TITLE = Text(id="Perlindungan pekerja", en="Workers' cover")


@dataclass(frozen=True)
class EndingAsked:
    """Cover that ends within ``days`` days, going on through ``until`` (yyyymm; None: the December after the ends).

    ``out``: the folder for page, lists and renewals; None: figures only. ``budget``: whole rupiah for all renewals.
    """

    days: int
    out: Path | None = None
    until: int | None = None
    budget: int | None = None


@dataclass(frozen=True)
class EndingSoon:
    """``ends``; people in arrears by unpaid months (those lapsed under 0); people who reach the age limit in the days;
    how many villages got a list, and the renewals written; ``people``: numbers of those whose cover ends.
    """

    ends: Ends
    arrears: Mapping[int, int]
    at_limit: int
    villages: int
    renewals: tuple[Renewal, ...]
    people: tuple[int, ...]


@dataclass(frozen=True)
class Watched:
    """What the store holds, and what the rules make of it. Frames as the engines give them; ``unpaid`` where a table of
    it is written.
    """

    funds: Sequence[Fund]
    people: pl.DataFrame
    ending: pl.DataFrame
    behind: pl.DataFrame
    unpaid: pl.DataFrame | None
    old: pl.DataFrame


def ending_cover(place: Place, asked: Asked, wanted: EndingAsked) -> EndingSoon:
    """Whose cover ends after ``asked.on`` and within the days. Lists with names are an act: who had them is kept.

    Raises: FolderNotOurs, FolderBusy, RenewalImpossible, NoValueInForce, and what ``act_at`` raises.
    """
    keys = Keys.read(place.keys)
    open_store(place.address)
    book, on = LawBook.read(), asked.on
    if wanted.out is not None:
        said = {"days": wanted.days, "until": wanted.until, "budget": wanted.budget}
        act_at(place, asked, "cover.ending", said, lambda _, __: {})
    with one_moment():
        seen = watched(book, on, wanted.days, unpaid=wanted.out is not None)
        named = people_table(seen.ending["person"], keys) if wanted.out is not None else None
    until = wanted.until or december(on, wanted.days)
    ends = ends_of(seen.ending, seen.funds, book, on, days=wanted.days, until=until)
    grace = seen.behind.filter(pl.col("state") == "grace").group_by("unpaid").len().sort("unpaid").rows()
    arrears = dict(grace) | {0: seen.behind.height - sum(people for _, people in grace)}
    villages, renewals = 0, tuple[Renewal, ...]()
    if wanted.out is not None and named is not None:
        with staged(wanted.out, mark=MARK) as folder:
            villages, renewals = _write(folder, seen, named, ends, book, wanted.budget)
            renewals = tuple(replace(one, folder=wanted.out / RENEWAL / one.folder.name) for one in renewals)
            mark = {"command": "payung cover ending", "on": on.isoformat(), "days": wanted.days, "until": until}
            (folder / MARK).write_text(json.dumps(mark, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    people = tuple(seen.ending["person"].unique().sort())
    return EndingSoon(ends, arrears, seen.old.filter("upcoming").height, villages, renewals, people)


def watched(
    book: LawBook, on: date, days: int, whom: Collection[int] | None = None, *, unpaid: bool = False
) -> Watched:
    """What ends within the days after ``on``, is behind, or reaches the age limit; to be called within one moment.

    Of the people ``whom``, or of all who may be seen.
    """
    months, people, gone, funds = month_table(whom), people_table(whom), ended_table(whom), open_funds()
    return Watched(
        funds=funds,
        people=people,
        ending=ending_people(months, people, funds, book, on, days=days, ended=gone),
        behind=behind_people(months, people, book, on, ended=gone),
        unpaid=unpaid_by_purse(months, people, book, on) if unpaid else None,
        old=people_at_limit(months, people, book, on, days=days, ended=gone),
    )


def december(on: date, days: int) -> int:
    """The December of the last year in which a month after an end may lie."""
    last = later(on.year * 100 + on.month, -(-days // 28))
    return last // 100 * 100 + 12


def _write(
    folder: Path, seen: Watched, named: pl.DataFrame, ends: Ends, book: LawBook, budget: int | None
) -> tuple[int, tuple[Renewal, ...]]:  # fmt: skip
    """Everything into ``folder``; how many villages have a list, and the renewals."""
    pays = benefits_on(book, ends.on.year * 100 + ends.on.month)
    write_ending_page(ends, folder / PAGE, title=TITLE, pays=pays)
    write_ending_csv(ends, folder / TABLE)
    write_ending_book(ends, folder / BOOK)
    for name, frame in ((ARREARS, seen.behind), (UNPAID, seen.unpaid), (AGE_LIMIT, seen.old)):
        if frame is not None:
            write_csv(frame, folder / name)
    lists = village_lists(seen.ending, named, seen.funds, book, ends.on, pays_full=pays[1])
    (folder / VILLAGES).mkdir()
    for listed in lists:
        write_village_book(listed, folder / VILLAGES / f"{listed.file_name}.xlsx")
        write_slips(listed, folder / VILLAGES / f"{listed.file_name}.pdf")
    renewals = write_renewals(
        seen.ending, named, seen.funds, book, folder / RENEWAL, until=ends.until, budget=budget
    )  # fmt: skip
    return len(lists), renewals
