"""Counts of whole tables, held: in a large store a page reads what was counted last, and says after which act.

A function that counts is marked ``@held``. In a small store, and outside ``asking``, it is called and nothing else. In
a large one its value is taken from ``held_count`` where nothing that it counts was changed since; where something was,
what was counted before is given and ``stale`` tells the act, until the worker has counted anew. Whatever was never
counted is counted in the page, once.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any

from django.db import connection
from django.db.models import Sum

from payung.store.acts import StoreBusy, canonical
from payung.store.models import (
    ROWS_AN_ACT,
    Answer,
    DecreeLine,
    Enrolment,
    Figure,
    HeldCount,
    Join,
    Leaving,
    PersonMonth,
    Posting,
    Removal,
    SourceRow,
    VillageCode,
)
from payung.store.patience import patient_for
from payung.store.scope import EVERYTHING, Scope, filtered, scope_now, scoped

LARGE = 200_000
"""Person-months: fewer are counted in a page at any time."""
COUNTED = (Answer, DecreeLine, Enrolment, Join, Leaving, Posting, Removal, SourceRow, VillageCode)
"""Whatever is counted changes only by acts that add to one of these; a month changes its state by a posting."""


@dataclass
class Asking:
    """One page being made: the act that changed anything last; what was counted for it; what it shows of before."""

    changed: int | None = None
    counted: list[HeldCount] = field(default_factory=list)
    stale: int | None = None


_now: ContextVar[Asking | None] = ContextVar("asking", default=None)
_WORK: dict[str, Callable[..., Any]] = {}


def held(work: Callable[..., Any]) -> Callable[..., Any]:
    """``work(**said)`` held by its name, by ``said`` (JSON; ``on`` an ISO day) and by the scope; its value is JSON."""
    _WORK[work.__name__] = work

    @wraps(work)
    def read(**said: Any) -> Any:
        asking, scope = _now.get(), scope_now()
        if asking is None or scope is None or not _is_large(asking):
            return work(**said)
        key = _key(work.__name__, said, scope)
        found = HeldCount.objects.filter(key=key).first()
        if found is None:
            value = work(**said)
            asking.counted.append(_row(work.__name__, said, scope, asking.changed or 0, value))
            return value
        if found.act < (asking.changed or 0):
            asking.stale = found.act if asking.stale is None else min(asking.stale, found.act)
        return json.loads(found.value)

    return read


@contextmanager
def asking() -> Iterator[Asking]:
    """A page is made inside. What was counted for it is kept at its end, where nobody else is writing."""
    one = Asking()
    before = _now.set(one)
    try:
        yield one
    finally:
        _now.reset(before)
    if one.counted:
        with suppress(StoreBusy), patient_for(0):  # else the next page will
            HeldCount.objects.bulk_create(one.counted, ignore_conflicts=True)


def stale() -> int | None:
    """The act after which something that this page shows was counted, where it was changed since."""
    one = _now.get()
    return None if one is None else one.stale


def recount(on: date) -> int:
    """Count everything that is held anew, as of the day ``on``; gives how many there are. Not within an act."""
    rows = list(HeldCount.objects.order_by("key"))
    for row in rows:
        said, work = json.loads(row.said), _WORK.get(row.name)
        areas, groups = said.pop("areas"), said.pop("groups")
        if "on" in said:
            said["on"] = on.isoformat()
        fresh = []
        if work is not None:
            scope, act = Scope(tuple(areas), tuple(groups)), changed()  # of before: what changes meanwhile is stale
            with filtered(scope):
                fresh.append(_row(row.name, said, scope, act, work(**said)))
        HeldCount.objects.filter(key__in=[row.key, *(one.key for one in fresh)]).delete()
        HeldCount.objects.bulk_create(fresh)
    return len(rows)


def changed() -> int:
    """The act that last changed anything that is counted; 0 before any."""
    last = ", ".join(f'(SELECT MAX(id) FROM "{model._meta.db_table}")' for model in COUNTED)  # noqa: S608 - our names
    with scoped(EVERYTHING), connection.cursor() as cursor:
        cursor.execute(f"SELECT {last}")
        return max((number or 0) // ROWS_AN_ACT for number in cursor.fetchone())


def is_behind(act: int | None) -> bool:
    """Whether a large store was changed since the figures of ``act``. Looks at the books: for the worker."""
    if not PersonMonth.objects.order_by("id")[LARGE : LARGE + 1].exists():
        return False
    return act is None or act < changed()


def _is_large(one: Asking) -> bool:
    """Asked once a page."""
    if one.changed is None:
        with scoped(EVERYTHING):
            held = Figure.objects.filter(area_code="").aggregate(sum=Sum("decided"))["sum"]
        one.changed = changed() if (held or 0) >= LARGE else -1
    return one.changed >= 0


def _key(name: str, said: dict[str, Any], scope: Scope) -> str:
    return hashlib.sha256(canonical([name, said, scope.areas, scope.groups]).encode()).hexdigest()


def _row(name: str, said: dict[str, Any], scope: Scope, act: int, value: Any) -> HeldCount:
    whole = {**said, "areas": list(scope.areas), "groups": list(scope.groups)}
    return HeldCount(
        key=_key(name, said, scope), name=name, said=canonical(whole), act=act, value=json.dumps(value, sort_keys=False)
    )
