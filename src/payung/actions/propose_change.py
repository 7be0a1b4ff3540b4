"""A change of an issued decree proposed: who comes off and on, or who goes on for further months."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from payung.actions.amend_decree import Amending, Off, amended, come_on, named_off, said_of
from payung.actions.at_store import Asked, Place, act_at
from payung.actions.extend_decree import Extending, going_on, hash_of
from payung.actions.extend_decree import said_of as said_of_extension
from payung.actions.in_sight import Sight, in_sight
from payung.actions.proposals import StepRefused, open_of
from payung.actions.propose_decree import Proposed, propose
from payung.actions.replace_enrolment import sent_back
from payung.core.basis.text import Text
from payung.gateways.file_digest import sha256_of
from payung.gateways.removal_list import read_removals
from payung.store.acts import Doing
from payung.store.files import Content, keep
from payung.store.keys import Keys
from payung.store.models import Decree, Person
from payung.store.reading import rows_of

NOBODY = Text(id="tidak ada seorang pun yang berubah", en="nobody would change")
OPEN = Text(id="perubahan keputusan ini sedang diusulkan", en="a change of this decree is proposed already")


def propose_amendment(place: Place, asked: Asked, amending: Amending, off: Path | None) -> Proposed:
    """Propose to take the people of the list ``off`` from a decree (None: whom BPJS sent back), and to fill places.

    Raises: RemovalsWrong, DecreeUnknown, DecreeThere, StepRefused, RightMissing, and what ``act_at`` raises.
    """
    listed = read_removals(off) if off else []
    said = {**said_of(amending), "list": sha256_of(off) if off else ""}

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        with in_sight(asked, "decree.propose") as sight:
            base = amended(amending)
            sight.area(base.programme.area_code)
            found = named_off(keys, base, listed, off.name) if off else sent_back(base)
            _, new, list_hash = come_on(base, amending, found)
            held = keep(doing, keys, [Content(off.read_bytes(), "text/csv")]) if off else [None]
            prices = [one.freed.months[month] for one in new for month in one.months]
            subject = {
                **said_of(amending),
                "file": held[0],
                "file_name": off.name if off else "",
                "off": len(found),
                "on": len(new),
                "person_months": len(prices),
                "amount": sum(prices),
            }
            people = {*_people(found), *(one.person for one in new if one.person is not None)}
            return _propose(doing, sight, base, "amendment", subject, list_hash, people)

    return Proposed(**act_at(place, asked, "decree.propose", said, work))


def propose_extension(place: Place, asked: Asked, wanted: Extending) -> Proposed:
    """Propose further months for everybody who is still on a decree.

    Raises: DecreeUnknown, DecreeThere, StepRefused, RightMissing, and what ``act_at`` raises.
    """
    wanted = replace(wanted, proposal=None)

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        with in_sight(asked, "decree.propose") as sight:
            base, placed, short, off = going_on(wanted)
            sight.area(base.programme.area_code)
            prices = [price for months in placed.values() for _, price in months]
            subject = {
                **said_of_extension(wanted),
                "off": off,
                "short": short,
                "person_months": len(prices),
                "amount": sum(prices),
            }
            return _propose(doing, sight, base, "extension", subject, hash_of(placed), {line.person for line in placed})

    return Proposed(**act_at(place, asked, "decree.propose", said_of_extension(wanted), work))


def _people(off: Iterable[Off]) -> set[int]:
    return {one.freed.person for one in off}


def _propose(
    doing: Doing,
    sight: Sight,
    base: Decree,
    kind: str,
    subject: Mapping[str, Any],
    list_hash: str,
    people: set[int],
) -> dict[str, Any]:
    if not people:
        raise StepRefused(NOBODY)
    sight.people(people)
    if open_of(decree=base):
        raise StepRefused(OPEN)
    homes = dict(rows_of(Person.objects.all(), ("id", "village__code"), "id", people))
    where = [(person, (homes[person] or "")[:4]) for person in sorted(people)]
    by = [code for _, code in where]
    counts = [[code, by.count(code)] for code in sorted(set(by))]
    columns = {
        "cycle_id": base.run.cycle_id if base.run else None,
        "kind": kind,
        "decree_id": base.id,
        "area_code": base.programme.area_code,
    }
    whole = {**subject, "people": len(people), "changed": counts}
    return propose(doing, columns, whole, list_hash, where, {})
