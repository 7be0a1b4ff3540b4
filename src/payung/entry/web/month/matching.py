"""Months of cover: how far each is, and the match of decree, bill and BPJS's list with its piles and its record."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from payung.actions.match_month import RECORD_PDF, RECORD_XLSX, MatchAsked, Matched, match_month
from payung.actions.month_told import EXPLAIN, MonthTold, in_pile, month_told, rows_of, told_of
from payung.core.basis.rupiah import in_words, rupiah
from payung.core.basis.text import Text
from payung.core.cover.ledger import STATES, State
from payung.core.cover.month_cells import months_from
from payung.core.cover.piles import LISTED_SHORT, REASONS, SHOWN
from payung.core.cover.record import DOCUMENTS
from payung.entry.web.bill.pages import names_of
from payung.entry.web.by_village import CHOOSE, VILLAGE, in_village, village_asked, villages
from payung.entry.web.fields import MonthField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.listing import BLANK, Listing, listed, look
from payung.entry.web.month import words
from payung.entry.web.page import Do, Go, Page, filled, told
from payung.entry.web.parts import Cell, Column, Item, Table, Tile
from payung.entry.web.places import name_of
from payung.entry.web.tags import bulan, period, way
from payung.entry.web.uploads import as_download, out_folder
from payung.entry.web.visitor import Visitor, today
from payung.entry.web.whole import whole_books
from payung.store.counts import months_by_state
from payung.store.held import is_at_once
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
    made, at_once = _told(who, first, last), is_at_once()
    when, whole = {"first": first, "last": last}, _sees_books(who)
    fetch = [
        Do(words.RECORD, reverse("month_record", kwargs={**when, "what": "pdf"}), kind="", file=True),
        Do(words.ANNEX, reverse("month_record", kwargs={**when, "what": "xlsx"}), file=True),
    ]
    page = Page(
        filled(words.MATCHED, months=period(first, last)),
        words.MATCH_LEAD,
        (words.TITLE, reverse("months")),
        warning=None if whole else words.PART_ALONE,
        notes=[words.TOO_LARGE] if whole and not at_once else [],
        tiles=_tiles(made, when),
        items=[Item(words.BILLED, made.billed, money=True), Item(words.WORDS, in_words(made.billed))],
        does=fetch if whole and who.names_people and at_once else [],
        tables=[_piles(made, when), _documents(made)],
    )
    return told(request, who, page)


def pile(request: HttpRequest, who: Visitor, first: int, last: int, pile: str) -> HttpResponse:
    """Everybody in one pile; "explain": whom the bill asks for and BPJS does not list. In a large region those of the
    village that is asked for (``?desa=``)."""
    if pile not in (*SHOWN, EXPLAIN):
        raise Http404
    village, large = village_asked(request.GET.get("desa", "")), not is_at_once()
    title = filled(words.IN_PILE, pile=words.EXPLAIN if pile == EXPLAIN else SHOWN[pile], months=period(first, last))
    file = f"tumpukan {pile} {first}-{last}"
    rows: Sequence[Any] | None
    if large and not village:
        made = _told(who, first, last)
        one = made.to_explain if pile == EXPLAIN else next(each for each in made.piles if each.pile == pile)
        sums, rows = (one.people, one.person_months, one.amount), made.rows.get(pile)
    else:
        with in_village(village) if large else nullcontext():
            table = _matched(who, first, last, named=large).table
        some, rows = in_pile(table, pile), rows_of(table, pile)
        sums = (some["person"].n_unique(), some.height, int(some["amount"].sum()))
    if rows is None:
        listing = villages(request, file, title, made.villages[pile])
    else:
        listing = Listing(
            file, title, PERSON_COLUMNS, [row if row[0] >= 0 else (None, *row[1:]) for row in rows], drawn=_people,
            said=title, foot=["", "", "", sum(row[3] for row in rows), sums[2], "", ""], of=f"bulan {first}-{last}",
            person=0,
        )  # fmt: skip
    shown = listed(request, who, listing) if who.names_people else None
    if isinstance(shown, HttpResponse):
        return shown
    back = reverse("month_match", kwargs={"first": first, "last": last})
    items = [
        Item(words.PEOPLE, sums[0]),
        Item(words.PERSON_MONTHS, sums[1]),
        Item(words.BILLED, sums[2], money=True),
    ]
    page = Page(
        title,
        back=(filled(words.MATCHED, months=period(first, last)), back),
        warning=None if _sees_books(who) else words.PART_ALONE,
        notes=[CHOOSE] if rows is None else [],
        items=[Item(VILLAGE, name_of(village)), *items] if large and village else items,
        tables=[shown] if shown else [],
    )
    return told(request, who, page)


def record(request: HttpRequest, who: Visitor, first: int, last: int, what: str) -> HttpResponse:
    """The record of reconciliation, to be signed, or its annex."""
    name = {"pdf": RECORD_PDF, "xlsx": RECORD_XLSX}.get(what)
    if name is None or request.method != "POST":
        raise Http404
    whole_books(who)  # it is signed as of everybody
    if not who.names_people:
        raise PermissionDenied  # its annex names them
    if not is_at_once():
        raise Http404  # too much for a page: a command writes it
    with out_folder() as out:
        made = _matched(who, first, last, out)
        known = sorted({person for person in made.table["person"] if person is not None and person >= 0})
        look(who, "record of reconciliation", f"bulan {first}-{last}", known)
        content = (out / name).read_bytes()
    stem, _, ending = name.partition(".")
    return as_download(content, f"{stem} {first}-{last}.{ending}")


def _told(who: Visitor, first: int, last: int) -> MonthTold:
    """Raises: Http404 for months that are none, or too many; BeingCounted."""
    if is_at_once():
        return told_of(_matched(who, first, last))
    _checked(first, last)
    return month_told(who.place, first, last, strangers=_sees_books(who))


def _matched(who: Visitor, first: int, last: int, out: Any = None, *, named: bool = False) -> Matched:
    """``named``: only whom the store knows. Raises: Http404 for months that are none, or too many."""
    _checked(first, last)
    strangers = not named and _sees_books(who)
    return match_month(who.place, MatchAsked(first, last, today(), out, strangers=strangers))


def _checked(first: int, last: int) -> None:
    valid = all(201401 <= month <= 209912 and 1 <= month % 100 <= 12 for month in (first, last))
    if not valid or first > last or len(months_from(first, last)) > MOST_MONTHS:
        raise Http404


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


def _tiles(made: MonthTold, when: dict[str, int]) -> list[Tile]:
    explain, unlisted = made.to_explain, made.paid_unlisted
    href = reverse("month_pile", kwargs={**when, "pile": EXPLAIN}) if explain.person_months else ""
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
        Tile(made.comes_back, words.BACK, money=True),
    ]


def _piles(made: MonthTold, when: dict[str, int]) -> Table:
    rows = []
    for one in made.piles:
        href = reverse("month_pile", kwargs={**when, "pile": one.pile}) if one.person_months else ""
        _, *figures = vars(one).values()
        rows.append([Cell(SHOWN[one.pile], href), *figures])
    foot = [words.TOTAL, BLANK, *(sum(row[at] for row in rows) for at in range(2, len(PILE_COLUMNS)))]
    return Table(words.PILES, PILE_COLUMNS, rows, foot)


def _documents(made: MonthTold) -> Table:
    rows = [[DOCUMENTS[one.kind], one.number, one.on, one.people, one.months, one.amount] for one in made.documents]
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
