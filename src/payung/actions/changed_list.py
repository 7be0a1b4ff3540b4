"""Whether the list of a proposed change would be another today: asked before it is approved, not first when issued."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from payung.actions.amend_decree import Amending, amended, come_on, named_off
from payung.actions.extend_decree import Extending, going_on, hash_of
from payung.actions.proposals import NEW_LIST, NOTHING_LEFT, subject_of
from payung.actions.replace_enrolment import sent_back
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.gateways.removal_list import read_removals
from payung.store.files import content
from payung.store.keys import Keys
from payung.store.models import Proposal
from payung.store.scope import EVERYTHING, scoped

CHANGES = ("amendment", "extension")


def list_changed(keys: Keys, proposal: Proposal) -> Text | None:
    """Why the list of an amendment or extension, which is not issued yet, is not what was proposed; None where it is.

    Computed as when it is issued. What cannot be computed any more, for its decree or its list is not to be had, has
    changed, too. Within an act, or one moment.
    """
    if proposal.kind not in CHANGES:
        return None
    with scoped(EVERYTHING):  # people of the whole decree, whoever asks
        try:
            now = _hash_now(keys, proposal)
        except PayungError:
            return NEW_LIST
    if now is None:
        return NOTHING_LEFT
    return NEW_LIST if now != proposal.list_hash else None


def _hash_now(keys: Keys, proposal: Proposal) -> str | None:
    """SHA-256 of what the change would be now; None where nothing is left of it."""
    said = subject_of(proposal)
    number, dated = said["number"], date.fromisoformat(said["dated"])
    if proposal.kind == "extension":
        _, placed, *_ = going_on(Extending(said["decree"], number, dated, *said["months"]))
        return hash_of(placed) if placed else None
    amending = Amending(said["decree"], number, dated, said["first"], said["fill"])
    base = amended(amending)
    if said["file"] is None:
        off = sent_back(base)
    else:
        with TemporaryDirectory() as folder:
            path = Path(folder) / Path(said["file_name"]).name
            path.write_bytes(content(keys, said["file"]))
            off = named_off(keys, base, read_removals(path), path.name)
    return come_on(base, amending, off)[2] if off else None
