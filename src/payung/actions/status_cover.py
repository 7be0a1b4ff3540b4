"""The cover of one person on one day, with its reason. Whoever asks is remembered: each look is an act."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from payung.actions.at_store import Asked, Place, act_at
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.claims.heirs_get import HeirsGet, heirs_get
from payung.core.cover.status import Status, cover_status
from payung.core.cover.status_words import reason
from payung.core.law.book import LawBook
from payung.store.acts import Doing
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import Person
from payung.store.months import cover_facts, people_with_nik, together
from payung.store.reading import one_moment

LookWhy = Literal["claim", "hospital", "question", "correction", "audit"]
LOOK_WHYS: Mapping[LookWhy, Text] = {
    "claim": Text(id="klaim", en="a claim"),
    "hospital": Text(id="pertanyaan rumah sakit", en="a hospital asks"),
    "question": Text(id="pertanyaan orangnya atau keluarganya", en="the person or the family asks"),
    "correction": Text(id="perbaikan data", en="a correction"),
    "audit": Text(id="pemeriksaan", en="an audit"),
}
"""Why somebody looks at a person: one of these words, since a free text kept for ever might name them."""


class PersonUnknown(PayungError):
    """Nobody in the store is meant."""

    code = "person-unknown"
    exit_code = 65

    def __init__(self) -> None:
        super().__init__(
            Text(id="Orang itu tidak ada di basis data.", en="The store does not know that person."),
            Text(
                id="Periksa NIK atau nomornya. Tidak ada di sini bukan berarti tidak terlindungi: tanyakan BPJS.",
                en="Check the NIK or the number. Not being here does not mean not covered: ask BPJS.",
            ),
        )


class PersonUnclear(PayungError):
    """Several people claim one NIK."""

    code = "person-unclear"
    exit_code = 66

    def __init__(self, people: list[int]) -> None:
        listed = ", ".join(map(str, people))
        super().__init__(
            Text(
                id=f"{len(people)} orang memakai NIK itu: nomor {listed}.",
                en=f"{len(people)} people have that NIK: numbers {listed}.",
            ),
            Text(
                id="Lihat satu per satu dengan --person, cocokkan nama dan tanggal lahirnya.",
                en="Look at each with --person, and compare name and day of birth.",
            ),
            on_page=Text(
                id="Buka halaman Cari orang, cari NIK itu, dan cocokkan nama dan tanggal lahir masing-masing.",
                en="Open the page Find a person, search for that NIK, and compare the name and day of birth of each.",
            ),
        )


@dataclass(frozen=True)
class Whom:
    """Of whom the cover is asked, by NIK (16 digits) or by number, and why."""

    why: LookWhy
    nik: str = ""
    person: int | None = None


@dataclass(frozen=True)
class Look:
    """One person and their cover on the day asked for. ``person``: their number in the store."""

    person: int
    name: str
    village_code: str
    status: Status
    reason: Text
    heirs: HeirsGet


def status_cover(place: Place, asked: Asked, whom: Whom) -> Look:
    """The cover of ``whom`` on ``asked.on``, as far as the store knows today. That it was asked is kept, found or not.

    Raises: PersonUnknown, PersonUnclear, NoValueInForce, and what ``act_at`` raises.
    """
    keys = Keys.read(place.keys)
    open_store(place.address)
    found = people_with_nik(keys, whom.nik) if whom.person is None else together([whom.person])
    said = {"people": found, "why": whom.why, "by": "nik" if whom.person is None else "person"}

    def work(_: Doing, __: Keys) -> dict[str, Any]:
        return {"people": len(found)}

    act_at(place, asked, "cover.look", said, work)
    if not found:
        raise PersonUnknown
    if len(found) > 1:
        raise PersonUnclear(found)
    with one_moment():
        facts = cover_facts(found)[found[0]]
        name, village = Person.objects.values_list("name", "village__code").get(id=found[0])
    book = LawBook.read()
    status = cover_status(book, facts, asked.on)
    return Look(found[0], name, village or "", status, reason(status), heirs_get(book, status))
