"""A sheet as it lies in the file, before anyone has said what its cells mean.

The gateway that opens workbooks fills these; the reader in this folder is the only one who looks.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class NumberCell(NamedTuple):
    """A cell the file stores as a binary number; of a long one, the last digits may be lost already."""

    value: float


class ErrorCell(NamedTuple):
    """A cell holding a spreadsheet error such as ``#REF!``, or a formula without a stored result."""

    text: str


Cell = str | NumberCell | date | bool | ErrorCell | None
"""Text stays text (never converted, never stripped), empty is None, dates have no time of day."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of one file.

    ``rows[i][j]`` is the cell in spreadsheet row ``first_row + i`` (the first row of a sheet is 1)
    and column ``first_column + j`` (A is 1). Rows may differ in length. A merged area has its value in
    its first cell; ``merged`` lists the areas as (first row, first column, last row, last column).
    """

    name: str
    rows: list[list[Cell]]
    first_row: int = 1
    first_column: int = 1
    visible: bool = True
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
