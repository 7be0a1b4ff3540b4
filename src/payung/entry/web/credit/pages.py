"""Credits: what there is, and those of a match booked."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.at_store import Asked
from payung.actions.book_credit import CreditAsked, book_credit
from payung.actions.list_credit import list_credit
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.cover.treatments import KINDS, TREATMENTS
from payung.entry.web.fields import MonthField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.listing import Listing, listed
from payung.entry.web.page import Go, Page, acted, done, filled, told
from payung.entry.web.parts import Column
from payung.entry.web.places import name_of
from payung.entry.web.things import AMOUNT, FROM_MONTH, FUND, GROUP, NUMBER, PERSON_MONTHS, UNTIL_MONTH, VILLAGE
from payung.entry.web.visitor import Visitor

TITLE = Text(id="Kredit di BPJS", en="Credits at BPJS")
LEAD = Text(
    id="Uang yang sudah dibayar untuk bulan yang tidak melindungi siapa pun.",
    en="Money that was paid for months that gave nobody cover.",
)
NO_CREDITS = Text(id="Belum ada kredit.", en="There is no credit yet.")
WHY = Text(id="Sebab", en="Why")
FOR = Text(id="Untuk apa", en="What for")
LETTER = Text(id="Surat BPJS", en="BPJS's letter")
REST = Text(id="Sisa", en="Left")
BOOK = Text(id="Bukukan kredit", en="Book credits")
BOOK_LEAD = Text(
    id="Yang dibayar sesudah perlindungan berakhir, atau dua kali, menurut aturan dana. Yang tidak ada di daftar BPJS "
    "hanya dengan nomor surat BPJS.",
    en="What was paid after cover ended, or twice, by the rules of the fund. Who is not on BPJS's list only with the "
    "number of a letter of BPJS.",
)
LETTER_HINT = Text(id="Nomor surat kesepakatan BPJS", en="Number of BPJS's letter of agreement")
BOOKED = Text(
    id="{credits} kredit dibukukan, {amount}. Menunggu surat BPJS: {doubtful} orang-bulan, {rest}.",
    en="{credits} credits booked, {amount}. Waiting for BPJS's letter: {doubtful} person-months, {rest}.",
)
COLUMNS = (
    Column(NUMBER, sort="nomor"),
    Column(FUND, sort="dana"),
    Column(VILLAGE, sort="desa"),
    Column(GROUP, sort="wadah"),
    Column(WHY, sort="sebab"),
    Column(FOR, sort="untuk"),
    Column(LETTER),
    Column(PERSON_MONTHS, number=True, sort="bulan"),
    Column(AMOUNT, money=True, sort="jumlah"),
    Column(REST, money=True, sort="sisa"),
)


class BookForm(Form):
    """Which months are looked at."""

    first = MonthField(label=lazily(FROM_MONTH))
    last = MonthField(label=lazily(UNTIL_MONTH))
    letter = forms.CharField(label=lazily(LETTER), help_text=lazily(LETTER_HINT), required=False, max_length=100)


def credits(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Every credit, what was used and what is left."""
    rows: list[list[Any]] = [
        [str(one.number), one.fund, name_of(one.village) if one.village else "", one.group, KINDS[one.kind],  # type: ignore[index]
         TREATMENTS[one.treatment], one.letter, one.person_months, one.amount, one.rest]  # type: ignore[index]
        for one in list_credit(who.place, used_up=True)
    ]  # fmt: skip
    foot = ["", "", "", "", "", "", "", *(sum(row[at] for row in rows) for at in (7, 8, 9))] if rows else []
    table = listed(request, who, Listing("kredit", TITLE, COLUMNS, rows, foot=foot, empty=NO_CREDITS))
    if isinstance(table, HttpResponse):
        return table
    does = [Go(BOOK, reverse("credit_book"), "")] if who.may("money.record") else []
    return told(request, who, Page(TITLE, LEAD, does=does, tables=[table]))


def book(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Book what a match shows to be paid for nobody."""
    form = BookForm(request.POST or None)

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        made = book_credit(who.place, asked, CreditAsked(held["first"], held["last"], held["letter"]))
        amount = sum(one.amount for one in made.credits)
        text = filled(
            BOOKED,
            credits=len(made.credits),
            amount=rupiah(amount),
            doubtful=made.doubtful,
            rest=rupiah(made.doubtful_amount),
        )
        return done(request, text, reverse("credits"))

    page = Page(BOOK, BOOK_LEAD, (TITLE, reverse("credits")), button=BOOK, cancel=reverse("credits"))
    return acted(request, who, page, form, act, field="first")
