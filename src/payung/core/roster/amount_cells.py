"""What a cell says about money: whole rupiah as offices type them. Nothing is guessed."""

import re
from decimal import Decimal

from payung.core.basis.text import Text
from payung.core.roster.cells import any_text
from payung.core.roster.sheet import Cell, ErrorCell, NumberCell

MOST_WHOLE = 10**15
"""From here on a spreadsheet does not keep every digit of a whole number."""

_TIMES = {"ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9}
_AMOUNT = re.compile(r"(?:Rp\.?\s*)?([\d.,]*\d)(?:,-|,--)?\s*([A-Za-z]*)\.?", re.IGNORECASE)
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,00?)?|\d+(?:,00?)?")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.00?)?")
_PLAIN_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
AMOUNT = Text(id="rupiah bulat, seperti 42000000 atau Rp42.000.000", en="whole rupiah, like 42000000 or Rp42.000.000")


class CellWrong(Exception):
    """What a cell should hold; where it stands is known by whoever asked."""

    def __init__(self, expected: Text) -> None:
        self.expected = expected
        super().__init__()


def amount(cell: Cell) -> int:
    """Whole rupiah: a number, or text like Rp42.000.000, 42,000,000 or Rp187,6 juta. Raises: CellWrong.

    >>> amount("Rp42.000.000,-"), amount("187,6 juta"), amount(NumberCell(10000000.0))
    (42000000, 187600000, 10000000)
    """
    if isinstance(cell, NumberCell):
        if abs(cell.value) < MOST_WHOLE and cell.value == int(cell.value):
            return int(cell.value)
        raise CellWrong(AMOUNT)
    found = None if isinstance(cell, ErrorCell | bool) else _AMOUNT.fullmatch(any_text(cell).strip())
    if not found or len(found[1]) > 25:
        raise CellWrong(AMOUNT)
    digits, unit = found[1], found[2].casefold()
    if unit:
        if unit not in _TIMES or not _PLAIN_DECIMAL.fullmatch(digits):
            raise CellWrong(AMOUNT)
        exact = Decimal(digits.replace(",", ".")) * _TIMES[unit]
        if exact != int(exact) or re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
            raise CellWrong(AMOUNT)  # 1.500 juta may be a thousand and a half of them, or one and a half
        return int(exact)
    if _POINTS.fullmatch(digits):
        return int(digits.split(",")[0].replace(".", ""))
    if _COMMAS.fullmatch(digits):
        return int(digits.split(".")[0].replace(",", ""))
    raise CellWrong(AMOUNT)
