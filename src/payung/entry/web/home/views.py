"""The first page, and the task list of a cycle."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from payung.actions.listed_villages import listed_villages
from payung.entry.web.home import words
from payung.entry.web.home.branch import branch_home
from payung.entry.web.home.tasks import at_hand, tasks_of
from payung.entry.web.parts import Cell, Column, Table
from payung.entry.web.question.pages import open_questions
from payung.entry.web.render import shown
from payung.entry.web.tags import angka, way
from payung.entry.web.visitor import Visitor, today
from payung.store.models import Cycle
from payung.store.progress import Progress, cycle_seen, cycles_seen, progress_of
from payung.store.reading import one_moment

SOON_DAYS = 60


def home(request: HttpRequest, who: Visitor) -> HttpResponse:
    """The cycles of the visitor's regions, each with the task at hand; where there is one, its task list. A branch of
    BPJS has a page of its own."""
    if who.groups and not who.areas:
        return branch_home(request, who)
    with one_moment():
        found = [(cycle, _progress(who, cycle)) for cycle in cycles_seen()]
    if len(found) == 1:
        return _tasks(request, who, *found[0])
    return shown(request, who, "home/cycles.html", {"words": words, "table": _table(who, found), "may": _may(who)})


def cycle(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """The task list of one cycle."""
    with one_moment():
        found = cycle_seen(code)
        if found is None:
            raise Http404
        progress = _progress(who, found)
    return _tasks(request, who, found, progress)


def _progress(who: Visitor, of: Cycle) -> Progress:
    return progress_of(of, today(), SOON_DAYS, listed_villages(who.place, of))


def _tasks(request: HttpRequest, who: Visitor, of: Cycle, progress: Progress) -> HttpResponse:
    soon = words.ENDS.filled(days=SOON_DAYS, people=angka(progress.ending)) if progress.decrees else None
    asked = open_questions() if who.may("rows.ask") else 0
    given = {
        "words": words,
        "questions": words.QUESTIONS.filled(n=angka(asked)) if asked else None,
        "questions_at": way("questions"),
        "cycle": of,
        "place": of.programme.area_code,
        "tasks": tasks_of(of.code, progress, who.may),
        "soon": soon,
        "soon_at": way("endings") if who.may("cover.see") else "",
        "regions": way("areas", code=of.code, area=of.programme.area_code or "0") if who.may("figures.see") else "",
        "may": _may(who),
    }
    return shown(request, who, "home/tasks.html", given)


def _table(who: Visitor, found: list[tuple[Cycle, Progress]]) -> Table:
    columns = [
        Column(words.CYCLE),
        Column(words.LAW),
        Column(words.DEADLINE),
        Column(words.SENT, number=True),
        Column(words.STATE),
    ]
    return Table(words.CYCLES, columns, [_row(who, one, progress) for one, progress in found], empty=words.NONE)


def _row(who: Visitor, one: Cycle, progress: Progress) -> list[Any]:
    task = at_hand(tasks_of(one.code, progress, who.may))
    sent = words.OF_ALL.filled(done=angka(progress.sent), of=angka(progress.villages))
    state = Cell(task.text, more=task.word) if task else Cell(None)
    return [Cell(one.name, href=way("cycle", code=one.code)), one.on, one.deadline, sent, state]


def _may(who: Visitor) -> dict[str, str]:
    """Pages beside the list that the visitor may open."""
    return {"open": way("cycle_new") if who.may("lists.run") else ""}
