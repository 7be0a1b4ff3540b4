"""All questions that are open, and what was asked and answered about one person."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.ask_enrolment import LONGEST, ask_enrolment, reply_enrolment
from payung.actions.at_store import Asked
from payung.actions.enrolment_table import enrolment_table
from payung.core.basis.text import Text
from payung.entry.web.enrolment import words as enrolment_words
from payung.entry.web.enrolment.group import reason_of
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.listing import Listing, listed, look
from payung.entry.web.page import Page, acted, done, filled, told
from payung.entry.web.parts import Cell, Column, Item, Tab, Table
from payung.entry.web.places import name_of
from payung.entry.web.question import words
from payung.entry.web.visitor import Visitor
from payung.store.models import ROWS_AN_ACT, Act, Enrolment, Group, Question
from payung.store.seen import seen

COLUMNS = (
    Column(words.NAME, sort="nama"),
    Column(words.VILLAGE, sort="desa"),
    Column(words.GROUP, sort="wadah"),
    Column(words.ASKED, sort="waktu"),
    Column(words.QUESTION),
    Column(words.STATE, sort="keadaan"),
)


class SayForm(Form):
    """What is asked or answered."""

    said = forms.CharField(
        label=lazily(words.ASK),
        help_text=lazily(words.HINT),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "class": "govuk-textarea"}),
    )


def open_questions() -> int:
    """How many questions of the scope nobody has answered."""
    return _questions().filter(replies__isnull=True).count()


def _questions() -> Any:
    groups = seen(Group).values("id")
    return seen(Question).filter(of__isnull=True, enrolment__batch__group__in=groups)


def page(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Every question, the open ones first."""
    is_open = request.GET.get("keadaan", "") != "semua"
    table = listed(request, who, listing(only_open=is_open))
    if isinstance(table, HttpResponse):
        return table
    tabs = [Tab(words.OPEN, "?", is_open, open_questions()), Tab(words.ALL, "?keadaan=semua", not is_open)]
    return told(request, who, Page(words.TITLE, words.LEAD, shares=tabs, tables=[table]))


def listing(*, only_open: bool) -> Listing:
    """Questions, the newest first."""
    asked = _questions().order_by("-id")
    asked = asked.filter(replies__isnull=True) if only_open else asked.distinct()
    names = (
        "id",
        "enrolment_id",
        "enrolment__person_id",
        "enrolment__person__name",
        "enrolment__person__village__code",
    )
    group = ("enrolment__batch__group__kind", "enrolment__batch__group__number", "said", "replies")
    rows = list(asked.values_list(*names, *group))
    acts = dict(Act.objects.filter(number__in={row[0] // ROWS_AN_ACT for row in rows}).values_list("number", "at"))
    found, known = [], set()
    for id_, enrolment, person, name, village, kind, number, said, replies in rows:
        if id_ in known:
            continue
        known.add(id_)
        at = acts[id_ // ROWS_AN_ACT]
        found.append((name, village or "", f"{kind} {number}", at, said, replies is not None, enrolment, person))
    return Listing(
        "pertanyaan BPJS", words.TITLE, COLUMNS, found, drawn=_drawn, empty=words.NONE, person=7, of="pertanyaan BPJS"
    )


def _drawn(rows: Any) -> list[list[Any]]:
    return [
        [
            Cell(name, reverse("question", kwargs={"enrolment": enrolment})),
            name_of(village) if village else "",
            group,
            at,
            said,
            Cell(words.CLOSED, tag="green") if closed else Cell(words.OPEN, tag="yellow"),
        ]
        for name, village, group, at, said, closed, enrolment, _ in rows
    ]


def one(request: HttpRequest, who: Visitor, enrolment: int) -> HttpResponse:
    """What was asked and answered about somebody; a branch asks, an office or village answers what is open."""
    groups = seen(Group).values("id")
    sent = (
        seen(Enrolment).filter(id=enrolment, batch__group__in=groups).select_related("person__village", "batch").first()
    )
    if sent is None:
        raise Http404
    look(who, "question", f"pendaftaran {enrolment}", [sent.person_id])
    thread = list(seen(Question).filter(enrolment=enrolment).order_by("id"))
    waiting = next((each for each in thread if each.of_id is None and not _answered(each, thread)), None)
    asks = bool(who.groups)
    title = filled(words.ABOUT, name=sent.person.name)
    form = None
    if asks or waiting is not None:
        form = SayForm(request.POST or None)
        if not asks and waiting is not None:
            form.fields["said"].label = lazily(words.REPLY.filled(said=waiting.said[:80]))
    elif request.method == "POST":
        raise Http404

    def act(asked: Asked, held: Mapping[str, Any]) -> HttpResponse:
        if asks:
            ask_enrolment(who.place, asked, enrolment, held["said"])
        elif waiting is not None:
            reply_enrolment(who.place, asked, waiting.id, held["said"])
        return done(request, words.SENT, reverse("question", kwargs={"enrolment": enrolment}))

    told_so = Page(
        title,
        back=(words.TITLE, reverse("questions")),
        items=_items(sent),
        facts=[_thread(thread)] if thread else [],
        button=words.SEND,
    )
    return acted(request, who, told_so, form, act, field="said")


def _answered(question: Question, thread: list[Question]) -> bool:
    return any(each.of_id == question.id for each in thread)


def _items(sent: Enrolment) -> list[Item]:
    """Who it is and how they stand; nothing of their welfare."""
    line = enrolment_table(sent.batch.group_id).filter(enrolment=sent.id)
    state, codes, said = line.select("state", "codes", "said").row(0) if line.height else ("unanswered", "", "")
    village = sent.person.village
    found = [Item(words.VILLAGE, name_of(village.code) if village else "")]
    found.append(Item(words.ANSWERED, enrolment_words.STATES[state]))
    if codes or said:
        why = reason_of(codes)
        found.append(Item(words.REASON, Text(f"{why.id} {said}".strip(), f"{why.en} {said}".strip())))
    return found


def _thread(thread: list[Question]) -> Table:
    numbers = {each.id // ROWS_AN_ACT for each in thread}
    acts = {
        number: (at, by) for number, at, by in Act.objects.filter(number__in=numbers).values_list("number", "at", "by")
    }
    columns = (Column(words.WHEN), Column(words.WHO), Column(words.SAID))
    rows = []
    for each in thread:
        at, by = acts[each.id // ROWS_AN_ACT]
        rows.append((at, by, Cell(each.said, more=words.REPLY_MARK if each.of_id else words.QUESTION)))
    return Table(words.THREAD, columns, rows)
