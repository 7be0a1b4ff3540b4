"""Bills: the list of them, one with its lines, and one received."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.at_store import Asked
from payung.actions.receive_bill import BillAsked, receive_bill
from payung.actions.record_payment import Due, due_of_bill
from payung.core.basis.rupiah import in_words, rupiah
from payung.core.basis.text import Text
from payung.core.cover.piles import SHOWN
from payung.entry.web.bill import words
from payung.entry.web.fields import MonthField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.listing import Listing, listed
from payung.entry.web.page import Go, Page, Sum, acted, done, filled, told
from payung.entry.web.parts import Cell, Column, Item, Tab, Tile
from payung.entry.web.places import name_of
from payung.entry.web.tags import bulan, period, way
from payung.entry.web.uploads import SHEETS, OneFile, on_disk
from payung.entry.web.visitor import Visitor
from payung.entry.web.whole import of_bill, sees_all, whole_group_named
from payung.gateways.group_list import GroupSaid, group_said
from payung.store.counts import piles_of_bill, sized
from payung.store.models import ROWS_AN_ACT, Act, Bill, BillLine, Group, Person
from payung.store.reading import one_moment, rows_of
from payung.store.scope import EVERYTHING, Scope, scope_now, scoped
from payung.store.seen import near, seen

COLUMNS = (
    Column(words.CODE, sort="kode"),
    Column(words.GROUP, sort="wadah"),
    Column(words.MONTHS, sort="masa"),
    Column(words.PEOPLE, number=True, sort="orang"),
    Column(words.AMOUNT, money=True, sort="jumlah"),
    Column(words.STATE, sort="keadaan"),
)
LINE_COLUMNS = (
    Column(words.LINE, number=True, sort="baris"),
    Column(words.NAME),
    Column(words.VILLAGE),
    Column(words.MONTH, sort="bulan"),
    Column(words.AMOUNT, money=True, sort="jumlah"),
    Column(words.PILE, sort="tumpukan"),
    Column(words.BEFORE),
)
LINES_BY = {"baris": "number", "bulan": "month", "jumlah": "amount", "tumpukan": "pile"}


class BillForm(Form):
    """The file, and what it may not say."""

    file = OneFile(label=lazily(words.FILE), help_text=lazily(words.FILE_HINT), kinds=SHEETS)
    group = forms.ChoiceField(label=lazily(words.GROUP), required=False)
    other = forms.CharField(
        label=lazily(words.NEW_GROUP), help_text=lazily(words.NEW_GROUP_HINT), required=False, max_length=250
    )
    code = forms.CharField(label=lazily(words.CODE), help_text=lazily(words.CODE_HINT), required=False, max_length=40)
    first = MonthField(label=lazily(words.FIRST), required=False)
    last = MonthField(label=lazily(words.LAST), required=False)
    corrects = forms.ChoiceField(label=lazily(words.CORRECTS), required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        groups = seen(Group).order_by("kind", "number")
        choices = [(f"{one.kind}:{one.number}", f"{one.kind} {one.number} {one.name}") for one in groups]
        self.fields["group"].choices = [("", ""), *choices]
        open_ = seen(Bill).filter(corrected_by=None, payments=None).order_by("-id").values_list("code", flat=True)
        self.fields["corrects"].choices = [("", ""), *((code, code) for code in open_)]

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError where no group is said."""
        held = super().clean() or {}
        if not held.get("group") and not held.get("other"):
            self.add_error("group", forms.ValidationError(lazily(words.NO_GROUP)))
        return held


def bills(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Every bill, the last first."""
    rows = []
    known = list(seen(Bill).select_related("group").prefetch_related("payments").order_by("-id"))
    later = corrections_of([one.id for one in known])
    for one in known:
        link = Cell(one.code, reverse("bill", kwargs={"number": one.id}))
        months = period(one.first_month, one.last_month)
        rows.append([link, f"{one.group.kind} {one.group.number}", months, one.people, one.amount, _state(one, later)])
    table = listed(request, who, Listing("tagihan", words.TITLE, COLUMNS, rows, empty=words.NO_BILLS))
    if isinstance(table, HttpResponse):
        return table
    does = [Go(words.RECEIVE, reverse("bill_receive"), "")] if who.may("money.record") else []
    does += [Go(words.PAYMENTS, reverse("payments")), Go(words.CREDITS_THERE, reverse("credits"))]
    return told(request, who, Page(words.TITLE, words.LEAD, does=does, tables=[table]))


def bill(request: HttpRequest, who: Visitor, number: int) -> HttpResponse:
    """One bill: what it asks, in which piles its lines fell, and each of them."""
    one = bill_of(number)
    with sized(one):
        counts, (due, of) = piles_of_bill(bill=one.id), _due(one)
    wanted = request.GET.get("tumpukan", "")
    some = near(seen(BillLine)).filter(bill=one, **({"pile": wanted} if wanted in SHOWN else {}))
    columns = ("number", "person_id", "person__village__code", "month", "amount", "pile", "before__code")
    listing = Listing(
        f"tagihan {one.code}",
        words.LINES,
        LINE_COLUMNS,
        some.order_by("id").values_list(*columns),  # as they were written: by line and month
        drawn=_drawn,
        said=filled(words.BILL, code=one.code) if wanted not in SHOWN else SHOWN[wanted],
        person=1,
        of=f"tagihan {one.code}",
        by=LINES_BY,
        total=sum(n for pile, n in counts if wanted not in SHOWN or pile == wanted),
    )
    table = listed(request, who, listing) if who.names_people else None
    if isinstance(table, HttpResponse):
        return table
    page = Page(
        filled(words.BILL, code=one.code),
        back=(words.TITLE, reverse("bills")),
        notes=_notes(one),
        sums=[_lines_of(one, [(_pile(pile), n) for pile, n in counts])],
        tiles=[Tile(due.amount, words.DUE, filled(of, months=due.person_months), money=True)],
        items=_items(one),
        does=_buttons(who, one, due.person_months),
        shares=[
            Tab(words.ALL, "?", wanted not in SHOWN, sum(n for _, n in counts)),
            *(Tab(_pile(pile), f"?tumpukan={pile}", pile == wanted, n) for pile, n in counts if pile in SHOWN),
        ],
        tables=[table] if table else [],
    )
    return told(request, who, page)


def receive(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Take a bill into the books."""
    form = BillForm(request.POST or None, request.FILES or None)

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        group: GroupSaid = group_said(held["other"] or held["group"])
        whole_group_named(who, f"{group.kind}:{group.number}")
        with on_disk(held["file"]) as (path,):
            wanted = BillAsked(path, group, held["code"].strip(), held["first"], held["last"], held["corrects"])
            made = receive_bill(who.place, asked, wanted)
        text = filled(words.RECEIVED, code=made.code, committed=made.committed, due=rupiah(made.due))
        return done(request, text, reverse("bill", kwargs={"number": made.bill}))

    back = reverse("bills")
    page = Page(words.RECEIVE, words.RECEIVE_LEAD, (words.TITLE, back), button=words.RECEIVE, cancel=back)
    return acted(request, who, page, form, act, field="file")


def bill_of(number: int) -> Bill:
    """The bill, where it may be seen. Raises: Http404."""
    one = seen(Bill).select_related("group").filter(id=number).first()
    if one is None:
        raise Http404
    return one


def names_of(people: Sequence[int | None]) -> dict[int, str]:
    """Number -> name of those who may be seen."""
    wanted = {person for person in people if person is not None and person >= 0}
    with one_moment():
        return dict(rows_of(seen(Person), ("id", "name"), "id", wanted))


def _drawn(rows: Sequence[Any]) -> list[list[Any]]:
    names = names_of([row[1] for row in rows])
    found = []
    for number, person, village, month, amount, pile, before in rows:
        name = words.STRANGER if person is None else Cell(names.get(person, ""), way("person", person=person))
        found.append(
            [number, name, name_of(village) if village else "", bulan(month), amount, _pile(pile), before or ""]
        )
    return found


def _lines_of(one: Bill, parts: Sequence[tuple[Text, int]]) -> Sum:
    """The lines that the act of the bill wrote, by their piles: beside what may be seen, how many are not."""
    wrote = Act.objects.filter(number=one.id // ROWS_AN_ACT).values_list("wrote", flat=True).first()
    whole = json.loads(wrote or "{}").get(BillLine._meta.db_table, {}).get("rows", 0)
    hidden = whole - sum(count for _, count in parts)
    if hidden and not sees_all(BillLine, bill=one.id):
        return Sum((words.TOGETHER, whole), [*parts, (words.NOT_YOURS, hidden)])
    return Sum((words.TOGETHER, whole), parts)


def _due(one: Bill) -> tuple[Due, Text]:
    """What is still to be paid, and of whom: of the whole bill for who may pay it, else of the visitor's regions."""
    if of_bill(scope_now() or Scope(), one.id):
        with scoped(EVERYTHING):
            return Due(*due_of_bill(bill=one.id)), words.DUE_OF
    return Due(*due_of_bill(bill=one.id)), words.DUE_OF_YOURS


def _pile(pile: str) -> Text:
    return SHOWN.get(pile, Text("–", "–"))


def corrections_of(bills: Sequence[int]) -> dict[int, str | Text]:
    """Bill -> code of the one that corrects it; of one that may not be seen, that it is of other regions."""
    with scoped(EVERYTHING):
        rows = dict(Bill.objects.filter(corrects__in=bills).values_list("corrects_id", "code"))
    known = set(seen(Bill).filter(code__in=rows.values()).values_list("code", flat=True))
    return {bill: code if code in known else words.ELSEWHERE for bill, code in rows.items()}


def _state(one: Bill, later: Mapping[int, str | Text]) -> Cell:
    if one.id in later:
        return Cell(filled(words.CORRECTED, code=later[one.id]), tag="grey")
    return Cell(words.PAID, tag="green") if list(one.payments.all()) else Cell(words.UNPAID, tag="yellow")


def _items(one: Bill) -> list[Item]:
    return [
        Item(words.GROUP, f"{one.group.kind} {one.group.number}"),
        Item(words.MONTHS, period(one.first_month, one.last_month)),
        Item(words.PEOPLE, one.people),
        Item(words.AMOUNT, one.amount, money=True),
        Item(words.IN_WORDS, in_words(one.amount)),
        Item(words.STATE, _state(one, corrections_of([one.id])).value),
        Item(words.DIGEST, one.sha256),
    ]


def _notes(one: Bill) -> list[Text]:
    """What was wrong with the bill when it came, as its act told it: of all its lines, for who sees all of them."""
    if not sees_all(BillLine, bill=one.id):
        return []
    held = Act.objects.filter(number=one.id // ROWS_AN_ACT).values_list("outcome", flat=True).first()
    told_of: dict[str, Any] = json.loads(held or "{}")
    found = []
    if told_of.get("nobody"):
        lines = ", ".join(map(str, told_of["nobody_lines"][:20]))
        found.append(filled(words.NOBODY, count=told_of["nobody"], lines=lines))
    if told_of.get("short"):
        found.append(filled(words.SHORT, count=told_of["short"]))
    found += [filled(words.AGAIN, count=count, code=code) for code, count, _ in told_of.get("refused", [])]
    return [*found, *(Text(*problem) for problem in told_of.get("problems", [])[:10])]


def _buttons(who: Visitor, one: Bill, due: int) -> list[Go]:
    found = []
    if due and who.may("money.record"):
        found.append(Go(words.PAY, reverse("bill_pay", kwargs={"number": one.id}), ""))
    found += [Go(words.PAYMENT, reverse("payment", kwargs={"number": each.id})) for each in one.payments.all()]
    months = {"first": one.first_month, "last": one.last_month}
    return [*found, Go(words.MATCH, reverse("month_match", kwargs=months))]
