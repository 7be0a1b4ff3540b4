"""What the pages about deliveries show, read within the scope of whoever looks."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from payung.core.access.areas import lies_in
from payung.entry.web.visitor import Visitor
from payung.store.intakes import ANSWERS, SentFile, files_of, last_run, verdicts
from payung.store.models import ROWS_AN_ACT, Act, Cycle, Intake, IntakeFile, Run
from payung.store.seen import seen


@dataclass(frozen=True)
class Delivery:
    """A delivery as far as it may be seen: its files by state."""

    intake: int
    by: str
    at: datetime
    taken: int
    known: int
    conflict: int
    undone: bool


def cycle_or_404(code: str) -> Cycle:
    """Raises: Http404."""
    found = seen(Cycle).select_related("programme").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def run_or_404(cycle: Cycle) -> Run:
    """The run that counts. Raises: Http404 where nothing was judged yet."""
    run = last_run(cycle.id)
    if run is None:
        raise Http404
    return run


def covers(who: Visitor, cycle: Cycle) -> bool:
    """Whether the visitor works in the whole area of the programme."""
    return lies_in(cycle.programme.area_code, who.areas)


def deliveries(cycle: Cycle) -> list[Delivery]:
    """The newest first."""
    states: dict[int, Counter[str]] = {}
    for intake, state in seen(IntakeFile).filter(intake__cycle=cycle).values_list("intake_id", "state").iterator():
        states.setdefault(intake, Counter())[state] += 1
    undone = set(Intake.objects.filter(cycle=cycle, undoes__in=list(states)).values_list("undoes_id", flat=True))
    numbers = {intake // ROWS_AN_ACT for intake in states}
    told = Act.objects.filter(number__in=numbers).values_list("number", "by", "at")
    acts = {number: (by, at) for number, by, at in told}
    return [
        Delivery(
            intake,
            *acts[intake // ROWS_AN_ACT],
            counted["taken"],
            counted["known"],
            counted["conflict"],
            intake in undone,
        )
        for intake, counted in sorted(states.items(), reverse=True)
    ]


def conflicts(cycle: Cycle) -> list[tuple[SentFile, SentFile | None]]:
    """Files that wait for a choice, each with the one that counts for its village now."""
    files = files_of(cycle.id)
    rulings = verdicts(files)
    counts = {one.village: one for one in files if rulings[one.id] == "read" and one.media != ANSWERS}
    return [(one, counts.get(one.village)) for one in files if rulings[one.id] == "file_conflict"]


def waiting(cycle: Cycle, run: Run | None) -> int:
    """Files that count and came in after the last run."""
    files = files_of(cycle.id)
    rulings = verdicts(files)
    since = run.act_number if run else 0
    return sum(rulings[one.id] == "read" and one.order // ROWS_AN_ACT > since for one in files)


def answers(cycle: Cycle) -> int:
    """Correction workbooks that came back."""
    return sum(one.media == ANSWERS for one in files_of(cycle.id))
