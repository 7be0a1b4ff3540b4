"""What components are given: tables, pages of rows, tasks, figures, bars. Plain values; the templates draw them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from payung.core.basis.text import Text
from payung.entry.web import words

ROWS_A_PAGE = 50
MOST_ROWS = 2**31
STATES: Mapping[str, tuple[Text, str]] = {
    "done": (Text(id="Selesai", en="Completed"), ""),
    "doing": (Text(id="Sedang dikerjakan", en="In progress"), "blue"),
    "not_begun": (Text(id="Belum dimulai", en="Not started"), "grey"),
    "not_yet": (Text(id="Belum bisa dimulai", en="Cannot start yet"), ""),
    "wrong": (Text(id="Ada masalah", en="There is a problem"), "red"),
}
"""State of a task -> its words and the colour of its tag ("" plain text)."""


@dataclass(frozen=True)
class Cell:
    """A cell that is more than its value: a link, a tag (colour), money, a second line in small letters."""

    value: Any
    href: str = ""
    tag: str = ""
    more: Text | str = ""
    money: bool = False


@dataclass(frozen=True)
class Column:
    """A column. ``number``: set to the right; ``sort``: what ``?urut=`` calls it; ``money``: whole rupiah; ``long``:
    its words may be longer than a line.
    """

    title: Text
    number: bool = False
    sort: str = ""
    money: bool = False
    long: bool = False


@dataclass(frozen=True)
class Pages:
    """Which of ``total`` rows are shown: page ``number`` from 1, ``size`` rows a page."""

    number: int
    total: int
    size: int = ROWS_A_PAGE

    @property
    def count(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Number of the first row shown; 0 where there is none."""
        return min(self.total, (self.number - 1) * self.size + 1)

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return min(self.total, self.number * self.size)

    @property
    def before(self) -> int | None:
        """The page before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after."""
        return self.number + 1 if self.number < self.count else None

    @property
    def links(self) -> list[int | None]:
        """Numbers to go to: the first, the last, those around; None where some are left out.

        >>> Pages(6, 1000).links
        [1, None, 5, 6, 7, None, 20]
        """
        near = sorted({1, self.count, *range(max(1, self.number - 1), min(self.count, self.number + 1) + 1)})
        found: list[int | None] = []
        for number in near:
            if found and found[-1] is not None and number > found[-1] + 1:
                found.append(number - 1 if number == found[-1] + 2 else None)
            found.append(number)
        return found


@dataclass(frozen=True)
class Table:
    """A table as ``components/table.html`` draws it. A row is as long as ``columns``: cells or plain values.

    ``downloads``: what it can be had as ("XLSX") and where. ``head`` makes the first cell of a row its heading.
    """

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    foot: Sequence[Any] = ()
    pages: Pages | None = None
    downloads: Sequence[tuple[str, str]] = ()
    empty: Text = words.NO_ROWS
    head: bool = True
    close: bool = False
    order: str = ""
    quiet: bool = False  # the heading above says the caption already
    stack: bool = False  # on a phone a row is a block, each cell beneath the name of its column

    @property
    def lines(self) -> Iterator[list[tuple[Column, Cell]]]:
        """Every row as its columns with their cells."""
        return (self._line(row) for row in self.rows)

    @property
    def last_line(self) -> list[tuple[Column, Cell]]:
        """The row of totals; empty where there is none."""
        return self._line(self.foot) if self.foot else []

    def _line(self, row: Sequence[Any]) -> list[tuple[Column, Cell]]:
        cells = (each if isinstance(each, Cell) else Cell(each) for each in row)
        return list(zip(self.columns, cells, strict=True))


@dataclass(frozen=True)
class Task:
    """One task of a list: what, its state (a key of ``STATES``), where it is done ("" nowhere yet), how far it is."""

    text: Text
    state: str
    href: str = ""
    hint: Text | str = ""

    @property
    def word(self) -> Text:
        """What the state is called."""
        return STATES[self.state][0]

    @property
    def colour(self) -> str:
        """Colour of its tag; empty for plain text."""
        return STATES[self.state][1]


@dataclass(frozen=True)
class Item:
    """A line of a summary list: what, its value, where it can be changed."""

    key: Text
    value: Any
    href: str = ""
    money: bool = False


@dataclass(frozen=True)
class Tile:
    """A figure with what it counts and a line beneath: of when, of what."""

    figure: Any
    what: Text
    more: Text | str = ""
    href: str = ""
    money: bool = False


@dataclass(frozen=True)
class Bar:
    """One bar of a chart; ``part`` of its ``value`` is drawn darker."""

    name: Text | str
    value: int
    href: str = ""
    part: int | None = None


@dataclass(frozen=True)
class Chart:
    """Bars with their table beneath. ``of``: what is counted; ``part_of``: what the darker part is."""

    caption: Text
    bars: Sequence[Bar]
    of: Text
    part_of: Text | None = None
    money: bool = False
    below: bool = True  # False: the page has the same numbers in a table of its own

    @property
    def drawn(self) -> list[tuple[Bar, int, int]]:
        """Every bar with its length and that of its part, in thousandths of the longest."""
        most = max((bar.value for bar in self.bars), default=0) or 1
        return [(bar, bar.value * 1000 // most, (bar.part or 0) * 1000 // most) for bar in self.bars]


@dataclass(frozen=True)
class Tab:
    """A tab as a link to a page of its own, so that it works everywhere; ``here``: the one that is open."""

    text: Text
    href: str
    here: bool = False
    count: int | None = None


def paged(
    rows: Any, request: HttpRequest, *, size: int = ROWS_A_PAGE, total: int | None = None
) -> tuple[list[Any], Pages]:
    """The rows of the page asked for by ``?hal=``, and which they are; of a queryset or a sequence.

    A number that is none is the first page, one beyond the end the last.
    """
    count = total if total is not None else rows.count() if hasattr(rows, "filter") else len(rows)
    asked = request.GET.get("hal", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
    pages = Pages(max(1, min(number, Pages(1, count, size).count)), count, size)
    start = (pages.number - 1) * size
    return list(rows[start : start + size]), pages
