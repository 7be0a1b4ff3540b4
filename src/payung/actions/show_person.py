"""One person as a page shows them: who, where, covered or not and why, what heirs would get, and all that happened."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from payung.actions.at_store import Place
from payung.actions.status_cover import PersonUnknown
from payung.core.access.personal_data import MENDED
from payung.core.basis.text import Text
from payung.core.claims.heirs_get import HeirsGet, heirs_get
from payung.core.cover.status import Status, cover_status
from payung.core.cover.status_words import reason
from payung.core.law.book import LawBook
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import Person, SourceRow
from payung.store.months import cover_facts, listed
from payung.store.people import niks_of, numbers_of_the_same, same_people
from payung.store.reading import one_moment
from payung.store.restricted import restricted
from payung.store.search import Found, last_digits, search
from payung.store.seen import seen
from payung.store.timeline import Event, HeldMonth, history_of


@dataclass(frozen=True)
class Shown:
    """Somebody. ``person``: their number; ``numbers``: all of theirs. ``nik4``: the last digits, "" without a NIK.

    ``restricted``: their data may only be kept. ``waiting``: fields (codes of FIELDS) of which a correction was granted
    that comes with the village's next list; ``lists_say``: field that was put right -> what the last list still says.
    """

    person: int
    numbers: tuple[int, ...]
    name: str
    birth_date: date | None
    sex: str
    village_code: str
    nik4: str
    status: Status
    reason: Text
    heirs: HeirsGet
    months: tuple[HeldMonth, ...]
    events: tuple[Event, ...]
    restricted: bool
    waiting: tuple[str, ...]
    lists_say: Mapping[str, str]


@dataclass(frozen=True)
class Listed:
    """Somebody in a list of people."""

    person: int
    name: str
    birth_date: date | None
    village_code: str
    nik4: str
    status: Status


def show_person(place: Place, person: int, on: date) -> Shown:
    """Everything about ``person``, with their cover on ``on``. Raises: PersonUnknown, also for whom one may not see."""
    keys = Keys.read(place.keys)
    open_store(place.address)
    with one_moment():  # and one transaction: each costs as much as a question
        return _shown(keys, person, on)


def _shown(keys: Keys, person: int, on: date) -> Shown:
    same = same_people()
    held = seen_person(person, same)
    root, numbers = held.pk, numbers_of_the_same([held.pk], same)
    lists = listed(numbers)
    known = history_of(numbers, lists.iter_rows(), keys)
    corrected = {one.values["field"]: one for one in reversed(known.events) if one.kind == "correction"}
    last = _last_row(keys, numbers) if corrected else None
    book = LawBook.read()
    status = cover_status(book, cover_facts([root], same, {root: held.birth_date}, lists)[root], on)
    return Shown(
        person=root,
        numbers=tuple(numbers),
        name=held.name,
        birth_date=held.birth_date,
        sex=held.sex,
        village_code=held.village.code if held.village else "",
        nik4=last_digits(keys, [root]).get(root, ""),
        status=status,
        reason=reason(status),
        heirs=heirs_get(book, status),
        months=known.months,
        events=known.events,
        restricted=bool(restricted([root])),
        waiting=tuple(field for field, one in sorted(corrected.items()) if not (field in MENDED or _came(one, last))),
        lists_say=_lists_say(held, last, sorted(corrected.keys() & {*MENDED})),
    )


_Said = tuple[int, Mapping[str, str]]
"""A row of a list, and what it says."""


def _last_row(keys: Keys, numbers: Sequence[int]) -> _Said | None:
    """The last that a list says of the person."""
    rows = seen(SourceRow).filter(person__in=numbers, values_sealed__isnull=False).order_by("-id")
    last = rows.values_list("id", "values_sealed").first()
    return None if last is None else (last[0], json.loads(keys.open_bytes(last[1], last[0], "row")))


def _came(correction: Event, last: _Said | None) -> bool:
    """Whether a list came after what was granted to be put right; where that is the NIK, one that has it."""
    if last is None or last[0] < correction.row:
        return False
    field, after = correction.values["field"], str(correction.values["after"])
    return field != "nik" or last[1].get("nik", "") == re.sub(r"\D", "", after)


def _lists_say(held: Person, last: _Said | None, fields: Iterable[str]) -> dict[str, str]:
    """Of ``fields`` those of which the last list about the person says something else than is held, and what."""
    said = {} if last is None else last[1]
    return {field: said[field] for field in fields if said.get(field) and said[field] != _plain(held, field)}


def _plain(held: Person, field: str) -> str:
    value = getattr(held, field)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def seen_person(person: int, same: Mapping[int, int] | None = None) -> Person:
    """The person of that number, or the one they were joined into, where they may be seen. ``same``: ``same_people``,
    where it is known already. Raises: PersonUnknown."""
    root = (same_people() if same is None else same).get(person, person)
    found = seen(Person).filter(id=root).select_related("village").first()
    if found is None:
        raise PersonUnknown
    return found


def list_people(place: Place, people: list[int], on: date, same: Mapping[int, int]) -> list[Listed]:
    """These people in their order, each with the cover of ``on``; they were ``Found`` with ``same``."""
    keys = Keys.read(place.keys)
    with one_moment():
        return _listed(keys, people, on, same)


def find_people(place: Place, said: str) -> Found:
    """Who is meant by what was typed, as ``search``."""
    keys = Keys.read(place.keys)
    with one_moment():
        return search(keys, said)


def _listed(keys: Keys, people: list[int], on: date, same: Mapping[int, int]) -> list[Listed]:
    held = {one.pk: one for one in seen(Person).filter(id__in=people).select_related("village")}
    facts = cover_facts(held, same, {one: found.birth_date for one, found in held.items()})
    digits = last_digits(keys, list(held))
    law = LawBook.read().on(on)
    return [
        Listed(
            one, held[one].name, held[one].birth_date, held[one].village.code if held[one].village else "",
            digits.get(one, ""), cover_status(law, facts[one], on),
        )
        for one in people
        if one in held
    ]  # fmt: skip


def whole_nik(place: Place, person: int) -> str:
    """The NIK of ``person``, "" where none is known; whoever asks has written down why. Raises: PersonUnknown."""
    root = seen_person(person).pk
    return niks_of(Keys.read(place.keys), [root]).get(root, "")
