"""The books: member lists taken, months released, reported and closed."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.db.models import Count, Max
from django.db.models import Sum as Total
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.at_store import Asked
from payung.actions.close_month import close_month
from payung.actions.receive_member import MembersAsked, receive_member
from payung.actions.release_month import release_month
from payung.actions.report_month import PERSON_MONTHS, REPORT_PDF, REPORT_XLSX, ReportAsked, report_month
from payung.core.basis.months import between, in_english, later, named
from payung.core.basis.rupiah import in_words, rupiah
from payung.core.basis.text import Text
from payung.core.cover.ledger import ACCOUNTS
from payung.entry.web.fields import MonthField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.listing import BLANK, TOTAL, Listing, listed, look
from payung.entry.web.month import words
from payung.entry.web.page import Do, Go, Page, acted, done, filled, told
from payung.entry.web.parts import Cell, Column, Item, Table
from payung.entry.web.tags import bulan
from payung.entry.web.uploads import SHEETS, OneFile, as_download, on_disk, out_folder
from payung.entry.web.visitor import Visitor, today
from payung.entry.web.whole import whole_books, whole_group_named
from payung.gateways.group_list import group_said
from payung.store.counts import booked_months
from payung.store.models import ClosedMonth, Group, PersonMonth, Posting
from payung.store.reading import one_moment
from payung.store.scope import EVERYTHING, scoped
from payung.store.seen import seen

FILES = {"pdf": REPORT_PDF, "xlsx": REPORT_XLSX, "csv": PERSON_MONTHS}
BOOK_COLUMNS = (
    Column(words.MONTH, sort="bulan"),
    Column(words.STATE, sort="keadaan"),
    Column(words.LINES, number=True, sort="baris"),
    Column(words.RUPIAH, money=True, sort="rupiah"),
)
MOVED_COLUMNS = (
    Column(words.FROM_ACCOUNT),
    Column(words.TO_ACCOUNT),
    Column(words.LINES, number=True),
    Column(words.RUPIAH, money=True),
)


class MembersForm(Form):
    """BPJS's list and the month it is of."""

    file = OneFile(label=lazily(words.MEMBERS_FILE), help_text=lazily(words.FILE_HINT), kinds=SHEETS)
    month = MonthField(label=lazily(words.MONTH))
    group = forms.ChoiceField(label=lazily(words.GROUP), required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        groups = seen(Group).order_by("kind", "number")
        choices = [(f"{one.kind}:{one.number}", f"{one.kind} {one.number} {one.name}") for one in groups]
        self.fields["group"].choices = [("", lazily(words.ANY_GROUP)), *choices]


class ReleaseForm(Form):
    """Up to which month."""

    until = MonthField(label=lazily(words.UNTIL_MONTH))


class CloseForm(Form):
    """That the figures were looked at."""

    sure = forms.BooleanField(label=lazily(words.CLOSE_READ))


def month_text(month: int) -> Text:
    """A month as each language writes it."""
    return Text(id=named(month), en=in_english(month))


def members(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Take BPJS's list of a month."""
    form = MembersForm(request.POST or None, request.FILES or None)

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        if held["group"]:
            whole_group_named(who, held["group"])
        else:
            whole_books(who)
        group = group_said(held["group"]) if held["group"] else None
        with on_disk(held["file"]) as (path,):
            made = receive_member(who.place, asked, MembersAsked(path, held["month"], group))
        text = filled(words.MEMBERS_CAME, month=month_text(held["month"]), names=made.names, nobody=made.nobody)
        return done(request, text, reverse("months"))

    back = reverse("months")
    page = Page(words.MEMBERS, words.MEMBERS_LEAD, (words.TITLE, back), button=words.MEMBERS, cancel=back)
    return acted(request, who, page, form, act, field="file")


def release(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Release months that have passed and that no bill took."""
    month = today().year * 100 + today().month
    form = ReleaseForm(request.POST or None, initial={"until": later(month, -1)})

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        made = release_month(who.place, asked, held["until"])
        text = filled(words.RELEASED, months=made.person_months, amount=rupiah(made.amount))
        return done(request, text, reverse("months"))

    back = reverse("months")
    page = Page(
        words.RELEASE, words.RELEASE_LEAD, (words.TITLE, back), warning=words.RELEASE_SURE, button=words.RELEASE,
        cancel=back,
    )  # fmt: skip
    return acted(request, who, page, form, act, field="until")


def books(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Every month of the books, from the first to the last with a line."""
    booked = {month: (lines, amount) for month, lines, amount in booked_months()}
    closed = set(ClosedMonth.objects.values_list("month", flat=True))
    ends = {*booked, *closed}
    rows = [
        [month, words.CLOSED if month in closed else words.OPEN, *booked.get(month, (0, 0))]
        for month in (between(min(ends), max(ends)) if ends else ())
    ]
    listing = Listing("buku", words.BOOKS, BOOK_COLUMNS, rows, drawn=_books, usual="-bulan", empty=words.NO_BOOKS)
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    page = Page(
        words.BOOKS, words.BOOKS_LEAD, (words.TITLE, reverse("months")), does=_buttons(who, booked), tables=[table]
    )
    return told(request, who, page)


def close(request: HttpRequest, who: Visitor, month: int) -> HttpResponse:
    """Close a month, after its figures were shown."""
    if month != next_to_close({each for each, _, _ in booked_months()}) and request.method != "POST":
        raise Http404
    moved = Posting.objects.filter(booked=month).order_by("source", "target").values_list("source", "target")
    with one_moment(), scoped(EVERYTHING):  # who closes sees all; were each line asked for it, that took a minute
        sums = list(moved.annotate(Count("id"), Total("amount")))
    rows = [[ACCOUNTS[source], ACCOUNTS[target], lines, amount] for source, target, lines, amount in sums]
    came = sum(row[3] for row in rows if row[0] == ACCOUNTS["outside"])
    paid = sum(row[3] for row in rows if row[1] == ACCOUNTS["paid"])
    foot = [TOTAL, BLANK, sum(row[2] for row in rows), BLANK]

    def act(asked: Asked, _: Mapping[str, Any]) -> HttpResponse:
        made = close_month(who.place, asked, month)
        return done(request, filled(words.CLOSED_NOW, month=month_text(month), lines=made.lines), reverse("books"))

    page = Page(
        filled(words.CLOSE, month=month_text(month)),
        filled(words.CLOSE_LEAD, month=month_text(month)),
        (words.BOOKS, reverse("books")),
        warning=words.CLOSE_SURE,
        items=[
            Item(Text(id=f"Uang masuk, {rupiah(came)}", en=f"Came in, {rupiah(came)}"), in_words(came)),
            Item(Text(id=f"Dibayar, {rupiah(paid)}", en=f"Paid, {rupiah(paid)}"), in_words(paid)),
        ],
        facts=[Table(words.MOVED, MOVED_COLUMNS, rows, foot)],
        button=filled(words.CLOSE, month=month_text(month)),
        cancel=reverse("books"),
    )
    return acted(request, who, page, CloseForm(request.POST or None), act)


def report(request: HttpRequest, who: Visitor, until: int, what: str) -> HttpResponse:
    """The report of the books until a month, as a file."""
    if what not in FILES or request.method != "POST":
        raise Http404
    if what == "csv":
        people = seen(PersonMonth).order_by("person_id").values_list("person_id", flat=True).distinct()
        look(who, "person-months", f"buku sampai {until}", list(people))
    with out_folder() as out:
        made = report_month(who.place, ReportAsked(last=until, out=out))
        content = next(path for path in made.files if path.name == FILES[what]).read_bytes()
    stem, _, ending = FILES[what].partition(".")
    return as_download(content, f"{stem} sampai {until}.{ending}")


def next_to_close(booked: Collection[int]) -> int | None:
    """The month (yyyymm) that is to be closed next; None where nothing was ``booked``, the months of the books."""
    last = ClosedMonth.objects.aggregate(last=Max("month"))["last"]
    return min(booked, default=None) if last is None else later(last, 1)


def _books(rows: Any) -> list[list[Any]]:
    colours = {words.CLOSED: "grey", words.OPEN: "blue"}
    return [[bulan(month), Cell(state, tag=colours[state]), *rest] for month, state, *rest in rows]


def _buttons(who: Visitor, booked: Collection[int]) -> list[Go | Do]:
    month = next_to_close(booked)
    found: list[Go | Do] = []
    if month is not None and who.may("month.close") and month <= today().year * 100 + today().month:
        found.append(
            Go(filled(words.CLOSE, month=month_text(month)), reverse("books_close", kwargs={"month": month}), "")
        )
    if booked:
        last = max(booked)
        for what, text in (("pdf", words.REPORT), ("xlsx", words.REPORT_BOOK), ("csv", words.REPORT_EACH)):
            href = reverse("books_report", kwargs={"until": last, "what": what})
            found.append(Do(filled(words.REPORT_OF, what=text, month=month_text(last)), href, file=True))
    return found
