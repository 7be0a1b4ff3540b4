"""Whose cover ends: by village with what going on costs, the people, those behind, those who grow too old."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.watch_cover import Watching, watch_cover
from payung.core.basis.days import long_day
from payung.core.basis.rupiah import in_words
from payung.core.basis.text import Text
from payung.entry.web.bill.pages import names_of
from payung.entry.web.ending import words
from payung.entry.web.fields import DayField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.listing import Listing, listed
from payung.entry.web.month.books import month_text
from payung.entry.web.page import Do, Go, Page, filled, told
from payung.entry.web.parts import Cell, Column, Item, Tab, Tile
from payung.entry.web.places import name_of
from payung.entry.web.tags import bulan, way
from payung.entry.web.visitor import Visitor, today
from payung.store.models import Fund

DAYS, LEAST = (30, 60, 90), (0, 3, 36)
USUAL_DAYS = 60
PLACE_COLUMNS = (
    Column(words.VILLAGE, sort="desa"),
    Column(words.FUND, sort="dana"),
    Column(words.LAST_MONTH, sort="bulan"),
    Column(words.LAPSES, sort="gugur"),
    Column(words.PEOPLE, number=True, sort="orang"),
    Column(words.WITH_FULL, number=True, sort="penuh"),
    Column(words.WITH_SCHOLARSHIP, number=True, sort="beasiswa"),
    Column(words.NEXT, money=True, sort="berikutnya"),
    Column(words.PERSON_MONTHS, number=True, sort="orang_bulan"),
    Column(words.PRICE, money=True, sort="biaya"),
)
PERSON_COLUMNS = (
    Column(words.NAME),
    Column(words.VILLAGE, sort="desa"),
    Column(words.FUND, sort="dana"),
    Column(words.LAST_MONTH, sort="bulan"),
    Column(words.LAPSES, sort="gugur"),
    Column(words.HAS, number=True, sort="terhitung"),
    Column(words.WITH_FULL, sort="penuh"),
    Column(words.WITH_SCHOLARSHIP, sort="beasiswa"),
)
PERSON_ROW = ("person", "village_code", "fund", "last_month", "lapses_on", "months", "full", "scholarship")
BEHIND_COLUMNS = (
    Column(words.NAME),
    Column(words.VILLAGE, sort="desa"),
    Column(words.FUND, sort="dana"),
    Column(words.THROUGH, sort="sampai"),
    Column(words.BEHIND, number=True, sort="belum"),
    Column(words.LAPSES, sort="gugur"),
    Column(words.STATE, sort="keadaan"),
    Column(words.OWED, money=True, sort="terutang"),
)
BEHIND_ROW = ("person", "village_code", "fund", "paid_through", "unpaid", "lapses_on", "state", "owed")
OLD_COLUMNS = (
    Column(words.NAME),
    Column(words.VILLAGE, sort="desa"),
    Column(words.REACHES, sort="batas"),
    Column(words.LAST_FOR, sort="bulan"),
    Column(words.PLANNED, number=True, sort="rencana"),
    Column(words.BEYOND, number=True, sort="sesudah"),
)
OLD_ROW = ("person", "village_code", "reaches_on", "last_month", "still_planned", "beyond")


class EndingForm(Form):
    """The day, how far ahead, and who has how much to lose."""

    hari = forms.TypedChoiceField(
        label=lazily(words.WITHIN),
        coerce=int,
        choices=[(days, lazily(filled(words.DAYS, days=days))) for days in DAYS],
    )
    bulan = forms.TypedChoiceField(
        label=lazily(words.LEAST),
        coerce=int,
        choices=[(n, lazily(filled(words.AT_LEAST, months=n) if n else words.ANY)) for n in LEAST],
    )
    pada = DayField(label=lazily(words.ON))


@dataclass(frozen=True)
class Asked:
    """What a page of endings was asked for, and its form."""

    form: EndingForm
    on: date
    days: int
    least: int

    @property
    def said(self) -> Text:
        """In words."""
        least = filled(words.AT_LEAST, months=self.least) if self.least else words.ANY
        return filled(words.FILTER, days=self.days, on=long_day(self.on), least=least)

    @property
    def query(self) -> str:
        """As it stands in an address."""
        return f"?hari={self.days}&bulan={self.least}&pada={self.on:%d-%m-%Y}"


def asked_for(request: HttpRequest) -> Asked:
    """What ``?hari=&bulan=&pada=`` say; what cannot be read is as usual, and the form says so."""
    usual = {"hari": USUAL_DAYS, "bulan": 0, "pada": f"{today():%d-%m-%Y}"}
    form = EndingForm({name: request.GET.get(name, value) for name, value in usual.items()})
    form.is_valid()
    held = form.cleaned_data
    return Asked(form, held.get("pada") or today(), held.get("hari", USUAL_DAYS), held.get("bulan", 0))


def ending(request: HttpRequest, who: Visitor) -> HttpResponse:
    """By village and fund: who ends, when, and what going on costs."""
    asked = asked_for(request)
    seen = watch_cover(who.place, asked.on, asked.days, least=asked.least)
    names = fund_names()
    rows = [
        [one.village_code, names[one.fund], one.last_month, one.lapses_on, one.people, one.full,
         one.scholarship, one.next_month, one.person_months, one.cost]
        for one in seen.ends.places
    ]  # fmt: skip
    totals = [sum(int(row[at]) for row in rows) for at in range(4, 10)]  # type: ignore[call-overload]
    listing = Listing(
        f"berakhir {asked.days} hari", words.PLACES, PLACE_COLUMNS, rows, drawn=_places, said=asked.said,
        foot=["", "", "", "", *totals] if rows else [], empty=words.NOBODY,
    )  # fmt: skip
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    page = Page(
        filled(words.TITLE, days=asked.days),
        filled(words.LEAD, on=long_day(asked.on)),
        tabs=_tabs(asked, "endings", seen),
        filters=asked.form,
        tiles=_tiles(seen),
        items=[Item(words.WORDS, in_words(seen.ends.cost))],
        does=_downloads(who, asked) if rows else (),
        tables=[table],
    )
    return told(request, who, page)


def people(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Everybody whose cover ends."""
    asked = asked_for(request)
    seen = watch_cover(who.place, asked.on, asked.days, least=asked.least)
    listing = Listing(
        f"orang berakhir {asked.days} hari", words.EVERYBODY, PERSON_COLUMNS, seen.ending.select(*PERSON_ROW).rows(),
        drawn=_people, said=asked.said, person=0, of="berakhir", empty=words.NOBODY,
    )  # fmt: skip
    title = filled(words.TITLE, days=asked.days)
    return _listed(request, who, Page(title, filled(words.LEAD, on=long_day(asked.on)), filters=asked.form), listing,
                   _tabs(asked, "ending_people", seen))  # fmt: skip


def arrears(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Who is behind, by how many months; those lapsed apart."""
    asked = asked_for(request)
    seen = watch_cover(who.place, asked.on, asked.days)
    counts = behind_by_month(seen)
    which = request.GET.get("ke", "")
    rows = seen.behind.filter(_is_behind(int(which))) if which.isdecimal() and int(which) in counts else seen.behind
    listing = Listing(
        "tunggakan", words.ARREARS_TITLE, BEHIND_COLUMNS, rows.select(*BEHIND_ROW).rows(), drawn=_behind,
        said=f"{long_day(asked.on)} {which}".strip(), person=0, of="tunggakan", empty=words.NO_ARREARS,
    )  # fmt: skip
    lead = filled(words.ARREARS_LEAD, on=long_day(asked.on))
    tiles = [
        Tile(people, filled(words.UNPAID, month=month) if month else words.LAPSED, "", f"{asked.query}&ke={month}")
        for month, people in counts.items()
    ]
    page = Page(words.ARREARS_TITLE, lead, tiles=tiles, filters=asked.form)
    return _listed(request, who, page, listing, _tabs(asked, "arrears", seen))


def age_limit(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Who reaches the age limit."""
    asked = asked_for(request)
    seen = watch_cover(who.place, asked.on, asked.days)
    listing = Listing(
        "batas usia", words.AGE_TITLE, OLD_COLUMNS, seen.old.select(*OLD_ROW).rows(), drawn=_old,
        said=filled(words.AGE_LEAD, days=asked.days, on=long_day(asked.on)), person=0, of="batas usia",
        empty=words.NO_AGE,
    )  # fmt: skip
    lead = filled(words.AGE_LEAD, days=asked.days, on=long_day(asked.on))
    page = Page(words.AGE_TITLE, lead, filters=asked.form)
    return _listed(request, who, page, listing, _tabs(asked, "age_limit", seen))


def behind_by_month(seen: Watching) -> Mapping[int, int]:
    """Unpaid months (1, 2, 3) -> people who can still settle them; 0: those who have lapsed."""
    return {month: seen.behind.filter(_is_behind(month)).height for month in (1, 2, 3, 0)}


def fund_names() -> dict[str, str]:
    """Code of a fund -> its name; "" where nobody was to pay."""
    return {"": ""} | dict(Fund.objects.values_list("code", "name"))


def _is_behind(month: int) -> pl.Expr:
    if not month:
        return pl.col("state") == "lapsed"
    return (pl.col("state") == "grace") & (pl.col("unpaid") == month)


def _listed(request: HttpRequest, who: Visitor, page: Page, listing: Listing, tabs: Sequence[Tab]) -> HttpResponse:
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    return told(request, who, Page(**{**vars(page), "tabs": tabs, "tables": [table]}))


def _tabs(asked: Asked, here: str, seen: Watching) -> list[Tab]:
    upcoming = seen.old.filter("upcoming").height
    tabs = (
        ("endings", words.SUMMARY, None),
        ("ending_people", words.EVERYBODY, seen.ending.height),
        ("arrears", words.ARREARS, seen.behind.height),
        ("age_limit", words.AGE, upcoming),
    )
    return [Tab(text, reverse(name) + asked.query, name == here, count) for name, text, count in tabs]


def _tiles(seen: Watching) -> list[Tile]:
    ends = seen.ends
    resumed = sum(one.resumed for one in ends.places)
    return [
        Tile(ends.people, words.ENDING, filled(words.RESUMED, resumed=resumed) if resumed else ""),
        Tile(
            ends.cost,
            filled(words.COST, until=month_text(ends.until)),
            filled(words.COST_MORE, months=sum(one.person_months for one in ends.places)),
            money=True,
        ),
        Tile(sum(one.full for one in ends.places), words.FULL),
        Tile(sum(one.scholarship for one in ends.places), words.SCHOLARSHIP),
    ]


def _downloads(who: Visitor, asked: Asked) -> list[Go | Do]:
    given = {"hari": asked.days, "pada": f"{asked.on:%d-%m-%Y}"}
    found: list[Go | Do] = []
    if who.may("slip.print"):
        found.append(Do(words.LISTS, reverse("ending_file", kwargs={"what": "daftar"}), given, "", file=True))
    if who.may("plan.make"):
        found.append(Do(words.RENEWAL, reverse("ending_file", kwargs={"what": "perpanjangan"}), given, file=True))
    return found


def _places(rows: Sequence[Any]) -> list[list[Any]]:
    return [
        [Cell(name_of(village), way("slips", village=village)), fund, bulan(last), *rest]
        for village, fund, last, *rest in rows
    ]


def _people(rows: Sequence[Any]) -> list[list[Any]]:
    names, funds = names_of([row[0] for row in rows]), fund_names()
    return [
        [_person(names, person), name_of(village), funds[fund], bulan(last), lapses, months, _yes(full), _yes(school)]
        for person, village, fund, last, lapses, months, full, school in rows
    ]


def _behind(rows: Sequence[Any]) -> list[list[Any]]:
    names, funds = names_of([row[0] for row in rows]), fund_names()
    return [
        [
            _person(names, person),
            name_of(village),
            funds[fund],
            bulan(through),
            unpaid,
            lapses,
            Cell(words.GRACE, tag="yellow") if state == "grace" else Cell(words.LAPSED, tag="red"),
            owed,
        ]
        for person, village, fund, through, unpaid, lapses, state, owed in rows
    ]


def _old(rows: Sequence[Any]) -> list[list[Any]]:
    names = names_of([row[0] for row in rows])
    return [
        [_person(names, person), name_of(village), reaches, bulan(last), planned, beyond]
        for person, village, reaches, last, planned, beyond in rows
    ]


def _person(names: Mapping[int, str], person: int) -> Cell:
    return Cell(names.get(person, ""), way("person", person=person))


def _yes(held: bool) -> Text:
    return words.YES if held else words.NO
