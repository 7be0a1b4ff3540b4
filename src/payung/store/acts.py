"""Acts: everything that changes the store is one act, done once, one after the other, and chained to the one before."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db import InterfaceError, OperationalError, ProgrammingError, connection, transaction

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.fence import ask_fence
from payung.store.models import ROWS_AN_ACT, Act, Head, Kept, kept_columns
from payung.store.reach import follow_lines
from payung.store.rows import Row, insert
from payung.store.scope import tell_database
from payung.store.tables import is_table, with_ids

if TYPE_CHECKING:
    import polars as pl

FIRST_LINK = "0" * 64


class Linker(Protocol):
    """What binds an act to the one before: a keyed digest, so that only who has the key can forge a chain."""

    def link(self, previous: bytes, content: bytes) -> bytes:
        """32 bytes, from the 32 of the link before."""


class RequestReused(PayungError):
    """The same request id came with another content."""

    code = "request-reused"
    exit_code = 13

    def __init__(self, request: str) -> None:
        super().__init__(
            Text(
                id=f"Nomor permintaan {request} sudah dipakai untuk permintaan lain.",
                en=f"The request {request} was used for something else.",
            ),
            Text(id="Pakai nomor permintaan yang baru.", en="Use a new request id."),
        )


class StoreBusy(PayungError):
    """Another act held the store for too long."""

    code = "store-busy"
    exit_code = 14

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Basis data sedang dipakai proses lain terlalu lama; tidak ada yang tersimpan.",
                en="The store was held by another process for too long; nothing was kept.",
            ),
            Text(
                id="Ulangi dengan nomor permintaan yang sama: tidak akan terjadi dua kali.",
                en="Repeat with the same request id: it will not happen twice.",
            ),
        )


class StoreMissing(PayungError):
    """There is no store at the address, or its tables are of another version."""

    code = "store-missing"
    exit_code = 15

    def __init__(self) -> None:
        super().__init__(
            Text(id="Basis data belum disiapkan di alamat itu.", en="There is no store at that address yet."),
            Text(id="Jalankan: payung store init", en="Run: payung store init"),
        )


class StoreLost(PayungError):
    """The database stopped in the middle of an act: whether it was done is not known."""

    code = "store-lost"
    exit_code = 117

    def __init__(self) -> None:
        # What the driver says may name the server and the user.
        super().__init__(
            Text(
                id="Basis data berhenti di tengah jalan; belum diketahui apakah tindakan ini tersimpan.",
                en="The database stopped in the middle; whether this was done is not known.",
            ),
            Text(
                id="Periksa server dan sisa tempat di cakram, lalu ulangi dengan nomor permintaan yang sama: tidak "
                "akan terjadi dua kali.",
                en="Look at the server and the space left on the disk, then repeat with the same request id: it will "
                "not happen twice.",
            ),
        )


@dataclass(frozen=True)
class Deed:
    """What somebody asks to be done. ``request`` is made by the caller and kept before sending: a repeat is the same.

    ``on`` is the day it counts for, ``at`` the moment, in any time zone. ``said`` holds no personal data: it is kept
    for ever. Raises: ValueError where ``at`` is of no time zone, or a text is empty, too long or holds a zero.
    """

    kind: str
    request: str
    by: str
    on: date
    at: datetime
    said: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        texts = ((self.kind, 40), (self.request, 64), (self.by, 100))
        if not all(text and len(text) <= longest and "\0" not in text for text, longest in texts):
            raise ValueError("kind, request and by have at most 40, 64 and 100 letters and no zero")
        if type(self.on) is not date or self.at.utcoffset() is None:
            raise ValueError("on is a day, at a moment of a time zone")


class Doing:
    """An act while it is done: it hands out the numbers of new rows and remembers what was written."""

    def __init__(self, number: int, deed: Deed) -> None:
        self.number, self.deed = number, deed
        self.wrote: dict[str, dict[str, Any]] = {}

    def add(self, model: type[Kept], columns: Sequence[str], rows: "Iterable[Sequence[Any]] | pl.DataFrame") -> range:
        """Add ``rows`` of ``columns`` (all but ``id``) to a kept table; gives their ids. Once a table and act.

        A table of Polars with these columns gives the same as its rows, much faster.

        Raises: ValueError where the act has written to the table before, writes too much, or what the columns do not
        hold; what the database refuses. Then nothing was added.
        """
        table = model._meta.db_table
        if table in self.wrote:
            raise ValueError(f"an act writes its rows of {table} at once")
        first = self.number * ROWS_AN_ACT
        numbered: Iterable[Row] | pl.DataFrame
        if is_table(rows):
            numbered = with_ids(rows.select(columns), first)
        else:
            numbered = ((first + place, *row) for place, row in enumerate(rows))
        with transaction.atomic():
            count, digest = insert(model, ("id", *columns), numbered)
            if count > ROWS_AN_ACT:
                raise ValueError(f"{count} rows of {table} are more than one act holds")
        if count:
            self.wrote[table] = {"columns": kept_columns(model), "rows": count, "sha256": digest}
        return range(first, first + count)

    def add_one(self, model: type[Kept], **values: Any) -> int:
        """Add one row; gives its id."""
        return self.add(model, list(values), [tuple(values.values())])[0]


def perform(deed: Deed, linker: Linker, work: Callable[[Doing], Mapping[str, Any]]) -> dict[str, Any]:
    """Do ``work`` as one act: all of it or nothing, once however often it is asked; gives its outcome.

    A repeated request gives the outcome of the first time and does nothing. ``work`` gets the act, adds its rows
    through it and returns what the caller is told: canonical JSON without personal data.
    Raises: RequestReused; StoreBusy; StoreMissing; StoreLost, after which only a repeat tells; HoldLost; what
    ``work`` raises.
    """
    try:
        with transaction.atomic(durable=True):
            tell_database()
            head = _take_turn()
            said = canonical(deed.said)
            done = Act.objects.filter(request=deed.request).first()
            if done:
                if (done.kind, done.said, done.on, done.by) != (deed.kind, said, deed.on, deed.by):
                    raise RequestReused(deed.request)
                return json.loads(done.outcome)
            doing = Doing(head.number + 1, deed)
            outcome = canonical(work(doing))
            follow_lines(doing.number, doing.wrote)
            ask_fence()
            act = Act(
                number=doing.number,
                request=deed.request,
                kind=deed.kind,
                by=deed.by,
                on=deed.on,
                at=deed.at.astimezone(UTC),  # as the database gives it back
                said=said,
                wrote=canonical(doing.wrote),
                outcome=outcome,
                previous=head.link,
            )
            act.link = linker.link(bytes.fromhex(act.previous), content_of(act)).hex()
            act.save(force_insert=True)
            Head.objects.filter(id=1).update(number=act.number, link=act.link)
            return json.loads(outcome)
    except (OperationalError, InterfaceError, ProgrammingError) as error:
        raise _named(error) from None


def content_of(act: Act) -> bytes:
    """What the link of an act binds, besides the link before."""
    at = act.at.replace(tzinfo=None).isoformat(timespec="microseconds")
    return content(act.number, act.request, act.kind, act.by, act.on.isoformat(), at, act.said, act.wrote, act.outcome)


def content(*parts: object) -> bytes:
    """The same of its parts: number, request, kind, by, on, at (ISO, UTC), said, wrote, outcome."""
    return canonical(parts).encode()


def canonical(value: object) -> str:
    """JSON with sorted keys and nothing to spare: the same value is the same text. Raises: TypeError, ValueError."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _take_turn() -> Head:
    """Wait until no other act is being done. On SQLite beginning the transaction has waited already."""
    heads = Head.objects.filter(id=1)
    if connection.vendor == "postgresql":
        heads = heads.select_for_update()
    head = heads.first()
    if head is None:
        raise StoreMissing
    return head


def _named(error: Exception) -> Exception:
    """What an error of the driver means to whoever asked."""
    said, cause = str(error), type(error.__cause__).__name__
    if "locked" in said or cause == "LockNotAvailable":
        return StoreBusy()
    if "no such table" in said or cause == "UndefinedTable":
        return StoreMissing()
    return error if isinstance(error, ProgrammingError) else StoreLost()
