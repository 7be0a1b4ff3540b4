"""What BPJS's words mean, explained once: for every file to come, and for the rejections that were not understood."""

import hashlib
from dataclasses import dataclass
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.actions.kept_answers import Told, fitting, keep_answers, words_kept
from payung.actions.standing import standing_of
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.answer_words import REJECTED, STATES, phrase
from payung.core.cover.rejections import Phrases, reason_codes, rejections
from payung.gateways.reason_phrases import explained
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Group, Person, ReasonWord
from payung.store.reading import rows_of


class ReasonCodeUnknown(PayungError):
    """Words of BPJS are explained by a code that the catalogue of reasons lacks, or there are no words."""

    code = "reason-code-unknown"
    exit_code = 37

    def __init__(self) -> None:
        codes = ", ".join((*STATES, *rejections()))
        super().__init__(
            Text(
                id="Kata atau kode alasan itu tidak dikenal.", en="Those words or that code of a reason are not known."
            ),
            Text(id=f"Sebut kata dari BPJS, lalu satu dari: {codes}", en=f"Say BPJS's words, then one of: {codes}"),
        )


@dataclass(frozen=True)
class Mapped:
    """The words as they are compared, their code, and how many rejections they explained anew."""

    said: str
    code: str
    answers: int


def map_enrolment(place: Place, asked: Asked, words: str, code: str) -> Mapped:
    """Remember that ``words`` of BPJS mean ``code`` (a reason of the catalogue, or a state) from now on.

    Raises: ReasonCodeUnknown, and what ``act_at`` raises.
    """
    said, code = phrase(words), code.strip().lower()
    if not said or (code not in STATES and code not in rejections()):
        raise ReasonCodeUnknown

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        with in_sight(asked, "enrolment.send", "enrolment.answer") as sight:
            if not sight.is_branch:  # a branch knows its own words
                sight.books()
            known = words_kept()
            if known.means.get(said) != code:
                doing.add_one(ReasonWord, said=said, code=code)
            again = _judged_again(explained(known, {said: code}))
            keep_answers(doing, again)
            return {"answers": len(again)}

    # The words may name somebody, and what an act was asked is kept for ever.
    asked_for = {"code": code, "words": hashlib.sha256(said.encode()).hexdigest()}
    return Mapped(said, code, **act_at(place, asked, "enrolment.map", asked_for, work))


def _judged_again(phrases: Phrases) -> list[Told]:
    """The last answers of the rejected whose reason is another by ``phrases``."""
    rejected = [
        one
        for group in Group.objects.order_by("id").values_list("id", flat=True)
        for one in standing_of(group).values()
        if one.state == REJECTED
    ]
    names = dict(rows_of(Person.objects.all(), ("id", "name"), "id", {one.person for one in rejected}))
    told = []
    for one in rejected:
        codes = fitting(reason_codes(one.said or None, names[one.person], phrases))
        if codes != one.codes:
            told.append(Told(one.file, one.enrolment, REJECTED, codes, one.said))
    return told
