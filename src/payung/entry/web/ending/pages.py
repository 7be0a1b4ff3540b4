"""Whose cover ends: by village with what going on costs, the people, those behind, those who grow too old."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.watch_cover import LAPSED, Watched, Watching, counted, watch_cover, watched_told
from payung.core.basis.days import long_day
from payung.core.basis.rupiah import in_words
from payung.core.basis.text import Text
from payung.entry.web.bill.pages import names_of
from payung.entry.web.by_village import ALL_VILLAGES, CHOOSE, in_village, village_asked, villages
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
from payung.store.held import is_at_once
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
    """What a page of endings was asked for, and its form. ``village``: code of the one whose people are shown."""

    form: EndingForm
    on: date
    days: int
    least: int
    village: str = ""

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
    """What ``?hari=&bulan=&pada=&desa=`` say; what cannot be read is as usual, and the form says so.

    Raises: Http404 for a village that is none of the scope.
    """
    usual = {"hari": USUAL_DAYS, "bulan": 0, "pada": f"{today():%d-%m-%Y}"}
    form = EndingForm({name: request.GET.get(name, value) for name, value in usual.items()})
    form.is_valid()
    held = form.cleaned_data
    village = village_asked(request.GET.get("desa", ""))
    return Asked(form, held.get("pada") or today(), held.get("hari", USUAL_DAYS), held.get("bulan", 0), village)


def _read(who: Visitor, asked: Asked, least: int = 0) -> tuple[Watching | None, Watched]:
    """The people, and the counts of all: of a large region no people, or those of the village that is asked for.

    Raises: BeingCounted.
    """
    if is_at_once():
        whole = watch_cover(who.place, asked.on, asked.days, least=least)
        return whole, counted(whole)
    told = watched_told(who.place, asked.on, asked.days, least)
    if not asked.village:
        return None, told
    with in_village(asked.village):
        return watch_cover(who.place, asked.on, asked.days, least=least), told


def ending(request: HttpRequest, who: Visitor) -> HttpResponse:
    """By village and fund: who ends, when, and what going on costs."""
    asked = asked_for(request)
    _, seen = _read(who, replace(asked, village=""), asked.least)
    names = fund_names()
    rows = [
        [one.village_code, names[one.fund], one.last_month, one.lapses_on, one.people, one.full,
         one.scholarship, one.next_month, one.person_months, one.cost]
        for one in seen.places
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
        items=[Item(words.WORDS, in_words(seen.cost))],
        does=_downloads(who, asked) if rows and is_at_once() else (),
        tables=[table],
    )
    return told(request, who, page)


def people(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Everybody whose cover ends; in a large region of the village that is asked for."""
    asked = asked_for(request)
    whole, seen = _read(who, asked, asked.least)
    file = f"orang berakhir {asked.days} hari"
    listing = villages(request, file, words.EVERYBODY, seen.ending) if whole is None else Listing(
        file, words.EVERYBODY, PERSON_COLUMNS, whole.ending.select(*PERSON_ROW).rows(),
        drawn=_people, said=asked.said, person=0, of="berakhir", empty=words.NOBODY,
    )  # fmt: skip
    title = filled(words.TITLE, days=asked.days)
    does = _downloads(who, asked) if asked.village and not is_at_once() else ()
    page = Page(title, filled(words.LEAD, on=long_day(asked.on)), filters=asked.form, does=does)
    return _listed(request, who, page, listing, _tabs(asked, "ending_people", seen), asked)


def arrears(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Who is behind, by how many months; those lapsed apart. In a large region of the village that is asked for."""
    asked = asked_for(request)
    whole, seen = _read(who, asked)
    counts = seen.by_month()
    which = request.GET.get("ke", "")
    month = int(which) if which.isdecimal() and int(which) in counts else None
    if whole is None:
        kept = counts if month is None else (month,)
        some = {code: sum(told.get(one, 0) for one in kept) for code, told in seen.behind.items()}
        listing = villages(request, "tunggakan", words.ARREARS_TITLE, some)
    else:
        rows = whole.behind if month is None else whole.behind.filter(_is_behind(month))
        listing = Listing(
            "tunggakan", words.ARREARS_TITLE, BEHIND_COLUMNS, rows.select(*BEHIND_ROW).rows(), drawn=_behind,
            said=f"{long_day(asked.on)} {which}".strip(), person=0, of="tunggakan", empty=words.NO_ARREARS,
        )  # fmt: skip
    lead = filled(words.ARREARS_LEAD, on=long_day(asked.on))
    tiles = [
        Tile(people, filled(words.UNPAID, month=one) if one else words.LAPSED, "", f"{asked.query}&ke={one}")
        for one, people in counts.items()
    ]
    page = Page(words.ARREARS_TITLE, lead, tiles=tiles, filters=asked.form)
    return _listed(request, who, page, listing, _tabs(asked, "arrears", seen), asked)


def age_limit(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Who reaches the age limit; in a large region of the village that is asked for."""
    asked = asked_for(request)
    whole, seen = _read(who, asked)
    listing = villages(request, "batas usia", words.AGE_TITLE, seen.old) if whole is None else Listing(
        "batas usia", words.AGE_TITLE, OLD_COLUMNS, whole.old.select(*OLD_ROW).rows(), drawn=_old,
        said=filled(words.AGE_LEAD, days=asked.days, on=long_day(asked.on)), person=0, of="batas usia",
        empty=words.NO_AGE,
    )  # fmt: skip
    lead = filled(words.AGE_LEAD, days=asked.days, on=long_day(asked.on))
    page = Page(words.AGE_TITLE, lead, filters=asked.form)
    return _listed(request, who, page, listing, _tabs(asked, "age_limit", seen), asked)


def fund_names() -> dict[str, str]:
    """Code of a fund -> its name; "" where nobody was to pay."""
    return {"": ""} | dict(Fund.objects.values_list("code", "name"))


def _is_behind(month: int) -> pl.Expr:
    if month == LAPSED:
        return pl.col("state") == "lapsed"
    return (pl.col("state") == "grace") & (pl.col("unpaid") == month)


def _listed(
    request: HttpRequest, who: Visitor, page: Page, listing: Listing, tabs: Sequence[Tab], asked: Asked
) -> HttpResponse:
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    large, village = not is_at_once(), asked.village
    notes = [CHOOSE] if large and not village else []
    items = [Item(words.VILLAGE, name_of(village))] if large and village else []
    back = (ALL_VILLAGES, f"{request.path}{asked.query}") if large and village else None
    more = {"tabs": tabs, "tables": [table], "notes": notes, "items": items, "back": back}
    return told(request, who, Page(**{**vars(page), **more}))


def _tabs(asked: Asked, here: str, seen: Watched) -> list[Tab]:
    tabs = (
        ("endings", words.SUMMARY, None),
        ("ending_people", words.EVERYBODY, seen.people),
        ("arrears", words.ARREARS, sum(seen.by_month().values())),
        ("age_limit", words.AGE, seen.upcoming),
    )
    return [Tab(text, reverse(name) + asked.query, name == here, count) for name, text, count in tabs]


def _tiles(seen: Watched) -> list[Tile]:
    resumed = sum(one.resumed for one in seen.places)
    return [
        Tile(seen.people, words.ENDING, filled(words.RESUMED, resumed=resumed) if resumed else ""),
        Tile(
            seen.cost,
            filled(words.COST, until=month_text(seen.until)),
            filled(words.COST_MORE, months=sum(one.person_months for one in seen.places)),
            money=True,
        ),
        Tile(sum(one.full for one in seen.places), words.FULL),
        Tile(sum(one.scholarship for one in seen.places), words.SCHOLARSHIP),
    ]


def _downloads(who: Visitor, asked: Asked) -> list[Go | Do]:
    given = {"hari": asked.days, "pada": f"{asked.on:%d-%m-%Y}", "desa": asked.village}
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
