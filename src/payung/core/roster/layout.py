"""Where the list stands in a sheet: its heading rows and which column holds what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from payung.core.roster import cells
from payung.core.roster.headings import EXACT, SKIP, Meaning, meaning, plain
from payung.core.roster.sheet import Cell, NumberCell, Sheet

MOST_HEADING_ROWS = 3
BIRTH_FIELDS = ("birth_date", "birth_place_and_date", "birth_year")
BIRTH_PARTS = {
    "TANGGAL": "birth_day", "TGL": "birth_day", "HARI": "birth_day", "BULAN": "birth_month", "BLN": "birth_month",
    "TAHUN": "birth_year", "THN": "birth_year", "TEMPAT": "birth_place", "TMPT": "birth_place", "KOTA": "birth_place",
}  # fmt: skip
"""What a heading under one that speaks of birth means."""

_LONG_NUMBER = re.compile(r"\d{10}")
_ENOUGH_TO_INFER = 3


@dataclass(frozen=True)
class Heading:
    """The heading of a list: sheet indexes of its first row and the first row below it, and field -> column index."""

    start: int
    end: int
    columns: Mapping[str, int]
    beside: bool = False  # a second list stands to the right of this one

    @property
    def worth(self) -> int:
        """How many columns it explains."""
        return len(self.columns) - ("number" in self.columns)


def find_heading(sheet: Sheet, start: int = 0) -> Heading | None:
    """The first heading at or below row index ``start``; None when there is none.

    A heading names a NIK and one more column, or a name, a birth date and one more.
    """
    for at in range(start, len(sheet.rows)):
        found = heading_at(sheet, at)
        if found:
            return found
    return None


def heading_at(sheet: Sheet, at: int) -> Heading | None:
    """The heading that begins in row index ``at`` and spans one to three rows; None when none does."""
    if sum(1 for cell in sheet.rows[at] if _meant(cell)) < 2:
        return None
    best: Heading | None = None
    for depth in range(1, MOST_HEADING_ROWS + 1):
        rows = sheet.rows[at : at + depth]
        if len(rows) < depth or not _may_be_heading(rows[-1]):
            break
        columns, beside = _columns(_texts(sheet, at, depth))
        found = Heading(at, at + depth, columns, beside)
        if _is_list(columns) and (best is None or found.worth > best.worth):
            best = found
    return best


def inferred_heading(sheet: Sheet) -> Heading | None:
    """Columns told by their content where a sheet has no heading at all; None when no column holds NIKs."""
    width = max((len(row) for row in sheet.rows), default=0)
    columns = [[row[at] if at < len(row) else None for row in sheet.rows] for at in range(width)]
    niks = [sum(1 for cell in column if _is_nik(cell)) for column in columns]
    if max(niks, default=0) < _ENOUGH_TO_INFER:
        return None
    fields = {"nik": niks.index(max(niks))}
    rows = [index for index, cell in enumerate(columns[fields["nik"]]) if _is_nik(cell)]
    letters = [_share(column, rows, _is_name) for column in columns]
    if max(letters) < 0.5:
        return None
    fields["name"] = letters.index(max(letters))
    for field, test in (("birth_date", _is_date), ("sex", lambda cell: cells.sex(cell) is not None)):
        shares = [_share(column, rows, test) if at not in fields.values() else 0 for at, column in enumerate(columns)]
        if max(shares) >= 0.5:
            fields[field] = shares.index(max(shares))
    return Heading(rows[0], rows[0], fields)


def is_numbering(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3)."""
    said = [re.sub(r"[^\w]", "", cells.any_text(cell)) for cell in row if cells.any_text(cell)]
    numbers = [int(text) for text in said if text.isdigit() and len(text) <= 2]
    if len(said) < 3 or len(numbers) < len(said) - 1:
        return False
    return all(0 <= after - before <= 2 for before, after in pairwise(numbers)) and len(set(numbers)) >= 3


def _columns(texts: list[list[str]]) -> tuple[dict[str, int], bool]:
    """Field -> column index; and whether NIK and name both stand twice, as in two lists side by side."""
    meanings = [_meaning(parts) for parts in texts]
    sexes = {found.field for found in meanings if found and found.field in ("sex_male", "sex_female")}
    best: dict[str, tuple[int, int]] = {}
    counts: dict[str, int] = {}
    for at, found in enumerate(meanings):
        if not found or not found.read or (len(sexes) == 1 and found.field in sexes):
            continue
        counts[found.field] = counts.get(found.field, 0) + (found.strength == EXACT)
        if found.field not in best or best[found.field][0] < found.strength:
            best[found.field] = (found.strength, at)
    if "birth_day" in best and not {"birth_month", "birth_year", "birth_date"} & best.keys():
        best["birth_date"] = best.pop("birth_day")  # "Lahir" over "Tempat" and "Tanggal"
    beside = counts.get("nik", 0) > 1 and counts.get("name", 0) > 1
    return {field: at for field, (_, at) in best.items()}, beside


def _meaning(parts: list[str]) -> Meaning | None:
    """What a column means whose heading texts, from the top down, are ``parts``."""
    if not parts:
        return None
    joined, own = meaning(" ".join(parts)), meaning(parts[-1])
    if len(parts) > 1:
        above = plain(" ".join(parts[:-1]))
        if any(found and found.field in ("skip_heir", "skip_relative") for found in (joined, meaning(above))):
            return Meaning("skip_heir", EXACT)
        last = plain(parts[-1])
        if re.search(r"\bLAHIR|\bTTL\b|\bLHR\b", above) and last in BIRTH_PARTS:
            return Meaning(BIRTH_PARTS[last], EXACT)
        if own and own.strength == EXACT:
            return own
        return joined or own or next((found for part in reversed(parts) if (found := meaning(part))), None)
    return own


def _texts(sheet: Sheet, at: int, depth: int) -> list[list[str]]:
    """For each column the heading texts above it, without repeats; what a wide heading says holds for all it spans."""
    rows = sheet.rows[at : at + depth]
    width = max(len(row) for row in rows)
    spread: list[list[str]] = []
    for level, row in enumerate(rows):
        line = [cells.any_text(row[column]) if column < len(row) else "" for column in range(width)]
        if level < depth - 1:
            _spread(line, sheet, at + level, [rows[below] for below in range(level + 1, depth)])
        spread.append(line)
    texts = []
    for column in range(width):
        parts: list[str] = []
        for line in spread:
            if line[column] and line[column] not in parts:
                parts.append(line[column])
        texts.append(parts)
    return texts


def _spread(line: list[str], sheet: Sheet, at: int, below: list[list[Cell]]) -> None:
    """Repeat a text over the columns it spans: as merged, or, where merging is not known, over what is subdivided."""
    row_number = sheet.first_row + at
    merged = False
    for top, left, _, right in sheet.merged:
        if top == row_number and right > left:
            merged = True
            start = left - sheet.first_column
            for column in range(max(start, 0), min(right - sheet.first_column + 1, len(line))):
                line[column] = line[column] or line[max(start, 0)]
    if merged:
        return
    for column in range(1, len(line)):
        divided = any(column < len(row) and cells.any_text(row[column]) for row in below)
        if (
            not line[column]
            and divided
            and any(column - 1 < len(row) and cells.any_text(row[column - 1]) for row in below)
        ):
            line[column] = line[column - 1]


def _is_list(columns: Mapping[str, int]) -> bool:
    others = len([field for field in columns if field not in ("number", "nik", "name")])
    if "nik" in columns:
        return "name" in columns or others >= 2
    return "name" in columns and any(field in columns for field in BIRTH_FIELDS) and others >= 2


def _meant(cell: Cell) -> bool:
    found = meaning(cell) if isinstance(cell, str) and len(cell) <= 120 else None
    return found is not None and (found.strength == EXACT or not found.field.startswith(SKIP))


def _may_be_heading(row: Sequence[Cell]) -> bool:
    """Headings are text: no dates, no numbers, nothing as long as a NIK; at least one cell says something."""
    said = False
    for cell in row:
        if cell is None or cell == "":
            continue
        if not isinstance(cell, str) or _LONG_NUMBER.search(cell) or re.sub(r"[\s().]", "", cell).isdigit():
            return False
        said = True
    return said


def _is_nik(cell: Cell) -> bool:
    said, form = cells.nik(cell)
    return said is not None and form in ("text", "letter_o", "number") and len(said) == 16 and said.isdigit()


def _is_name(cell: Cell) -> bool:
    return (
        isinstance(cell, str) and bool(re.fullmatch(r"[^\W\d_][^\d]{2,60}", cell.strip())) and cells.sex(cell) is None
    )


def _is_date(cell: Cell) -> bool:
    if isinstance(cell, str | NumberCell):
        return bool(re.search(r"\d{1,2}\W+\w{1,9}\W+\d{2,4}$", cells.any_text(cell)))
    return cell is not None and not isinstance(cell, bool)


def _share(column: list[Cell], rows: list[int], test: object) -> float:
    assert callable(test)  # noqa: S101 - a wrong call here is a bug
    return sum(1 for index in rows if test(column[index])) / len(rows)
