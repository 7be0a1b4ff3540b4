"""One person who died, moved away or left, recorded by an office or a village; what becomes of the months after."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.book_credit import CreditBooked, told
from payung.actions.left_people import billed_by, owed_for
from payung.actions.right_of import with_right
from payung.actions.show_person import seen_person
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.reasons_left import Reason
from payung.core.law.book import LawBook
from payung.store.acts import Doing
from payung.store.credits import book
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.leavings import Left, record
from payung.store.ledger import Ledger
from payung.store.models import PersonMonth
from payung.store.people import numbers_of_the_same, standing_leavings
from payung.store.reading import rows_of
from payung.store.scope import EVERYTHING, scoped


class LeavingRefused(PayungError):
    """A death or leaving cannot be recorded as it was said."""

    code = "leaving-refused"
    exit_code = 240

    def __init__(self, why: Text, do: Text) -> None:
        super().__init__(why, do)


AHEAD = (
    Text(id="Tanggal itu belum tiba.", en="That day is still to come."),
    Text(id="Isi tanggal kejadian.", en="Enter the day on which it happened."),
)
KNOWN = (
    Text(id="Hal yang sama sudah tercatat untuk orang ini.", en="The same is on record for this person."),
    Text(id="Lihat riwayatnya; tidak ada yang perlu dicatat lagi.", en="See the timeline; nothing is to be recorded."),
)


@dataclass(frozen=True)
class LeftPerson:
    """Person-months released with their rupiah, bill -> those that stay billed, credits, and months paid and lost."""

    person_months: int
    released: int
    billed: dict[str, int]
    credits: tuple[CreditBooked, ...]
    lost: int


def left_person(place: Place, asked: Asked, person: int, why: Reason, on: date, source: str) -> LeftPerson:
    """Record that ``person`` left on ``on``, as ``source`` (a paper, without names) says; as ``left_people`` goes on.

    Raises: PersonUnknown, RightMissing, LeavingRefused, MonthClosed, and what ``act_at`` raises.
    """
    open_store(place.address)
    found = seen_person(person)
    if on > asked.on:
        raise LeavingRefused(*AHEAD)
    said = {"person": found.pk, "why": why, "day": on.isoformat()}

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        with_right(asked.by, "people.leave", found.village.code if found.village else "", asked.on)
        with scoped(EVERYTHING):  # what falls free and what BPJS owes is of the books
            numbers = numbers_of_the_same([found.pk])
            if standing_leavings().filter(person__in=numbers, why=why).exists():
                raise LeavingRefused(*KNOWN)
            with Ledger(doing, asked.on.year * 100 + asked.on.month) as ledger:
                left = [Left(found.pk, why, on, source[:100])]
                done = record(doing, ledger, left, LawBook.read().on(asked.on))
                owed = owed_for(done.paid)
                booked = book(doing, ledger, owed)
            prices = rows_of(PersonMonth.objects.all(), ("price",), "id", done.released)
            return {
                "person_months": len(done.released),
                "released": sum(price for (price,) in prices),
                "billed": billed_by(done.billed),
                "credits": told(booked),
                "lost": len(done.paid) - len(owed),
            }

    done = act_at(place, asked, "person.left", said, work)
    return LeftPerson(credits=tuple(CreditBooked(*row) for row in done.pop("credits")), **done)
