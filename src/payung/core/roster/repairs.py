"""What a village writes into the yellow cells of a correction workbook, and a row with it: only those cells change."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from payung.core.roster.cells import any_text
from payung.core.roster.records import record_of
from payung.core.roster.sheet import Cell

FIELDS: Mapping[str, tuple[str, ...]] = {
    "nik": ("nik", "nik_form"),
    "name": ("name", "name_sound_1", "name_sound_2"),
    "birth_date": ("birth_date", "birth_date_form", "birth_date_text"),
    "sex": ("sex",),
    "occupation": ("occupation_text", "occupation"),
    "family_card": ("family_card",),
    "mother_name": ("mother_name",),
    "work_declared": ("work_declared",),
}
"""What a yellow cell is about -> the columns of the roster table that it fills; the first is what people read."""

ANOTHER = ("nik", "name", "birth_date", "sex", "occupation", "family_card", "mother_name")
"""What is asked of somebody put forward instead of a person who cannot be enrolled."""

_BESIDE: Mapping[str, tuple[str, ...]] = {
    "birth_date": ("nik", "birth_date"),  # either may be the wrong one
    "name": ("nik", "name", "birth_date"),
}
_OF_PERSON = ("birth_place", "address", "rt", "rw", "phone")
"""What is emptied, too, where a row becomes another person's."""

CHANGED, SAME, UNREADABLE = "changed", "same", "unreadable"


@dataclass(frozen=True)
class Told:
    """One yellow cell: what the list said, what it says now, and whether that is CHANGED, the SAME or UNREADABLE."""

    field: str
    state: str
    before: str | None
    after: str | None


def asked_of(decision: str, columns: Collection[str]) -> tuple[str, ...]:
    """Which cells of a row are yellow, in the order of ``FIELDS``; ``columns``: those its blocking findings are about.

    >>> asked_of("correct", {"nik"}), asked_of("correct", {"birth_date"}), asked_of("correct", {"village_code"})
    (('nik',), ('nik', 'birth_date'), ())
    """
    if decision == "reject":
        return ANOTHER
    wanted = {field for column in columns for field in _BESIDE.get(column, (column,))}
    return tuple(field for field in FIELDS if field in wanted)


def repaired(
    row: Mapping[str, Any], cells: Mapping[str, Cell], on: date, *, another: bool
) -> tuple[dict[str, Any], list[Told]]:
    """``row`` (columns of the roster table) with what ``cells`` say (field -> a cell that is filled), and what of it
    changed. A cell that cannot be read as what it should be changes nothing.

    ``another``: the row may become another person's. It does where both NIK and name are written and the NIK is not
    the row's: then nothing of the first person stays. ``on`` decides the century of two-digit years.
    """
    names = list(cells)
    read = record_of([cells[name] for name in names], {name: at for at, name in enumerate(names)}, on)
    replaces = another and {"nik", "name"} <= cells.keys() and _known(read, "nik") and read["nik"] != row.get("nik")
    made = dict(row)
    if replaces:
        made |= dict.fromkeys((*_OF_PERSON, *(column for columns in FIELDS.values() for column in columns)))
        made |= {"nik_form": "empty", "birth_date_form": "empty"}
    told = []
    for name in FIELDS:
        if name not in cells:
            if replaces and row.get(FIELDS[name][0]) is not None:
                told.append(Told(name, CHANGED, _shown(row, name), None))
            continue
        if not _known(read, name):
            told.append(Told(name, UNREADABLE, _shown(row, name), any_text(cells[name])[:100]))
            continue
        same = all(row[column] == read[column] for column in FIELDS[name] if column in row)
        made |= {column: read[column] for column in FIELDS[name]}
        told.append(Told(name, SAME if same else CHANGED, _shown(row, name), _shown(read, name)))
    return made, told


def _known(read: Mapping[str, Any], field: str) -> bool:
    return read[FIELDS[field][0]] is not None


def _shown(row: Mapping[str, Any], field: str) -> str | None:
    value = row.get(FIELDS[field][0])
    if field == "birth_date" and value is None:
        value = row.get("birth_date_text")
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)
