"""A payment of a bill recorded: the papers of its route, each with its proof."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.at_store import Asked
from payung.actions.list_credit import CreditThere, list_credit
from payung.actions.record_payment import Paid, PaperFile, due_of, record_payment
from payung.core.basis.rupiah import in_words, number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.credit import Wanted
from payung.core.cover.payment import MARKS, NEEDED, ROUTES, PaperKind
from payung.entry.web.bill import words
from payung.entry.web.bill.pages import bill_of
from payung.entry.web.fields import AmountField, DayField, MonthField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.page import Page, acted, done, filled
from payung.entry.web.parts import Tab
from payung.entry.web.uploads import PROOFS, OneFile, on_disk
from payung.entry.web.visitor import Visitor
from payung.store.models import Bill
from payung.store.reading import one_moment

PARTS = ("number", "on", "amount", "file")


class PayForm(Form):
    """Number, day, amount and proof of every paper of the route."""

    def __init__(
        self, kinds: Sequence[PaperKind], due: int, credits: Sequence[CreditThere], *given: Any, **more: Any
    ) -> None:
        self.base_fields = _fields(kinds, due, credits)
        self._kinds, self._due = kinds, due
        super().__init__(*given, **more)

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError where a paper is begun and not whole, or is missing though no credit settles."""
        held = super().clean() or {}
        for kind in self._kinds:
            names = [f"{kind}_{part}" for part in PARTS]
            given = [name for name in names if name in self.errors or held.get(name) not in (None, "")]
            if given == [f"{kind}_amount"] and held.get(given[0]) == self._due:
                given = []  # as the form shows it to everybody
            if given or not held.get("credits"):
                for name in names:
                    if name not in given and name not in self.errors:
                        self.add_error(name, forms.ValidationError(lazily(words.WHOLE_PAPER), code="required"))
        return held


def _fields(kinds: Sequence[PaperKind], due: int, credits: Sequence[CreditThere]) -> dict[str, forms.Field]:
    """Of every paper four fields; where credits may settle the whole bill no paper is needed."""
    fields: dict[str, forms.Field] = {}
    for kind in kinds:
        mark, needed = MARKS[kind], {"required": not credits}
        fields[f"{kind}_number"] = forms.CharField(label=_of(words.PAPER_NUMBER, mark), max_length=100, **needed)
        fields[f"{kind}_on"] = DayField(label=_of(words.PAPER_DAY, mark), **needed)
        fields[f"{kind}_amount"] = AmountField(label=_of(words.PAPER_AMOUNT, mark), initial=number(due), **needed)
        fields[f"{kind}_file"] = OneFile(label=_of(words.PAPER_FILE, mark), kinds=PROOFS, most=20 * 2**20, **needed)
    if credits:
        choices = [
            (one.number, lazily(filled(words.CREDIT, number=str(one.number), rest=rupiah(one.rest)))) for one in credits
        ]
        fields["credits"] = forms.MultipleChoiceField(
            label=lazily(words.CREDITS), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    fields["booked"] = MonthField(label=lazily(words.BOOKED), required=False)
    return fields


def pay(request: HttpRequest, who: Visitor, number: int) -> HttpResponse:
    """Record the payment of everything a bill took."""
    one = bill_of(number)
    asked_for = request.GET.get("jalur", "")
    route: Any = asked_for if asked_for in NEEDED else "apbd"
    with one_moment():
        due = due_of(one)
    form = PayForm(NEEDED[route], due.amount, _credits(who, one), request.POST or None, request.FILES or None)

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        kinds = [kind for kind in NEEDED[route] if held[f"{kind}_file"]]  # all four parts of it, or none
        with on_disk(*(held[f"{kind}_file"] for kind in kinds)) as paths:
            papers = tuple(
                PaperFile(kind, held[f"{kind}_number"], held[f"{kind}_on"], held[f"{kind}_amount"] or 0, path)
                for kind, path in zip(kinds, paths, strict=True)
            )
            used = tuple(Wanted(int(credit)) for credit in held.get("credits", []))
            made = record_payment(who.place, asked, Paid(one.code, route, papers, held["booked"], used))
        text = filled(words.PAID_NOW, months=made.person_months, amount=rupiah(made.amount + made.credit))
        return done(request, text, reverse("payment", kwargs={"number": made.payment}))

    back = reverse("bill", kwargs={"number": one.id})
    page = Page(
        words.PAY,
        filled(words.PAY_LEAD, amount=rupiah(due.amount), words=in_words(due.amount), months=due.person_months),
        (filled(words.BILL, code=one.code), back),
        tabs=[Tab(text, f"?jalur={each}", each == route) for each, text in ROUTES.items()],
        button=words.PAY,
        cancel=back,
    )
    return acted(request, who, page, form, act)


def _of(text: Text, mark: str) -> Any:
    return lazily(filled(text, paper=mark))


def _credits(who: Visitor, one: Bill) -> list[CreditThere]:
    """What may settle a part of a bill of its group."""
    group = f"{one.group.kind}:{one.group.number}"
    return [each for each in list_credit(who.place) if each.group == group and each.treatment == "offset"]
