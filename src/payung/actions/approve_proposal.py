"""A checked proposal approved: from then on what it says may be issued."""

from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.changed_list import list_changed
from payung.actions.check_proposal import Stepped
from payung.actions.proposals import ProposalStale, fresh, proposal_of, take_step
from payung.store.acts import Doing
from payung.store.keys import Keys


def approve_proposal(place: Place, asked: Asked, proposal: int, note: str = "") -> Stepped:
    """Approve a proposal that somebody else proposed and another checked.

    Raises: ProposalUnknown, ProposalStale, StepRefused, RightMissing, and what ``act_at`` raises.
    """

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        found = proposal_of(proposal)
        fresh(found)
        take_step(doing, found, "approved", note)
        if why := list_changed(keys, found):
            raise ProposalStale(why)
        return {"proposal": proposal, "state": "approved"}

    return Stepped(**act_at(place, asked, "proposal.approve", {"proposal": proposal, "note": note}, work))
