"""Deliveries: sent, listed, taken back; lists checked and handed in."""

from datetime import UTC, datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from payung.actions.compare_runs import Compared, compared_counts
from payung.actions.private_folder import private_folder
from payung.actions.send_roster import Sent, send_roster
from payung.actions.submit_run import submit_run
from payung.actions.undo_intake import undo_intake
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.entry.web.asking import cycle_or_404, in_hand, queued, whole_cycle
from payung.entry.web.fields import FilesField
from payung.entry.web.imports import words
from payung.entry.web.imports.figures import (
    answered_files,
    conflicts,
    covers,
    deliveries,
    files_told,
    run_or_404,
    run_shown,
    unread,
    waiting,
    whole_delivery,
)
from payung.entry.web.imports.refusals import refused_files
from payung.entry.web.imports.untied import without_village
from payung.entry.web.language import lazily, said
from payung.entry.web.page import filled
from payung.entry.web.parts import Cell, Column, Table, paged
from payung.entry.web.places import name_of
from payung.entry.web.render import refused, shown
from payung.entry.web.visitor import Visitor
from payung.gateways.problem_words import kind_called, what_to_do
from payung.gateways.workbooks.incoming import Upload
from payung.store.intakes import CONFLICT, READ, REPLACED, last_run
from payung.store.models import Cycle, Run, RunFile, Submission
from payung.store.reading import one_moment
from payung.store.seen import seen

OTHER_STATES = {CONFLICT: words.CONFLICT, REPLACED: words.REPLACED}


class SendForm(forms.Form):
    """Files of a delivery."""

    files = FilesField(
        label=lazily(words.FILES),
        help_text=lazily(words.FILES_HINT),
        accept=".xlsx,.xls,.ods,.csv,.zip",
        allow_empty_file=True,
    )


def page(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """All deliveries of a cycle, the last result with its equation, and what is to be done."""
    with one_moment():  # and one transaction: each costs as much as a question
        cycle = cycle_or_404(code)
        given = _context(request, who, cycle) | {"form": SendForm(), "refused": refused_files(request, who, cycle)}
    return shown(request, who, "imports/list.html", given)


def send(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Take in what was sent; its files are kept, nothing is judged."""
    cycle = cycle_or_404(code)
    form = SendForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            return refused(request, who, None, "imports/list.html", _context(request, who, cycle), form=form)
        asked = who.asked(request.POST.get("request", ""))
        with private_folder() as folder:
            uploads = []
            for place, given in enumerate(form.cleaned_data["files"]):
                path = folder / str(place)
                with path.open("wb") as handle:
                    for chunk in given.chunks():
                        handle.write(chunk)
                uploads.append(Upload(given.name, path))
            sent = send_roster(who.place, asked, code, uploads, areas=who.areas)
    except PayungError as error:
        context = _context(request, who, cycle)
        return refused(request, who, error, "imports/list.html", context, form=SendForm(), field="files")
    if sent.answers:
        messages.success(request, said(filled(words.ANSWERS_SENT, n=sent.answers)))
    if sent.refused:
        messages.warning(request, f"{said(_counted(sent))} {said(words.REFUSED)}")
        answer = _to("imports", code)
        answer.headers["Location"] += f"?kiriman={sent.intake}"
        return answer
    messages.success(request, said(_counted(sent)))
    if sent.conflict:
        return _to("imports_conflicts", code)
    return _to("imports_answers" if sent.answers else "imports", code)


def judge(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Ask for all lists to be judged; a page shows how far that is."""
    cycle = cycle_or_404(code)
    whole_cycle(who, cycle)
    job = who.asked(request.POST.get("request", ""))
    return queued(request, who, cycle, "cycle.judge", {"cycle": code}, job)


def submit(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Hand in the result that was shown, where it still is the last."""
    cycle = cycle_or_404(code)
    run_or_404(cycle)
    if not covers(who, cycle):
        raise Http404
    try:
        submit_run(who.place, who.asked(request.POST.get("request", "")), run_shown(request, cycle))
    except PayungError as error:
        return refused(request, who, error, "imports/list.html", _context(request, who, cycle), form=SendForm())
    messages.success(request, said(words.SUBMIT_DONE))
    return _to("imports", code)


def undo(request: HttpRequest, who: Visitor, code: str, intake: int) -> HttpResponse:
    """Ask whether to take a delivery back, and do it."""
    cycle = cycle_or_404(code)
    files = whole_delivery(cycle, intake)
    if not files:
        raise Http404  # a part of somebody else's delivery is not theirs to take back
    context = {"cycle": cycle, "words": words, "place": cycle.programme.area_code, "files": files}
    context["warning"] = filled(words.UNDO_WARNING, n=files)
    if request.method != "POST":
        return shown(request, who, "imports/undo.html", context)
    try:
        undo_intake(who.place, who.asked(request.POST.get("request", "")), intake)
    except PayungError as error:
        return refused(request, who, error, "imports/undo.html", context)
    messages.success(request, said(words.UNDO_DONE))
    return _to("imports", code)


def files(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Every file the last run read, with its equation."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    rows = seen(RunFile).filter(run=run).select_related("village").order_by("name", "id")
    only = request.GET.get("hanya", "")
    if only == "salah":
        rows = rows.filter(id__in=unread(cycle, run, files_told(cycle)))
    elif only == "desa":
        rows = rows.filter(village__isnull=True)
    some, pages = paged(rows, request)
    columns = (
        *(Column(words.FILE), Column(words.VILLAGE), Column(words.STATE), Column(words.READ, number=True)),
        *(Column(words.ROWS, number=True), Column(words.NOT_DATA, number=True)),
    )
    lines = [
        (one.name, name_of(one.village.code) if one.village else words.NO_VILLAGE, _state(one.status), one.rows_read,
         one.workers, one.not_data)
        for one in some
    ]  # fmt: skip
    table = Table(words.RUN_FILES, columns, lines, pages=pages, stack=True)
    context = {"cycle": cycle, "words": words, "place": cycle.programme.area_code, "table": table, "only": only}
    return shown(request, who, "imports/files.html", context)


def _state(status: str) -> Cell:
    if status == READ:
        return Cell(words.READ_OK)
    return Cell(OTHER_STATES.get(status) or kind_called(status), more=what_to_do(status) or "")


def _context(request: HttpRequest, who: Visitor, cycle: Cycle) -> dict[str, object]:
    run = last_run(cycle.id)
    sent = deliveries(cycle)
    some, pages = paged(sent, request, size=20)
    columns = (
        *(Column(words.WHEN), Column(words.WHO), Column(words.TAKEN, number=True), Column(words.KNOWN, number=True)),
        *(Column(words.CONFLICT, number=True), Column(words.STATE)),
    )
    may_undo = who.may("lists.undo")
    lines = [
        (one.at, one.by, one.taken, one.known, one.conflict, _standing(cycle, one.intake, one.undone, may_undo))
        for one in some
    ]
    compared = _compared(cycle, run) if run else None
    files = files_told(cycle)
    return {
        "cycle": cycle,
        "words": words,
        "place": cycle.programme.area_code,
        "run": run,
        "unread": len(unread(cycle, run, files)) if run else 0,
        "in_hand": in_hand(who, cycle, "cycle.judge"),
        "handed_in": bool(run) and Submission.objects.filter(run=run).exists(),
        "covers": covers(who, cycle),
        "may": {right: who.may(f"lists.{right}") for right in ("send", "run")},
        "table": Table(words.DELIVERIES, columns, lines, pages=pages, stack=True),
        "waiting": waiting(files, run),
        "conflicts": len(conflicts(files)),
        "answers": len(answered_files(files)),
        "untied": len(without_village(who, cycle, files)) if who.may("lists.run") else 0,
        "compared": compared,
        "sum": equation(compared) if compared else None,
    }


def _standing(cycle: Cycle, intake: int, undone: bool, may_undo: bool) -> Cell:
    if undone:
        return Cell(words.UNDONE, tag="grey")
    href = reverse("imports_undo", kwargs={"code": cycle.code, "intake": intake}) if may_undo else ""
    return Cell(words.UNDO if may_undo else words.STANDS, href=href)


def _compared(cycle: Cycle, run: Run) -> Compared:
    before = Run.objects.filter(cycle=cycle, id__lt=run.id).order_by("-id").values_list("id", flat=True).first()
    return Compared(**compared_counts(before=before, after=run.id))


def equation(told: Compared) -> Text:
    """Every row that was read, in exactly one pile."""
    return filled(
        words.SUM,
        **{"read": told.rows_read, "new": told.new, "unchanged": told.unchanged, "updated": told.updated},
        **{"problems": told.with_problems, "rest": told.not_data},
    )


def _counted(sent: Sent) -> Text:
    counts = {"taken": sent.taken, "known": sent.known, "conflict": sent.conflict, "refused": len(sent.refused)}
    return filled(words.SENT, **counts)


def _to(name: str, code: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, kwargs={"code": code}), status=303)


def now() -> datetime:
    """The moment of a look."""
    return datetime.now(UTC)
