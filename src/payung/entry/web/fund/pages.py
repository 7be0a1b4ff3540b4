"""Funds with their purses; a fund opened, money received, money given back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Sum as Total
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.at_store import Asked
from payung.actions.open_fund import open_fund
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.return_fund import return_fund
from payung.core.access.areas import lies_in, touches
from payung.core.allocation.funds_file import read_funds
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import in_words, rupiah
from payung.core.basis.text import Text
from payung.core.cover.ledger import ACCOUNTS
from payung.core.cover.month_report import HELD
from payung.core.law.book import LawBook
from payung.entry.web.fields import AmountField, MonthField, ShownField
from payung.entry.web.forms import Form
from payung.entry.web.fund import words
from payung.entry.web.language import lazily
from payung.entry.web.listing import Listing, listed
from payung.entry.web.page import Do, Go, Page, Sum, acted, done, filled, told
from payung.entry.web.parts import Cell, Column, Item
from payung.entry.web.places import name_of
from payung.entry.web.uploads import OneFile, on_disk
from payung.entry.web.visitor import Visitor, today
from payung.store.models import Fund, Purse
from payung.store.seen import seen

SUMS = ("received", *HELD)
MONEY = (
    Column(words.RECEIVED, money=True, sort="diterima"),
    *(Column(ACCOUNTS[account], money=True, sort=account) for account in HELD),
)
FUND_COLUMNS = (Column(words.FUND, sort="dana"), Column(words.OWNER, sort="pemilik"), *MONEY)
PURSE_COLUMNS = (Column(words.WHERE, sort="desa"), *MONEY)


class FundElsewhere(PayungError):
    """A fund of a file is for regions that whoever opens it has no duty in."""

    code = "fund-elsewhere"
    exit_code = 225

    def __init__(self, fund: str) -> None:
        super().__init__(
            filled(words.ELSEWHERE, fund=fund),
            Text(id="Tidak ada dana yang dibuka.", en="No fund was opened."),
        )


class OpenForm(Form):
    """The file of funds."""

    file = OneFile(label=lazily(words.OPEN_FILE), kinds=(".yaml", ".yml"), most=2**20)


class ReturnForm(Form):
    """What was free when the page was shown."""

    def __init__(self, free: int, *given: Any) -> None:
        super().__init__(*given)
        self.fields["expected"] = ShownField(free)


class ReceiveForm(Form):
    """What came in."""

    booked = MonthField(label=lazily(words.BOOKED))
    amount = AmountField(label=lazily(words.AMOUNT), required=False)
    village = forms.ChoiceField(label=lazily(words.VILLAGE), required=False)
    promised = MonthField(label=lazily(words.PROMISED), required=False)

    def __init__(self, villages: Sequence[str], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        if villages:
            self.fields["village"].choices = [("", ""), *((code, name_of(code)) for code in villages)]
        else:
            del self.fields["village"]


def funds(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Every fund of the visitor's regions, and the sum of them."""
    known = [one for one in Fund.objects.order_by("code") if touches(one.area_code, who.areas)]
    rows = []
    for one in known:
        sums = sums_of(one)
        name = Cell(one.name, reverse("fund", kwargs={"code": one.code}), more=one.code)
        rows.append([name, one.owner, *sums.values()])
    totals = [sum(row[at] for row in rows) for at in range(2, 2 + len(SUMS))]
    listing = Listing("dana", words.TITLE, FUND_COLUMNS, rows, foot=["", "", *totals], empty=words.NO_FUNDS)
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    page = Page(
        words.TITLE,
        words.LEAD,
        sums=[equation(dict(zip(SUMS, totals, strict=True)))],
        does=[Go(words.OPEN, reverse("fund_open"))] if who.may("money.record") else (),
        tables=[table],
    )
    return told(request, who, page)


def fund(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """One fund: its equation, and every purse."""
    one = fund_of(who, code)
    purses = seen(Purse).filter(fund=one).order_by("id").values_list("village__code", *SUMS)
    rows = [[name_of(village) if village else words.WHOLE, *sums] for village, *sums in purses]
    sums = sums_of(one)
    listing = Listing(f"dompet {one.code}", words.PURSES, PURSE_COLUMNS, rows, said=one.name, foot=["", *sums.values()])
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    does: list[Go | Do] = []
    if who.may("money.record") and lies_in(one.area_code, who.scope_of("money.record").areas):
        does.append(Go(words.RECEIVE, reverse("fund_receive", kwargs={"code": one.code}), ""))
        if sums["free"]:
            does.append(Go(words.RETURN, reverse("fund_return", kwargs={"code": one.code})))
    page = Page(
        one.name,
        back=(words.TITLE, reverse("funds")),
        place=one.area_code,
        sums=[equation(sums)],
        items=[
            Item(words.OWNER, one.owner),
            Item(words.KIND, one.group_kind),
            Item(words.IN_WORDS, in_words(sums["received"])),
        ],
        does=does,
        tables=[table],
    )
    return told(request, who, page)


def open_(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Open the funds of a file; those of other regions are refused."""
    form = OpenForm(request.POST or None, request.FILES or None)
    page = Page(
        words.OPEN, words.OPEN_LEAD, (words.TITLE, reverse("funds")), button=words.OPEN, cancel=reverse("funds")
    )

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        with on_disk(held["file"]) as (path,):
            foreign = [
                one for one in read_funds(path, LawBook.read()).plan.funds if not lies_in(one.area_code, who.areas)
            ]
            if foreign:
                raise FundElsewhere(foreign[0].id)
            made = open_fund(who.place, asked, path)
        text = filled(words.OPENED, funds=made.funds, purses=made.purses, there=made.there)
        return done(request, text, reverse("funds"))

    return acted(request, who, page, form, act, field="file")


def receive(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Record that money came in."""
    one = fund_of(who, code, whole=True)
    held_by = seen(Purse).filter(fund=one, village__isnull=False).order_by("village__code")
    villages = list(held_by.values_list("village__code", flat=True))
    form = ReceiveForm(villages, request.POST or None, initial={"booked": today().year * 100 + today().month})

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        money = Money(one.code, held["booked"], held["amount"], held.get("village", ""), held["promised"])
        came = receive_fund(who.place, asked, money)
        text = filled(words.CAME, amount=rupiah(came.amount), purses=came.purses)
        return done(request, text, reverse("fund", kwargs={"code": one.code}))

    back = reverse("fund", kwargs={"code": one.code})
    page = Page(words.RECEIVE, words.RECEIVE_LEAD, (Text(one.name, one.name), back), button=words.RECEIVE, cancel=back)
    return acted(request, who, page, form, act, field="amount")


def give_back(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Give back what is free; asked for once more before it is done."""
    one = fund_of(who, code, whole=True)
    free = sums_of(one)["free"]

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        went = return_fund(who.place, asked, one.code, held["expected"])
        text = filled(words.RETURNED, amount=rupiah(went.amount), purses=went.purses)
        return done(request, text, reverse("fund", kwargs={"code": one.code}))

    back = reverse("fund", kwargs={"code": one.code})
    page = Page(
        words.RETURN, "", (Text(one.name, one.name), back), button=words.RETURN, cancel=back,
        warning=filled(words.RETURN_SURE, amount=rupiah(free)),
    )  # fmt: skip
    return acted(request, who, page, ReturnForm(free, request.POST or None), act)


def fund_of(who: Visitor, code: str, *, whole: bool = False) -> Fund:
    """The fund, where it touches the visitor's regions; ``whole``: where it lies in them. Raises: Http404."""
    one = Fund.objects.filter(code=code).first()
    if one is None or not (lies_in(one.area_code, who.areas) if whole else touches(one.area_code, who.areas)):
        raise Http404
    return one


def sums_of(one: Fund) -> dict[str, int]:
    """Whole rupiah of the purses that may be seen, by account, "received" first."""
    found = seen(Purse).filter(fund=one).aggregate(**{name: Total(name) for name in SUMS})
    return {name: found[name] or 0 for name in SUMS}


def equation(sums: Mapping[str, int]) -> Sum:
    """Received is what lies in the accounts."""
    parts = [(ACCOUNTS[account], sums[account]) for account in HELD]
    return Sum((words.RECEIVED, sums["received"]), parts, money=True)
