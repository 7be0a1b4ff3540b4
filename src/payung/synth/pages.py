"""Sheets as cells, before any file format."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from payung.synth.lines import Line


class Formula(NamedTuple):
    """A formula and the result the file stores beside it; "" when it stores none."""

    text: str
    result: str | float


Cell = str | float | int | date | Formula | None
State = Literal["visible", "hidden", "very_hidden"]


@dataclass
class Page:
    """One sheet. Rows and columns count from 0 here; ``lines`` holds rows as a spreadsheet shows them, from 1."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    lines: list[tuple[int, Line]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    state: State = "visible"

    @property
    def next_row(self) -> int:
        """Index of the row that ``add`` will make."""
        return len(self.rows)

    def add(self, *cells: Cell, at: int = 0) -> None:
        """Append a row whose first cell stands in column ``at``."""
        self.rows.append([None] * at + list(cells))

    def add_line(self, line: Line, cells: list[Cell], at: int) -> None:
        """Append the row of a worker."""
        self.add(*cells, at=at)
        self.lines.append((len(self.rows), line))

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Write one cell of a row that is there, widening it."""
        cells = self.rows[row]
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = cell

    @property
    def rows_with_data(self) -> int:
        """Rows with anything in them."""
        return sum(any(cell is not None and cell != "" for cell in row) for row in self.rows)


@dataclass
class Book:
    """A file to be written."""

    pages: list[Page]
    mac: bool = False  # days counted from 1904
