"""An amending decree for those BPJS sent back: they come off, and the next who wait come on."""

from typing import Any

from payung.actions.amend_decree import Amended, Amending, Off, amend, amended, asked_of, family_of, off_lines
from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.actions.standing import standing_of
from payung.core.cover.answer_words import REJECTED
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Decree, Group


def replace_enrolment(place: Place, asked: Asked, amending: Amending) -> Amended:
    """Take the rejected off a decree, release their months, and give them to the next on its waiting list, as one act.

    Months that were billed or paid are left as they are: what becomes of them is between the fund and BPJS. Money of
    a village stays in it; money of a whole area goes to another village when the village has nobody left.
    Raises: DecreeUnknown, DecreeThere, MonthClosed, MonthHeld, and what ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        with in_sight(asked, "decree.propose", "decree.approve"):
            base = amended(amending)
            return amend(doing, base, amending, sent_back(base))

    return Amended(**act_at(place, asked, "enrolment.replace", asked_of(amending), work))


def sent_back(base: Decree) -> list[Off]:
    """The lines of the decree, and of those that amended it, whose people BPJS has sent back; by line."""
    sent_by = Group.objects.filter(batches__enrolments__line__decree_id__in=family_of(base)).distinct().order_by("id")
    why: dict[tuple[int, str], str] = {}
    for group, kind in sent_by.values_list("id", "kind"):
        for one in standing_of(group).values():
            if one.state == REJECTED:
                why[(one.person, kind)] = one.codes
    return off_lines(base, lambda person, kind: (why[person, kind], "BPJS") if (person, kind) in why else None)
