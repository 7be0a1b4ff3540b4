"""The worker: takes jobs one by one, tells how far they are, and keeps hold of them while it works."""

import logging
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from django.db import DatabaseError, connection

from payung.actions.at_store import Asked, Place
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.entry.jobs.in_hand import in_hand, left_behind
from payung.store import jobs
from payung.store.acts import StoreBusy, StoreLost
from payung.store.database import open_store
from payung.store.fence import HoldLost, only_while
from payung.store.jobs import LEASE, MOST_TRIES, Held

LOG = logging.getLogger("payung.jobs")
IDLE_SECONDS = 0.5
TIDY_SECONDS = 300.0
REST = timedelta(seconds=5)
"""How long a job waits that the store had no time for."""
TELL_SECONDS = 1.0
"""A job tells how far it is at most this often."""

Work = Callable[[Place, Asked, Mapping[str, Any], "Telling"], Mapping[str, Any]]


class Telling:
    """A Watcher that writes the progress of a job where its page finds it."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self._stage, self._done, self._of = Text(id="Dimulai", en="Begun"), 0, None  # type: tuple[Text, int, int | None]
        self._told = 0.0

    def stage(self, name: Text, total: int | None = None) -> None:
        """Begin a stage of ``total`` steps."""
        self._stage, self._done, self._of = name, 0, total
        self._tell()

    def step(self, count: int = 1) -> None:
        """``count`` more steps are done."""
        self._done += count
        if monotonic() - self._told > TELL_SECONDS or self._done == self._of:
            self._tell()

    def _tell(self) -> None:
        self._told = monotonic()
        if connection.in_atomic_block:  # seen only when the act is done; and it must not fail for this
            return
        try:
            jobs.tell(self._held, self._stage, self._done, self._of)
        except DatabaseError:
            LOG.warning("job %s: progress was not written", self._held.id)


def work_on(place: Place, kinds: Mapping[str, Work], names: Callable[[int | None], str], held: Held) -> bool:
    """Do one job to its end, and write what came of it; False where another worker has it by now.

    ``names``: account -> the name its acts are signed with; raises PayungError where it may not act any more.
    """
    with _held_on(place, held), only_while(lambda: jobs.is_ours(held)):
        try:
            asked = Asked(by=names(held.account), on=held.on, at=held.at, request=held.id)
            outcome = kinds[held.kind](place, asked, held.said, Telling(held))
        except HoldLost:
            return False
        except (StoreBusy, StoreLost) as error:
            # It is the same request the next time, so that what was done after all is not done again.
            if held.turn < MOST_TRIES:
                return jobs.put_back(held, datetime.now(UTC) + REST)
            return jobs.fail(held, error)
        except PayungError as error:
            return jobs.fail(held, error)
        except Exception as error:  # noqa: BLE001 -- a job must end, whatever happened in it
            # The words of an unknown error may name somebody: only its kind and place are logged.
            trace = error.__traceback__
            while trace and trace.tb_next:
                trace = trace.tb_next
            where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
            LOG.error("job %s (%s): %s at %s", held.id, held.kind, type(error).__name__, where)
            return jobs.fail(held, None)
    return jobs.finish(held, outcome)


def serve_jobs(
    place: Place,
    kinds: Mapping[str, Work],
    names: Callable[[int | None], str],
    tidy: Callable[[Place, datetime], None],
    file: Path | None = None,
) -> None:
    """Do jobs until SIGTERM or SIGINT; the job in hand is done to its end, or taken again by the next worker.

    ``tidy`` is called between jobs, every ``TIDY_SECONDS``. ``file``: see ``in_hand``.
    """
    stop, tidied, left = threading.Event(), 0.0, left_behind(file)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        try:
            open_store(place.address)
            if left:
                jobs.let_go(*left, datetime.now(UTC))
                left = None
            held = jobs.take(datetime.now(UTC))
            if held is None and monotonic() - tidied > TIDY_SECONDS:
                tidied = monotonic()
                tidy(place, datetime.now(UTC))
        except (DatabaseError, PayungError) as error:
            LOG.warning("no job could be taken: %s", type(error).__name__)
            held = None
        if held is None:
            stop.wait(IDLE_SECONDS)
        else:
            try:
                with in_hand(file, held):
                    work_on(place, kinds, names, held)
            except DatabaseError as error:  # what came of it was not written: its lease runs out, and it is taken again
                LOG.warning("job %s: its end was not written: %s", held.id, type(error).__name__)


@contextmanager
def _held_on(place: Place, held: Held) -> Iterator[None]:
    """Renew the lease of a job from a thread of its own, over a connection of its own."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(LEASE.total_seconds() / 4):
            try:
                open_store(place.address)
                if not jobs.hold(held, datetime.now(UTC)):
                    return
            except (DatabaseError, PayungError):
                LOG.warning("job %s: its lease was not renewed", held.id)
        connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
