"""Pages about the work on deliveries: how far a check is, files in conflict, what changed."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from payung.actions.choose_roster import ChoiceWrong, choose_roster
from payung.actions.compare_runs import changed_rows
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.entry.web.asking import cycle_or_404
from payung.entry.web.imports import words
from payung.entry.web.imports.field_words import FIELDS
from payung.entry.web.imports.figures import conflicts, files_told, number_of, run_or_404, seen_files, set_aside
from payung.entry.web.language import said
from payung.entry.web.listing import look
from payung.entry.web.page import filled
from payung.entry.web.parts import Cell, Column, Table, paged
from payung.entry.web.places import name_of
from payung.entry.web.render import part, refused, shown
from payung.entry.web.visitor import Visitor
from payung.store.among import among
from payung.store.intakes import ANSWERS, SentFile
from payung.store.keys import Keys
from payung.store.models import Cycle, Job, Run, SourceRow, Village
from payung.store.seen import seen


def job(request: HttpRequest, who: Visitor, code: str, job: UUID) -> HttpResponse:
    """How far a check is; it goes on when the page is left."""
    cycle = cycle_or_404(code)
    found = Job.objects.filter(id=str(job), kind="cycle.judge").first()
    if found is None or json.loads(found.said).get("cycle") != code or found.account_id != who.account.pk:
        raise Http404
    told = json.loads(found.progress)
    stage = told.get("stage")
    context = {
        "cycle": cycle,
        "words": words,
        "place": cycle.programme.area_code,
        "job": found,
        "running": found.state in ("waiting", "running"),
        "stage": Text(id=stage[0], en=stage[1]) if stage else words.JOB_QUEUED,
        "done": told.get("done", 0),
        "of": told.get("of"),
        "href": request.path,
        "outcome": _outcome(found),
        "error": _error(found),
    }
    if getattr(request, "htmx", False):
        return part(request, who, "imports/progress.html", context)
    return shown(request, who, "imports/job.html", context)


def _outcome(job: Job) -> Text | None:
    if job.state != "done":
        return None
    told = json.loads(job.outcome)
    if told.get("same"):
        return words.JOB_SAME
    return filled(words.JOB_DONE, rows=told["rows"], findings=told["findings"], new=told["new"])


def _error(job: Job) -> Text | None:
    if job.state != "failed":
        return None
    told = json.loads(job.error)
    return Text(id=f"{told['says'][0]} {told['do'][0]}", en=f"{told['says'][1]} {told['do'][1]}")


def choose(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Files in conflict, and the choice of one."""
    cycle = cycle_or_404(code)
    context = {"cycle": cycle, "words": words, "place": cycle.programme.area_code, "pairs": _told(cycle)}
    if request.method != "POST":
        return shown(request, who, "imports/conflicts.html", context)
    given = request.POST.get("file", "")
    file = int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0
    if not seen_files(cycle).filter(id=file).exists():
        raise Http404
    asked = who.asked(request.POST.get("request", ""))
    aside = set_aside(files_told(cycle), file)
    try:
        if aside and request.POST.get("against", "") != number_of(aside[1]):
            raise ChoiceWrong(words.NEWER)
        choose_roster(who.place, asked, file, request.POST.get("choice", ""))
    except PayungError as error:
        return refused(request, who, error, "imports/conflicts.html", context)
    messages.success(request, said(words.CHOSEN))
    back = _answer(cycle, aside[0]) if aside else ""
    return HttpResponseRedirect(back or request.path, status=303)


def _told(cycle: Cycle) -> list[dict[str, object]]:
    found = conflicts(files_told(cycle))
    codes = dict(Village.objects.filter(id__in=[one.village for one, _ in found]).values_list("id", "code"))
    return [
        {
            "file": one,
            "village": name_of(codes[one.village]) if one.village else "",
            "against": other,
            "twin": _twin(cycle, one),
            "answer": _answer(cycle, one),
            "other": _answer(cycle, other),
        }
        for one, other in found
    ]


def _twin(cycle: Cycle, file: SentFile) -> Text | None:
    """That the content is another village's, which is named to who sees its file; None for any other conflict."""
    if not file.twin:
        return None
    same = seen_files(cycle).filter(file=file.kept, village__isnull=False).exclude(village=file.village)
    codes = sorted(set(same.values_list("village__code", flat=True)))
    if not codes:
        return words.TWIN
    return words.TWIN_OF.filled(village=", ".join(name_of(code) for code in codes))


def _answer(cycle: Cycle, file: SentFile | None) -> str:
    """Where is shown what a correction workbook says; "" for a list."""
    if file is None or file.media != ANSWERS:
        return ""
    return reverse("imports_answer", kwargs={"code": cycle.code, "file": file.id})


def changes(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Villages with rows that say something else than in the result before."""
    cycle = cycle_or_404(code)
    run, before = run_or_404(cycle), _before(cycle)
    rows = seen(SourceRow).filter(run=run, village__isnull=False)
    was = seen(SourceRow).filter(run=before, village__isnull=False) if before else None
    marks: dict[str, list[set[str]]] = {}
    for place, query in enumerate((was, rows) if was is not None else ()):
        for village, mark in query.values_list("village__code", "mark").iterator():
            marks.setdefault(village, [set(), set()])[place].add(mark)
    changed = sorted((village, len(new - old), len(old - new)) for village, (old, new) in marks.items() if old != new)
    some, pages = paged(changed, request)
    columns = (Column(words.VILLAGE), Column(words.AFTER, number=True), Column(words.BEFORE, number=True))
    lines = [
        (Cell(name_of(v), href=reverse("imports_changes_of", kwargs={"code": code, "area": v})), new, old)
        for v, new, old in some
    ]
    table = Table(words.CHANGES, columns, lines, pages=pages, empty=words.NO_CHANGES if before else words.FIRST_RUN)
    context = {"cycle": cycle, "words": words, "place": cycle.programme.area_code, "table": table}
    return shown(request, who, "imports/changes.html", context)


def changes_of(request: HttpRequest, who: Visitor, code: str, area: str) -> HttpResponse:
    """What changed in a village, field by field, before and after."""
    cycle = cycle_or_404(code)
    run, before = run_or_404(cycle), _before(cycle)
    village = Village.objects.filter(code=area).first()
    if village is None or not seen(SourceRow).filter(run__in=[run, before or run], village=village).exists():
        raise Http404
    told = changed_rows(Keys.read(who.place.keys), before.id, run.id, village.id) if before else []
    numbers = {number for one in told for number in (one.before, one.after)}
    rows = SourceRow.objects.filter(id__in=among(numbers)).values_list("id", "row", "person_id")
    held = {number: (row, person) for number, row, person in rows}
    lines = [(one, name, both) for one in told for name, both in one.fields.items()]
    part_, pages = paged(lines, request)
    if part_:
        look(who, "imports.changes", area, {held[at][1] for one, *_ in part_ for at in (one.before, one.after)})
    some = [
        (held[one.after][0], FIELDS.get(name, Text(id=name, en=name)), *(_shown(name, each) for each in both))
        for one, name, both in part_
    ]
    columns = (Column(words.ROW, number=True), Column(words.FIELD), Column(words.BEFORE), Column(words.AFTER))
    table = Table(words.CHANGES_IN, columns, some, pages=pages, empty=words.NO_CHANGES)
    context = {"cycle": cycle, "words": words, "place": area, "table": table}
    return shown(request, who, "imports/changes.html", context)


def _before(cycle: Cycle) -> Run | None:
    return Run.objects.filter(cycle=cycle).order_by("-id")[1:2].first()


def _shown(name: str, value: object) -> str:
    """A value as a page shows it; of numbers that name a person only the end."""
    if value is None or value == "":
        return "–"
    said_ = str(value)
    return f"…{said_[-4:]}" if name in ("nik", "family_card", "phone") else said_
