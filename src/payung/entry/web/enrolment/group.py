"""A group at BPJS: who was sent, how each stands, the files that went and came."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.enrolment_table import enrolment_table, states_of
from payung.actions.fetch_enrolment import fetch_enrolment
from payung.core.basis.text import Text
from payung.core.cover.rejections import APART, UNSAID, rejections
from payung.entry.web.enrolment import words
from payung.entry.web.language import said
from payung.entry.web.listing import Listing, listed, look
from payung.entry.web.page import Do, Go, Page, Sum, asked_of, filled, told
from payung.entry.web.parts import Cell, Column, Tab, Table
from payung.entry.web.places import name_of
from payung.entry.web.tags import way
from payung.entry.web.uploads import as_download
from payung.entry.web.visitor import Visitor
from payung.entry.web.whole import sees_all
from payung.store.models import AnswerFile, Batch, Enrolment, Group, UnknownLine
from payung.store.seen import seen

COLUMNS = (
    Column(words.NAME, sort="nama"),
    Column(words.VILLAGE, sort="desa"),
    Column(words.DECREES, sort="keputusan"),
    Column(words.STATE, sort="keadaan"),
    Column(words.REASON, sort="alasan"),
    Column(words.SAID),
)
SHOWN = ("name", "village_code", "decree", "state", "codes", "said", "enrolment", "person")


def group_of(number: int) -> Group:
    """The group, where it may be seen. Raises: Http404."""
    found = seen(Group).filter(id=number).first()
    if found is None:
        raise Http404
    return found


def called(group: Group) -> Text:
    """What a group is called on a page."""
    return filled(words.GROUP, kind=group.kind, number=group.number)


def group(request: HttpRequest, who: Visitor, number: int) -> HttpResponse:
    """Everybody of the group, by state."""
    one = group_of(number)
    everybody = enrolment_table(one.id)
    states = states_of(everybody)
    wanted = request.GET.get("keadaan", "")
    rows = everybody.filter(pl.col("state") == wanted) if wanted in states else everybody
    state = words.STATES.get(wanted, words.ALL)
    listing = Listing(
        file=f"pendaftaran {one.kind} {one.number} {state.id}",
        caption=words.EVERYBODY,
        columns=COLUMNS,
        rows=rows.select(*SHOWN).rows(),
        drawn=lambda some: _drawn(who, some),
        said=f"{said(called(one))}, {said(state)}",
        person=len(SHOWN) - 1,
        of=f"wadah {one.kind} {one.number}",
    )
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    page = Page(
        title=called(one),
        lead=one.name,
        back=(words.TITLE, reverse("enrolments")),
        sums=[Sum((words.EXPORTED, everybody.height), [(words.STATES[each], states[each]) for each in states])],
        does=_buttons(who, one),
        shares=_tabs(states, wanted, everybody.height),
        tables=[table, *_answers(one)],
    )
    return told(request, who, page)


def file(request: HttpRequest, who: Visitor, number: int, batch: int) -> HttpResponse:
    """A file that was sent, again."""
    one = group_of(number)
    sent = seen(Batch).filter(id=batch, group=one).first()
    if sent is None or request.method != "POST" or not sees_all(Enrolment, batch=batch):
        raise Http404
    asked = asked_of(request, who)
    people = Enrolment.objects.filter(batch=batch).order_by("person_id").values_list("person_id", flat=True).distinct()
    look(who, "file enrolment", f"wadah {one.kind} {one.number}", list(people))
    made = fetch_enrolment(who.place, asked, sent.id, who.account.pk)
    return as_download(made.content, made.name)


def reason_of(codes: str) -> Text:
    """What the codes of a rejection say; a code that nobody explained yet is called so."""
    known = rejections()
    each = [
        known[code].says if code in known else words.UNSAID if code == UNSAID else words.UNKNOWN
        for code in codes.split(APART)
        if code
    ]
    return Text(id="; ".join(text.id for text in each), en="; ".join(text.en for text in each))


def _drawn(who: Visitor, rows: Sequence[Any]) -> list[list[Any]]:
    """Whoever may open a person goes there; a branch goes to what it can ask about them."""
    opens, asks = who.may("people.see"), who.may("rows.ask")

    def href(person: int, enrolment: int) -> str:
        if opens:
            return way("person", person=person)
        return way("question", enrolment=enrolment) if asks else ""

    return [
        [
            Cell(name, href(person, enrolment)),
            name_of(village) if village else "",
            decree,
            Cell(words.STATES[state], tag=words.COLOURS[state]),
            reason_of(codes),
            told_so,
        ]
        for name, village, decree, state, codes, told_so, enrolment, person in rows
    ]


def _tabs(states: Any, wanted: str, everybody: int) -> list[Tab]:
    tabs = [Tab(words.ALL, "?", wanted not in states, everybody)]
    return [*tabs, *(Tab(words.STATES[each], f"?keadaan={each}", wanted == each, states[each]) for each in states)]


def _buttons(who: Visitor, one: Group) -> list[Go | Do]:
    found: list[Go | Do] = []
    if who.may("enrolment.answer"):
        found.append(Go(words.ANSWER, reverse("enrolment_answer", kwargs={"number": one.id}), ""))
    for batch in seen(Batch).filter(group=one).order_by("-id")[:6]:
        href = reverse("enrolment_file", kwargs={"number": one.id, "batch": batch.id})
        found.append(Do(filled(words.FETCH, name=batch.file), href, file=True))
    return found


def _answers(one: Group) -> list[Table]:
    files = list(seen(AnswerFile).filter(group=one).order_by("-id")[:50])
    lost = UnknownLine.objects.filter(file__in=files).values_list("file_id", flat=True)
    counts = list(lost)
    href = [reverse("enrolment_answered", kwargs={"number": one.id, "answer": each.id}) for each in files]
    rows = [
        [Cell(each.file, link), counts.count(each.id), Cell(each.sha256[:16])]
        for each, link in zip(files, href, strict=True)
    ]
    columns = [Column(words.FILE), Column(words.ANSWER_LINES, number=True), Column(words.DIGEST)]
    return [Table(words.ANSWERS, columns, rows)] if rows else []
