"""Where the list stands in a sheet: its heading rows and which column holds what."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from payung.core.roster import cells
from payung.core.roster.headings import EXACT, OF_OTHERS, SKIP, Meaning, meaning, plain
from payung.core.roster.sheet import Cell, Sheet

MOST_HEADING_ROWS = 3
BIRTH_FIELDS = ("birth_date", "birth_place_and_date", "birth_year")
BIRTH_PARTS = {
    "TANGGAL": "birth_day", "TGL": "birth_day", "HARI": "birth_day", "BULAN": "birth_month", "BLN": "birth_month",
    "TAHUN": "birth_year", "THN": "birth_year", "TEMPAT": "birth_place", "TMPT": "birth_place", "KOTA": "birth_place",
    "TG": "birth_day", "BL": "birth_month", "TH": "birth_year", "TPT": "birth_place", "TMP": "birth_place",
}  # fmt: skip
"""What a heading under one that speaks of birth means."""

SHARED = ("family_card", "address", "rt", "rw", "rt_rw", "village_text", "district_text", "mother_name")
"""What is often written once for the rows of a family or hamlet, in a merged cell."""

IF_NO_OTHER = (("name", "family_head"), ("nik", "family_head_nik"))
"""Lists of families name only their heads, who are then the workers."""

_LONG_NUMBER = re.compile(r"\d{10}")
_HINT = re.compile(r"N\W?I\W?K|KTP|NAM|KEPEND|IDENTITAS|LAHIR|PESERTA|DATA|AHLI|PEKERJA", re.IGNORECASE)
"""A row without any of these is no heading."""

_OF_BIRTH = re.compile(r"\b(KE)?LAHIR|\bTTL\b|\bLHR\b")
_ENOUGH_TO_INFER = 3


@dataclass(frozen=True)
class Heading:
    """The heading of a list: sheet indexes of its first row and the first row below it, and field -> column index."""

    start: int
    end: int
    columns: Mapping[str, int]
    beside: tuple[int, ...] = ()  # columns in which further lists begin, to the right of this one

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
    row = sheet.rows[at]
    if not any(isinstance(cell, str) and _HINT.search(cell) for cell in row):
        return None  # most rows are workers: this is what keeps long lists quick
    if sum(1 for cell in row if _meant(cell)) < 2 and not _speaks_of_others(row):
        return None
    best: Heading | None = None
    hidden = frozenset(column - sheet.first_column for column in sheet.hidden_columns)
    for depth in range(1, MOST_HEADING_ROWS + 1):
        rows = sheet.rows[at : at + depth]
        if len(rows) < depth or not (_may_be_heading(rows[-1]) or (depth == 1 and _surely_heading(row))):
            break
        meanings = [_meaning(parts) for parts in _texts(sheet, at, depth)]
        beside = _beside(meanings)
        found = Heading(at, at + depth, _columns(meanings[: beside[0]] if beside else meanings, hidden), beside)
        if not _is_list(found.columns):
            continue
        if best is None or found.worth > best.worth or (found.worth == best.worth and _divides(sheet, rows, at)):
            best = found
    return best


def _speaks_of_others(row: Sequence[Cell]) -> bool:
    """Whether a row puts groups of columns under names (data of the heir, data of the worker)."""
    said = [cell for cell in row if isinstance(cell, str)]
    return len(said) > 1 and any((found := meaning(text)) and found.field in OF_OTHERS for text in said)


def _divides(sheet: Sheet, rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Whether the last of ``rows`` still belongs to the heading: merged with one above it, or all of known words."""
    last = sheet.first_row + at + len(rows) - 1
    if any(sheet.first_row + at <= area[0] < last <= area[2] for area in sheet.merged):
        return True
    said = [text for cell in rows[-1] if (text := cells.any_text(cell))]
    return len(said) > 1 and all(meaning(text) or plain(text) in BIRTH_PARTS for text in said)


def lists_of(sheet: Sheet, heading: Heading) -> list[tuple[Sheet, Heading]]:
    """The list below ``heading``; or, where lists stand side by side, each with the columns it has."""
    if not heading.beside:
        return [(sheet, heading)]
    lists = []
    for start, end in pairwise((0, *heading.beside, None)):
        part = replace(
            sheet,
            rows=[row[start:end] for row in sheet.rows],
            first_column=sheet.first_column + (start or 0),
            merged=[area for area in sheet.merged if area[1] - sheet.first_column >= (start or 0)],
        )
        own = heading_at(part, heading.start)
        if own:
            lists.append((part, own))
    return lists


def filled_down(sheet: Sheet, heading: Heading) -> Sheet:
    """``sheet`` with what one cell says for several rows (a family's card, an address) standing in each of them."""
    shared = {at for field, at in heading.columns.items() if field in SHARED}
    rows = list(sheet.rows)
    for top, left, bottom, right in sheet.merged:
        at, first = left - sheet.first_column, top - sheet.first_row
        if bottom == top or right != left or at not in shared or first < heading.end:
            continue
        said = rows[first][at] if first < len(rows) and at < len(rows[first]) else None
        for below in range(first + 1, min(bottom - sheet.first_row + 1, len(rows))):
            if said is not None and any(cell is not None for cell in rows[below]):
                row = rows[below] + [None] * (at + 1 - len(rows[below]))
                rows[below] = [*row[:at], said, *row[at + 1 :]]
    return replace(sheet, rows=rows)


def is_numbering(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), or a b c."""
    said = [re.sub(r"[^\w]", "", text) for cell in row if (text := cells.any_text(cell))]
    if len(said) < _ENOUGH_TO_INFER:
        return False
    if all(len(text) == 1 and text.isalpha() for text in said):
        return all(ord(after) - ord(before) == 1 for before, after in pairwise(said))
    numbers = [int(text) for text in said if text.isdigit() and len(text) <= 2]
    if len(numbers) < len(said) - 1:
        return False
    return all(0 <= after - before <= 2 for before, after in pairwise(numbers)) and len(set(numbers)) >= 3


def _columns(meanings: Sequence[Meaning | None], hidden: Set[int] = frozenset()) -> dict[str, int]:
    """Field -> column index: of several columns of one field one that is shown, then the one whose heading says it
    best, then the first."""
    sexes = {found.field for found in meanings if found and found.field in ("sex_male", "sex_female")}
    best: dict[str, tuple[tuple[bool, int], int]] = {}
    for at, found in enumerate(meanings):
        if not found or not found.read or (len(sexes) == 1 and found.field in sexes):
            continue
        worth = (at not in hidden, int(found.strength))
        if found.field not in best or best[found.field][0] < worth:
            best[found.field] = (worth, at)
    columns = {field: at for field, (_, at) in best.items()}
    if "nik_and_name" in columns:
        columns = {"nik": columns["nik_and_name"], "name": columns["nik_and_name"]} | columns
    for field, instead in IF_NO_OTHER:
        if field not in columns and instead in columns:
            columns[field] = columns[instead]
    if "birth_day" in columns and "birth_month" not in columns:
        columns.setdefault("birth_date", columns["birth_day"])
    return columns


def _beside(meanings: Sequence[Meaning | None]) -> tuple[int, ...]:
    """Where further lists begin to the right: each has its own running number and its own names."""
    starts = [at for at, found in enumerate(meanings) if found and found.field == "number"][1:]
    fields = [found.field if found else None for found in meanings]
    said = [at for at, field in enumerate(fields) if field]
    if not starts and said and fields.count(fields[said[0]]) == 2:  # no numbers: the same headings, then again
        again = fields.index(fields[said[0]], said[0] + 1)
        first, second = ([field for field in half if field] for half in (fields[:again], fields[again:]))
        starts = [again] if first == second else []
    lists = [_columns(meanings[start:end]) for start, end in pairwise([*starts, len(meanings)])]
    return tuple(starts) if starts and all(_is_list(columns) for columns in lists) else ()


def _meaning(parts: list[str]) -> Meaning | None:
    """What a column means whose heading texts, from the top down, are ``parts``."""
    if not parts:
        return None
    joined, own = meaning(" ".join(parts)), meaning(parts[-1])
    if len(parts) > 1:
        above = plain(" ".join(parts[:-1]))
        if any(found and found.field in OF_OTHERS for found in (joined, meaning(above))):
            return Meaning(SKIP, EXACT)
        last = plain(parts[-1])
        if _OF_BIRTH.search(above):
            named = {BIRTH_PARTS[word] for word in last.split() if word in BIRTH_PARTS}
            if last in BIRTH_PARTS:
                return Meaning(BIRTH_PARTS[last], EXACT)
            if "birth_year" in named:
                return Meaning("birth_place_and_date" if "birth_place" in named else "birth_date", EXACT)
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


def _surely_heading(row: Sequence[Cell]) -> bool:
    """Whether a row holding a year or a date among its words is a heading all the same."""
    exact = {
        found.field for cell in row if isinstance(cell, str) and (found := meaning(cell)) and found.strength == EXACT
    }
    return {"nik", "name"} <= exact and len(exact) >= _ENOUGH_TO_INFER
