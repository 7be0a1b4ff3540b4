"""From a payment to the rows of villages, and whether every rupiah is a person-month."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.audit_told import reconciled_told
from payung.core.cover.payment import MARKS, ROUTES
from payung.entry.web import tags
from payung.entry.web.audit import words
from payung.entry.web.language import lazily
from payung.entry.web.listing import Listing, listed
from payung.entry.web.parts import Cell, Column, Item, Table
from payung.entry.web.render import shown
from payung.entry.web.visitor import Visitor
from payung.store.counts import months_paid_by, sized
from payung.store.models import Payment
from payung.store.money_trail import MONTH_COLUMNS, months_paid, payments_called


class NumberForm(forms.Form):
    """A number that stands on a paper; it names nobody."""

    nomor = forms.CharField(label=lazily(words.NUMBER), max_length=100, required=False)


def audit_page(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Payments, looked for by the number of a paper (``?nomor=``)."""
    form = NumberForm(request.GET)
    number = form.cleaned_data["nomor"] if form.is_valid() else ""
    columns = (
        Column(words.PAPERS), Column(words.ON), Column(words.BILL), Column(words.AMOUNT, money=True),
        Column(words.CREDIT, money=True),
    )  # fmt: skip
    rows: Any = payments_called(number)
    listing = Listing("pembayaran", words.PAYMENTS, columns, rows, _payments, number, empty=words.NONE)
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    return shown(request, who, "audit/audit.html", {"words": words, "form": form, "table": table})


def _payments(rows: Sequence[Any]) -> list[list[Any]]:
    return [
        [Cell(_papers(one) or f"#{one.pk}", reverse("audit_payment", kwargs={"payment": one.pk})), one.on,
         one.bill.code, one.amount, one.credit]
        for one in rows
    ]  # fmt: skip


def _papers(payment: Payment) -> str:
    return ", ".join(f"{MARKS[each.kind]} {each.number}" for each in payment.papers.all())


def payment_page(request: HttpRequest, who: Visitor, payment: int) -> HttpResponse:
    """One payment: its papers and bill, and every person-month with its decree and the row it came from."""
    found = payments_called("").filter(id=payment).first()
    if found is None:
        raise Http404
    columns = (
        Column(words.PERSON), Column(words.MONTH), Column(words.FUND), Column(words.PRICE, money=True),
        Column(words.DECREE), Column(words.SOURCE),
    )  # fmt: skip
    rows: Any = months_paid(payment).values_list(*MONTH_COLUMNS)
    with sized(found.bill):
        total, _ = months_paid_by(payment=payment)
    listing = Listing(
        f"pembayaran-{payment}", words.MONTHS, columns, rows, _months, _papers(found), person=0,
        of=f"payment {payment}", total=total,
    )  # fmt: skip
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    group = found.bill.group
    items = [
        Item(words.PAPERS, _papers(found)),
        Item(words.ON, found.on),
        Item(words.ROUTE, ROUTES[found.route]),
        Item(words.AMOUNT, found.amount, money=True),
        Item(words.CREDIT, found.credit, money=True),
        Item(words.BILL, found.bill.code),
        Item(words.GROUP, f"{group.kind} {group.number} {group.name}"),
        Item(words.BILLED, found.bill.amount, money=True),
    ]
    title = words.PAYMENT.filled(number=payment)
    return shown(request, who, "audit/payment.html", {"words": words, "title": title, "items": items, "table": table})


def _months(rows: Sequence[Any]) -> list[list[Any]]:
    found = []
    for person, name, month, fund, amount, number, dated, file, sheet, row, source in rows:
        where = reverse("person_row", kwargs={"person": person, "row": source}) if source else ""
        found.append(
            [
                Cell(name or f"#{person}", reverse("person", kwargs={"person": person})),
                tags.bulan(month), fund, amount,
                Cell(number, more=tags.tanggal(dated)),
                Cell(tags.row_place(file, sheet, row) if source else None, where),
            ]
        )  # fmt: skip
    return found


def sums_page(request: HttpRequest, who: Visitor) -> HttpResponse:
    """All that was paid beside all person-months at their price."""
    whole = reconciled_told(who.place)
    items = [
        Item(words.PAYMENTS, whole.payments),
        Item(words.PAID, whole.paid, money=True),
        Item(words.PRICED, whole.priced, money=True),
        Item(words.DIFFERENCE, whole.paid - whole.priced, money=True),
    ]
    columns = (
        Column(words.BILL), Column(words.ON), Column(words.PAID, money=True), Column(words.PERSON_MONTHS, number=True),
        Column(words.PRICED, money=True), Column(words.DIFFERENCE, money=True),
    )  # fmt: skip
    rows = [
        [Cell(one.bill, reverse("audit_payment", kwargs={"payment": one.payment})), one.on, one.paid, one.months,
         one.priced, one.difference]
        for one in whole.differing
    ]  # fmt: skip
    differing = Listing("selisih", words.DIFFERING, columns, rows, empty=words.NO_DIFFERENCE)
    prices = Table(
        words.PRICES,
        (Column(words.MONTH), Column(words.FUND), Column(words.PRICE, money=True), Column(words.TARIFF, money=True),
         Column(words.PERSON_MONTHS, number=True)),
        [[tags.bulan(one.month), one.fund, one.price, one.tariff, one.months] for one in whole.prices],
        empty=words.NO_DIFFERENCE,
    )  # fmt: skip
    table = listed(request, who, differing)
    if isinstance(table, HttpResponse):
        return table
    return shown(
        request, who, "audit/sums.html", {"words": words, "items": items, "table": table, "prices": prices}
    )  # fmt: skip
