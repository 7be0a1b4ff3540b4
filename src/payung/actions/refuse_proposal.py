"""A proposal sent back by who would check or approve it."""

from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.check_proposal import Stepped
from payung.actions.proposals import proposal_of, take_step
from payung.store.acts import Doing
from payung.store.keys import Keys


def refuse_proposal(place: Place, asked: Asked, proposal: int, note: str = "") -> Stepped:
    """Send a proposal back, and say why.

    Raises: ProposalUnknown, StepRefused, RightMissing, and what ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        found = proposal_of(proposal)
        take_step(doing, found, "refused", note)
        return {"proposal": proposal, "state": "refused"}

    return Stepped(**act_at(place, asked, "proposal.refuse", {"proposal": proposal, "note": note}, work))
