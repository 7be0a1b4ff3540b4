"""What the checker saw of the people who were drawn, kept as it is seen."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.proposals import StepRefused, proposal_of, steps_of
from payung.actions.right_of import with_right
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.review.steps import RIGHT, hindrance
from payung.store.acts import Doing, canonical
from payung.store.among import among
from payung.store.keys import Keys
from payung.store.looks import shown_to
from payung.store.models import Act, Proposal, Sampled, Verdict
from payung.store.scope import EVERYTHING, scoped

SAMPLE = "sample"
"""What the look at people who were drawn is called."""
SAID = ("right", "wrong")
NOT_DRAWN = Text(id="ada orang yang tidak terundi untuk usulan ini", en="somebody was not drawn for this proposal")
NOT_SHOWN = Text(
    id="contohnya belum dibuka oleh akun ini: {unseen} orang belum ditampilkan; buka halaman contoh, lalu putuskan",
    en="this account has not opened the sample: {unseen} people were not shown; open its page, then judge",
)
NO_NOTE = Text(id="yang salah perlu keterangan", en="what is wrong needs a note")


@dataclass(frozen=True)
class Judged:
    """How many of the drawn are judged now by who acts, of them wrong, and how many were drawn."""

    judged: int
    wrong: int
    drawn: int


def judge_proposal(place: Place, asked: Asked, proposal: int, verdicts: Mapping[int, tuple[str, str]]) -> Judged:
    """Keep verdicts, number of the drawn -> "right" or "wrong", and a note; the last of each counts.

    Only of people whom the page of the sample showed to the same account since the proposal was made.
    A note names nobody: it is kept for ever. Raises: ProposalUnknown, StepRefused, RightMissing, and what ``act_at``
    raises; ValueError where a verdict is none.
    """
    if not verdicts or not all(said in SAID and len(note) <= 500 for said, note in verdicts.values()):
        raise ValueError("a verdict is right or wrong, with a note of at most 500 letters")
    if any(said == "wrong" and not note.strip() for said, note in verdicts.values()):
        raise StepRefused(NO_NOTE)
    told = canonical([[one, *verdicts[one]] for one in sorted(verdicts)])
    said = {"proposal": proposal, "verdicts": hashlib.sha256(told.encode()).hexdigest()}

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        found = proposal_of(proposal)
        account = with_right(asked.by, RIGHT["checked"], found.area_code, asked.on)
        if why := hindrance(steps_of(found), "checked", account.pk):
            raise StepRefused(why)
        rows = ((one, account.pk, *verdicts[one]) for one in sorted(verdicts))
        with scoped(EVERYTHING):  # somebody who was drawn may be of no village
            _shown(found, account.pk, verdicts)
            doing.add(Verdict, ("sampled_id", "account_id", "said", "note"), rows)
            return vars(judged(found, account.pk))

    return Judged(**act_at(place, asked, "proposal.judge", said, work))


def _shown(proposal: Proposal, account: int, verdicts: Collection[int]) -> None:
    """Raises: StepRefused where one was not drawn, or was never shown to the account: nobody judges what is unseen."""
    drawn = Sampled.objects.filter(proposal=proposal, id__in=among(verdicts)).values_list("person_id", flat=True)
    people = set(drawn)
    if len(people) != len(verdicts):
        raise StepRefused(NOT_DRAWN)
    made = Act.objects.values_list("at", flat=True).get(number=proposal.act_number)
    if unseen := len(people - shown_to(account, SAMPLE, made, people)):
        raise StepRefused(NOT_SHOWN.filled(unseen=number(unseen)))


def judged(proposal: Proposal, account: int) -> Judged:
    """How far ``account`` has come."""
    with scoped(EVERYTHING):  # whoever is drawn counts, also where the checker does not see them
        last = verdicts_of(proposal, account)
        drawn = Sampled.objects.filter(proposal=proposal).count()
    return Judged(len(last), sum(said == "wrong" for said, _ in last.values()), drawn)


def verdicts_of(proposal: Proposal, account: int | None = None) -> dict[int, tuple[str, str]]:
    """Number of the drawn -> the last verdict of ``account`` (None: of anybody) and its note."""
    rows = Verdict.objects.filter(sampled__proposal=proposal).order_by("id")
    whose = rows if account is None else rows.filter(account_id=account)
    return {one: (said, note) for one, said, note in whose.values_list("sampled_id", "said", "note")}
