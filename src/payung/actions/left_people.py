"""Deaths and moves from a civil registry's list: who is meant for certain leaves; what becomes of the months after."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.book_credit import CreditBooked, told
from payung.core.basis.text import Text
from payung.core.cover.overpaid import RULES
from payung.core.cover.treatments import BOOKED
from payung.core.law.book import LawBook
from payung.engines.cover_watch import certain, judge_registry
from payung.gateways.file_digest import sha256_of
from payung.gateways.registers import RegisterUnreadable, normalise_register
from payung.store.acts import Doing
from payung.store.credits import Unused, book
from payung.store.keys import Keys
from payung.store.leavings import Left, record
from payung.store.ledger import Ledger
from payung.store.models import PersonMonth, Posting, Waiting
from payung.store.months import ended_table, month_table, open_funds, people_table
from payung.store.reading import rows_of


@dataclass(frozen=True)
class LeftPeople:
    """Lines of the list by verdict and why (codes of ``leaving.WHY``); what the certain ones changed.

    ``asked``: numbers of people to be asked about, by why. ``released``: whole rupiah of ``person_months`` that are
    free again. ``billed``: code of a bill -> its person-months after a leaving, which stay until it is corrected.
    ``credits``: what was paid ahead and BPJS owes. ``lost``: person-months paid ahead that no agreement brings back.
    """

    lines: int
    left: int
    verdicts: Mapping[str, int]
    asked: Mapping[str, list[int]]
    person_months: int
    released: int
    billed: Mapping[str, int]
    credits: tuple[CreditBooked, ...]
    lost: int


def left_people(place: Place, asked: Asked, path: Path) -> LeftPeople:
    """Apply the list at ``path`` as known on ``asked.on``; what is not certain is told and changes nothing.

    It speaks of whoever holds months or waits for them: a place is not handed on to somebody who died.

    Months no bill has taken are released; those billed stay, for BPJS asks for them until it sends a corrected bill;
    those paid become credits in the same act, by the fund's agreement. Who takes a place is for an amending decree,
    which has a number and a day that this list does not.
    A list may be given again: who left already is known. Raises: RegisterUnreadable, MonthClosed, and what ``act_at``
    raises.
    """
    try:
        sha256 = sha256_of(path)
    except OSError as error:
        raise RegisterUnreadable(path, "left", _why(error)) from error
    with TemporaryDirectory() as folder:
        register = normalise_register("left", path, Path(folder) / "left.parquet")
        told_of = pl.read_parquet(register.path, glob=False)

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        months, funds, gone = month_table(), open_funds(), ended_table()
        waiting = Waiting.objects.values_list("person_id", flat=True)
        people = people_table({*months["person"], *waiting}, keys)
        judged = judge_registry(told_of, people, months, funds, asked.on, ended=gone)
        left = [Left(person, why, on, f"registry {sha256[:16]}") for person, why, on in certain(judged).iter_rows()]
        with Ledger(doing, asked.on.year * 100 + asked.on.month) as ledger:
            done = record(doing, ledger, left, LawBook.read().on(asked.on))
            owed = owed_for(done.paid)
            numbers = book(doing, ledger, owed)
        return {
            **_told(judged),
            "person_months": len(done.released),
            "released": sum(price for (price,) in rows_of(PersonMonth.objects.all(), ("price",), "id", done.released)),
            "billed": billed_by(done.billed),
            "credits": told(numbers),
            "lost": len(done.paid) - len(owed),
        }

    done = act_at(place, asked, "people.left", {"list": sha256}, work)
    return LeftPeople(credits=tuple(CreditBooked(*row) for row in done.pop("credits")), **done)


def owed_for(paid: Sequence[int]) -> list[Unused]:
    """What of the months paid ahead becomes a credit by the agreement of its fund."""
    funds = rows_of(PersonMonth.objects.order_by("id"), ("id", "purse__fund__on_leaving"), "id", paid)
    treated = ((id_, RULES["ended"][policy]) for id_, policy in funds)
    return [Unused(id_, "ended", treatment) for id_, treatment in treated if treatment in BOOKED]


def billed_by(billed: Sequence[int]) -> dict[str, int]:
    """Code of the bill that took it last -> how many of these person-months."""
    rows = Posting.objects.filter(bill__isnull=False).order_by("id")
    bill_of = dict(rows_of(rows, ("person_month_id", "bill__code"), "person_month_id", billed))
    return dict(sorted(Counter(bill_of.values()).items()))


def _told(judged: pl.DataFrame) -> dict[str, Any]:
    doubtful: dict[str, list[int]] = {}
    unsure = judged.filter((pl.col("verdict") == "ask") & pl.col("person").is_not_null())
    for why, person in unsure.select("why", "person").sort("why", "person").iter_rows():
        doubtful.setdefault(why, []).append(person)
    return {
        "lines": judged.height,
        "left": judged.filter(pl.col("verdict") == "certain")["person"].n_unique(),
        "verdicts": dict(sorted(Counter(f"{verdict} {why}" for verdict, why in _pairs(judged)).items())),
        "asked": doubtful,
    }


def _pairs(judged: pl.DataFrame) -> list[tuple[str, str]]:
    return [(verdict, why) for verdict, why in judged.select("verdict", "why").iter_rows()]


def _why(error: OSError) -> Text:
    said = type(error).__name__
    return Text(id=said, en=said)
