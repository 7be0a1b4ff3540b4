"""Somebody asked for their right to the data about them: kept with who asked, how that was made sure, and by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.right_of import with_right
from payung.actions.show_person import seen_person
from payung.actions.subject_errors import AHEAD, WITHOUT_VALUE, WRONG_VALUE, SubjectRefused
from payung.core.access.personal_data import ASKERS, FIELDS, KINDS, MENDED, PROOFS, as_held, basis
from payung.store.acts import Doing
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import ROWS_AN_ACT, SubjectRequest
from payung.store.sealed import row_marks
from payung.store.subjects import as_said

RIGHT = "subject.answer"


@dataclass(frozen=True)
class NewRequest:
    """``kind``, ``asker``, ``proof`` of the words of ``personal_data``; ``field`` and ``after``: what is to be right.

    ``note`` is free text; it is sealed with the rest of what was said.
    """

    person: int
    kind: str
    asker: str
    proof: str
    on: date
    note: str = ""
    field: str = ""
    after: str = ""


def record_subject(place: Place, asked: Asked, new: NewRequest) -> int:
    """Keep the request; gives its number. It is due ``answer_days`` after the day it came in.

    Raises: PersonUnknown, SubjectRefused, RightMissing, and what ``act_at`` raises; ValueError for unknown words.
    """
    if new.kind not in KINDS or new.asker not in ASKERS or new.proof not in PROOFS:
        raise ValueError("unknown words")
    open_store(place.address)
    found = seen_person(new.person)
    if new.on > asked.on:
        raise SubjectRefused(*AHEAD)
    if new.kind == "correction" and (new.field not in FIELDS or not new.after.strip()):
        raise SubjectRefused(*WITHOUT_VALUE)
    if new.kind == "correction" and new.field in MENDED:
        held = as_held(new.field, new.after)
        if held is None or (isinstance(held, date) and held > asked.on):
            raise SubjectRefused(*WRONG_VALUE)
    days = basis("answer_days").amount or 0

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        with_right(asked.by, RIGHT, found.village.code if found.village else "", asked.on)
        said = as_said({"note": new.note, "field": new.field, "after": new.after})
        (sealed,) = keys.seal_bytes([said], [doing.number * ROWS_AN_ACT], "request")
        own = {"kind": new.kind, "asker": new.asker, "proof": new.proof}
        days_ = {"on": new.on, "due": new.on + timedelta(days=days)}
        (mark,) = row_marks(keys, [said])
        number = doing.add_one(SubjectRequest, person_id=found.pk, **own, **days_, mark=mark, said_sealed=sealed)
        return {"request": number}

    told = {"person": found.pk, "kind": new.kind, "on": new.on.isoformat()}
    return int(act_at(place, asked, "subject.record", told, work)["request"])
