"""Safe repairs accepted and taken back; correction workbooks fetched."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from payung.actions.accept_fixes import SAFE, accept_fixes, preview_fixes, safe_findings, undo_fixes
from payung.actions.fetch_corrections import REASONS, fetch_corrections, handed, people_to_correct
from payung.core.basis.errors import PayungError
from payung.entry.web.asking import cycle_or_404
from payung.entry.web.imports.figures import covers, run_or_404, run_shown
from payung.entry.web.imports.views import now
from payung.entry.web.language import said
from payung.entry.web.listing import look
from payung.entry.web.page import filled
from payung.entry.web.parts import Cell, Column, Table, paged
from payung.entry.web.places import name_of
from payung.entry.web.problem import words
from payung.entry.web.render import refused, shown
from payung.entry.web.visitor import Visitor
from payung.store.keys import Keys
from payung.store.looks import looked
from payung.store.models import Correction, Cycle, Run
from payung.store.problems import open_problems, standing_fixes
from payung.store.scope import EVERYTHING, scoped
from payung.store.seen import seen


def fixes(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Every safe repair that waits, before and after; those that were shown accepted at once."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    if not covers(who, cycle):
        raise Http404
    waiting = safe_findings(run)
    if request.method == "POST":
        asked = who.asked(request.POST.get("request", ""))
        try:
            kinds = tuple(code for code in SAFE if code in request.POST.getlist("kind"))
            closed = accept_fixes(who.place, asked, run_shown(request, cycle), kinds)
        except PayungError as error:
            return refused(request, who, error, "problem/fixes.html", _preview(request, who, cycle, run, waiting))
        messages.success(request, said(filled(words.ACCEPTED, n=closed)))
        return HttpResponseRedirect(reverse("problems", kwargs={"code": code}), status=303)
    return shown(request, who, "problem/fixes.html", _preview(request, who, cycle, run, waiting))


def _preview(request: HttpRequest, who: Visitor, cycle: Cycle, run: Run, waiting: dict[str, int]) -> dict[str, object]:
    problems = open_problems(run).filter(code__in=list(waiting)).order_by("village__code", "file", "row", "id")
    some, pages = paged(problems, request)
    if some:
        look(who, "problem.fixes", cycle.programme.area_code, {one.person_id for one in some})
    repairs = preview_fixes(Keys.read(who.place.keys), run, some) if some else []
    codes = {one.id: one.village.code if one.village else "" for one in some}
    columns = (Column(words.PLACE), Column(words.ROW, number=True), Column(words.KIND), Column(words.BEFORE),
               Column(words.AFTER))  # fmt: skip
    lines = [
        (Cell(name_of(codes[one.finding]), more=one.file), one.row, SAFE[one.code], one.before, one.after)
        for one in repairs
    ]
    return {
        "cycle": cycle,
        "words": words,
        "place": cycle.programme.area_code,
        "total": sum(waiting.values()),
        "run": run,
        "kinds": list(waiting),
        "table": Table(words.SAFE_TITLE, columns, lines, pages=pages, empty=words.NO_SAFE, stack=True),
        "standing": standing_fixes(cycle.id).exists(),
    }


def undo(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Take the repairs accepted last back."""
    cycle = cycle_or_404(code)
    if not covers(who, cycle):
        raise Http404
    try:
        opened = undo_fixes(who.place, who.asked(request.POST.get("request", "")), cycle.id)
    except PayungError as error:
        run = run_or_404(cycle)
        context = _preview(request, who, cycle, run, safe_findings(run))
        return refused(request, who, error, "problem/fixes.html", context)
    messages.success(request, said(filled(words.UNDONE, n=opened)))
    return HttpResponseRedirect(reverse("problems", kwargs={"code": code}), status=303)


def corrections(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Who has fetched and who has answered; the workbooks as a ZIP."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    if request.method == "POST":
        return _fetch(request, who, cycle, run)
    return shown(request, who, "problem/corrections.html", _handed(request, who, cycle, run))


def _handed(request: HttpRequest, who: Visitor, cycle: Cycle, run: Run) -> dict[str, object]:
    all_ = handed(run)
    some, pages = paged(all_, request)
    columns = (Column(words.REGION), Column(words.ROWS, number=True), Column(words.FETCHED), Column(words.ANSWERED))
    lines = [
        (name_of(one.code), one.rows, _by(one.fetched_by, one.fetched_at), _by(one.answered_by, one.answered_at))
        for one in some
    ]
    return {
        "cycle": cycle,
        "words": words,
        "place": cycle.programme.area_code,
        "total": len(all_),
        "reasons": REASONS.items() if who.may("nik.full") else (),
        "table": Table(words.CORRECTIONS, columns, lines, pages=pages),
    }


def _by(name: str, at: object) -> Cell:
    return Cell(at, more=name) if name else Cell(words.NOT_YET)


def _fetch(request: HttpRequest, who: Visitor, cycle: Cycle, run: Run) -> HttpResponse:
    why = request.POST.get("reason", "")
    if why and not who.may("nik.full"):
        raise PermissionDenied
    area = request.POST.get("area", "")
    with scoped(who.scope_of("nik.full") if why else who.scope_of("corrections.fetch")):
        books = seen(Correction).filter(run=run)
        chosen = books.filter(village__code=area) if area else books
        villages = set(chosen.values_list("village_id", flat=True))
    of = area or (who.areas[0] if who.areas else "") or cycle.programme.area_code
    with scoped(EVERYTHING):  # a row whose village is not known is in the workbook of its file's village
        people = people_to_correct(run, villages)
    what, reason = ("corrections.whole", why[:20]) if why else ("corrections", "work")
    looked(who.account.pk, what, of, reason, now(), people=people)
    asked = who.asked(request.POST.get("request", ""))
    try:
        held = fetch_corrections(who.place, asked, run.id, villages, whole_niks=why)
    except PayungError as error:
        return refused(request, who, error, "problem/corrections.html", _handed(request, who, cycle, run))
    answer = HttpResponse(held, content_type="application/zip")
    name = f"perbaikan_{area or cycle.code}_{run.act_number}_{asked.on:%Y%m%d}.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
