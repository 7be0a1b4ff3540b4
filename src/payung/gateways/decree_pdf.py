"""The annex as PDF, landscape, drawn row by row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import polars as pl
from reportlab.pdfgen.canvas import Canvas

from payung.core.basis.rupiah import number, rupiah
from payung.gateways import decree_pages as pages
from payung.gateways.decree_annex import Annex
from payung.gateways.pdf_pen import BOLD, REGULAR, UNPRINTABLE, Pen, printable, text_width, wrapped

SIZE, LEAD, PAD = 7.5, 9.6, 3.4
"""Points: letters of the table, distance of lines in a cell, space above and below them together."""
INSET = 3.0


class Column(NamedTuple):
    """A column of the table; ``flex`` is its share of the width that is left."""

    field: str
    width: float
    flex: float = 0.0
    align: Literal["left", "centre", "right"] = "left"


COLUMNS = {
    "number": Column("number", 34, align="right"),
    "nik": Column("nik", 84),
    "name": Column("name", 120, flex=3),
    "sex": Column("sex", 24, align="centre"),
    "born": Column("born", 58, align="centre"),
    "address": Column("address", 130, flex=4),
    "occupation": Column("occupation", 90, flex=2),
    "months": Column("months", 32, align="right"),
    "amount": Column("amount", 72, align="right"),
    "remark": Column("remark", 90, flex=3),
}


class Item(NamedTuple):
    """Something with a height that stands on one page."""

    height: float
    kind: Literal["regency", "village", "row", "recap-head", "recap", "recap-total", "words", "sign", "none"]
    cells: tuple[tuple[str, ...], ...]
    village: int  # which village heading it belongs to; -1 when to none


def write_pdf(annex: Annex, path: Path) -> None:
    """Write ``annex`` to ``path``. The same list gives the same bytes."""
    sheet = pages.Sheet.of(annex.paper)
    columns = _fitted([COLUMNS[name] for name in annex.people.columns if name in COLUMNS], sheet.inner_width)
    laid_out = pages.paginate(list(_items(annex, columns, sheet)), sheet, pages.first_height(annex.case), _continued)
    canvas = Canvas(str(path), pagesize=(sheet.width, sheet.height), pageCompression=1, invariant=1, lang="id-ID")
    canvas.setTitle(f"Lampiran Keputusan – {annex.case.programme.name.id}{' (versi publik)' * annex.public}")
    canvas.setAuthor(annex.case.programme.run_by)
    canvas.setSubject(f"Sidik daftar {annex.fingerprint}")
    pen = Pen(canvas)
    for count, items in enumerate(laid_out, start=1):
        _draw_page(pen, canvas, annex, columns, sheet, items, count, len(laid_out))
    canvas.save()


def _fitted(columns: list[Column], width: float) -> list[Column]:
    """The columns, stretched to fill ``width``."""
    left, shares = width - sum(column.width for column in columns), sum(column.flex for column in columns)
    return [column._replace(width=column.width + left * column.flex / shares) for column in columns]


def _items(annex: Annex, columns: list[Column], sheet: pages.Sheet) -> Iterator[Item]:
    """Everything the annex says, in order."""
    people = annex.people
    fields = [column.field for column in columns]
    village, regency = -1, None
    for group in people.partition_by("village_code", maintain_order=True) if people.height else []:
        place = group.row(0, named=True)
        if place["regency"] != regency:
            regency = place["regency"]
            yield Item(16.0, "regency", ((printable(regency).upper(),),), -1)
        village += 1
        where = " · ".join(part for part in (place["village"], place["district"]) if part)
        yield Item(14.5, "village", ((printable(where),), (_sums(group),)), village)
        for row in group.select(fields).iter_rows():
            cells = tuple(_cell(column, value) for column, value in zip(columns, row, strict=True))
            yield Item(PAD + LEAD * max(map(len, cells)), "row", cells, village)
    if not people.height:
        yield Item(24.0, "none", (("Tidak ada penerima yang dibiayai.",),), -1)
    yield from _recap(annex, sheet)


def _continued(heading: Item) -> Item:
    return heading._replace(cells=((f"{heading.cells[0][0]} (lanjutan)",), heading.cells[1]))


def _cell(column: Column, value: object) -> tuple[str, ...]:
    """What stands in a cell, in lines."""
    if column.field == "amount":
        return (rupiah(int(str(value))),)
    if value is None:
        return ("",)
    if isinstance(value, int):
        return (number(value),)
    text = printable(str(value))
    return wrapped(text, column.width - 2 * INSET, SIZE) if text else ("",)


def _sums(group: pl.DataFrame) -> str:
    months, amount = int(group["months"].sum()), int(group["amount"].sum())
    return f"{number(group.height)} orang · {number(months)} bulan · {rupiah(amount)}"


def _recap(annex: Annex, sheet: pages.Sheet) -> Iterator[Item]:
    """Totals by regency, the grand total in figures and words, and the signature block."""
    by = annex.people.group_by("regency", maintain_order=True).agg(
        pl.col("village_code").n_unique().alias("villages"), pl.len(), pl.col("months", "amount").sum()
    )
    yield Item(46.0, "recap-head", ((), ("Kabupaten/Kota",), ("Desa/Kel.",), ("Orang",), ("Bulan",), ("Iuran",)), -1)
    for regency, *figures, amount in by.iter_rows():
        cells = ((), (printable(regency),), *((number(figure),) for figure in figures), (rupiah(amount),))
        yield Item(14.0, "recap", cells, -1)
    totals = [int(by[name].sum()) for name in ("villages", "len", "months", "amount")]
    cells = (("total",), ("JUMLAH",), *((number(total),) for total in totals[:3]), (rupiah(totals[3]),))
    yield Item(15.0, "recap-total", cells, -1)
    words = wrapped(pages.words(totals[3]), sheet.inner_width - 80, pages.WORDS_SIZE, BOLD)
    yield Item(14.0 + 12.0 * len(words), "words", (words,), -1)
    notes = [f"Sidik isi versi ini (16 angka pertama): {annex.fingerprint}."] if annex.block else []
    notes += [f"Sidik versi publik daftar ini: {annex.public_fingerprint}."] if annex.public_fingerprint else []
    if _has_unprintable(annex.people):
        notes.append("◊: huruf yang tidak ada pada huruf cetak ini; nama lengkapnya ada pada lampiran XLSX.")
    yield Item(132.0, "sign", (tuple(notes),), -1)


def _has_unprintable(people: pl.DataFrame) -> bool:
    """Whether some letter of the list was replaced by ``UNPRINTABLE``."""
    return any(
        UNPRINTABLE in printable(text)
        for column in people.select(pl.col(pl.String).exclude("village_code"))
        for text in column.filter(column.str.contains(r"[^\x00-\x7F]"))
    )


def _draw_page(
    pen: Pen,
    canvas: Canvas,
    annex: Annex,
    columns: list[Column],
    sheet: pages.Sheet,
    items: list[Item],
    count: int,
    of: int,
) -> None:
    y = sheet.height - sheet.top
    if count == 1:
        y = pages.draw_opening(pen, annex.case, sheet, annex.block, public=annex.public)
    table = any(item.kind in ("row", "regency", "village") for item in items)
    if table:
        y = _draw_heading(pen, annex, columns, sheet, y)
    verticals: float | None = None
    for item in items:
        if item.kind == "row":
            verticals = y if verticals is None else verticals
            _draw_row(pen, columns, sheet, item, y)
        else:
            if verticals is not None:
                _draw_verticals(pen, columns, sheet, verticals, y)
                verticals = None
            if item.kind == "regency":
                canvas.bookmarkPage(key := f"k{count}-{y:.0f}")
                canvas.addOutlineEntry(item.cells[0][0], key)
            pages.draw_item(pen, item.kind, item.cells, sheet, y, item.height, annex.block)
        y -= item.height
    if verticals is not None:
        _draw_verticals(pen, columns, sheet, verticals, y)
    left = f"{'Versi publik – ' * annex.public}{annex.case.programme.name.id}"
    pages.draw_footer(pen, sheet, printable(left), annex.printed_hash, count, of)
    pen.end_page()


def _draw_heading(pen: Pen, annex: Annex, columns: list[Column], sheet: pages.Sheet, y: float) -> float:
    """The heading row; gives the y below it."""
    pen.fill(sheet.side, y - 16, sheet.inner_width, 16, 0.85)
    pen.line(sheet.side, y, sheet.side + sheet.inner_width, y, 0.8, grey=0.2)
    pen.line(sheet.side, y - 16, sheet.side + sheet.inner_width, y - 16, 0.8, grey=0.2)
    x = sheet.side
    for column in columns:
        pen.centre(x + column.width / 2, y - 11, annex.headings[column.field], SIZE, BOLD)
        x += column.width
    _draw_verticals(pen, columns, sheet, y, y - 16)
    return y - 16


def _draw_row(pen: Pen, columns: list[Column], sheet: pages.Sheet, item: Item, y: float) -> None:
    x = sheet.side
    for column, lines in zip(columns, item.cells, strict=True):
        base = y - LEAD + 0.6
        for text in lines:
            if column.align == "left":
                pen.text(x + INSET, base, text, SIZE)
            elif column.align == "right":
                pen.text(x + column.width - INSET - text_width(text, SIZE), base, text, SIZE, REGULAR)
            else:
                pen.text(x + (column.width - text_width(text, SIZE)) / 2, base, text, SIZE, REGULAR)
            base -= LEAD
        x += column.width
    low = y - item.height
    pen.line(sheet.side, low, sheet.side + sheet.inner_width, low, 0.3, grey=0.7)


def _draw_verticals(pen: Pen, columns: list[Column], sheet: pages.Sheet, top: float, low: float) -> None:
    x = sheet.side
    pen.line(x, top, x, low)
    for column in columns:
        x += column.width
        pen.line(x, top, x, low)
