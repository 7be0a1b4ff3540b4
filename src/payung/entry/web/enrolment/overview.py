"""All groups and all decrees: how far each is, and where to go on."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.enrolment_table import group_states
from payung.core.basis.text import Text
from payung.entry.web.enrolment import words
from payung.entry.web.listing import Listing, listed
from payung.entry.web.page import Do, Go, Page, filled, told
from payung.entry.web.parts import Cell, Column, Table
from payung.entry.web.visitor import Visitor
from payung.store.counts import people_to_send
from payung.store.models import Decree, Group, Job
from payung.store.seen import seen

GROUP_COLUMNS = (
    Column(words.NUMBER, sort="nomor"),
    Column(words.KIND, sort="kode"),
    Column(words.NAME, sort="nama"),
    Column(words.EXPORTED, number=True, sort="dikirim"),
    *(Column(words.STATES[state], number=True, sort=state) for state in words.STATES),
)
DECREE_COLUMNS = (
    Column(words.DECREES, sort="keputusan"),
    Column(words.DAY, sort="tanggal"),
    Column(words.PEOPLE, number=True, sort="orang"),
    Column(words.NOT_SENT, number=True, sort="belum"),
    Column(words.SEND),
)


def overview(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Groups with their states; for an office also its decrees."""
    groups = listed(request, who, groups_of(), name="wadah")
    if isinstance(groups, HttpResponse):
        return groups
    tables: list[Table] = [groups]
    does: list[Go | Do] = []
    if who.may("enrolment.send"):
        decrees = listed(request, who, _decrees(), name="keputusan")
        if isinstance(decrees, HttpResponse):
            return decrees
        tables.append(decrees)
        does.append(Go(words.REASONS, reverse("enrolment_reasons")))
    return told(request, who, Page(words.TITLE, words.LEAD, notes=_jobs(who), does=does, tables=tables))


def _jobs(who: Visitor) -> list[Text]:
    """What became of the last files that ``who`` asked for, where it is not yet, or not well, ended."""
    last = Job.objects.filter(account=who.account.pk, kind="enrolment.export").order_by("-at").first()
    if last is None or last.state == "done":
        return []
    if last.state != "failed":
        return [words.WAITING]
    error = json.loads(last.error)
    return [filled(words.FAILED, why=Text(*(" ".join(pair) for pair in zip(error["says"], error["do"], strict=True))))]


def groups_of() -> Listing:
    """Every group that somebody was sent to, with how its people stand."""
    rows: list[list[Any]] = []
    for one in seen(Group).filter(batches__isnull=False).distinct().order_by("kind", "number"):
        states = group_states(group=one.id)
        href = reverse("enrolment_group", kwargs={"number": one.id})
        told_of = [Cell(one.number, href), one.kind, one.name, sum(states.values())]
        rows.append([*told_of, *(_state(states, each, href) for each in states)])
    totals = [sum(int(row[at].value if isinstance(row[at], Cell) else row[at]) for row in rows) for at in range(3, 7)]
    foot = [words.ALL, "", "", *totals] if rows else []
    return Listing("wadah", words.GROUPS, GROUP_COLUMNS, rows, foot=foot, empty=words.NO_GROUPS)


def _state(states: Any, each: str, href: str) -> Cell:
    return Cell(states[each], f"{href}?keadaan={each}" if states[each] else "")


def _decrees() -> Listing:
    rows: list[list[Any]] = []
    for one in Decree.objects.order_by("-dated", "-id"):
        people, left = people_to_send(decree=one.id)
        if not people:
            continue
        href = reverse("enrolment_send", kwargs={"decree": one.id})
        swap = reverse("enrolment_replace", kwargs={"decree": one.id})
        rows.append(
            [one.number, one.dated, people, left, Cell(words.SEND, href) if left else Cell(words.REPLACE, swap)]
        )
    return Listing("keputusan", words.DECREES, DECREE_COLUMNS, rows, empty=words.NO_DECREES)
