"""The proof that a store holds: the chain of acts, every row as it was added, and the books counted again."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, groupby
from json import loads
from operator import itemgetter
from typing import NamedTuple, Protocol

from django.db import DatabaseError, connection

from payung.core.basis.text import Text
from payung.store.account_states import changed_past_us
from payung.store.acts import FIRST_LINK, Linker, content
from payung.store.books import queries_for
from payung.store.erasures import wrongly_empty
from payung.store.guards import missing_guards
from payung.store.keys import Content, Of
from payung.store.looks import broken_seals
from payung.store.mended import mended_in
from payung.store.models import ROWS_AN_ACT, Act, Head, Identity, Kept, Membership, Person, all_kept, kept_columns
from payung.store.reading import one_moment, plain_rows
from payung.store.rows import Row, RowsDigest
from payung.store.sealed import COLUMNS, SealedColumn, wrong_rows
from payung.store.walls import missing_walls

KINDS: Mapping[str, Text] = {
    "act": Text(id="tindakan diubah, disisipkan, dihapus atau ditukar", en="an act was changed, put in, lost or moved"),
    "head": Text(id="ujung rantai tidak sesuai", en="the end of the chain does not fit"),
    "anchor": Text(
        id="ujung rantai yang pernah dicetak tidak ada lagi", en="an end of the chain that was printed is gone"
    ),
    "rows": Text(id="baris diubah, disisipkan, dihapus atau ditukar", en="rows were changed, put in, lost or moved"),
    "sealed": Text(id="nomor tersegel diubah atau ditukar", en="a sealed number was changed or moved"),
    "erased": Text(
        id="isi tersegel hilang tanpa catatan penghapusan, atau tidak hilang sesudahnya",
        en="sealed bytes are gone without a record of it, or are not gone after one",
    ),
    "accounts": Text(id="akun diubah di luar Payung", en="an account was changed past Payung"),
    "books": Text(id="pembukuan tidak cocok dengan baris-barisnya", en="the books do not follow from their lines"),
    "looks": Text(
        id="catatan siapa melihat siapa diubah, disisipkan atau dihapus",
        en="the record of who saw whom was changed, put in or taken away",
    ),
    "guards": Text(id="penjaga baris di basis data tidak ada", en="the guards of the rows are not in the database"),
}
PEOPLE = Person._meta.db_table
_ACT = ("number", "request", "kind", "by", "on", "at", "said", "wrote", "outcome", "previous", "link")
_SEALED: tuple[tuple[type[Kept], tuple[str, ...], Of], ...] = (
    (Identity, ("id", "person_id", "nik_index", "nik_sealed"), "nik"),
    (Membership, ("id", "person_id", "number_index", "number_sealed"), "membership"),
)


class Prover(Linker, Protocol):
    """The keys, as far as a proof needs them."""

    def open_bytes(self, sealed: bytes, number: int, of: Content) -> bytes:
        """What is sealed for that row."""

    def wrong(
        self, sealed: Sequence[bytes | None], indexes: Sequence[bytes | None], persons: Sequence[int], of: Of
    ) -> list[int]:
        """Places of rows whose seal does not open for the person, or whose index is not that of what is sealed."""


@dataclass(frozen=True)
class Fault:
    """Something that does not hold. ``act`` is its number where one can be named; ``detail`` has no personal data."""

    kind: str
    where: str
    act: int | None
    detail: Text


@dataclass(frozen=True)
class Proof:
    """What was counted, and what does not hold. ``head`` is the end of the chain, to be printed and kept elsewhere."""

    acts: int
    rows: int
    head: str
    faults: tuple[Fault, ...]


class _Told(NamedTuple):
    """What an act says it wrote into a table."""

    columns: tuple[str, ...]
    rows: int
    sha256: str


def prove(keys: Prover, *, anchors: Mapping[int, str] | None = None) -> Proof:
    """Check everything that can be checked from the rows alone, and with the keys the chain and what is sealed.

    ``anchors``: number of an act -> its link as it was printed or sent elsewhere; without them a chain that was cut off
    at its end, with all its rows, looks whole. Reads every row once, as they are at one moment, while acts go on.
    """
    faults: list[Fault] = []
    with one_moment():
        rows, (acts, head, wrote) = 0, _chain(keys, dict(anchors or {}), faults)
        for model in all_kept():
            with _readable(table := model._meta.db_table, faults):
                rows += _table(model, wrote.pop(table, {}), faults)
        faults += [_fault("rows", table, None, "tabel tidak dikenal", "unknown table") for table in sorted(wrote)]
        for model, columns, of in _SEALED:
            with _readable(model._meta.db_table, faults):
                _sealed(keys, model, columns, of, faults)
        for column in COLUMNS:
            with _readable(column.model._meta.db_table, faults):
                _contents(keys, column, faults)
        with _readable("erasure", faults):
            for table, row in wrongly_empty():
                faults.append(_fault("erased", table, row // ROWS_AN_ACT, f"baris {row}", f"row {row}"))
        with _readable("account", faults):
            for account, state in changed_past_us(keys):
                act = None if state is None else state // ROWS_AN_ACT
                faults.append(_fault("accounts", "account", act, f"akun {account}", f"account {account}"))
        with _readable("books", faults):
            _books(faults)
        with _readable("look", faults):
            for number in broken_seals():
                faults.append(_fault("looks", "look", number // ROWS_AN_ACT, "tidak seperti disegel", "not as sealed"))
        faults += [_fault("guards", name, None, "tidak ada", "missing") for name in missing_guards()]
        faults += [_fault("guards", name, None, "tanpa dinding", "without its wall") for name in missing_walls()]
    return Proof(acts, rows, head, tuple(faults))


def _chain(
    linker: Linker, anchors: dict[int, str], faults: list[Fault]
) -> tuple[int, str, dict[str, dict[int, _Told]]]:
    """Follow the chain; gives the number of acts, the head, and table -> act -> what the act says it wrote there."""
    wrote: dict[str, dict[int, _Told]] = {}
    count, number, link = 0, 0, FIRST_LINK
    for *parts, previous, own in chain.from_iterable(plain_rows(Act, _ACT)):
        count += 1
        if parts[0] != number + 1:
            faults.append(_fault("act", "act", number + 1, "tidak ada", "missing"))
        number = parts[0] if type(parts[0]) is int else number + 1
        if previous != link or not _fits(linker, link, parts, own):
            faults.append(_fault("act", "act", number, "isi dan rantai tidak cocok", "does not fit its link"))
        if anchors.pop(number, own) != own:
            faults.append(_fault("anchor", "act", number, "rantai lain", "another chain"))
        link = own
        for table, told in _told(parts[7]).items():
            wrote.setdefault(table, {})[number] = told
        for act, sha256 in mended_in(str(parts[8])).items():
            if act in wrote.get(PEOPLE, {}):
                wrote[PEOPLE][act] = wrote[PEOPLE][act]._replace(sha256=sha256)
    faults += [_fault("anchor", "act", lost, "hilang", "gone") for lost in sorted(anchors)]
    heads = list(chain.from_iterable(plain_rows(Head, ("id", "number", "link"))))
    if heads != [(1, number, link)]:
        faults.append(_fault("head", "head", number, "bukan tindakan terakhir", "is not the last act"))
    return count, str(heads[0][2]) if heads else FIRST_LINK, wrote


def _fits(linker: Linker, before: str, parts: list[object], link: str) -> bool:
    try:
        return link == linker.link(bytes.fromhex(before), content(*parts)).hex()
    except (TypeError, ValueError):
        return False


def _told(wrote: str) -> dict[str, _Told]:
    """Nothing where it cannot be read: then the act does not fit its link, and its rows are of no act."""
    try:
        return {
            str(table): _Told(tuple(map(str, said["columns"])), int(said["rows"]), str(said["sha256"]))
            for table, said in loads(wrote).items()
        }
    except (AttributeError, KeyError, TypeError, ValueError):
        return {}


def _table(model: type[Kept], wrote: Mapping[int, _Told], faults: list[Fault]) -> int:
    """Digest every row again, act by act; gives their number."""
    table, count, missing = model._meta.db_table, 0, dict(wrote)
    now = kept_columns(model)
    # Each act names the columns it digested, so that a column added later does not disturb what was written before.
    earlier = {name for told in wrote.values() for name in told.columns} - {*now}
    columns = (*now, *sorted(earlier & {field.column for field in model._meta.concrete_fields}))
    for number, pieces in groupby(_by_act(plain_rows(model, columns)), itemgetter(0)):
        told, digest = missing.pop(number, None), RowsDigest()
        places = None if told is None or told.columns == columns else [columns.index(name) for name in told.columns]
        for _, rows in pieces:
            count += len(rows)
            digest.add(rows if places is None else [tuple(row[at] for at in places) for row in rows])
        if told is None:
            faults.append(_fault("rows", table, number, "baris tanpa tindakan", "rows of no act"))
        elif (digest.rows, digest.hexdigest()) != (told.rows, told.sha256):
            faults.append(_fault("rows", table, number, "tidak seperti ditulis", "not as they were written"))
    faults += [_fault("rows", table, number, "hilang", "gone") for number in sorted(missing)]
    return count


def _by_act(chunks: Iterator[list[Row]]) -> Iterator[tuple[int, list[Row]]]:
    """Rows cut where those of another act begin; an act's may come in several pieces."""
    for rows in chunks:
        start = 0
        while start < len(rows):
            number = rows[start][0] // ROWS_AN_ACT
            end = bisect_left(rows, (number + 1) * ROWS_AN_ACT, start, key=itemgetter(0))
            yield number, rows[start:end]
            start = end


def _sealed(keys: Prover, model: type[Kept], columns: tuple[str, ...], of: Of, faults: list[Fault]) -> None:
    wrong: dict[int, int] = {}
    for rows in plain_rows(model, columns, text=False):
        ids, persons, indexes, seals = zip(*rows, strict=True)
        for place in keys.wrong(seals, indexes, persons, of):
            number = ids[place] // ROWS_AN_ACT
            wrong[number] = wrong.get(number, 0) + 1
    _not_opening(model._meta.db_table, wrong, faults)


def _contents(keys: Prover, column: SealedColumn, faults: list[Fault]) -> None:
    wrong: dict[int, int] = {}
    for id_ in wrong_rows(column, keys):
        wrong[id_ // ROWS_AN_ACT] = wrong.get(id_ // ROWS_AN_ACT, 0) + 1
    _not_opening(column.model._meta.db_table, wrong, faults)


def _not_opening(table: str, wrong: Mapping[int, int], faults: list[Fault]) -> None:
    for number, count in wrong.items():
        faults.append(_fault("sealed", table, number, f"{count} tidak terbuka", f"{count} do not open as they should"))


def _books(faults: list[Fault]) -> None:
    for name, (says, query) in queries_for(connection.vendor).items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({query}) AS found")  # noqa: S608 - our own queries
            (found,) = cursor.fetchone()
        if found:
            faults.append(Fault("books", name, None, Text(id=f"{says.id} ({found})", en=f"{says.en} ({found})")))


@contextmanager
def _readable(where: str, faults: list[Fault]) -> Iterator[None]:
    """Whoever writes past us can put what a column does not hold; what cannot be read is a fault, too."""
    try:
        yield
    except (TypeError, ValueError, DatabaseError):
        faults.append(_fault("rows", where, None, "tidak terbaca", "cannot be read"))


def _fault(kind: str, where: str, act: int | None, id_: str, en: str) -> Fault:
    return Fault(kind, where, act, Text(id=id_, en=en))
