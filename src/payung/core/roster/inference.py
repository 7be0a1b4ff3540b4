"""Columns told by what stands in them: where a list has no heading, or a heading that is not above its column."""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from payung.core.people.nik import nik_birth_date, nik_parts
from payung.core.roster import cells
from payung.core.roster.headings import meaning
from payung.core.roster.layout import BIRTH_FIELDS, Heading
from payung.core.roster.sheet import Cell, Sheet

ENOUGH_ROWS = 3
"""Rows with a NIK that make a table without headings a list."""

SAMPLE, MOST_COLUMNS = 200, 400
"""Rows and columns that are looked at."""

LONGEST_PREFACE = 1_000
"""Rows in which a list without a heading must have begun."""

_MOST_OF_THEM, _NEARLY_ALL = 0.5, 0.9
NIK_DIGITS = 16
_ONE_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"(\d{1,2}\W+\w{1,9}\W+\d{2,4}|\d{4}\W\d{1,2}\W\d{1,2})(\W+\d\d[:.]\d\d([:.]\d\d)?)?$")


def settled(sheet: Sheet, heading: Heading, on: date) -> Heading:
    """``heading`` with its columns set right by what stands below: a heading wider than its column, or none at all."""
    body = [row for row in sheet.rows[heading.end :] if sum(cell is not None for cell in row) >= ENOUGH_ROWS]
    body = body[:SAMPLE]
    if not body or heading.end == heading.start:
        return heading
    width = min(max(len(row) for row in body), heading.beside[0] if heading.beside else MOST_COLUMNS)
    content = [[row[at] if at < len(row) else None for row in body] for at in range(width)]
    filled = [sum(cells.text(cell) is not None for cell in column) for column in content]
    named = _named_columns(sheet, heading)
    columns = dict(heading.columns)
    for field, at in heading.columns.items():
        free = at + 1 < width and at + 1 not in named and filled[at + 1] * 2 > len(body)
        if free and (at >= width or not filled[at]):
            columns[field] = at + 1
        elif free and field == "birth_place_and_date" and _share(content[at + 1], range(len(body)), _is_date) > 0.5:
            del columns[field]
            columns |= {"birth_place": at, "birth_date": at + 1}
    columns |= _in_one_cell(columns, content) | _in_boxes(columns, content, named)
    if _swapped(columns, content):
        columns["nik"], columns["name"] = columns["name"], columns["nik"]
    if "nik" not in columns:
        told = {at for at in named if any(meaning(text) for text in _heading_texts(sheet, heading, at))}
        unread = [column if at not in told else [None] * len(body) for at, column in enumerate(content)]
        at_dates = columns.get("birth_date", width)
        dates = content[at_dates] if at_dates < width else None
        found = nik_column(unread, range(len(body)), dates, on)
        columns |= {} if found is None else {"nik": found}
    if not any(field in columns for field in BIRTH_FIELDS):
        columns |= _birth_dates(sheet, heading, content, on)
    return replace(heading, columns=columns)


def _birth_dates(sheet: Sheet, heading: Heading, content: Sequence[Sequence[Cell]], on: date) -> dict[str, int]:
    """The column that can only be birth dates, whatever its heading: days on which people old enough were born."""

    def of_a_worker(cell: Cell) -> bool:
        born = cells.birth(cell, on)[0] if _is_date(cell) else None
        return born is not None and on.year - born.year >= cells.YOUNGEST

    told = [
        at for at in range(len(content)) if all(meaning(text) is None for text in _heading_texts(sheet, heading, at))
    ]
    shares = {at: _share(content[at], range(len(content[at])), of_a_worker) for at in told}
    best = max(shares, key=lambda at: shares[at], default=0)
    return {"birth_date": best} if shares.get(best, 0) >= _MOST_OF_THEM else {}


def _heading_texts(sheet: Sheet, heading: Heading, at: int) -> list[str]:
    rows = sheet.rows[heading.start : heading.end]
    return [text for row in rows if at < len(row) and (text := cells.any_text(row[at]))]


def _in_one_cell(columns: Mapping[str, int], content: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """NIK and name in one column, where only one of them has a heading and most cells hold both."""
    at = columns.get("name", columns.get("nik"))
    if at is None or at >= len(content) or ("name" in columns and "nik" in columns):
        return {}
    both = _share(content[at], range(len(content[at])), lambda cell: all(cells.nik_and_name(cell)))
    return {"nik": at, "name": at} if both > _MOST_OF_THEM else {}


def _in_boxes(columns: Mapping[str, int], content: Sequence[Sequence[Cell]], named: Set[int]) -> dict[str, int]:
    """Where a NIK is written digit by digit into columns of their own: the column after the last digit."""
    at = columns.get("nik")
    if at is None or at + NIK_DIGITS > len(content) or named & set(range(at + 1, at + NIK_DIGITS)):
        return {}
    rows = range(len(content[at]))
    boxes = content[at : at + NIK_DIGITS]
    one_digit = all(
        _share(box, rows, lambda cell: bool(_ONE_DIGIT.fullmatch(cells.any_text(cell)))) > 0.5 for box in boxes
    )
    return {"nik_end": at + NIK_DIGITS} if one_digit else {}


def _swapped(columns: Mapping[str, int], content: Sequence[Sequence[Cell]]) -> bool:
    """Whether the headings of NIK and name were put above each other's column: every cell says so."""
    nik, name = columns.get("nik"), columns.get("name")
    if nik is None or name is None or max(nik, name) >= len(content):
        return False
    rows = range(len(content[nik]))
    return _share(content[name], rows, _is_nik) > _NEARLY_ALL and _share(content[nik], rows, _is_name) > _NEARLY_ALL


def _named_columns(sheet: Sheet, heading: Heading) -> set[int]:
    """Indexes of the columns that have a heading of their own."""
    rows = sheet.rows[heading.start : heading.end]
    return {at for row in rows for at, cell in enumerate(row) if cells.any_text(cell)}


def inferred_heading(sheet: Sheet, on: date) -> Heading | None:
    """Columns told by their content where a sheet has no heading at all; None when no column holds NIKs."""
    looked = sheet.rows[:LONGEST_PREFACE]
    width = min(max((len(row) for row in looked), default=0), MOST_COLUMNS)
    columns = [[row[at] if at < len(row) else None for row in looked] for at in range(width)]
    rows = [index for index in range(len(looked)) if any(_is_nik(column[index]) for column in columns)][:SAMPLE]
    if len(rows) < ENOUGH_ROWS:
        return None
    fields: dict[str, int] = {}
    for field, test in (
        ("birth_date", _is_date),
        ("birth_place_and_date", _ends_in_date),
        ("sex", lambda cell: cells.sex(cell) is not None),
        ("name", _is_name),
    ):
        taken = fields.values()
        shares = [0.0 if at in taken else _share(column, rows, test) for at, column in enumerate(columns)]
        if field == "name":  # a column of places or jobs repeats itself, names do not
            shares = [share * _variety(column, rows) for share, column in zip(shares, columns, strict=True)]
        if max(shares) >= _MOST_OF_THEM:
            fields[field] = shares.index(max(shares))
    nik = nik_column(columns, rows, columns[fields["birth_date"]] if "birth_date" in fields else None, on)
    if nik is None or "name" not in fields:
        return None
    return Heading(rows[0], rows[0], fields | {"nik": nik})


def nik_column(
    columns: Sequence[Sequence[Cell]], rows: Sequence[int], written: Sequence[Cell] | None, on: date
) -> int | None:
    """Which column holds the NIKs, when several hold 16 digits: the one whose birth dates are those of grown-ups and,
    where there is a column of birth dates, agree with it. A family card's date is that of its issue."""

    def worth(column: Sequence[Cell]) -> float:
        sure = 0.0
        for index in rows:
            said, _ = cells.nik(column[index])
            parts = nik_parts(said) if said else None
            born = nik_birth_date(said, on) if said and parts else None
            if parts and born:
                sure += 1 + (on.year - born.year >= cells.YOUNGEST) + 2 * parts.woman
                sure += 4 * (written is not None and cells.birth(written[index], on)[0] == born)
        return sure

    worths = [worth(column) for column in columns]
    best = max(worths, default=0)
    return worths.index(best) if best >= len(rows) * _MOST_OF_THEM else None


def _is_nik(cell: Cell) -> bool:
    said, form = cells.nik(cell)
    return said is not None and form in ("text", "letter_o", "number") and len(said) == 16 and said.isdigit()


def _is_name(cell: Cell) -> bool:
    return (
        isinstance(cell, str) and bool(re.fullmatch(r"[^\W\d_][^\d]{2,60}", cell.strip())) and cells.sex(cell) is None
    )


def _is_date(cell: Cell) -> bool:
    return isinstance(cell, date) or (isinstance(cell, str) and bool(_DATE.fullmatch(cell.strip())))


def _ends_in_date(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_DATE.search(cell.strip()))


def _share(column: Sequence[Cell], rows: Sequence[int], test: Callable[[Cell], bool]) -> float:
    return sum(1 for index in rows if test(column[index])) / len(rows)


def _variety(column: Sequence[Cell], rows: Sequence[int]) -> float:
    return len({cells.any_text(column[index]).upper() for index in rows}) / len(rows)
