"""The proof that a store holds: the chain of acts, every row as it was added, and the books counted again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from json import loads
from typing import Any

from django.db import connection

from payung.core.basis.text import Text
from payung.store.acts import FIRST_LINK, Linker, content_of
from payung.store.books import queries_for
from payung.store.models import ROWS_AN_ACT, Act, Head, Kept, all_kept
from payung.store.rows import RowsDigest

KINDS: Mapping[str, Text] = {
    "act": Text(id="tindakan diubah, disisipkan, dihapus atau ditukar", en="an act was changed, put in, lost or moved"),
    "head": Text(id="ujung rantai tidak sesuai", en="the end of the chain does not fit"),
    "anchor": Text(
        id="ujung rantai yang pernah dicetak tidak ada lagi", en="an end of the chain that was printed is gone"
    ),
    "rows": Text(id="baris diubah, disisipkan, dihapus atau ditukar", en="rows were changed, put in, lost or moved"),
    "books": Text(id="pembukuan tidak cocok dengan baris-barisnya", en="the books do not follow from their lines"),
}


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


def prove(linker: Linker, *, anchors: Mapping[int, str] | None = None) -> Proof:
    """Check everything that can be checked from the rows alone, and the chain with its key.

    ``anchors``: number of an act -> its link as it was printed or sent elsewhere; without them a chain that was cut off
    at its end, with all its rows, looks whole. Reads every row once; one transaction, so that acts may go on.
    """
    faults: list[Fault] = []
    wrote = _chain(linker, dict(anchors or {}), faults)
    rows = sum(_table(model, wrote.get(model._meta.db_table, {}), faults) for model in all_kept())
    known = {model._meta.db_table for model in all_kept()}
    faults += [
        _fault("rows", table, None, "tabel tidak dikenal", "unknown table") for table in wrote if table not in known
    ]
    for name, (says, query) in queries_for(connection.vendor).items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({query}) AS found")  # noqa: S608 - our own queries
            (found,) = cursor.fetchone()
        if found:
            faults.append(Fault("books", name, None, Text(id=f"{says.id} ({found})", en=f"{says.en} ({found})")))
    head = Head.objects.filter(id=1).first()
    return Proof(sum(1 for _ in _acts()), rows, head.link if head else FIRST_LINK, tuple(faults))


def _acts() -> Iterator[Act]:
    return Act.objects.order_by("number").iterator(chunk_size=2000)


def _chain(linker: Linker, anchors: dict[int, str], faults: list[Fault]) -> dict[str, dict[int, dict[str, Any]]]:
    """Follow the chain; gives table -> act -> what the act says it wrote there."""
    wrote: dict[str, dict[int, dict[str, Any]]] = {}
    number, link = 0, FIRST_LINK
    for act in _acts():
        if act.number != number + 1:
            faults.append(_fault("act", "act", number + 1, "tidak ada", "missing"))
        if act.previous != link or act.link != linker.link(bytes.fromhex(link), content_of(act)).hex():
            faults.append(_fault("act", "act", act.number, "isi dan rantai tidak cocok", "does not fit its link"))
        if anchors.pop(act.number, act.link) != act.link:
            faults.append(_fault("anchor", "act", act.number, "rantai lain", "another chain"))
        number, link = act.number, act.link
        for table, told in loads(act.wrote).items():
            wrote.setdefault(table, {})[number] = told
    faults += [_fault("anchor", "act", lost, "hilang", "gone") for lost in sorted(anchors)]
    heads = list(Head.objects.values_list("id", "number", "link"))
    if heads != [(1, number, link)]:
        faults.append(_fault("head", "head", number, "bukan tindakan terakhir", "is not the last act"))
    return wrote


def _table(model: type[Kept], wrote: Mapping[int, Mapping[str, Any]], faults: list[Fault]) -> int:
    """Digest every row again, act by act; gives their number."""
    table, count, missing = model._meta.db_table, 0, dict(wrote)
    # Each act names the columns it digested, so that a column added later does not disturb what was written before.
    columns = sorted({tuple(told["columns"]) for told in wrote.values()})
    if not columns:
        if (count := model.objects.count()) > 0:
            faults.append(_fault("rows", table, None, f"{count} baris tanpa tindakan", f"{count} rows of no act"))
        return count
    for shape in columns:
        rows = model.objects.order_by("id").values_list(*shape).iterator(chunk_size=10_000)
        for number, group in groupby(rows, _act_of):
            told = wrote.get(number)
            if told is None:
                if shape == columns[0]:
                    faults.append(_fault("rows", table, number, "baris tanpa tindakan", "rows of no act"))
                continue
            if tuple(told["columns"]) != shape:
                continue
            digest = RowsDigest()
            while chunk := list(_some(group)):
                digest.add(chunk)
            count += digest.rows
            missing.pop(number)
            if (digest.rows, digest.hexdigest()) != (told["rows"], told["sha256"]):
                faults.append(_fault("rows", table, number, "tidak seperti ditulis", "not as they were written"))
    faults += [_fault("rows", table, number, "hilang", "gone") for number in sorted(missing)]
    return count


def _act_of(row: tuple[Any, ...]) -> int:
    return int(row[0]) // ROWS_AN_ACT


def _some(group: Iterator[tuple[Any, ...]], size: int = 10_000) -> Iterator[tuple[Any, ...]]:
    for _, row in zip(range(size), group, strict=False):
        yield row


def _fault(kind: str, where: str, act: int | None, id_: str, en: str) -> Fault:
    return Fault(kind, where, act, Text(id=id_, en=en))
