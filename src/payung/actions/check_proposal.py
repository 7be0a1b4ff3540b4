"""A proposal passed by the checker, once everybody who was drawn was looked at and nobody found wrong."""

from dataclasses import dataclass
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.doubts import wrong_of
from payung.actions.judge_proposal import judged
from payung.actions.proposals import fresh, proposal_of, take_step
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.keys import Keys


class SampleOpen(PayungError):
    """Somebody who was drawn was not looked at, or was found wrong: such a list is not passed on."""

    code = "sample-open"
    exit_code = 213

    def __init__(self, unseen: int, wrong: int) -> None:
        super().__init__(
            Text(
                id=f"Contoh belum bersih: {number(unseen)} orang belum diperiksa, {number(wrong)} salah.",
                en=f"The sample is not clean: {number(unseen)} people were not looked at, {number(wrong)} are wrong.",
            ),
            Text(
                id="Periksa semuanya; bila ada yang salah, kembalikan usulan agar daftarnya diperbaiki.",
                en="Look at all of them; where one is wrong, send the proposal back so that the list is corrected.",
            ),
        )


@dataclass(frozen=True)
class Stepped:
    """The proposal, and the state it has now."""

    proposal: int
    state: str


def check_proposal(place: Place, asked: Asked, proposal: int, note: str = "") -> Stepped:
    """Pass a proposal on to whoever approves.

    Raises: ProposalUnknown, ProposalStale, SampleOpen, StepRefused, RightMissing, and what ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        found = proposal_of(proposal)
        account = take_step(doing, found, "checked", note)
        fresh(found)
        seen = judged(found, account.pk)
        wrong = len(wrong_of(found))  # whoever found it: another checker's doubt is not passed over
        if seen.judged < seen.drawn or wrong:
            raise SampleOpen(seen.drawn - seen.judged, wrong)
        return {"proposal": proposal, "state": "checked"}

    return Stepped(**act_at(place, asked, "proposal.check", {"proposal": proposal, "note": note}, work))
