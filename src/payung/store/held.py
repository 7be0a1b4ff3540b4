"""Counts of whole tables, held: in a large store a page reads what was counted last, and says after which act.

A function that counts is marked ``@held``. In a small store, and outside ``asking``, it is called and nothing else. In
a large one its value is taken from ``held_count`` where nothing that it counts was changed since. Where something was,
or it was never counted, a small region is counted in the page. Of a large one what was counted before is given, and
``stale`` tells the act; or the page is told ``BeingCounted``, and the worker counts (``Asking.wanted``).
``@held_long`` marks what reads a whole ledger: the worker counts it when a page asks for it, and not after every act.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from payung.core.access.areas import lies_in
from payung.store.acts import StoreBusy, canonical
from payung.store.models import (
    ROWS_AN_ACT,
    Answer,
    Bill,
    BillLine,
    DecreeLine,
    Enrolment,
    Figure,
    Head,
    HeldCount,
    Join,
    Leaving,
    MemberLine,
    MemberList,
    PersonMonth,
    Posting,
    Removal,
    SourceRow,
    SubjectAnswer,
    VillageCode,
)
from payung.store.patience import patient_for
from payung.store.scope import EVERYTHING, Scope, filtered, scope_now, scoped

LARGE = 200_000
"""Person-months: fewer are counted in a page at any time."""
AT_ONCE = 50_000
"""Person-months of the regions that a question is of: fewer are counted in a page of a large store, too."""
COUNTED = (
    Answer, Bill, BillLine, DecreeLine, Enrolment, Join, Leaving, MemberLine, MemberList, Posting, Removal, SourceRow,
    SubjectAnswer, VillageCode,
)  # fmt: skip
"""Whatever is counted changes only by acts that add to one of these; a month changes its state by a posting."""


class BeingCounted(Exception):  # noqa: N818 - no error: the page says so, and is whole a little later
    """What a page shows was never counted, and is more than is counted in a page."""


@dataclass(frozen=True)
class Wanted:
    """What the worker is to count: the name of the function, what it is told with the scope (JSON), after which act."""

    name: str
    said: str
    act: int


@dataclass
class Asking:
    """One page being made: the act that changed anything last; what was counted for it; what it shows of before;
    what the worker is to count. ``at_once``: whatever is missing is counted inside, for no later page can ask again.
    """

    at_once: bool = False
    changed: int | None = None
    counted: list[HeldCount] = field(default_factory=list)
    stale: int | None = None
    wanted: list[Wanted] = field(default_factory=list)


_now: ContextVar[Asking | None] = ContextVar("asking", default=None)
_WORK: dict[str, Callable[..., Any]] = {}
_LONG: set[str] = set()
_CHANGED: dict[str, int] = {}
"""Head of the chain -> ``changed`` then: nothing changes without an act, which moves the head."""
MOST_HEADS = 100


def held(work: Callable[..., Any]) -> Callable[..., Any]:
    """``work(**said)`` held by its name, by ``said`` (JSON; ``on`` an ISO day) and by the scope; its value is JSON.

    What is asked of a day is answered as of the day before until it was counted. Raises: BeingCounted.
    """
    name = work.__name__
    _WORK[name] = work

    @wraps(work)
    def read(*place: Any, **said: Any) -> Any:
        asking, scope = _now.get(), scope_now()
        if asking is None or scope is None or not _is_large(asking):
            return work(*place, **said)
        now = asking.changed or 0
        found = HeldCount.objects.filter(key=_key(name, said, scope)).first()
        if found is not None and found.act >= now:
            return json.loads(found.value)
        if _is_small(said, scope) or (found is None and asking.at_once):
            value = work(*place, **said)
            asking.counted.append(_row(name, said, scope, now, value))
            return value
        if found is None or name in _LONG:
            asking.wanted.append(Wanted(name, _whole(said, scope), now))
        known = found or _of_the_day_before(name, said, scope)
        if known is None:
            raise BeingCounted(name)
        asking.stale = known.act if asking.stale is None else min(asking.stale, known.act)
        return json.loads(known.value)

    return read


def held_long(work: Callable[..., Any]) -> Callable[..., Any]:
    """``held``, for ``work(place, **said)`` that reads so much that the worker counts it only when a page asks."""
    _LONG.add(work.__name__)
    return held(work)


@contextmanager
def asking(*, at_once: bool = False) -> Iterator[Asking]:
    """A page is made inside. What was counted for it is kept at its end, where nobody else is writing."""
    one = Asking(at_once)
    before = _now.set(one)
    try:
        yield one
    finally:
        _now.reset(before)
    if one.counted:
        with suppress(StoreBusy), patient_for(0):  # else the next page will
            held = {row.key: row for row in one.counted}
            changes = {"update_fields": ["act", "value"], "unique_fields": ["key"]}
            HeldCount.objects.bulk_create(held.values(), update_conflicts=True, **changes)


@contextmanager
def little() -> Iterator[None]:
    """Inside, what is held is counted in the page, which knows that it is of few rows, however large the region is."""
    before = _now.set(None)
    try:
        yield
    finally:
        _now.reset(before)


def stale() -> int | None:
    """The act after which something that this page shows was counted, where it was changed since."""
    one = _now.get()
    return None if one is None else one.stale


def recount(on: date) -> int:
    """Count what is held of large regions anew, as of the day ``on``; gives how many questions those are. Not within an
    act. What a page counts at once is forgotten where it is old, and so is what reads much of a day long before.
    """
    counted, last = 0, changed()
    for row in list(HeldCount.objects.order_by("key")):
        said, scope = _told(row.said)
        work, day = _WORK.get(row.name), said.get("on", on.isoformat())
        if row.name in _LONG and day >= (on - timedelta(days=1)).isoformat():
            continue
        fresh = []
        if work is not None and row.name not in _LONG and not _is_small(said, scope):
            fresh.append(_counted(row.name, {**said, "on": on.isoformat()} if "on" in said else said, scope))
        elif work is not None and row.act >= last and day == on.isoformat():
            continue
        _keep(fresh, [row.key])
        counted += len(fresh)
    return counted


def count(name: str, said: str, place: Any) -> None:
    """Count what a page wanted (``Wanted``) and hold it. Not within an act. Raises: KeyError for a name of nothing."""
    told, scope = _told(said)
    _keep([_counted(name, told, scope, *([place] if name in _LONG else []))], [])


def is_held(wanted: Wanted) -> bool:
    """Whether it was counted since: by a job that another page asked for."""
    said, scope = _told(wanted.said)
    return HeldCount.objects.filter(key=_key(wanted.name, said, scope), act__gte=wanted.act).exists()


def is_at_once(**said: Any) -> bool:
    """Whether what is asked within the scope is read in a page; else its pages show what is held."""
    asking, scope = _now.get(), scope_now()
    return asking is None or scope is None or not _is_large(asking) or _is_small(said, scope)


def _counted(name: str, said: dict[str, Any], scope: Scope, *place: Any) -> HeldCount:
    act = changed()  # of before: what changes meanwhile is stale
    with filtered(scope):
        return _row(name, said, scope, act, _WORK[name](*place, **said))


def _keep(rows: list[HeldCount], gone: list[str]) -> None:
    with transaction.atomic():  # a page in between finds one or the other
        HeldCount.objects.filter(key__in=[*gone, *(one.key for one in rows)]).delete()
        HeldCount.objects.bulk_create(rows)


def changed() -> int:
    """The act that last changed anything that is counted; 0 before any. Asked of the tables once for each act."""
    with scoped(EVERYTHING):
        link = Head.objects.values_list("link", flat=True).get(id=1)
        last = _CHANGED.get(link)
        if last is None:
            if len(_CHANGED) >= MOST_HEADS:
                _CHANGED.clear()
            last = _CHANGED[link] = _last_change()
        return last  # another thread may have cleared the table meanwhile


def _last_change() -> int:
    last = ", ".join(f'(SELECT MAX(id) FROM "{model._meta.db_table}")' for model in COUNTED)  # noqa: S608 - our names
    with connection.cursor() as cursor:
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


def _is_small(said: dict[str, Any], scope: Scope) -> bool:
    """Whether the regions that are asked about hold few person-months. What a group account holds is not known."""
    if scope.groups:
        return False
    area = said.get("area", "")
    within = [area] if lies_in(area, scope.areas) else [one for one in scope.areas if one.startswith(area)]
    with scoped(EVERYTHING):
        sums = Figure.objects.filter(area_code__in=within).aggregate(sum=Sum("decided"))
    return (sums["sum"] or 0) < AT_ONCE


def _of_the_day_before(name: str, said: dict[str, Any], scope: Scope) -> HeldCount | None:
    if "on" not in said:
        return None
    day = date.fromisoformat(said["on"]) - timedelta(days=1)
    return HeldCount.objects.filter(key=_key(name, {**said, "on": day.isoformat()}, scope)).first()


def _key(name: str, said: dict[str, Any], scope: Scope) -> str:
    return hashlib.sha256(canonical([name, said, scope.areas, scope.groups]).encode()).hexdigest()


def _whole(said: dict[str, Any], scope: Scope) -> str:
    return canonical({**said, "areas": list(scope.areas), "groups": list(scope.groups)})


def _told(said: str) -> tuple[dict[str, Any], Scope]:
    """What a function was told, and the scope."""
    whole = json.loads(said)
    areas, groups = whole.pop("areas"), whole.pop("groups")
    return whole, Scope(tuple(areas), tuple(groups))


def _row(name: str, said: dict[str, Any], scope: Scope, act: int, value: Any) -> HeldCount:
    whole, text = _whole(said, scope), json.dumps(value, sort_keys=False)
    return HeldCount(key=_key(name, said, scope), name=name, said=whole, act=act, value=text)
