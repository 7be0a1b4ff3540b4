"""The queue of jobs: asked for once, held by one worker at a time, taken again where a worker died.

A job's id is the request of its act, so that a job done twice happens once. A worker holds a job until its ``lease``
and renews it while it works; what is written here is outside the chain, for it says only how far work is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.acts import RequestReused, canonical
from payung.store.models import Job
from payung.store.patience import A_PAGE, patient_for

LEASE = timedelta(seconds=30)
"""How long nothing is heard of a worker before its job is taken by another; it renews four times as often."""
MOST_TRIES = 3
"""A job whose worker died as often as this is given up: its work kills the worker."""
BROKE = "job-broke"
BROKEN_OFF = {
    "code": BROKE,
    "says": [
        "Pekerjaan ini terhenti karena kesalahan program; tidak ada yang tersimpan.",
        "This work stopped by a fault of the program; nothing was kept.",
    ],
    "do": [
        "Ulangi; bila terjadi lagi, laporkan kepada pengelola sistem.",
        "Try again; if it happens again, tell the administrator.",
    ],
}
"""What is told of a job that ended by a bug."""


@dataclass(frozen=True)
class Held:
    """A job in the hands of a worker. ``turn`` tells this hold from an earlier one of the same job."""

    id: str
    kind: str
    account: int | None
    said: Mapping[str, Any]
    on: date
    at: datetime
    turn: int


def ask(job: str, kind: str, account: int | None, said: Mapping[str, Any], on: date, at: datetime) -> None:
    """Put a job into the queue; asked again with the same content it stays as it is.

    Raises: RequestReused; StoreBusy.
    """
    asked = {"kind": kind, "account_id": account, "said": canonical(said), "on": on}
    try:
        with patient_for(A_PAGE), transaction.atomic():
            Job.objects.create(id=job, at=at, **asked)
    except IntegrityError:
        if not Job.objects.filter(id=job, **asked).exists():
            raise RequestReused(job) from None


def take(now: datetime) -> Held | None:
    """The oldest job that waits, or whose worker has not been heard of; None where there is none."""
    _give_up(now)
    free = Q(state="waiting") | Q(state="running", lease__lt=now)
    for job in Job.objects.filter(free).order_by("at", "id")[:10]:
        turn = job.tries + 1
        mine = Job.objects.filter(free, id=job.id, tries=job.tries)
        if mine.update(state="running", tries=turn, lease=now + LEASE):  # one worker only: the row decides
            return Held(job.id, job.kind, job.account_id, json.loads(job.said), job.on, job.at, turn)
    return None


def hold(held: Held, now: datetime) -> bool:
    """Renew the lease; False where the job is no longer ours."""
    return _ours(held).update(lease=now + LEASE) == 1


def let_go(job: str, turn: int, now: datetime) -> bool:
    """Whoever took ``job`` for the ``turn``-th time is dead for certain: it need not wait for the end of its lease."""
    return Job.objects.filter(id=job, state="running", tries=turn).update(lease=now) == 1


def is_ours(held: Held) -> bool:
    """Whether the job is still ours; to the end of the transaction it stays so."""
    return _ours(held).select_for_update().values_list("id").first() is not None


def tell(held: Held, stage: Text, done: int, of: int | None) -> bool:
    """How far the job is: ``done`` steps ``of`` so many. False where the job is no longer ours."""
    said = canonical({"stage": [stage.id, stage.en], "done": done, "of": of})
    return _ours(held).update(progress=said) == 1


def put_back(held: Held, until: datetime) -> bool:
    """Leave the job for whoever takes it after ``until``, for its outcome is not known or the store was busy."""
    return _ours(held).update(lease=until) == 1


def finish(held: Held, outcome: Mapping[str, Any]) -> bool:
    """The job is done, and what came of it."""
    return _ours(held).update(state="done", outcome=canonical(outcome), lease=None) == 1


def fail(held: Held, error: PayungError | None) -> bool:
    """The job ended with an error somebody can act on, or (None) by a bug."""
    told = (
        {"code": error.code, "says": [error.says.id, error.says.en], "do": [error.do.id, error.do.en]}
        if error
        else BROKEN_OFF
    )
    return _ours(held).update(state="failed", error=canonical(told), lease=None) == 1


def _ours(held: Held) -> Any:
    return Job.objects.filter(id=held.id, state="running", tries=held.turn)


def _give_up(now: datetime) -> None:
    dead = Job.objects.filter(state="running", lease__lt=now, tries__gte=MOST_TRIES)
    dead.update(state="failed", error=canonical(BROKEN_OFF), lease=None)
