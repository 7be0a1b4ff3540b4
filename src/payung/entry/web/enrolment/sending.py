"""A decree sent to BPJS, and the rejected replaced."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.amend_decree import Amending
from payung.actions.at_store import Asked
from payung.actions.export_enrolment import Sending, export_enrolment, said_of
from payung.actions.propose_change import propose_amendment
from payung.actions.replace_enrolment import sent_back
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.programmes.words import GROUP_KINDS
from payung.entry.web.enrolment import words
from payung.entry.web.fields import DayField, MonthField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.page import Page, acted, done, filled
from payung.entry.web.tags import way
from payung.entry.web.uploads import OneFile, on_disk, out_folder
from payung.entry.web.visitor import Visitor
from payung.entry.web.whole import sees_all
from payung.gateways.group_list import Groups, kinds_said, read_groups
from payung.store.jobs import ask
from payung.store.models import Decree, DecreeLine, Group
from payung.store.reading import one_moment
from payung.store.seen import seen

MOST_AT_ONCE = 5000
"""Lines of a decree that are written while the reader waits; of more a job writes the files."""
JOB = "enrolment.export"


class SendForm(Form):
    """Which group takes the people of each kind of fund."""

    again = forms.BooleanField(label=lazily(words.AGAIN), required=False)
    table = OneFile(
        label=lazily(words.TABLE), help_text=lazily(words.TABLE_HINT), kinds=(".csv",), most=2**20, required=False
    )

    def __init__(self, kinds: list[str], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.kinds = kinds
        known = dict(seen(Group).order_by("-id").values_list("kind", "number"))
        for kind in kinds:
            what = GROUP_KINDS[kind]
            self.fields[f"number_{kind}"] = forms.CharField(
                label=lazily(filled(words.NUMBER_OF, kind=kind)),
                help_text=lazily(filled(words.NUMBER_HINT, what=what)),
                required=False,
                max_length=40,
                initial=known.get(kind, ""),
            )
        self.order_fields([*(f"number_{kind}" for kind in kinds), "table", "again"])

    def groups(self, held: Mapping[str, Any]) -> Groups:
        """Raises: GroupsWrong."""
        numbers = {kind: str(held[f"number_{kind}"]).strip() for kind in self.kinds}
        said = kinds_said(f"{kind}:{number}" for kind, number in numbers.items() if number)
        if held["table"] is None:
            return Groups(said)
        with on_disk(held["table"]) as (path,):
            return Groups(said, read_groups(path))


class ReplaceForm(Form):
    """Number and day of the amending decree."""

    number = forms.CharField(label=lazily(words.NEW_NUMBER), max_length=100)
    dated = DayField(label=lazily(words.NEW_DAY))
    first = MonthField(label=lazily(words.FIRST), required=False)


def send(request: HttpRequest, who: Visitor, decree: int) -> HttpResponse:
    """Write the files of a decree and keep who was sent."""
    one = decree_of(decree)
    form = SendForm(_kinds(one), request.POST or None, request.FILES or None)

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        sending = Sending(one.number, form.groups(held), one.dated, bool(held["again"]))
        if DecreeLine.objects.filter(decree=one).count() > MOST_AT_ONCE:
            ask(asked.request, JOB, who.account.pk, said_of(sending), asked.on, asked.at)
            return done(request, words.BEGUN, reverse("enrolments"))
        with out_folder() as out:
            sent = export_enrolment(who.place, asked, sending, out)
        text = filled(words.SENT_NOW, people=sent.people, files=len(sent.files), alone=sent.alone)
        text = text if sent.people else words.SENT_BEFORE
        if sent.restricted:
            more = filled(words.LEFT_OUT, people=sent.restricted)
            text = Text(f"{text.id} {more.id}", f"{text.en} {more.en}")
        return done(request, text, reverse("enrolments"))

    page = Page(
        filled(words.DECREE, number=one.number), words.SEND_LEAD, (words.TITLE, reverse("enrolments")),
        button=words.SEND, cancel=reverse("enrolments"),
    )  # fmt: skip
    return acted(request, who, page, form, act)


def replace(request: HttpRequest, who: Visitor, decree: int) -> HttpResponse:
    """Propose an amending decree for those BPJS sent back; others check and approve it."""
    one = decree_of(decree)
    with one_moment():
        off = sent_back(one)
    form = ReplaceForm(request.POST or None)

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        amending = Amending(one.number, held["number"].strip(), held["dated"], held["first"])
        made = propose_amendment(who.place, asked, amending, None)
        text = filled(words.PROPOSED, people=made.people, months=made.person_months, amount=rupiah(made.amount))
        cycle = one.run.cycle if one.run else None
        href = way("proposal", code=cycle.code, number=made.proposal) if cycle else ""
        return done(request, text, href or reverse("enrolments"))

    page = Page(
        words.REPLACE, filled(words.REPLACE_LEAD, people=len(off), number=one.number),
        (words.TITLE, reverse("enrolments")), warning=words.REPLACE_SURE, button=words.REPLACE,
        cancel=reverse("enrolments"),
    )  # fmt: skip
    return acted(request, who, page, form, act, field="number")


def decree_of(number: int) -> Decree:
    """The decree, where all of its lines may be seen. Raises: Http404."""
    one = Decree.objects.filter(id=number).first()
    if one is None or not sees_all(DecreeLine, decree=number):
        raise Http404
    return one


def _kinds(one: Decree) -> list[str]:
    kinds = DecreeLine.objects.filter(decree=one).exclude(purse__fund__group_kind="")
    return sorted(set(kinds.values_list("purse__fund__group_kind", flat=True)))
