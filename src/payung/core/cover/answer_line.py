"""One line of BPJS's answer file: whom it names, and what it says of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from payung.core.basis.text import Text
from payung.core.cover.answer_words import (
    ACCEPTED,
    CONTRADICTORY,
    REJECTED,
    UNANSWERED,
    phrase,
    status_of,
    unclear_alone,
)
from payung.core.cover.rejections import Phrases, known_reasons
from payung.core.roster import cells
from payung.core.roster.sheet import Cell, NumberCell

MEMBERSHIP_DIGITS = 11
MOST_ZEROS = 2
"""Zeros a spreadsheet may have taken from the front of a membership number kept as a number."""

EXACT_NUMBERS = 2**53
"""From here on a spreadsheet's number cannot tell every whole number from the next."""

MOST_REASON = 1000
"""Characters of a reason; a longer one is cut."""

LOST = "?"
"""Stands for the digit of a NIK that a spreadsheet has lost."""

_DUST = re.compile(r"[\s'’`.\-\u00a0/]")

UNKNOWN_STATUS = Text(id="Sel {cell}: status ini tidak dikenal.", en="Cell {cell}: this status is not known.")


@dataclass(frozen=True)
class Line:
    """One line. ``status``: one of STATES, or CONTRADICTORY where the line says two things at once.

    ``nik`` is as written, cleaned of typing dust; usable only when it is 16 digits. ``membership_number`` likewise,
    only when it is 11 digits. ``reason``: of a rejection, or what stands beside a person not answered.
    """

    sheet: str
    line: int  # as the spreadsheet shows it
    nik: str | None
    name: str | None
    birth_date: date | None
    status: str
    membership_number: str | None
    reason: str | None


@dataclass(frozen=True)
class Wrong:
    """A cell that is not understood: in the ``turn``-th column of ``field``."""

    field: str
    turn: int
    says: Text


Taken = Mapping[str, Sequence[Cell]]
"""Field -> its cells in one row."""


def answer_line(sheet: str, line: int, row: Taken, says: str | None, on: date, phrases: Phrases) -> Line | Wrong:
    """The line of a row. ``says``: the state its table gives to all rows; ``on``: for the century of birth dates."""
    number = next((said for cell in row.get("membership_number", ()) if (said := membership_number(cell))), None)
    told = _state(row, says, number, phrases)
    if isinstance(told, Wrong):
        return told
    status, reason = told
    born = next((day for cell in row.get("birth_date", ()) if (day := cells.birth(cell, on)[0])), None)
    return Line(
        sheet,
        line,
        next((said for cell in row.get("nik", ()) if (said := nik(cell))), None),
        next((said for cell in row.get("name", ()) if (said := cells.text(cell))), None),
        born,
        status,
        number,
        reason[:MOST_REASON] if reason else None,
    )


def nik(cell: Cell) -> str | None:
    """The NIK in a cell. A number that may have lost its last digit has ``LOST`` in its place, so it matches nobody.

    >>> nik(NumberCell(1571014107870002.0)), nik(NumberCell(1571014107870000.0)), nik("1571 0141 0787 0000")
    ('1571014107870002', '157101410787000?', '1571014107870000')
    """
    said, form = cells.nik(cell)
    if said is None or form != "number" or len(said) != cells.NIK_DIGITS:
        return said
    return said[:-1] + LOST if said.endswith("0") or int(said) >= EXACT_NUMBERS else said


def membership_number(cell: Cell) -> str | None:
    """The number in a cell as text, without dust; a number cell gets back the zeros at its front.

    >>> membership_number("080-0123 4567"), membership_number(NumberCell(8001234567.0)), membership_number("-")
    ('08001234567', '08001234567', None)
    >>> membership_number(NumberCell(123.0)), membership_number("8001234567")
    ('123', '8001234567')
    """
    if isinstance(cell, NumberCell):
        whole = 0 < cell.value < 10**MEMBERSHIP_DIGITS and cell.value == int(cell.value)
        said = str(int(cell.value)) if whole else cells.any_text(cell)
        kept = whole and len(said) >= MEMBERSHIP_DIGITS - MOST_ZEROS
        return said.zfill(MEMBERSHIP_DIGITS) if kept else (said if cell.value else None)
    text = cells.text(cell)
    return (_DUST.sub("", text) or None) if text else None


def _state(row: Taken, says: str | None, number: str | None, phrases: Phrases) -> tuple[str, str | None] | Wrong:
    """The state of a row and the reason beside it."""
    statuses: set[str] = set()
    reasons: list[str] = []
    for turn, cell in enumerate(row.get("status", ())):
        said = _said(cell)
        if said is None:
            continue
        read = status_of(said, phrases.states)
        if read is None and _is_reason(said, phrases):
            read = (REJECTED, said)
        if read is None:
            return Wrong("status", turn, UNKNOWN_STATUS)
        statuses.add(read[0])
        reasons.append(read[1])
    reasons += [said for cell in row.get("reason", ()) if (said := _said(cell))]
    remarks = [said for cell in row.get("remark", ()) if (said := _said(cell))]
    if not statuses:
        told = _told_without_status(reasons, remarks, number, phrases)
        if says is None or told[0] in (says, CONTRADICTORY):
            return told
        if told[0] != UNANSWERED:
            return CONTRADICTORY, _joined([*reasons, *remarks])  # the title says otherwise
        statuses = {says}
    definite = statuses - {UNANSWERED} or statuses
    status = definite.pop() if len(definite) == 1 else CONTRADICTORY
    reason = _joined([*reasons, *remarks])
    if status == ACCEPTED and number is None and any(_is_reason(said, phrases) for said in (*reasons, *remarks)):
        return CONTRADICTORY, reason
    return status, None if status == ACCEPTED else reason


def _told_without_status(
    reasons: list[str], remarks: list[str], number: str | None, phrases: Phrases
) -> tuple[str, str | None]:
    """A row of a table without a status: a membership number accepts, a reason rejects, a remark may say either."""
    for said in remarks:
        read = status_of(said, phrases.states)
        if read and (number or not unclear_alone(said) or phrase(said) in phrases.states):
            rejected = read[0] == REJECTED
            if read[0] == ACCEPTED and reasons:
                return CONTRADICTORY, _joined([*reasons, said])
            return read[0], _joined([*reasons, read[1]]) if rejected else None
    if number and not reasons:
        return (CONTRADICTORY, _joined(remarks)) if any(_is_reason(s, phrases) for s in remarks) else (ACCEPTED, None)
    if number:
        return CONTRADICTORY, _joined([*reasons, *remarks])
    if reasons or any(_is_reason(said, phrases) for said in remarks):
        return REJECTED, _joined([*reasons, *remarks])
    return UNANSWERED, _joined(remarks)


def _said(cell: Cell) -> str | None:
    said = cells.text(cell)
    return said[:MOST_REASON] if said else None


def _is_reason(said: str, phrases: Phrases) -> bool:
    return phrase(said) in phrases.reasons or bool(known_reasons(phrase(said)))


def _joined(texts: list[str]) -> str | None:
    return "; ".join(dict.fromkeys(text for text in texts if text)) or None
