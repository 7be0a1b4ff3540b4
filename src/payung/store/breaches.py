"""Whose data an account saw or took, or anybody in a span of time: read from looks, files fetched and acts."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from payung.store.among import among
from payung.store.looks import broken_seals
from payung.store.models import ROWS_AN_ACT, Act, Fetch, Look, LookSeal, Person
from payung.store.seen import in_scope


@dataclass(frozen=True)
class Taken:
    """A list or file of a region that was shown or taken, of which no line says whose: ``people`` at most."""

    what: str
    of: str
    times: int
    people: int


@dataclass(frozen=True)
class Exposed:
    """``people``: numbers of those a look names; ``by_village``: code -> how many of them ("" of no village).

    ``unsealed``: looks that no act has bound yet; ``broken``: seals that do not hold, so that the list may lack some.
    """

    looks: int
    people: tuple[int, ...]
    by_village: dict[str, int]
    taken: tuple[Taken, ...]
    accounts: tuple[str, ...]
    unsealed: int
    broken: int


def exposed(since: datetime, until: datetime, username: str = "") -> Exposed:
    """What was seen from ``since`` to before ``until``, by ``username`` or by anybody. Within ``one_moment``."""
    looks = in_scope(Look).filter(at__gte=since, at__lt=until)
    acts = Act.objects.filter(at__gte=since, at__lt=until)
    if username:
        looks, acts = looks.filter(account__username=username), acts.filter(by=username)
    rows = list(looks.order_by("id").values_list("id", "person_id", "what", "of", "account__username"))
    people = {person for _, person, *_ in rows if person is not None}
    accounts = {by for *_, by in rows}
    for said, by in acts.filter(kind="cover.look").values_list("said", "by"):
        people |= set(json.loads(said).get("people", ()))
        accounts.add(by)
    lists = Counter((what, of) for _, person, what, of, _ in rows if person is None)
    signed = dict(acts.values_list("number", "by"))
    ends = (min(signed, default=0) * ROWS_AN_ACT, (max(signed, default=0) + 1) * ROWS_AN_ACT)
    fetched = in_scope(Fetch).filter(id__gte=ends[0], id__lt=ends[1])
    for number, what, code in fetched.values_list("id", "what", "village__code"):
        if number // ROWS_AN_ACT in signed:
            lists[what, code or ""] += 1
            accounts.add(signed[number // ROWS_AN_ACT])
    last = LookSeal.objects.aggregate(last=Max("last"))["last"] or 0
    villages = _villages(people)
    return Exposed(
        looks=len(rows),
        people=tuple(sorted(villages)),
        by_village=dict(sorted(Counter(villages.values()).items())),
        taken=tuple(Taken(what, of, times, _people_of(of)) for (what, of), times in sorted(lists.items())),
        accounts=tuple(sorted(accounts)),
        unsealed=sum(1 for number, *_ in rows if number > last),
        broken=len(broken_seals()),
    )


def _villages(people: Iterable[int]) -> dict[int, str]:
    """Person -> code of the village, of those who may be seen."""
    wanted = sorted(set(people))
    held = in_scope(Person).filter(id__in=among(wanted)).values_list("id", "village__code") if wanted else ()
    return {person: code or "" for person, code in held}


def _people_of(of: str) -> int:
    """How many people live in the region that a look names; 0 where it names none."""
    which = Q(village__code__startswith=of) if of.isdecimal() else Q(pk__in=[])
    return in_scope(Person).filter(which).count()
