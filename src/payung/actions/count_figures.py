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
from payung.store.held import is_behind, recount

COUNTING = Text(id="Menghitung angka", en="Counting figures")


def count_figures(place: Place, asked: Asked, said: Mapping[str, Any], watcher: Watcher) -> dict[str, Any]:
    """Count them; no act, for nothing is kept that is not in the books. Raises: StoreMissing, StoreUnreachable."""
    open_store(place.address)
    watcher.stage(COUNTING)
    act = figures.count_figures()
    return {"act": act, "held": recount(asked.on)}


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
