"""The first page of a branch of BPJS: its groups, files to fetch, answers to send, questions that are open."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from payung.entry.web.enrolment.overview import groups_of
from payung.entry.web.home import words
from payung.entry.web.listing import listed
from payung.entry.web.page import Do, Go, Page, filled, told
from payung.entry.web.parts import Table
from payung.entry.web.question.pages import listing
from payung.entry.web.visitor import Visitor
from payung.store.models import Batch, Group
from payung.store.seen import seen

MOST_FILES = 6


def branch_home(request: HttpRequest, who: Visitor) -> HttpResponse:
    """What a branch does, on one page. Only its own groups; nobody's welfare."""
    tables: list[Table] = []
    for name, each in (("wadah", groups_of()), ("pertanyaan", listing(only_open=True))):
        table = listed(request, who, each, name=name)
        if isinstance(table, HttpResponse):
            return table
        tables.append(table)
    does: list[Go | Do] = []
    groups = list(seen(Group).filter(batches__isnull=False).distinct().order_by("kind", "number"))
    for one in groups:
        href = reverse("enrolment_answer", kwargs={"number": one.id})
        does.append(Go(filled(words.UPLOAD, group=f"{one.kind} {one.number}"), href, ""))
    for batch in seen(Batch).filter(group__in=groups).order_by("-id")[:MOST_FILES]:
        href = reverse("enrolment_file", kwargs={"number": batch.group_id, "batch": batch.id})
        does.append(Do(filled(words.DOWNLOAD, name=batch.file), href, file=True))
    return told(request, who, Page(words.BRANCH, words.BRANCH_LEAD, does=does, tables=tables))
