"""An enrolment file taken away: made again as it was sent, and who took it is kept."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.export_enrolment import files_again
from payung.actions.in_sight import in_sight
from payung.gateways.bpjs_layout import read_layouts
from payung.store.acts import Doing
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import Enrolment, Fetch
from payung.store.reading import one_moment

WHAT = "enrolment"
COLUMNS = ("account_id", "what", "run_id", "village_id", "niks")


@dataclass(frozen=True)
class FileAgain:
    """The file: its name and bytes. ``same``: whether they are those that were sent."""

    name: str
    content: bytes
    people: int
    same: bool


def fetch_enrolment(place: Place, asked: Asked, batch: int, account: int | None = None) -> FileAgain:
    """The file of the batch of that number, for ``account``; a repeat gives it again and is kept once.

    A row for each village whose people it names says who has it, so that each region reads of its own.

    Raises: RightMissing, NotWhole, BpjsTemplateUnreadable, and what ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, int]:
        with in_sight(asked, "enrolment.see") as sight:
            sight.rows(Enrolment, batch=batch)
            doing.add(Fetch, COLUMNS, [(account, WHAT, None, village, "whole") for village in _villages(batch)])
        return {"batch": batch}

    act_at(place, asked, "enrolment.fetch", {"batch": batch, "account": account}, work)
    open_store(place.address)
    with TemporaryDirectory(prefix="payung-") as folder, one_moment():
        files, same = files_again(Keys.read(place.keys), [batch], Path(folder), read_layouts(None))
        one = files[0]
        return FileAgain(one.path.name, one.path.read_bytes(), one.people, same)


def _villages(batch: int) -> list[int | None]:
    """Where the people of the batch live; None for those of whom no village is known."""
    return sorted(
        Enrolment.objects.filter(batch=batch).order_by().values_list("person__village_id", flat=True).distinct(),
        key=lambda village: village or 0,
    )
