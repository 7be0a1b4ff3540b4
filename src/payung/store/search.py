"""Who is looked for: by NIK, by membership number, or by the beginnings of words of the name. Only whom one may see."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.db.models import QuerySet

from payung.core.people.nik import DIGITS
from payung.store.among import among
from payung.store.keys import Keys
from payung.store.models import Identity, Membership, NameWord, Person, Village
from payung.store.months import people_with_nik
from payung.store.name_words import words_of
from payung.store.people import same_people
from payung.store.scope import scope_now
from payung.store.seen import in_areas, seen

MOST = 1_000
"""More people of one name are not listed: whoever looks says more of the name."""
MOST_WORDS = 8
"""Of more words the longest are looked for: no name has so many, and each is a question of its own."""
SHORTEST = 2
"""Letters that the longest word must have."""
KPJ_DIGITS = range(8, 16)
By = Literal["nik", "membership", "name", "nothing"]


@dataclass(frozen=True)
class Found:
    """Numbers of the people found, by name; ``more``: there are more than ``MOST``. ``by``: how it was read.

    ``same``: ``same_people`` at that time.
    """

    by: By
    people: tuple[int, ...]
    more: bool = False
    same: Mapping[int, int] = field(default_factory=dict, repr=False)


def search(keys: Keys, said: str) -> Found:
    """Who is meant by ``said``: 16 digits are a NIK, 8 to 15 a membership number, all else beginnings of words.

    Whoever was joined is found under the number they were joined into.
    """
    digits = re.sub(r"[\s.'-]", "", said)
    if digits.isascii() and digits.isdigit():
        if len(digits) == DIGITS:
            return _found("nik", people_with_nik(keys, digits))
        if len(digits) in KPJ_DIGITS:
            return _found("membership", _with_membership(keys, digits))
        return Found("nothing", ())
    words = words_of(said)
    if max(map(len, words), default=0) < SHORTEST:
        return Found("nothing", ())
    return _found("name", _called(words))


def _called(words: list[str]) -> list[int]:
    """Numbers of up to MOST + 1 people of whose names some word begins with each of ``words``, the first by number.

    Each word is looked up by itself: looked up for everybody who has another one, a common name takes as many looks.
    """
    telling = _telling(words)
    first, *others = (_words(word).order_by().values_list("person_id", flat=True).distinct() for word in telling)
    found = first.intersection(*others) if others else first
    return list(found.order_by("person_id")[: MOST + 1])


def _telling(words: list[str]) -> list[str]:
    """The longest MOST_WORDS of ``words``, but for those that another one begins with: who has that has these.

    >>> _telling(["M", "SITI", "S", "SITI", "SITIA"])
    ['SITIA', 'M']
    """
    found: list[str] = []
    for word in sorted(words, key=len, reverse=True):
        if not any(other.startswith(word) for other in found):
            found.append(word)
    return found[:MOST_WORDS]


def _words(beginning: str) -> "QuerySet[NameWord]":
    """Words that may be seen, found by the villages of the scope."""
    found, scope = seen(NameWord).filter(word__begins=beginning), scope_now()
    if scope is None or scope.everything:
        return found
    return found.filter(village__any_of=Village.objects.filter(in_areas("code", scope.areas)).values("id"))


def _with_membership(keys: Keys, number: str) -> list[int]:
    rows = Membership.objects.filter(number_index__in=list(keys.indexes(number)))
    return sorted(set(rows.values_list("person_id", flat=True)))


def _found(by: By, people: list[int]) -> Found:
    """Those of the first ``MOST`` who may be seen, the joined as the one they were joined into, by name and number."""
    same = same_people()
    roots = {same.get(person, person) for person in people[:MOST]}
    mine = seen(Person).filter(id__in=among(sorted(roots))) if roots else Person.objects.none()
    return Found(by, tuple(mine.order_by("name", "id").values_list("id", flat=True)), len(people) > MOST, same)


def last_digits(keys: Keys, people: list[int]) -> dict[int, str]:
    """Person -> the last four digits of the NIK, of those who have one. Raises: KeyUnknown, SealBroken."""
    held = Identity.objects.filter(person__in=among(people)).values_list("person_id", "nik_sealed")
    return {person: keys.open(bytes(seal), person)[-4:] for person, seal in held if seal}


def names_of(people: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Person -> name and code of the village ("" none), of those who may be seen."""
    wanted = sorted(set(people))
    rows = seen(Person).filter(id__in=among(wanted)) if wanted else Person.objects.none()
    return {person: (name, code or "") for person, name, code in rows.values_list("id", "name", "village__code")}
