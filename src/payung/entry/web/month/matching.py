"""Months of cover: how far each is, and the match of decree, bill and BPJS's list with its piles and its record."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from payung.actions.match_month import RECORD_PDF, RECORD_XLSX, MatchAsked, Matched, match_month
from payung.core.basis.rupiah import in_words, rupiah
from payung.core.basis.text import Text
from payung.core.cover.ledger import STATES, State
from payung.core.cover.month_cells import months_from
from payung.core.cover.piles import LISTED_SHORT, REASONS, SHOWN
from payung.core.cover.record import DOCUMENTS
from payung.entry.web.bill.pages import names_of, period
from payung.entry.web.fields import MonthField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.listing import BLANK, Listing, listed, look
from payung.entry.web.month import words
from payung.entry.web.page import Do, Go, Page, filled, told
from payung.entry.web.parts import Cell, Column, Item, Table, Tile
from payung.entry.web.tags import bulan, way
from payung.entry.web.uploads import as_download, out_folder
from payung.entry.web.visitor import Visitor, today
from payung.entry.web.whole import whole_books
from payung.store.counts import months_by_state
from payung.store.models import MemberList
from payung.store.seen import seen

MOST_MONTHS = 24
STEPS: tuple[State, ...] = ("reserved", "committed", "paid", "credited", "released")
MONTH_COLUMNS = (
    Column(words.MONTH, sort="bulan"),
    *(Column(STATES[step], number=True, sort=step) for step in STEPS),
    Column(words.LISTS, number=True, sort="daftar"),
)
PILE_COLUMNS = (
    Column(words.PILE),
    Column(words.PEOPLE, number=True),
    Column(words.PERSON_MONTHS, number=True),
    Column(words.ON_LIST, number=True),
    Column(words.NOT_ON_LIST, number=True),
    Column(words.LIST_MISSING, number=True),
    Column(words.DECREED, money=True),
    Column(words.BILLED, money=True),
    Column(words.OVERPAID, money=True),
)
PAPER_COLUMNS = (
    Column(words.DOCUMENT),
    Column(words.NUMBER),
    Column(words.DAY),
    Column(words.PEOPLE, number=True),
    Column(words.PERSON_MONTHS, number=True),
    Column(words.RUPIAH, money=True),
)
PERSON_COLUMNS = (
    Column(words.NAME),
    Column(words.MONTH, sort="bulan"),
    Column(words.FUND, sort="dana"),
    Column(words.DECREED, money=True, sort="sk"),
    Column(words.BILLED, money=True, sort="ditagih"),
    Column(words.LISTED, sort="daftar"),
    Column(words.REASON, sort="alasan"),
)
PERSON_ROW = ("person", "month", "fund", "price", "amount", "listed", "reason")


class RangeForm(Form):
    """From which month to which."""

    dari = MonthField(label=lazily(words.FROM_MONTH))
    sampai = MonthField(label=lazily(words.UNTIL_MONTH))

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError where the months are turned round."""
        held = super().clean() or {}
        if held.get("dari") and held.get("sampai") and held["dari"] > held["sampai"]:
            self.add_error("sampai", forms.ValidationError(lazily(words.TURNED)))
        return held


def months(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Every month of cover, by the steps of its person-months."""
    form = RangeForm(request.GET) if "dari" in request.GET else RangeForm()
    if form.is_bound and form.is_valid():
        href = reverse("month_match", kwargs={"first": form.cleaned_data["dari"], "last": form.cleaned_data["sampai"]})
        response = HttpResponseRedirect(href)
        response.status_code = 303
        return response
    counted = months_by_state()
    lists = dict(seen(MemberList).order_by().values_list("month").annotate(Count("id")))
    rows = [_month(one, lists.get(one["month"], 0)) for one in counted]
    totals = [sum(row[at] for row in rows) for at in range(1, 1 + len(STEPS))]
    listing = Listing(
        "bulan", words.TITLE, MONTH_COLUMNS, rows, drawn=_months, foot=[words.TOTAL, *totals, ""] if rows else [],
        usual="bulan", empty=words.NO_MONTHS,
    )  # fmt: skip
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    does = [Go(words.MEMBERS, reverse("member_receive"), "")] if who.may("month.close") else []
    if who.may("month.close"):
        does.append(Go(words.RELEASE, reverse("month_release")))
    page = Page(words.TITLE, words.LEAD, filters=form, does=[*does, Go(words.BOOKS, reverse("books"))], tables=[table])
    return told(request, who, page)


def match(request: HttpRequest, who: Visitor, first: int, last: int) -> HttpResponse:
    """The piles of some months, and what is to be explained."""
    made = _matched(who, first, last)
    when = {"first": first, "last": last}
    record, whole = made.record, _sees_books(who)
    fetch = [
        Do(words.RECORD, reverse("month_record", kwargs={**when, "what": "pdf"}), kind="", file=True),
        Do(words.ANNEX, reverse("month_record", kwargs={**when, "what": "xlsx"}), file=True),
    ]
    page = Page(
        filled(words.MATCHED, months=period(first, last)),
        words.MATCH_LEAD,
        (words.TITLE, reverse("months")),
        warning=None if whole else words.PART_ALONE,
        tiles=_tiles(made),
        items=[Item(words.BILLED, record.billed, money=True), Item(words.WORDS, in_words(record.billed))],
        does=fetch if whole and who.names_people else [],
        tables=[_piles(made, when), _documents(made)],
    )
    return told(request, who, page)


def pile(request: HttpRequest, who: Visitor, first: int, last: int, pile: str) -> HttpResponse:
    """Everybody in one pile; "explain": whom the bill asks for and BPJS does not list."""
    if pile not in (*SHOWN, "explain"):
        raise Http404
    made = _matched(who, first, last)
    to_explain = (pl.col("lines") > 0) & (pl.col("listed") == "not_on_list")
    some = made.table.filter(to_explain if pile == "explain" else pl.col("pile") == pile)
    name = words.EXPLAIN if pile == "explain" else SHOWN[pile]
    title = filled(words.IN_PILE, pile=name, months=period(first, last))
    listing = Listing(
        f"tumpukan {pile} {first}-{last}",
        title,
        PERSON_COLUMNS,
        some.select(*PERSON_ROW).sort("person", "month").rows(),
        drawn=_people,
        said=title,
        foot=["", "", "", int(some["price"].sum()), int(some["amount"].sum()), "", ""],
        of=f"bulan {first}-{last}",
        person=0,
    )
    known = [row if row[0] >= 0 else (None, *row[1:]) for row in listing.rows]
    table = listed(request, who, Listing(**{**vars(listing), "rows": known})) if who.names_people else None
    if isinstance(table, HttpResponse):
        return table
    back = reverse("month_match", kwargs={"first": first, "last": last})
    return told(
        request,
        who,
        Page(
            title,
            back=(filled(words.MATCHED, months=period(first, last)), back),
            warning=None if _sees_books(who) else words.PART_ALONE,
            items=[
                Item(words.PEOPLE, some["person"].n_unique()),
                Item(words.PERSON_MONTHS, some.height),
                Item(words.BILLED, int(some["amount"].sum()), money=True),
            ],
            tables=[table] if table else [],
        ),
    )


def record(request: HttpRequest, who: Visitor, first: int, last: int, what: str) -> HttpResponse:
    """The record of reconciliation, to be signed, or its annex."""
    name = {"pdf": RECORD_PDF, "xlsx": RECORD_XLSX}.get(what)
    if name is None or request.method != "POST":
        raise Http404
    whole_books(who)  # it is signed as of everybody
    if not who.names_people:
        raise PermissionDenied  # its annex names them
    with out_folder() as out:
        made = _matched(who, first, last, out)
        known = sorted({person for person in made.table["person"] if person is not None and person >= 0})
        look(who, "record of reconciliation", f"bulan {first}-{last}", known)
        content = (out / name).read_bytes()
    stem, _, ending = name.partition(".")
    return as_download(content, f"{stem} {first}-{last}.{ending}")


def _matched(who: Visitor, first: int, last: int, out: Any = None) -> Matched:
    """Raises: Http404 for months that are none, or too many."""
    valid = all(201401 <= month <= 209912 and 1 <= month % 100 <= 12 for month in (first, last))
    if not valid or first > last or len(months_from(first, last)) > MOST_MONTHS:
        raise Http404
    return match_month(who.place, MatchAsked(first, last, today(), out, strangers=_sees_books(who)))


def _sees_books(who: Visitor) -> bool:
    try:
        whole_books(who)
    except Http404:
        return False
    return True


def _month(one: dict[str, Any], lists: int) -> list[Any]:
    return [one["month"], *(one[step] for step in STEPS), lists]


def _months(rows: Sequence[Any]) -> list[list[Any]]:
    return [
        [Cell(bulan(month), reverse("month_match", kwargs={"first": month, "last": month})), *rest]
        for month, *rest in rows
    ]


def _tiles(made: Matched) -> list[Tile]:
    explain, unlisted = made.to_explain, made.paid_unlisted
    when = {"first": made.record.months[0], "last": made.record.months[-1]}
    href = reverse("month_pile", kwargs={**when, "pile": "explain"}) if explain.person_months else ""
    return [
        Tile(
            explain.person_months,
            words.EXPLAIN,
            filled(words.EXPLAIN_MORE, people=explain.people, amount=rupiah(explain.amount)),
            href,
        ),
        Tile(
            unlisted.person_months,
            words.UNLISTED,
            filled(words.PEOPLE_AMOUNT, people=unlisted.people, amount=rupiah(unlisted.amount)),
        ),
        Tile(made.record.comes_back, words.BACK, money=True),
    ]


def _piles(made: Matched, when: dict[str, int]) -> Table:
    rows = []
    for one in made.piles:
        href = reverse("month_pile", kwargs={**when, "pile": one.pile}) if one.person_months else ""
        _, *figures = vars(one).values()
        rows.append([Cell(SHOWN[one.pile], href), *figures])
    foot = [words.TOTAL, BLANK, *(sum(row[at] for row in rows) for at in range(2, len(PILE_COLUMNS)))]
    return Table(words.PILES, PILE_COLUMNS, rows, foot)


def _documents(made: Matched) -> Table:
    rows = [
        [DOCUMENTS[one.kind], one.number, one.on, one.people, one.months, one.amount] for one in made.record.documents
    ]
    return Table(words.DOCUMENTS, PAPER_COLUMNS, rows)


def _people(rows: Sequence[Any]) -> list[list[Any]]:
    names = names_of([row[0] for row in rows])
    found = []
    for person, month, fund, price, amount, listed_so, reason in rows:
        name = words.STRANGER if person is None else Cell(names.get(person, ""), way("person", person=person))
        found.append([name, bulan(month), fund, price, amount, LISTED_SHORT[listed_so], _reason(reason)])
    return found


def _reason(code: str) -> Text:
    return REASONS[code][1]
