"""Everything the store holds about somebody, as files to hand over: JSON for machines, a workbook to be read."""

import io
import json
import zipfile
from datetime import UTC, datetime

from payung.actions.answer_subject import request_seen
from payung.actions.at_store import Asked, Place
from payung.actions.record_subject import RIGHT
from payung.actions.right_of import with_right
from payung.actions.subject_errors import SubjectUnknown
from payung.gateways.subject_book import as_book
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.looks import looked
from payung.store.models import Account
from payung.store.people import numbers_of_the_same
from payung.store.reading import one_moment
from payung.store.scope import EVERYTHING, scoped
from payung.store.subjects import held_about

DAY = (1980, 1, 1, 0, 0, 0)
"""Of files within the archive: the same data are the same bytes."""


def export_subject(place: Place, asked: Asked, request: int) -> bytes:
    """A ZIP of ``data.json`` and ``data.xlsx`` about whom the request of access ``request`` is of.

    Whoever takes it is on record first. Raises: SubjectUnknown, also for a request of another kind; RightMissing; the
    errors of the key file.
    """
    keys = Keys.read(place.keys)
    open_store(place.address)
    found = request_seen(request)
    if found.kind != "access":
        raise SubjectUnknown
    account: Account = with_right(asked.by, RIGHT, found.person.village.code if found.person.village else "", asked.on)
    looked(account.pk, "subject.export", "", "subject", asked.at.astimezone(UTC), person=found.person_id)
    with scoped(EVERYTHING), one_moment():  # lists of other regions hold them, too
        held = held_about(keys, numbers_of_the_same([found.person_id]))
    about = {"permintaan": found.pk, "pada": _moment(asked.at)}
    whole = json.dumps({"tentang": about, "data": held}, ensure_ascii=False, indent=2, sort_keys=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("data.json", whole.encode()), ("data.xlsx", as_book(held, about))):
            archive.writestr(zipfile.ZipInfo(name, DAY), content)
    return out.getvalue()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
