"""The figures that pages show, counted anew; a job, for with a nation it takes longer than anybody waits."""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

from payung.actions import audit_told, compare_runs, count_cover, enrolment_table, month_told, watch_cover
from payung.actions.at_store import Asked, Place
from payung.actions.watch import Watcher
from payung.core.basis.text import Text
from payung.store import counts, figures, jobs, problems, progress
from payung.store.acts import RequestReused, StoreBusy
from payung.store.chain import end_of_chain
from payung.store.database import open_store
from payung.store.held import Wanted, count, is_behind, is_held, recount
from payung.store.models import Job

COUNTERS = (audit_told, compare_runs, count_cover, counts, enrolment_table, month_told, problems, progress, watch_cover)
"""Where something is ``@held``: the worker, which opens no page, knows it by its name because it is named here."""
COUNTING = Text(id="Menghitung angka", en="Counting figures")
HELD = "held.count"
"""The job that counts what a page wanted."""
MOST_TRIES = 3
"""What could not be counted so often is not tried again before the books change, or the day."""


def count_figures(place: Place, asked: Asked, said: Mapping[str, Any], watcher: Watcher) -> dict[str, Any]:
    """Count them; no act, for nothing is kept that is not in the books. Raises: StoreMissing, StoreUnreachable."""
    open_store(place.address)
    watcher.stage(COUNTING)
    act = figures.count_figures()
    return {"act": act, "held": recount(asked.on)}


def count_held(place: Place, _: Asked, said: Mapping[str, Any], watcher: Watcher) -> dict[str, Any]:
    """Count what one page wanted, unless it was counted since; no act. Raises: StoreMissing, StoreUnreachable."""
    open_store(place.address)
    watcher.stage(COUNTING)
    wanted = Wanted(**said)
    if is_held(wanted):
        return {"counted": False}
    count(wanted.name, wanted.said, place)
    return {"counted": True}


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
        good = good and sum(state == "failed" for state in tried) < MOST_TRIES
        if not good:
            continue
        said = {"name": one.name, "said": one.said, "act": one.act}
        with suppress(RequestReused, StoreBusy):  # another page asked at the same moment, or will
            jobs.ask(f"held-{stem}-{len(tried)}", HELD, None, said, on, datetime.now(UTC))
    return good


def figures_wanted(on: date) -> int | None:
    """Ask for a count where acts were done since the last; gives the act that the figures are of, None before any."""
    counted, head = figures.counted_after(), end_of_chain()
    if head is not None and counted != head.number and not figures.is_counting():
        job = f"figures-{head.number}-{on:%y%m%d}"
        jobs.ask(job, figures.KIND, None, {}, on, datetime.now(UTC))
    return counted


def recount_large(on: date) -> None:
    """Ask for a count where a large store was changed since the last: its pages show what was counted."""
    if is_behind(figures.counted_after()):
        figures_wanted(on)
