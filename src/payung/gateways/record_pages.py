"""The pages of a record of reconciliation: standing A4, blocks one below the other, page breaks, letterhead, footer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from payung.gateways.pdf_pen import BOLD, REGULAR, Pen, printable, text_width, wrapped

WIDTH, HEIGHT = 595.3, 841.9
SIDE, TOP, BOTTOM = 56.0, 40.0, 58.0
INNER = WIDTH - 2 * SIDE
RIGHT = WIDTH - SIDE
ROOM = HEIGHT - TOP - BOTTOM
SIZE, LEAD = 9.0, 12.2
CELL, CELL_LEAD, INSET = 7.6, 9.6, 3.0
DOTS = "." * 200

Draw = Callable[[Pen, float], None]
Align = Literal["left", "centre", "right"]


class Block(NamedTuple):
    """Something that stands on one page: drawn with its upper edge at the y it is given.

    ``holds``: how many blocks after it stay on its page. ``heading``: what is drawn again where the block after it
    begins a page.
    """

    height: float
    draw: Draw
    holds: int = 0
    heading: "Block | None" = None


class Column(NamedTuple):
    """A column of a table: heading, width in points, where its cells stand."""

    heading: str
    width: float
    align: Align = "left"


@dataclass(frozen=True)
class Footer:
    """What stands at the foot of every page."""

    left: str
    marks: str


def paginate(blocks: Sequence[Block]) -> list[list[Block]]:
    """``blocks`` in pages; a table that runs over a page gets its heading on the next."""
    pages: list[list[Block]] = [[]]
    left = ROOM
    for at, block in enumerate(blocks):
        needed = block.height + sum(after.height for after in blocks[at + 1 : at + 1 + block.holds])
        if needed > left and pages[-1]:
            pages.append([])
            left = ROOM
            if block.heading is not None:
                pages[-1].append(block.heading)
                left -= block.heading.height
        pages[-1].append(block)
        left -= block.height
    return pages


def draw_pages(pen: Pen, pages: Sequence[Sequence[Block]], footer: Footer) -> None:
    """Every page with its footer."""
    for count, blocks in enumerate(pages, start=1):
        y = HEIGHT - TOP
        for block in blocks:
            block.draw(pen, y)
            y -= block.height
        low = BOTTOM - 16
        pen.line(SIDE, low + 10, RIGHT, low + 10)
        pen.text(SIDE, low, wrapped(printable(footer.left), INNER - 90, 6.8)[0], 6.8, grey=0.25)
        pen.right(RIGHT, low, f"Halaman {count} dari {len(pages)}", 6.8, grey=0.25)
        pen.text(SIDE, low - 9, footer.marks, 6.8, grey=0.25)
        pen.end_page()


def gap(height: float) -> Block:
    """Nothing."""
    return Block(height, lambda pen, y: None)


def section(title: str, english: str, holds: int = 1) -> Block:
    """The heading of a section; the English beside it for readers from elsewhere."""

    def draw(pen: Pen, y: float) -> None:
        pen.text(SIDE, y - 18, title, 9.6, BOLD)
        pen.text(SIDE + text_width(title, 9.6, BOLD) + 6, y - 18, english, 7.4, grey=0.45)

    return Block(25.0, draw, holds)


def paragraph(
    said: str, *, indent: float = 0.0, mark: str = "", size: float = SIZE, font: str = REGULAR, grey: float = 0.0
) -> list[Block]:
    """A text, one block a line; ``mark`` stands before the first."""
    lines = wrapped(printable(said), INNER - indent, size, font)
    lead = LEAD * size / SIZE

    def line(text: str, before: str) -> Block:
        def draw(pen: Pen, y: float) -> None:
            if before:
                pen.text(SIDE + indent - 15, y - lead + 3, before, size, font, grey=grey)
            pen.text(SIDE + indent, y - lead + 3, text, size, font, grey=grey)

        return Block(lead, draw)

    blocks = [line(text, mark if at == 0 else "") for at, text in enumerate(lines)]
    return [block._replace(holds=int(at == 0 and len(blocks) > 1)) for at, block in enumerate(blocks)]


def filled_in(rows: Sequence[tuple[str, str | None]], *, indent: float, mark: str = "") -> list[Block]:
    """Label, colon and value, a line each; dots where there is none to write."""

    def line(label: str, value: str | None, before: str) -> list[Block]:
        room = INNER - indent - 76
        parts = wrapped(printable(value), room, SIZE) if value else (dots(room * 0.7),)

        def one(text: str, first: bool) -> Block:
            def draw(pen: Pen, y: float) -> None:
                if first:
                    pen.text(SIDE + indent - 15, y - LEAD + 3, before, SIZE)
                    pen.text(SIDE + indent, y - LEAD + 3, label, SIZE)
                    pen.text(SIDE + indent + 68, y - LEAD + 3, ":", SIZE)
                pen.text(SIDE + indent + 76, y - LEAD + 3, text, SIZE)

            return Block(LEAD, draw, holds=1)

        return [one(text, at == 0) for at, text in enumerate(parts)]

    return [block for at, (label, value) in enumerate(rows) for block in line(label, value, mark if at == 0 else "")]


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, strong: Sequence[int] = (), holds_last: int = 0
) -> Iterator[Block]:
    """A table with its headings; rows of ``strong`` are bold on grey. Widths are stretched to the page's.

    A figure is never broken: its column grows at the cost of those with words, and where that is not enough the rows
    are set smaller.
    """
    columns, size = _fitted(columns, rows)
    heading = _heading(columns)
    yield heading
    for at, row in enumerate(rows):
        bold = at in strong
        font = BOLD if bold else REGULAR
        cells = [
            wrapped(printable(said), column.width - 2 * INSET, size, font) if said else ("",)
            for column, said in zip(columns, row, strict=True)
        ]
        height = 4.4 + CELL_LEAD * max(map(len, cells))
        holds = holds_last if at == len(rows) - 1 else 0
        yield Block(height, _row(columns, cells, height, bold, size), holds, heading)


def _fitted(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[list[Column], float]:
    """The columns in widths that fill the page, and the size in which every figure has its place on one line."""
    whole = sum(column.width for column in columns)
    widths = [column.width * INNER / whole for column in columns]
    needs = [_needed(column, [row[at] for row in rows]) for at, column in enumerate(columns)]
    short = sum(max(0.0, need - width) for need, width in zip(needs, widths, strict=True))
    slack = sum(max(0.0, width - need) for need, width in zip(needs, widths, strict=True))
    if short > slack:
        part = INNER / sum(needs)
        return [column._replace(width=need * part) for column, need in zip(columns, needs, strict=True)], CELL * part
    taken = short / slack if slack else 0.0
    widths = [max(need, width - (width - need) * taken) for need, width in zip(needs, widths, strict=True)]
    return [column._replace(width=width) for column, width in zip(columns, widths, strict=True)], CELL


def _needed(column: Column, cells: Sequence[str]) -> float:
    """Points without which a figure, or a word of the heading, would be broken."""
    unbroken = [*column.heading.split(), *(cells if column.align == "right" else ())]
    return max(text_width(printable(said), CELL, BOLD) for said in unbroken) + 2 * INSET + 0.5


def _heading(columns: Sequence[Column]) -> Block:
    cells = [wrapped(column.heading, column.width - 2 * INSET, CELL, BOLD) for column in columns]
    height = 5.4 + CELL_LEAD * max(map(len, cells))

    def draw(pen: Pen, y: float) -> None:
        pen.fill(SIDE, y - height, INNER, height, 0.87)
        pen.line(SIDE, y, RIGHT, y, 0.8, grey=0.2)
        _write(pen, columns, cells, y, height, BOLD, centred=True)
        pen.line(SIDE, y - height, RIGHT, y - height, 0.8, grey=0.2)

    return Block(height, draw, holds=1)


def _row(columns: Sequence[Column], cells: Sequence[tuple[str, ...]], height: float, bold: bool, size: float) -> Draw:
    def draw(pen: Pen, y: float) -> None:
        if bold:
            pen.fill(SIDE, y - height, INNER, height, 0.94)
        _write(pen, columns, cells, y, height, BOLD if bold else REGULAR, size=size)
        pen.line(SIDE, y - height, RIGHT, y - height, 0.8 if bold else 0.3, grey=0.2 if bold else 0.65)

    return draw


def _write(
    pen: Pen,
    columns: Sequence[Column],
    cells: Sequence[tuple[str, ...]],
    y: float,
    height: float,
    font: str,
    *,
    centred: bool = False,
    size: float = CELL,
) -> None:
    x = SIDE
    pen.line(x, y, x, y - height)
    for column, lines in zip(columns, cells, strict=True):
        base = y - CELL_LEAD + 0.4
        if centred:
            base -= (height - 5.4 - CELL_LEAD * len(lines)) / 2
        for said in lines:
            if centred or column.align == "centre":
                pen.centre(x + column.width / 2, base, said, size, font)
            elif column.align == "right":
                pen.right(x + column.width - INSET, base, said, size, font)
            else:
                pen.text(x + INSET, base, said, size, font)
            base -= CELL_LEAD
        x += column.width
        pen.line(x, y, x, y - height)


def dots(width: float) -> str:
    """Dots to write on, ``width`` points long."""
    return DOTS[: int(width / text_width(".", SIZE))]
