"""What a page wants counted goes into the queue. Apart from the counting, for the server reads this before any page."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime

from payung.store import jobs
from payung.store.acts import RequestReused, StoreBusy
from payung.store.held import Wanted
from payung.store.models import Job

HELD = "held.count"
"""The job that counts what a page wanted."""
MOST_TRIES = 3
"""What could not be counted so often is not tried again before the books change, or the day."""


def ask_counts(wanted: Iterable[Wanted], on: date) -> bool:
    """Put into the queue what a page wants counted, each question once; False where one of them failed too often.

    Where the store is busy nothing is asked; the next page will.
    """
    good = True
    for one in wanted:
        stem = hashlib.sha256(f"{one.name} {one.said} {one.act} {on}".encode()).hexdigest()[:24]
        tried = Job.objects.filter(id__startswith=f"held-{stem}-").values_list("state", flat=True)
        if any(state in ("waiting", "running") for state in tried):
            continue
        if sum(state == "failed" for state in tried) >= MOST_TRIES:
            good = False
            continue
        said = {"name": one.name, "said": one.said, "act": one.act}
        with suppress(RequestReused, StoreBusy):  # another page asked at the same moment, or will
            jobs.ask(f"held-{stem}-{len(tried)}", HELD, None, said, on, datetime.now(UTC))
    return good
