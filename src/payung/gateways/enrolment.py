"""Enrolment files for BPJS Ketenagakerjaan of people sent there, one for each group account (wadah)."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.programmes.words import GROUP_KINDS
from payung.gateways.bpjs_layout import Layouts
from payung.gateways.enrolment_book import MOST_PEOPLE, enrolment_book, unfilled, write_books
from payung.gateways.labels import slug

EXPORTED = {
    "enrolment": pl.Int64,
    "person": pl.Int64,
    "nik": pl.String,
    "name": pl.String,
    "birth_date": pl.Date,
    "group_kind": pl.String,
    "group_number": pl.String,
}
"""The people sent to BPJS, one row an enrolment. Any further column of ``bpjs_layout.COLUMNS`` may stand beside."""

Group = tuple[str, str]
"""Kind and number of a group account; the number is "" until BPJS has given one."""


class EnrolmentGroupWrong(PayungError):
    """A group account whose people cannot be written into one enrolment file."""

    code = "enrolment-group-wrong"
    exit_code = 21

    def __init__(self, group: Group, why: Text) -> None:
        super().__init__(
            Text(
                id=f"Wadah {' '.join(group).strip() or '-'} tidak dapat ditulis: {why.id}. Tidak ada berkas dibuat.",
                en=f"The group {' '.join(group).strip() or '-'} cannot be written: {why.en}. No file was made.",
            ),
            Text(
                id=f"Kode wadah salah satu dari {', '.join(GROUP_KINDS)}; satu berkas paling banyak "
                f"{number(MOST_PEOPLE)} orang.",
                en=f"A group's kind is one of {', '.join(GROUP_KINDS)}; one file holds at most {MOST_PEOPLE:,} people.",
            ),
        )


@dataclass(frozen=True)
class EnrolmentFile:
    """One file that was written. ``unfilled``: headings of its template below which nothing stands."""

    path: Path
    group_kind: str
    group_number: str
    people: int
    sha256: str
    branch: str  # whose template it has; "" for the one of all
    unfilled: tuple[str, ...]


def write_enrolment(
    exported: pl.DataFrame,
    folder: Path,
    *,
    on: date,
    layouts: Layouts,
    branches: Mapping[Group, str] | None = None,
    processes: int = 2,
) -> tuple[EnrolmentFile, ...]:
    """Write everyone of ``exported`` into ``folder``, a workbook for each group, people by enrolment number.

    ``exported``: columns of ``EXPORTED`` and more. ``branches``: the BPJS branch a group belongs to, where it has a
    template of its own. A name has the kind and number of the group and nothing of a person: ``SA_npw-07-11.xlsx``.
    The same people and day give the same bytes, in whatever order they come. Files are given by kind and number.
    Raises: EnrolmentGroupWrong before anything is written.
    """
    known = branches or {}
    whole = exported.sort("enrolment").with_columns(pl.col("group_number").fill_null(""))
    groups = whole.partition_by("group_kind", "group_number", as_dict=True) if whole.height else {}
    in_order = sorted(((str(kind), str(name)), people) for (kind, name), people in groups.items())
    for group, people in in_order:
        _check(group, people.height)
    names = _names([group for group, _ in in_order])
    books, written = [], []
    for group, people in in_order:
        branch = layouts.branch(known.get(group, ""))
        layout = layouts.of(branch)
        books.append(enrolment_book(people, folder / names[group], layout, on))
        written.append((group, people.height, branch, unfilled(people, layout)))
    write_books(books, processes)
    return tuple(
        EnrolmentFile(book.path, *group, count, hashlib.sha256(book.path.read_bytes()).hexdigest(), branch, empty)
        for book, (group, count, branch, empty) in zip(books, written, strict=True)
    )


def _check(group: Group, people: int) -> None:
    if group[0] not in GROUP_KINDS:
        raise EnrolmentGroupWrong(group, Text(id="kodenya tidak dikenal", en="its kind is not known"))
    if people > MOST_PEOPLE:
        raise EnrolmentGroupWrong(group, Text(id=f"{number(people)} orang", en=f"it has {people:,} people"))


def _names(groups: list[Group]) -> dict[Group, str]:
    """A file name for each group; numbers that look alike in a name (07/11, 07-11) are told apart by a count."""
    names: dict[Group, str] = {}
    taken: Counter[str] = Counter()
    for group in groups:
        stem = f"{group[0]}_{slug(group[1]) if group[1] else 'tanpa-nomor'}"
        taken[stem] += 1
        names[group] = f"{stem}.xlsx" if taken[stem] == 1 else f"{stem}_{taken[stem]}.xlsx"
    return names
