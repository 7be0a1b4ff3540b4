"""What one worker's row says, column by column."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from payung.core.people.names import name_sounds
from payung.core.people.occupations import classify
from payung.core.roster import cells
from payung.core.roster.sheet import Cell, NumberCell

Record = dict[str, object]
EMPTY_RECORD: Mapping[str, object] = {"nik_form": "empty", "birth_date_form": "empty"}

FACTS = (
    "birth_date", "birth_place_and_date", "birth_place", "birth_year", "sex", "sex_male", "sex_female", "family_card",
    "mother_name", "occupation", "address", "phone", "work_declared",
)  # fmt: skip
"""Fields that say something of a person. RT, RW and village are often filled in beforehand and do not count."""


def cell_of(row: Sequence[Cell], columns: Mapping[str, int], field: str) -> Cell:
    """The cell of ``field``; None where the list has no such column or the row is shorter."""
    at = columns.get(field)
    if at is None:
        return None
    cell = row[at] if at < len(row) else None
    if field not in ("nik", "name"):
        return cell
    if field == "nik" and "nik_end" in columns:
        return "".join(cells.any_text(digit) for digit in row[at : columns["nik_end"]]) or None
    if cell is not None and columns.get("nik") == columns.get("name"):
        return cells.nik_and_name(cell)[field == "name"]
    return cell


def facts(row: Sequence[Cell], columns: Mapping[str, int]) -> int:
    """How many fields say something of a person beside NIK and name."""
    return sum(cells.text(cell_of(row, columns, field)) is not None for field in FACTS)


def record_of(row: Sequence[Cell], columns: Mapping[str, int], on: date) -> Record:
    """The row as columns of the roster table (without file, sheet, row, position, village_code)."""
    nik, nik_form = cells.nik(cell_of(row, columns, "nik"))
    name = _name(cell_of(row, columns, "name"))
    sound_1, sound_2 = name_sounds(name)
    family_card = cells.nik(cell_of(row, columns, "family_card"))[0]
    occupation = cells.text(cell_of(row, columns, "occupation"))
    village, district = (cells.text(cell_of(row, columns, field)) for field in ("village_text", "district_text"))
    record: Record = {
        "nik": nik,
        "nik_form": nik_form,
        "name": name,
        "name_sound_1": sound_1,
        "name_sound_2": sound_2,
        "sex": _sex(row, columns),
        "family_card": family_card,
        "occupation": classify(occupation),
        "occupation_text": occupation,
        "address": cells.text(cell_of(row, columns, "address")),
        "mother_name": cells.text(cell_of(row, columns, "mother_name")),
        "phone": _phone(cell_of(row, columns, "phone")),
        "village_text": f"{village}, Kec. {district}" if village and district else village,
        "work_declared": cells.yes(cell_of(row, columns, "work_declared")),
    }
    record["rt"], record["rw"] = _rt_rw(row, columns)
    return record | _birth(row, columns, on)


def _phone(cell: Cell) -> str | None:
    """The number as written; one kept as a number has lost the nought before the 8."""
    said = cells.text(cell)
    return f"0{said}" if said and isinstance(cell, NumberCell) and said.startswith("8") else said


def _name(cell: Cell) -> str | None:
    """The name as written, without a running number typed before it."""
    said = cells.text(cell)
    if said is None:
        return None
    number, point, rest = said.partition(".")
    return rest.strip() if point and number.isdigit() and len(number) <= 3 and rest.strip() else said


def _sex(row: Sequence[Cell], columns: Mapping[str, int]) -> str | None:
    said = cells.sex(cell_of(row, columns, "sex"))
    if said:
        return said
    male, female = (cells.ticked(cell_of(row, columns, field)) for field in ("sex_male", "sex_female"))
    return None if male == female else "L" if male else "P"


def _birth(row: Sequence[Cell], columns: Mapping[str, int], on: date) -> Record:
    """Date and place of birth, from one column, from two, or from day, month and year apart."""
    cell = cell_of(row, columns, "birth_date")
    joint = cell_of(row, columns, "birth_place_and_date")
    if cell is None and "birth_year" in columns and "birth_month" in columns:
        parts = [cells.any_text(cell_of(row, columns, f"birth_{part}")) for part in ("day", "month", "year")]
        cell = "-".join(parts) if any(parts) else None
    day, form, text, place = cells.birth(cell, on)
    if form == "empty" and joint is not None:
        day, form, text, place = cells.birth(joint, on)
    elif joint is not None and place is None:
        place = cells.birth(joint, on)[3] or None
    written = cells.text(cell_of(row, columns, "birth_place"))
    return {
        "birth_date": day,
        "birth_date_form": form,
        "birth_date_text": text,
        "birth_place": written or place,
    }


def _rt_rw(row: Sequence[Cell], columns: Mapping[str, int]) -> tuple[str | None, str | None]:
    cell = cell_of(row, columns, "rt_rw")
    if isinstance(cell, date):  # 2/5 typed into a spreadsheet becomes the second of May
        return str(cell.day), str(cell.month)
    joint = cells.text(cell)
    if joint:
        parts = [
            part for part in re.split(r"[^0-9A-Z]+|(?<=\d)(?=R[TW])", joint.upper()) if part not in ("RT", "RW", "")
        ]
        parts = [re.sub(r"^R[TW](?=\d)", "", part) for part in parts]
        return (parts[0] if parts else None), (parts[1] if len(parts) > 1 else None)
    return cells.text(cell_of(row, columns, "rt")), cells.text(cell_of(row, columns, "rw"))
