"""Figures of one region and those below it, in one month; as they were after an act, which the page names."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.count_figures import figures_wanted
from payung.core.access.areas import LENGTHS, lies_in
from payung.entry.web import tags
from payung.entry.web.figures import words
from payung.entry.web.listing import Listing, listed
from payung.entry.web.parts import Bar, Cell, Chart, Column, Tile
from payung.entry.web.places import name_of
from payung.entry.web.render import shown
from payung.entry.web.visitor import Visitor, today
from payung.store.chain import end_of_chain
from payung.store.figures import below, of_area
from payung.store.models import Figure

NATION = "0"
"""How an address names the nation."""


def figures_page(request: HttpRequest, who: Visitor, area: str = "") -> HttpResponse:
    """Without ``area`` the widest region of the visitor; ``?bulan=`` (yyyymm) the month, else that of today."""
    code = "" if area == NATION else area or (who.areas[0] if who.areas else "")
    if len(code) not in LENGTHS or not lies_in(code, who.areas):
        raise Http404
    act, head = figures_wanted(today()), end_of_chain()
    given: dict[str, Any] = {"words": words, "place": code, "act": act}
    if act is None:
        return shown(request, who, "figures/figures.html", given)
    given["since"] = head.number - act if head else 0
    months = list(of_area(code))
    if not months:
        return shown(request, who, "figures/figures.html", given)
    chosen = _chosen(request, months)
    columns = (
        Column(words.REGION), Column(words.COL_DECIDED, number=True), Column(words.COL_BILLED, number=True),
        Column(words.COL_PAID, number=True), Column(words.COL_COVERED, number=True),
        Column(words.COL_RUPIAH, money=True),
    )  # fmt: skip
    rows: Any = below(code, chosen.month)
    caption = words.BELOW.filled(month=tags.bulan(chosen.month))
    table = listed(request, who, Listing(f"angka-{code or NATION}-{chosen.month}", caption, columns, rows, _regions))
    if isinstance(table, HttpResponse):
        return table
    given |= {"tiles": _tiles(months, chosen), "chart": _chart(months), "table": table if len(code) < 10 else None}
    return shown(request, who, "figures/figures.html", given)


def _chosen(request: HttpRequest, months: list[Figure]) -> Figure:
    """The month asked for, or that of today, or the nearest before, or the first."""
    asked = request.GET.get("bulan", "")
    day = today()
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 6 else day.year * 100 + day.month
    return max((one for one in months if one.month <= wanted), key=lambda one: one.month, default=months[0])


def _tiles(months: list[Figure], chosen: Figure) -> list[Tile]:
    year = chosen.month // 100
    same = [one for one in months if one.month // 100 == year]
    of_year = words.OF_YEAR.filled(year=year)
    return [
        Tile(chosen.covered, words.ACTIVE, words.ACTIVE_MORE.filled(month=tags.bulan(chosen.month))),
        Tile(sum(one.decided for one in same), words.DECIDED, of_year),
        Tile(sum(one.paid for one in same), words.PAID, of_year),
        Tile(sum(one.rupiah for one in same), words.RUPIAH, of_year, money=True),
    ]


def _chart(months: list[Figure]) -> Chart:
    bars = [Bar(tags.bulan(one.month), one.decided, f"?bulan={one.month}", one.covered) for one in months]
    return Chart(words.BY_MONTH, bars, words.COL_DECIDED, words.COL_COVERED)


def _regions(rows: Sequence[Any]) -> list[list[Any]]:
    return [
        [
            Cell(name_of(one.area_code), _there(one)),
            one.decided, one.billed, one.paid, one.covered, one.rupiah,
        ]
        for one in rows
    ]  # fmt: skip


def _there(one: Figure) -> str:
    return reverse("figures_area", kwargs={"area": one.area_code}) + f"?bulan={one.month}"
