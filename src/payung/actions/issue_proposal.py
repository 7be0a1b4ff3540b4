"""An approved proposal carried out: the decree issued from what was kept with it, nothing brought in anew."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from payung.actions.amend_decree import Amending, amend_decree
from payung.actions.at_store import Asked, Place
from payung.actions.extend_decree import Extending, extend_decree
from payung.actions.issue_decree import Wanted, issue_decree
from payung.actions.proposals import NOT_APPROVED, ProposalNeeded, proposal_of, subject_of
from payung.actions.propose_decree import opened_plan, plan_saved
from payung.actions.replace_enrolment import replace_enrolment
from payung.actions.watch import Unwatched, Watcher
from payung.core.basis.text import Text
from payung.store.database import open_store
from payung.store.files import content
from payung.store.keys import Keys
from payung.store.models import Proposal


@dataclass(frozen=True)
class Carried:
    """The decree that was issued, and of which proposal."""

    proposal: int
    decree: int


def issue_proposal(place: Place, asked: Asked, proposal: int, *, watcher: Watcher | None = None) -> Carried:
    """Issue the decree of an approved proposal. A repeat of the request gives the same decree.

    Raises: ProposalUnknown, ProposalNeeded, ProposalStale, RightMissing; what ``issue_decree``, ``amend_decree``,
    ``replace_enrolment`` and ``extend_decree`` raise.
    """
    watcher = watcher or Unwatched()
    keys = Keys.read(place.keys)
    open_store(place.address)
    found = proposal_of(proposal)
    watcher.stage(Text(id="Membekukan daftar dan mencatatnya", en="Freezing the list and recording it"))
    with TemporaryDirectory() as folder:
        decree = _issued(place, asked, keys, found, Path(folder))
    if decree is None:
        raise ProposalNeeded(NOT_APPROVED)
    return Carried(proposal, decree)


def _issued(place: Place, asked: Asked, keys: Keys, proposal: Proposal, folder: Path) -> int | None:
    said = subject_of(proposal)
    number, dated = said["number"], date.fromisoformat(said["dated"])
    if proposal.plan_id is not None:
        first, last = said["months"]
        plan = opened_plan(keys, plan_saved(proposal.plan_id), folder)
        wanted = Wanted(plan, said["programme"], number, dated, first, last, proposal.id)
        return issue_decree(place, asked, wanted).decree
    if proposal.kind == "extension":
        first, last = said["months"]
        return extend_decree(place, asked, Extending(said["decree"], number, dated, first, last, proposal.id)).decree
    if proposal.kind != "amendment":
        raise ProposalNeeded(NOT_APPROVED)
    amending = Amending(said["decree"], number, dated, said["first"], said["fill"], proposal.id)
    if said["file"] is None:
        return replace_enrolment(place, asked, amending).decree
    off = folder / Path(said["file_name"]).name
    off.write_bytes(content(keys, said["file"]))
    return amend_decree(place, asked, amending, off).decree
