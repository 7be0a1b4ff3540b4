"""What the pages about deliveries show, read within the scope of whoever looks."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from payung.core.access.areas import lies_in
from payung.entry.web.visitor import Visitor
from payung.store.intakes import ANSWERS, CONFLICT, READ, REPLACED, SentFile, files_of, last_run, verdicts
from payung.store.models import ROWS_AN_ACT, Act, Cycle, Intake, IntakeFile, Run, RunFile
from payung.store.scope import EVERYTHING, scoped
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


def run_or_404(cycle: Cycle) -> Run:
    """The run that counts. Raises: Http404 where nothing was judged yet."""
    run = last_run(cycle.id)
    if run is None:
        raise Http404
    return run


def run_shown(request: HttpRequest, cycle: Cycle) -> int:
    """The run of the cycle that the page showed when its form was made; 0 where the form names none."""
    given = request.POST.get("run", "")
    number = int(given) if given.isdecimal() and len(given) < 19 else 0
    return number if Run.objects.filter(id=number, cycle=cycle).exists() else 0


def covers(who: Visitor, cycle: Cycle) -> bool:
    """Whether the visitor works in the whole area of the programme."""
    return lies_in(cycle.programme.area_code, who.areas)


def deliveries(cycle: Cycle) -> list[Delivery]:
    """The newest first."""
    states: dict[int, Counter[str]] = {}
    for intake, state in seen_files(cycle).values_list("intake_id", "state").iterator():
        states.setdefault(intake, Counter())[state] += 1
    with scoped(EVERYTHING):  # that a delivery was taken back says nothing about anybody
        undone = set(Intake.objects.filter(undoes__in=list(states)).values_list("undoes_id", flat=True))
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


def seen_files(cycle: Cycle) -> "QuerySet[IntakeFile]":
    """Files of the cycle's deliveries that may be seen; a delivery itself is seen by its sender alone."""
    with scoped(EVERYTHING):
        intakes = list(Intake.objects.filter(cycle=cycle).values_list("id", flat=True))
    return seen(IntakeFile).filter(intake__in=intakes)


def whole_delivery(cycle: Cycle, intake: int) -> int:
    """Files of a delivery that stands, where all of them may be seen; else 0."""
    with scoped(EVERYTHING):
        files = IntakeFile.objects.filter(intake=intake, intake__cycle=cycle).count()
        undone = Intake.objects.filter(undoes=intake).exists()
    return files if not undone and seen_files(cycle).filter(intake=intake).count() == files else 0


Told = tuple[list[SentFile], Mapping[int, str], set[int]]
"""All files that stand, what each counts for, and which of them may be seen."""


def files_told(cycle: Cycle) -> Told:
    """Read once for all that a page says of them."""
    with scoped(EVERYTHING):  # whether a file counts depends on those of others
        files = files_of(cycle.id)
    return files, verdicts(files), set(seen_files(cycle).values_list("id", flat=True))


def conflicts(told: Told) -> list[tuple[SentFile, SentFile | None]]:
    """Files that wait for a choice, each with the newest of somebody else that counts for its village now."""
    files, rulings, seen_ = told
    counting = sorted((one for one in files if rulings[one.id] == READ), key=lambda one: one.order)
    found = []
    for one in files:
        if one.id in seen_ and rulings[one.id] == CONFLICT:
            others = [each for each in counting if each.village == one.village and each.account != one.account]
            found.append((one, others[-1] if others else None))
    return found


def set_aside(told: Told, file: int) -> tuple[SentFile, SentFile | None] | None:
    """The file, where it does not count because of a newer one or a choice; with the list of its village that counts.

    None where it counts or waits for a choice, and where it may not be seen.
    """
    files, rulings, seen_ = told
    found = next((one for one in files if one.id == file and rulings[one.id] == REPLACED), None)
    if found is None or file not in seen_:
        return None
    lists = [one for one in files if one.village == found.village and one.media != ANSWERS]
    counting = [one for one in lists if found.village and rulings[one.id] == READ]
    return found, max(counting, key=lambda one: one.order, default=None)


def number_of(against: SentFile | None) -> str:
    """What a form says of the list that was shown beside a file that is set aside."""
    return str(against.id) if against else "0"


def waiting(told: Told, run: Run | None) -> int:
    """Files that count and came in after the last run."""
    files, rulings, seen_ = told
    since = run.act_number if run else 0
    return sum(rulings[one.id] == READ and one.order // ROWS_AN_ACT > since for one in files if one.id in seen_)


def unread(cycle: Cycle, run: Run, told: Told) -> list[int]:
    """Rows of ``RunFile`` whose file the run did not read and that still stands: neither it nor a newer one of its
    village came in its place, and its delivery was not taken back."""
    _, rulings, _ = told
    rows = seen(RunFile).filter(run=run).exclude(status__in=(READ, REPLACED)).order_by("name", "id")
    found = list(rows.values_list("id", "intake_file_id", "intake_file__intake_id"))
    with scoped(EVERYTHING):  # that a delivery was taken back says nothing about anybody
        undone = set(Intake.objects.filter(undoes__in={sent for *_, sent in found}).values_list("undoes_id", flat=True))
    return [row for row, file, sent in found if rulings.get(file) != REPLACED and sent not in undone]


def answered_files(told: Told) -> list[tuple[SentFile, str]]:
    """Correction workbooks that came back, as they came, with what each counts for."""
    files, rulings, seen_ = told
    return [(one, rulings[one.id]) for one in files if one.media == ANSWERS and one.id in seen_]
