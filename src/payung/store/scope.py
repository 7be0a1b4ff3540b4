"""Whose data may be seen now: the regions and groups of whoever asks. Nothing said, nothing seen.

``seen`` filters by it everywhere; on PostgreSQL the database refuses the rest a second time (``store.walls``). It is
told for one transaction at a time, so that a connection carries nothing over to the next who uses it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from payung.core.access.areas import LENGTHS, lies_in, widest

ALL = "*"
"""What the database is told where everything is seen."""


@dataclass(frozen=True)
class Scope:
    """Subtrees of region codes ("" the nation), ids of BPJS groups, and the account itself.

    Raises: ValueError for what is no code of a region or no number.
    """

    areas: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    account: int | None = None

    def __post_init__(self) -> None:
        codes = all(len(code) in LENGTHS and (code.isdecimal() or not code) for code in self.areas)
        if not codes or not all(type(number) is int for number in (*self.groups, self.account or 0)):
            raise ValueError("a scope is of region codes and numbers")
        object.__setattr__(self, "areas", widest(self.areas))

    @property
    def everything(self) -> bool:
        """Whether it is the nation: then no row is asked where it belongs."""
        return "" in self.areas


EVERYTHING = Scope(areas=("",))
"""What commands, and jobs that somebody with a right asked for, see."""

_now: ContextVar[Scope | None] = ContextVar("scope", default=None)


def scope_now() -> Scope | None:
    """The scope said last; None: nobody said one."""
    return _now.get()


@contextmanager
def scoped(scope: Scope) -> Iterator[None]:
    """Inside, ``scope`` and no other; also within a transaction that has begun."""
    before = _now.set(scope)
    try:
        tell_database()
        yield
    finally:
        _now.reset(before)
        if not _is_failed():
            tell_database()


@contextmanager
def whole_of(area: str) -> Iterator[None]:
    """Inside, everything is seen, where the scope holds all of ``area``: also what is of no village. Else as before."""
    now = _now.get()
    if now is None or not lies_in(area, now.areas):
        yield
        return
    with scoped(EVERYTHING):
        yield


@contextmanager
def filtered(scope: Scope) -> Iterator[None]:
    """Inside, ``seen`` filters by ``scope`` and the database is told nothing: for a job that counts for somebody, whose
    own connection sees the nation. Row security, asked of every row, would take ten times as long."""
    before = _now.set(scope)
    try:
        yield
    finally:
        _now.reset(before)


def tell_database() -> None:
    """Tell PostgreSQL the scope until the end of the transaction; where none was said, what the connection has."""
    scope = _now.get()
    if connection.vendor != "postgresql" or not connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if scope is None:
            cursor.execute("SET LOCAL payung.areas TO DEFAULT")
            cursor.execute("SET LOCAL payung.groups TO DEFAULT")
            cursor.execute("SET LOCAL payung.account TO DEFAULT")
            return
        areas = ALL if scope.everything else ",".join(scope.areas)
        cursor.execute(
            "SELECT set_config('payung.areas', %s, true), set_config('payung.groups', %s, true),"
            " set_config('payung.account', %s, true)",
            [areas, ",".join(map(str, scope.groups)), str(scope.account or "")],
        )


@contextmanager
def within_scope() -> Iterator[None]:
    """For a question that goes past Django to PostgreSQL: a transaction with the scope, where there is none yet."""
    if connection.vendor != "postgresql" or connection.in_atomic_block or _now.get() is None:
        yield
        return
    with transaction.atomic():
        tell_database()
        yield


def _is_failed() -> bool:
    """Whether the transaction takes no more questions; it is then rolled back, and with it what the scope was."""
    held = connection.connection
    return connection.vendor == "postgresql" and held is not None and held.info.transaction_status.name == "INERROR"


def fenced(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """For ``connection.execute_wrapper``: every transaction is told the scope before its first question.

    A question outside any gets one of its own; one that a library began is told, too.
    """
    used = context["connection"]
    begins = sql.startswith("SET TRANSACTION")  # must be the first that a transaction is told
    if used.vendor != "postgresql" or _now.get() is None or begins:
        return execute(sql, params, many, context)
    if not used.in_atomic_block:
        with transaction.atomic():
            return fenced(execute, sql, params, many, context)
    outermost = used.atomic_blocks[0]
    if getattr(used, _TOLD, None) is not outermost:
        setattr(used, _TOLD, outermost)
        tell_database()
    return execute(sql, params, many, context)


_TOLD = "scope_told_in"
