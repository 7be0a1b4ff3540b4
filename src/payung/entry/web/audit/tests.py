"""The tests of an audit with their lists, and a sample drawn by a seed."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.audit_payments import audit_payments, paid_span
from payung.actions.audit_told import audit_told, drawn_told, told_of
from payung.core.cover.self_audit import TESTS
from payung.entry.web import tags
from payung.entry.web.audit import words
from payung.entry.web.by_village import CHOOSE, in_village, village_asked, villages
from payung.entry.web.fields import MonthField
from payung.entry.web.language import lazily
from payung.entry.web.listing import Listing, listed
from payung.entry.web.parts import Cell, Column, Table
from payung.entry.web.places import name_of
from payung.entry.web.render import refused, shown
from payung.entry.web.visitor import Visitor, today
from payung.store.held import is_at_once
from payung.store.search import names_of


class PeriodForm(forms.Form):
    """Months that are looked at."""

    dari = MonthField(label=lazily(words.FROM_MONTH))
    sampai = MonthField(label=lazily(words.LAST))


class SampleForm(PeriodForm):
    """And the seed of a draw."""

    benih = forms.CharField(label=lazily(words.SEED), help_text=lazily(words.SEED_HINT), max_length=64)


@dataclass(frozen=True)
class Span:
    """Months asked for (yyyymm), and how an address says them."""

    first: int
    last: int

    @property
    def query(self) -> str:
        """As ``PeriodForm`` reads it."""
        return f"?dari={self.first % 100:02d}-{self.first // 100}&sampai={self.last % 100:02d}-{self.last // 100}"

    @property
    def said(self) -> dict[str, str]:
        """In words."""
        return {"first": tags.bulan(self.first), "last": tags.bulan(self.last)}


def _asked(form: forms.Form) -> Span | None:
    """The months of the form, or all that are paid; None where nothing is."""
    if form.is_bound and form.is_valid():
        return Span(form.cleaned_data["dari"], form.cleaned_data["sampai"])
    span = paid_span()
    return Span(*span) if span else None


def _form(request: HttpRequest, kind: type[PeriodForm]) -> PeriodForm:
    form = kind(request.GET) if "dari" in request.GET else kind()
    if not form.is_bound and (span := paid_span()):
        form.initial = {"dari": span[0], "sampai": span[1]}
    return form


def tests_page(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Every test: people, person-months, rupiah, and in which months."""
    form = _form(request, PeriodForm)
    given: dict[str, Any] = {"words": words, "form": form}
    if form.is_bound and not form.is_valid():
        return refused(request, who, None, "audit/tests.html", given, form=form)
    span = _asked(form)
    if span is None:
        return shown(request, who, "audit/tests.html", given)
    if is_at_once():
        audit = told_of(audit_payments(who.place, span.first, span.last, today()))
    else:
        audit = audit_told(who.place, span.first, span.last, today())
    rows = [
        [
            Cell(TESTS[one.test], reverse("audit_test", kwargs={"test": one.test}) + span.query), one.people,
            one.person_months, one.rupiah,
            f"{tags.bulan(one.first_month)} – {tags.bulan(one.last_month)}" if one.first_month else None,
        ]
        for one in audit.counts
    ]  # fmt: skip
    columns = (
        Column(words.TEST), Column(words.PEOPLE, number=True), Column(words.PERSON_MONTHS, number=True),
        Column(words.RUPIAH, money=True), Column(words.PERIOD),
    )  # fmt: skip
    whole = f"{tags.bulan(span.first)} – {tags.bulan(span.last)}"
    foot = [words.LOOKED_AT, audit.people, audit.months, audit.rupiah, whole]
    table = listed(request, who, Listing("uji-mandiri", words.TESTS, columns, rows, foot=foot, said=whole))
    if isinstance(table, HttpResponse):
        return table
    return shown(request, who, "audit/tests.html", given | {"table": table, "audit": audit})


def test_page(request: HttpRequest, who: Visitor, test: str) -> HttpResponse:
    """The person-months that one test found; in a large region of the village that is asked for (``?desa=``)."""
    form = _form(request, PeriodForm)
    span = _asked(form) if not form.is_bound or form.is_valid() else None
    if test not in TESTS or span is None:
        raise Http404
    caption = words.FOUND.filled(test=TESTS[test], **span.said)
    village, large = village_asked(request.GET.get("desa", "")), not is_at_once()
    rows: Sequence[Any] | None
    if large and not village:
        told = audit_told(who.place, span.first, span.last, today())
        rows = told.rows.get(test)
    else:
        with in_village(village) if large else nullcontext():
            rows = audit_payments(who.place, span.first, span.last, today()).found[test].rows()
    given = {"words": words, "title": TESTS[test], "note": CHOOSE if rows is None else ""}
    columns = (Column(words.PERSON), Column(words.MONTH), Column(words.FUND), Column(words.RUPIAH, money=True))
    if rows is None:
        listing = villages(request, f"uji-{test}", caption, told.villages[test])
    else:
        listing = Listing(f"uji-{test}", caption, columns, rows, _found, caption, person=0, of=f"audit {test}")
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    return shown(request, who, "audit/list.html", given | {"table": table})


def _found(rows: Sequence[Any]) -> list[list[Any]]:
    names = names_of({row[0] for row in rows})
    return [[_person(person, names), tags.bulan(month), fund, rupiah] for person, month, fund, rupiah in rows]


def _person(person: int, names: dict[int, tuple[str, str]]) -> Cell:
    name = names.get(person, ("", ""))[0]
    return Cell(name or f"#{person}", reverse("person", kwargs={"person": person}))


def sample_page(request: HttpRequest, who: Visitor) -> HttpResponse:
    """People drawn by a seed from all who were paid for in the months."""
    form = _form(request, SampleForm)
    given: dict[str, Any] = {"words": words, "form": form}
    if not form.is_bound:
        return shown(request, who, "audit/sample.html", given)
    if not form.is_valid():
        return refused(request, who, None, "audit/sample.html", given, form=form)
    span, seed = Span(form.cleaned_data["dari"], form.cleaned_data["sampai"]), form.cleaned_data["benih"]
    people, numbers = drawn_told(who.place, span.first, span.last, seed)
    drawn = [(person,) for person in numbers]
    said = words.SAMPLE_SAID.filled(seed=seed, drawn=tags.angka(len(drawn)), people=tags.angka(people), **span.said)
    columns = (Column(words.NAME), Column(words.VILLAGE))
    table: Table | HttpResponse = listed(
        request, who, Listing("contoh", words.SAMPLE, columns, drawn, _drawn, said, person=0, of="audit sample")
    )
    if isinstance(table, HttpResponse):
        return table
    return shown(request, who, "audit/sample.html", given | {"table": table, "said": said})


def _drawn(rows: Sequence[Any]) -> list[list[Any]]:
    names = names_of({person for (person,) in rows})
    return [[_person(person, names), name_of(names.get(person, ("", ""))[1])] for (person,) in rows]
