"""A request answered: granted, or refused with what forbids it. What is wrong is put right; erased is for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.record_subject import RIGHT
from payung.actions.right_of import with_right
from payung.actions.subject_errors import ANSWERED, GONE, WITHOUT_REASON, SubjectRefused, SubjectUnknown
from payung.core.access.personal_data import GRANTED, MENDED, as_held
from payung.store.acts import Doing
from payung.store.database import open_store
from payung.store.erased import erased as erased_of
from payung.store.erasures import erase
from payung.store.keys import Keys
from payung.store.mended import MENDED as MENDED_AS
from payung.store.mended import mend
from payung.store.models import ROWS_AN_ACT, Person, SubjectAnswer, SubjectRequest
from payung.store.people import niks_of, numbers_of_the_same
from payung.store.scope import EVERYTHING, scoped
from payung.store.sealed import row_marks
from payung.store.seen import seen
from payung.store.subjects import as_said, erasable_of, holds_of, said_in

NOTHING: dict[str, str | None] = {"name": "", "birth_date": None, "sex": ""}
"""What is held of somebody who was erased."""


@dataclass(frozen=True)
class Answered:
    """``outcome`` of OUTCOMES, what forbade it (codes of HOLDS), and how many rows hide nothing any more."""

    outcome: str
    reasons: tuple[str, ...]
    erased: int


def answer_subject(place: Place, asked: Asked, request: int, *, grant: bool, note: str = "") -> Answered:
    """Answer the request ``request``: with ``grant`` do what it asks, else refuse it for ``note``.

    What a duty of the office forbids to erase is not erased, whoever grants it: the answer is then a refusal that names
    the duties. A correction of a name, day of birth or sex is from then on what the store says of the person; it stays
    on record with what stood before, and why. Decrees that were issued stay as they are. Raises: SubjectUnknown,
    SubjectRefused, RightMissing, PeopleChanged, and what ``act_at`` raises.
    """
    open_store(place.address)
    found = request_seen(request)
    if not grant and not note.strip():
        raise SubjectRefused(*WITHOUT_REASON)

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        village = found.person.village
        with_right(asked.by, RIGHT, village.code if village else "", asked.on)
        if SubjectAnswer.objects.filter(request=found.pk).exists():
            raise SubjectRefused(*ANSWERED)
        said = {"note": note}
        holds: list[str] = []
        erased = 0
        mended: dict[str, str] = {}
        with scoped(EVERYTHING):  # a duty of another regency forbids as well, and rows of a list elsewhere are theirs
            numbers = numbers_of_the_same([found.person_id])
            if found.kind == "erasure" and grant:
                holds = holds_of(numbers, asked.on)
                if not holds:
                    erased = erase(doing, erasable_of(numbers), "request", found.pk)
                    mended = mend(dict.fromkeys(numbers, NOTHING))
            if found.kind == "correction" and grant:
                if not may_correct(keys, found):
                    raise SubjectRefused(*GONE)
                wanted = said_in(keys, found)
                said |= {"field": wanted["field"], "after": wanted["after"]}
                said["before"] = _now(keys, found.person, wanted["field"])
                if wanted["field"] in MENDED:
                    held_ = as_held(wanted["field"], wanted["after"])
                    said["after"] = str(held_)
                    there = sorted(set(numbers) - erased_of(numbers).keys())  # an erased number stays without a name
                    mended = mend(dict.fromkeys(there, {wanted["field"]: held_}))
        outcome = GRANTED[found.kind] if grant and not holds else "refused"
        (sealed,) = keys.seal_bytes([held := as_said(said)], [doing.number * ROWS_AN_ACT], "answer")
        own = {"outcome": outcome, "reasons": ";".join(holds), "on": asked.on, "mark": row_marks(keys, [held])[0]}
        doing.add_one(SubjectAnswer, request_id=found.pk, **own, said_sealed=sealed)
        told = {"outcome": outcome, "reasons": holds, "erased": erased}
        return told | ({MENDED_AS: mended} if mended else {})

    done = act_at(place, asked, "subject.answer", {"request": found.pk, "grant": grant}, work)
    return Answered(done["outcome"], tuple(done["reasons"]), done["erased"])


def may_correct(keys: Keys, found: SubjectRequest) -> bool:
    """Whether what the correction is of is still there: neither what was asked nor the person was erased since."""
    with scoped(EVERYTHING):
        numbers = numbers_of_the_same([found.person_id])
        return bool(said_in(keys, found).get("field")) and len(erased_of(numbers)) < len(numbers)


def request_seen(number: int) -> SubjectRequest:
    """The request of that number, with its person, where one may see it. Raises: SubjectUnknown."""
    found = seen(SubjectRequest).select_related("person__village").filter(id=number).first()
    if found is None:
        raise SubjectUnknown
    return found


def _now(keys: Keys, person: Person, field: str) -> str:
    """What the store says today of a person; "" of what it holds in no column."""
    if field == "nik":
        return niks_of(keys, [person.pk]).get(person.pk, "")
    if field == "village":
        return person.village.code if person.village else ""
    value = getattr(person, field, "") if field in ("name", "birth_date", "sex") else ""
    return str(value or "")
