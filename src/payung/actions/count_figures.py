"""The figures that pages show, counted anew; a job, for with a nation it takes longer than anybody waits."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from payung.actions.at_store import Asked, Place
from payung.actions.watch import Watcher
from payung.core.basis.text import Text
from payung.store import figures, jobs
from payung.store.chain import end_of_chain
from payung.store.database import open_store
from payung.store.held import Wanted, count, is_behind, is_held, recount

COUNTING = Text(id="Menghitung angka", en="Counting figures")


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
