"""Deaths and moves from a civil registry's list: who is meant for certain leaves, and their unpaid months are freed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.engines.cover_watch import certain, judge_registry, months_lost
from payung.gateways.file_digest import sha256_of
from payung.gateways.registers import RegisterUnreadable, normalise_register
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.ledger import Ledger
from payung.store.models import Leaving
from payung.store.months import ended_table, held_months, month_table, open_funds, people_table


@dataclass(frozen=True)
class LeftPeople:
    """Lines of the list by verdict and why (codes of ``leaving.WHY``); what the certain ones changed.

    ``asked``: numbers of people to be asked about, by why. ``released``: whole rupiah that are free again. ``paid``:
    person-months paid for later months by what becomes of them (``leaving.BECOMES``), which is not booked here.
    """

    lines: int
    left: int
    verdicts: Mapping[str, int]
    asked: Mapping[str, list[int]]
    person_months: int
    released: int
    paid: Mapping[str, int]


def left_people(place: Place, asked: Asked, path: Path) -> LeftPeople:
    """Apply the list at ``path`` as known on ``asked.on``; what is not certain is told and changes nothing.

    A list may be given again: who left already is known. Raises: RegisterUnreadable, MonthClosed, and what ``act_at``
    raises.
    """
    try:
        sha256 = sha256_of(path)
    except OSError as error:
        raise RegisterUnreadable(path, "left", _why(error)) from error
    with TemporaryDirectory() as folder:
        register = normalise_register("left", path, Path(folder) / "left.parquet")
        told = pl.read_parquet(register.path, glob=False)

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        months, funds, gone = month_table(), open_funds(), ended_table()
        people = people_table(months["person"].unique(), keys)
        judged = judge_registry(told, people, months, funds, asked.on, ended=gone)
        sure = certain(judged)
        rows = [(person, why, on, f"registry {sha256[:16]}", None) for person, why, on in sure.iter_rows()]
        if rows:
            doing.add(Leaving, ("person_id", "why", "on", "source", "undoes_id"), rows)
        lost = months_lost(months, sure, funds, LawBook.read().on(asked.on))
        freed = lost.filter(pl.col("becomes") == "released").select("person", "month", "purse")
        ids = held_months(freed.rows())
        with Ledger(doing, asked.on.year * 100 + asked.on.month) as ledger:
            released = ledger.move("release", ids) if ids else 0
        return _told(judged, lost, len(ids), released)

    return LeftPeople(**act_at(place, asked, "people.left", {"list": sha256}, work))


def _told(judged: pl.DataFrame, lost: pl.DataFrame, person_months: int, released: int) -> dict[str, Any]:
    doubtful: dict[str, list[int]] = {}
    unsure = judged.filter((pl.col("verdict") == "ask") & pl.col("person").is_not_null())
    for why, person in unsure.select("why", "person").sort("why", "person").iter_rows():
        doubtful.setdefault(why, []).append(person)
    paid = lost.filter(~pl.col("becomes").is_in(["released", "owed"]))
    return {
        "lines": judged.height,
        "left": judged.filter(pl.col("verdict") == "certain")["person"].n_unique(),
        "verdicts": dict(sorted(Counter(f"{verdict} {why}" for verdict, why in _pairs(judged)).items())),
        "asked": doubtful,
        "person_months": person_months,
        "released": released,
        "paid": dict(sorted(Counter(paid["becomes"].to_list()).items())),
    }


def _pairs(judged: pl.DataFrame) -> list[tuple[str, str]]:
    return [(verdict, why) for verdict, why in judged.select("verdict", "why").iter_rows()]


def _why(error: OSError) -> Text:
    said = type(error).__name__
    return Text(id=said, en=said)
