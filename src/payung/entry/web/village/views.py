"""Progress by region, down to the village, and the page of a village. Figures only: nobody is named."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from payung.actions.listed_villages import listed_villages
from payung.core.access.areas import LENGTHS
from payung.core.basis.text import Text
from payung.entry.web.page import filled
from payung.entry.web.parts import Bar, Cell, Chart, Column, Item, Table, paged
from payung.entry.web.places import KINDS, name_of
from payung.entry.web.render import shown
from payung.entry.web.tags import persen, way
from payung.entry.web.village import words
from payung.entry.web.visitor import Visitor
from payung.gateways.problem_words import kind_called, what_to_do
from payung.store.models import Cycle
from payung.store.progress import (
    RegionFigures,
    VillageFigures,
    VillageStanding,
    cycle_seen,
    regions_of,
    village_of,
)
from payung.store.reading import one_moment

NATION = "0"
"""How an address calls the whole country."""

MOST_BARS = 20
FIGURES: Sequence[tuple[str, Text, Callable[[RegionFigures], int]]] = (
    ("desa", words.VILLAGES, lambda one: one.villages),
    ("kirim", words.SENT, lambda one: one.sent),
    ("lengkap", words.COMPLETE, lambda one: one.sent * 10_000 // one.villages),
    ("masalah", words.TROUBLED, lambda one: one.troubled),
    ("baris", words.ROWS, lambda one: one.rows),
    ("syarat", words.ACCEPTED, lambda one: one.accepted),
    ("sk", words.DECREED, lambda one: one.decreed),
)
"""What a column is called in an address, its heading, and its figure."""


def areas(request: HttpRequest, who: Visitor, code: str, area: str) -> HttpResponse:
    """The regions right below ``area`` with their figures; of a district its villages."""
    place = "" if area == NATION else area
    if len(place) not in LENGTHS[:-1] or (place and not place.isdecimal()):
        raise Http404
    with one_moment():
        cycle = cycle_seen(code)
        found = [] if cycle is None else regions_of(cycle, place, listed_villages(who.place, cycle))
    if cycle is None or not found:
        raise Http404
    order, rows = _ordered(request, found)
    part, pages = paged(rows, request)
    given = {
        "words": words,
        "cycle": cycle,
        "place": place,
        "heading": words.REGIONS.filled(kind=KINDS[len(place)]),
        "name": name_of(place),
        "chart": _chart(cycle, found) if len(place) < 6 else None,
        "table": Table(
            words.FIGURES, _columns(), [_row(cycle, one) for one in part], _foot(found), pages=pages, order=order
        ),
    }
    return shown(request, who, "village/areas.html", given)


def village(request: HttpRequest, who: Visitor, code: str, village: str) -> HttpResponse:
    """One village: its files, what was read and decided, its problems by kind."""
    with one_moment():
        cycle = cycle_seen(code)
        found = None if cycle is None else village_of(cycle, village, listed_villages(who.place, cycle))
    if cycle is None or found is None:
        raise Http404
    read = found.read
    given = {
        "words": words,
        "cycle": cycle,
        "place": village,
        "name": name_of(village),
        "items": _items(found),
        "files": _files(found),
        "equation": filled(words.EQUATION, rows=read.rows_read, workers=read.workers, others=read.not_data)
        if read.files
        else None,
        "problems_of": _problems(found),
        "links": _links(who, cycle, found.figures),
    }
    return shown(request, who, "village/village.html", given)


def _ordered(request: HttpRequest, found: Sequence[RegionFigures]) -> tuple[str, list[RegionFigures]]:
    """As ``?urut=`` asks; by name where it does not."""
    by: dict[str, Callable[[RegionFigures], Any]] = {name: figure for name, _, figure in FIGURES}
    by["nama"] = lambda one: name_of(one.code)
    asked = request.GET.get("urut", "nama")
    asked = asked if asked.removeprefix("-") in by else "nama"
    rows = sorted(found, key=lambda one: one.code)
    return asked, sorted(rows, key=by[asked.removeprefix("-")], reverse=asked.startswith("-"))


def _columns() -> list[Column]:
    return [
        Column(words.REGION, sort="nama"),
        *(Column(heading, number=True, sort=name) for name, heading, _ in FIGURES),
    ]


def _row(cycle: Cycle, one: RegionFigures) -> list[Any]:
    if len(one.code) == max(LENGTHS):
        href = way("village", code=cycle.code, village=one.code)
        sent: Any = Cell(words.YES, tag="green") if one.sent else Cell(words.NO, tag="grey")
    else:
        href, sent = way("areas", code=cycle.code, area=one.code), one.sent
    figures = [one.villages, sent, persen(one.sent, one.villages), one.troubled, one.rows, one.accepted, one.decreed]
    return [Cell(name_of(one.code), href=href), *figures]


def _foot(found: Sequence[RegionFigures]) -> list[Any]:
    sums = [sum(figure(one) for one in found) for _, _, figure in FIGURES]
    sums[2] = 0
    whole: list[Any] = [*sums]
    whole[2] = persen(sums[1], sums[0])
    return [words.TOTAL, *whole]


def _chart(cycle: Cycle, found: Sequence[RegionFigures]) -> Chart | None:
    """By size of what is missing, so that the longest bars are where most is to be done."""
    if len(found) > MOST_BARS or len(found) < 2:
        return None
    rows = sorted(found, key=lambda one: (one.sent - one.villages, one.code))
    bars = [
        Bar(name_of(one.code), one.villages, way("areas", code=cycle.code, area=one.code), one.sent) for one in rows
    ]
    return Chart(words.CHART, bars, words.VILLAGES, words.SENT, below=False)


def _items(found: VillageStanding) -> list[Item]:
    figures = found.figures
    return [
        Item(words.CODE, f"{figures.code[:2]}.{figures.code[2:4]}.{figures.code[4:6]}.{figures.code[6:]}"),
        Item(words.LIST, words.YES if figures.sent else words.NO),
        Item(words.ROWS, figures.rows),
        *(Item(words.DECISION[name], number) for name, number in sorted(found.decisions.items())),
        Item(words.DECREED, figures.decreed),
    ]


def _files(found: VillageStanding) -> Table:
    columns = [Column(words.FILE), Column(words.CAME)]
    rows = [[name, words.STATE[state]] for name, state, _ in found.files]
    return Table(words.FILES, columns, rows, empty=words.NO_FILES, quiet=True)


def _problems(found: VillageStanding) -> Table:
    columns = [Column(words.PROBLEM), Column(words.WEIGHT), Column(words.COUNT, number=True), Column(words.WHAT_TO_DO)]
    order = list(words.LEVEL)
    listed = sorted(found.problems.items(), key=lambda each: (order.index(each[0][0]), -each[1], each[0][1]))
    rows = []
    for (severity, code), number in listed:
        level, colour = words.LEVEL[severity]
        rows.append([kind_called(code), Cell(level, tag=colour), number, what_to_do(code)])
    return Table(words.PROBLEM, columns, rows, empty=words.NO_PROBLEMS, quiet=True, stack=True)


def _links(who: Visitor, cycle: Cycle, of: VillageFigures) -> list[tuple[Text, str]]:
    """What else there is of the village, as far as the visitor may open it; of rows, where there are any."""
    more = [one for one in words.MORE if of.rows or one[0] != "imports_changes_of"]
    found = [(text, way(name, **_ids(name, cycle, of.code))) for name, text, right in more if who.may(right)]
    return [(text, href) for text, href in found if href]


def _ids(name: str, cycle: Cycle, village: str) -> dict[str, str]:
    return {"village": village} if name == "slips" else {"code": cycle.code, "area": village}
