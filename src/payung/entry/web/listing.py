"""Lists: fifty rows a page, sorted by a click, and the whole of it to take away with what was asked for on top."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse

from payung.core.basis.office_day import WIB
from payung.core.basis.text import Text
from payung.entry.web import tags, words
from payung.entry.web.language import said
from payung.entry.web.parts import Cell, Column, Table, paged
from payung.entry.web.things import TOTAL
from payung.entry.web.uploads import as_download
from payung.entry.web.visitor import Visitor
from payung.gateways.list_file import ListFile, as_csv, as_xlsx
from payung.store.chain import end_of_chain
from payung.store.looks import looked

Row = Sequence[Any]
ASKED = Text(id="Isi: {said}", en="Holds: {said}")
MADE = Text(id="Dibuat {at} oleh {name}; {trail}", en="Made {at} by {name}; {trail}")
BLANK = "\u00a0"
FORMS: dict[str, Callable[[ListFile], bytes]] = {"xlsx": as_xlsx, "csv": as_csv}


@dataclass(frozen=True)
class Listing:
    """A list. ``rows`` hold plain values in the order of ``columns``, by which they are sorted, and maybe more behind.

    ``rows`` may be a question to the store instead (``values_list``, ordered), of which a page reads no more than it
    shows; ``by`` then names the field that each ``Column.sort`` sorts by. ``drawn`` makes of some rows what their cells
    show; without it they are shown as they are. ``said``: what is in the list, in words, for whoever takes it away.
    ``file``: the name of that file, without its ending. ``person``: place of the person's number in a row, where each
    row is of somebody: then whoever sees the page leaves a look, of ``of``. ``total``: how many rows there are, where
    that is known. ``stack``: as ``Table``.
    """

    file: str
    caption: Text
    columns: Sequence[Column]
    rows: "Sequence[Row] | QuerySet[Any, Any]"
    drawn: Callable[[Sequence[Row]], Sequence[Row]] | None = None
    said: Text | str = ""
    foot: Row = ()
    usual: str = ""
    empty: Text = words.NO_ROWS
    person: int | None = None
    of: str = ""
    total: int | None = None
    by: Mapping[str, str] = field(default_factory=dict)
    stack: bool = False

    def shown(self, rows: Sequence[Row]) -> Sequence[Row]:
        """``rows`` as cells."""
        if self.drawn is not None:
            return self.drawn(rows)
        return [row[: len(self.columns)] for row in rows]


def listed(request: HttpRequest, who: Visitor, listing: Listing, *, name: str = "") -> Table | HttpResponse:
    """The page of the list that is asked for; or, with ``?unduh=``, all of it as a file.

    Of several lists on one page each has a ``name``: only the one named in ``?daftar=`` is taken away. Whose data is
    shown is on record before it is.
    """
    order, rows = _sorted(request, listing)
    wanted = request.GET.get("unduh", "")
    if wanted in FORMS and request.GET.get("daftar", "") == name:
        rows = list(rows)
        if listing.person is not None:
            _look(who, listing, _people(listing, rows))
        return as_download(FORMS[wanted](_file(who, listing, rows)), f"{listing.file}.{wanted}")
    some, pages = paged(rows, request, total=listing.total)
    if listing.person is not None and some:
        _look(who, listing, _people(listing, some))
    asked = {key: value for key, value in request.GET.items() if key not in ("hal", "unduh", "daftar")}
    more = {"daftar": name} if name else {}
    links = [(kind.upper(), f"?{urlencode({**asked, 'unduh': kind, **more})}") for kind in FORMS]
    return Table(
        listing.caption,
        listing.columns,
        listing.shown(some),
        _foot(listing.foot),
        pages,
        links,
        listing.empty,
        order=order,
        stack=listing.stack,
    )


def _foot(foot: Row) -> list[Any]:
    """The row of totals: called so, and blank where nothing is added up."""
    return [TOTAL if not at and cell == "" else BLANK if cell == "" else cell for at, cell in enumerate(foot)]


def look(who: Visitor, what: str, of: str, people: Collection[int | None] = ()) -> None:
    """Leave a line of what ``who`` is about to see in their work, one a person; ``people`` as ``looked`` takes them."""
    looked(who.account.pk, what[:40], of[:100] or "-", "work", datetime.now(UTC), people=people)


def _look(who: Visitor, listing: Listing, people: Collection[int | None]) -> None:
    look(who, f"list {listing.file}", listing.of, people)


def _people(listing: Listing, rows: Sequence[Row]) -> set[int | None]:
    """Numbers of the people that ``rows`` are of, each once; None among them for rows of nobody who is known."""
    return {row[listing.person] for row in rows}  # type: ignore[index]


def _sorted(request: HttpRequest, listing: Listing) -> "tuple[str, Sequence[Row] | QuerySet[Any, Any]]":
    known = {column.sort: at for at, column in enumerate(listing.columns) if column.sort}
    asked = request.GET.get("urut", "")
    order = asked if asked.removeprefix("-") in known else listing.usual
    place = known.get(order.removeprefix("-"))
    if place is None:
        return order, listing.rows
    if isinstance(listing.rows, QuerySet):  # in the order of ``_key``, and within it in its own
        named = F(listing.by[order.removeprefix("-")])
        first = named.desc(nulls_last=True) if order.startswith("-") else named.asc(nulls_first=True)
        return order, listing.rows.order_by(first, *listing.rows.query.order_by)
    return order, sorted(listing.rows, key=lambda row: _key(row[place]), reverse=order.startswith("-"))


def _key(value: Any) -> tuple[bool, Any]:
    """None first, texts of two languages as they are read."""
    plain = value.value if isinstance(value, Cell) else value
    return (plain is not None, said(plain) if isinstance(plain, Text) else plain if plain is not None else 0)


def _file(who: Visitor, listing: Listing, rows: Sequence[Row]) -> ListFile:
    head = end_of_chain()
    trail = said(words.TRAIL.filled(number=head.number)) + f" {head.link[:16]}" if head else ""
    made = MADE.filled(at=f"{datetime.now(WIB):%d-%m-%Y %H.%M} WIB", name=who.account.name, trail=trail)
    lines = [said(ASKED.filled(said=said(listing.said)))] if listing.said else []
    return ListFile(
        title=said(listing.caption),
        said=[*lines, said(words.ROWS.filled(total=tags.angka(len(rows)))), said(made)],
        headings=[said(column.title) for column in listing.columns],
        rows=[_plain(row) for row in listing.shown(rows)],
        foot=_plain(TOTAL if not at and cell == "" else cell for at, cell in enumerate(listing.foot)),
        money=[at for at, column in enumerate(listing.columns) if column.money],
    )


def _plain(row: Iterable[Any]) -> list[str | int]:
    """Cells as a spreadsheet holds them: whole numbers as numbers, days as ISO, everything else as text."""
    found: list[str | int] = []
    for given in row:
        cell = given if isinstance(given, Cell) else Cell(given)
        value = cell.value
        if value is None:
            found.append("")
        elif type(value) is int:
            found.append(value)
        elif isinstance(value, date):
            found.append(value.isoformat())
        else:
            text = said(value) if isinstance(value, Text) else str(value)
            found.append(f"{text}; {said(cell.more)}" if cell.more else text)
    return found
