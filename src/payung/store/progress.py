"""How far a cycle has come: figures for whoever asks, of their own regions and groups. Asked within ``one_moment``.

Every figure is of the scope that was said (``store.scope``); without one all are zero.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, When

from payung.core.access.areas import lies_in
from payung.core.basis.months import between, first_day, later
from payung.core.cover.answer_words import ACCEPTED, REJECTED, UNANSWERED
from payung.core.cover.ledger import LET_GO
from payung.core.places.places import Gazetteer
from payung.store.held import held
from payung.store.models import (
    Answer,
    Cycle,
    Decree,
    DecreeLine,
    Enrolment,
    FileChoice,
    Finding,
    Intake,
    IntakeFile,
    PersonMonth,
    Proposal,
    Register,
    Run,
    RunFile,
    SavedPlan,
    SourceRow,
    Submission,
)
from payung.store.people import standing_leavings
from payung.store.problems import Told, open_problems
from payung.store.restricted import for_nothing_new
from payung.store.scope import EVERYTHING, scope_now, scoped
from payung.store.seen import seen

WORSE = (ACCEPTED, UNANSWERED, REJECTED)
"""What the groups said of somebody, the worst last."""
ENDED = ("done", "refused", "withdrawn")
"""After one of these steps nothing is open on a proposal."""


@dataclass(frozen=True)
class Progress:
    """What has been done in a cycle. Counts of people, villages and person-months; ``run`` the id of the last run."""

    registers: int  # kinds of lists to compare with
    villages: int  # of the programme's area
    sent: int  # of them, those that a list came from
    run: int | None
    submitted: int  # 1: the last run was handed in
    problems: int  # open in the last run, as its page of problems counts them
    blocking: int  # of them those that block
    troubled: int  # villages with a problem
    plans: int
    proposals: int  # open
    decrees: int
    people: int  # on the decrees and not taken off
    to_enrol: int  # of them those whom the office sends to BPJS; not who enrols alone, nor for whom nothing is begun
    accepted: int  # by BPJS in every group they were sent to, as its last answer says
    rejected: int  # in at least one
    waiting: int  # sent, rejected nowhere, and somewhere not answered
    months: Mapping[str, int]  # state of the ledger -> person-months held
    ending: int  # people of the decrees whose last month ends within the days asked


@dataclass
class VillageFigures:
    """A village in a cycle. ``sent`` 1: a list came from it; rows of the last run by decision; people on decrees."""

    code: str
    sent: int = 0
    problems: int = 0
    rows: int = 0
    accepted: int = 0
    decreed: int = 0


@dataclass
class RegionFigures:
    """A region: the sums of its villages, and how many of them sent a list or have open problems."""

    code: str
    villages: int = 0
    sent: int = 0
    troubled: int = 0
    problems: int = 0
    rows: int = 0
    accepted: int = 0
    decreed: int = 0

    def add(self, one: VillageFigures) -> None:
        """Count a village in."""
        self.villages += 1
        self.sent += one.sent
        self.troubled += one.problems > 0
        self.problems += one.problems
        self.rows += one.rows
        self.accepted += one.accepted
        self.decreed += one.decreed


@dataclass(frozen=True)
class FilesRead:
    """A village's files in a run, as its equation has them: rows read = workers + what is no data."""

    files: int = 0
    rows_read: int = 0
    workers: int = 0
    not_data: int = 0


@dataclass(frozen=True)
class VillageStanding:
    """One village of a cycle: its figures, what its files held, decisions and problems by code."""

    figures: VillageFigures
    files: list[tuple[str, str, int]] = field(default_factory=list)  # name, how it came, number of its row
    read: FilesRead = FilesRead()
    decisions: Mapping[str, int] = field(default_factory=dict)
    problems: Mapping[tuple[str, str], int] = field(default_factory=dict)  # severity and code -> findings


def cycles_seen() -> list[Cycle]:
    """Cycles of programmes that reach into the scope, the newest first; a branch those with people of its groups."""
    scope = scope_now()
    if scope is None:
        return []
    found = Cycle.objects.select_related("programme").order_by("-year", "name")
    return [one for one in found if _reaches(one, scope.areas) or (scope.groups and _serves(one))]


def cycle_seen(code: str) -> Cycle | None:
    """The cycle of that code, where ``cycles_seen`` has it."""
    return next((one for one in cycles_seen() if one.code == code), None)


def expected_villages(cycle: Cycle, listed: Collection[str] | None = None) -> tuple[str, ...]:
    """Codes of the villages a list is waited for from, within the scope, by code: of ``listed``, or of the whole area
    of the programme where there is no list of them.
    """
    scope = scope_now()
    areas, own = () if scope is None else scope.areas, cycle.programme.area_code
    if listed is None:
        listed = [one.code for one in Gazetteer.read(own[:6]).villages]
    return tuple(sorted(code for code in listed if code.startswith(own) and lies_in(code, areas)))


def progress_of(cycle: Cycle, on: date, days: int = 60, listed: Collection[str] | None = None) -> Progress:
    """The figures of the cycle on a day; ``ending``: of who has a last month that ends in the ``days`` after it.

    ``listed``: the villages that are waited for, as ``expected_villages`` has them.
    """
    run = _last_run(cycle)
    decrees = _decrees(cycle.id)
    wrong = Told(run) if run and scope_now() else None
    problems, _, troubled = wrong.counts() if wrong else (0, 0, 0)
    expected, sent = set(expected_villages(cycle, listed)), _sent(run, _standing(cycle))
    people, months = decreed_people(cycle=cycle.id), held_months(cycle=cycle.id)
    return Progress(
        registers=Register.objects.filter(cycle=cycle).values("kind").distinct().count(),
        villages=len(expected | sent),
        sent=len(sent),
        run=run.id if run else None,
        submitted=Submission.objects.filter(run=run).count() if run else 0,
        problems=problems,
        blocking=sum(one.findings for one in (wrong.kinds() if wrong else ()) if one.severity == "block"),
        troubled=troubled,
        plans=SavedPlan.objects.filter(cycle=cycle, kind="plan").count(),
        proposals=seen(Proposal).filter(cycle=cycle).exclude(steps__name__in=ENDED).count(),
        decrees=decrees.count(),
        **people,
        months=months,
        ending=ending_number(cycle=cycle.id, on=on.isoformat(), days=days),
    )


@held
def decreed_people(cycle: int) -> dict[str, int]:
    """People on the decrees of the cycle who were not taken off: ``people``, ``to_enrol`` and their states at BPJS.

    Somebody paid by several funds has several lines and is one person. Of what was sent to a group the last counts.
    """
    lines = seen(DecreeLine).filter(decree__in=_decrees(cycle), removal__isnull=True)
    sent = seen(Enrolment).filter(line__in=lines)
    states = _worst_states(sent)
    never = lines.filter(person__in=for_nothing_new()).exclude(person__in=sent.values("person"))
    return {
        "people": _people(lines),
        "to_enrol": _people(lines.exclude(purse__fund__group_kind="").exclude(id__in=never.values("id"))),
        "accepted": states["accepted"],
        "rejected": states["rejected"],
        "waiting": states["unanswered"],
    }


def _people(lines: "QuerySet[DecreeLine, DecreeLine]") -> int:
    return lines.order_by().values("person").distinct().count()


def _worst_states(sent: "QuerySet[Enrolment, Enrolment]") -> dict[str, int]:
    """People by the worst that the groups said of each, of ``WORSE``; of a group its last answer to the last file."""
    newest = sent.order_by().values("person", "batch__group").annotate(at=Max("id")).values("at")
    said = Answer.objects.filter(enrolment=OuterRef("pk")).order_by("-id").values("state")[:1]
    rank = Case(*(When(said=state, then=at) for at, state in enumerate(WORSE)), default=WORSE.index(UNANSWERED))
    people = sent.filter(id__in=newest).annotate(said=Subquery(said)).order_by().values("person")
    counts = {state: Count("person", filter=Q(worst=at)) for at, state in enumerate(WORSE)}
    return people.annotate(worst=Max(rank)).aggregate(**counts)


@held
def held_months(cycle: int) -> dict[str, int]:
    """State of the ledger -> person-months of the decrees of the cycle that are held."""
    return dict(_months(cycle).order_by().values_list("state").annotate(Count("id")))


@held
def ending_number(cycle: int, on: str, days: int) -> int:
    """People of the decrees of the cycle whose last month ends within so many days after the day ``on`` (ISO)."""
    return ending_people(_months(cycle), date.fromisoformat(on), days).count()


def _months(cycle: int) -> "QuerySet[PersonMonth, PersonMonth]":
    return seen(PersonMonth).filter(line__decree__in=_decrees(cycle)).exclude(state__in=LET_GO)


def ending_people(
    months: "QuerySet[PersonMonth, PersonMonth]", on: date, days: int
) -> "QuerySet[PersonMonth, dict[str, int]]":
    """People among ``months`` whose last month, whoever pays it, ends within ``days`` days after ``on``.

    Who died, moved or left is not among them.
    """
    ends = [month for month in _months_near(on, days) if on < first_day(later(month, 1)) <= on + timedelta(days=days)]
    if not ends:
        return months.none().values("person")
    goes_on = PersonMonth.objects.filter(person=OuterRef("person"), month__gt=OuterRef("month"))
    left = standing_leavings().filter(person=OuterRef("person"))
    found = months.filter(month__in=ends).filter(~Exists(goes_on.exclude(state__in=LET_GO)), ~Exists(left))
    return found.order_by().values("person").distinct()


def figures_of(cycle: Cycle, area: str, listed: Collection[str] | None = None) -> list[VillageFigures]:
    """Every village of the scope in ``area`` (a code of 0 to 10 digits), by code: those expected and those met."""
    run = _last_run(cycle)
    found = {code: VillageFigures(code) for code in expected_villages(cycle, listed) if code.startswith(area)}

    def of(code: str) -> VillageFigures:
        return found.setdefault(code, VillageFigures(code))

    for code in _sent(run, _standing(cycle), area):
        of(code).sent = 1
    if run is not None:
        for code, number in Told(run, area).villages() if scope_now() else ():
            of(code).problems = number
        for code, decision, number in rows_by_village(run=run.id, area=area):
            of(code).rows += number
            of(code).accepted += number if decision == "accept" else 0
    for code, number in people_by_village(cycle=cycle.id, area=area):
        of(code).decreed = number
    return [found[code] for code in sorted(found)]


@held
def rows_by_village(run: int, area: str) -> list[tuple[str, str, int]]:
    """Village, decision, rows of the run."""
    rows = seen(SourceRow).filter(run=run, village__code__startswith=area).order_by()
    return list(rows.values_list("village__code", "decision").annotate(Count("id")))


@held
def people_by_village(cycle: int, area: str) -> list[tuple[str, int]]:
    """Village, people of it on decrees of the cycle who were not taken off."""
    lines = seen(DecreeLine).filter(decree__in=_decrees(cycle), removal__isnull=True).order_by()
    found = lines.filter(person__village__code__startswith=area).values_list("person__village__code")
    return list(found.annotate(Count("person", distinct=True)))


def regions_of(cycle: Cycle, area: str, listed: Collection[str] | None = None) -> list[RegionFigures]:
    """The regions right below ``area`` (province, regency or district; "" the nation), by code."""
    length = {0: 2, 2: 4, 4: 6}.get(len(area), 10)
    found: dict[str, RegionFigures] = {}
    for village in figures_of(cycle, area, listed):
        found.setdefault(village.code[:length], RegionFigures(village.code[:length])).add(village)
    return list(found.values())


def village_of(cycle: Cycle, code: str, listed: Collection[str] | None = None) -> VillageStanding | None:
    """A village of the scope in the cycle, with what ``figures_of`` says of it; None where it is not one of them."""
    run, files = _last_run(cycle), _standing(cycle)
    decisions, problems, read = dict[str, int](), dict[tuple[str, str], int](), FilesRead()
    if run is not None:
        rows = seen(SourceRow).filter(run=run, village__code=code)
        decisions = dict(rows.order_by().values_list("decision").annotate(Count("id")))
        wrong = _open_problems(run).filter(village__code=code).order_by().values_list("severity", "code")
        problems = {(severity, kind): number for severity, kind, number in wrong.annotate(Count("id"))}
        read = _read(run, code)
    figures = VillageFigures(
        code,
        sent=int(code in _sent(run, files, code)),
        problems=sum(problems.values()),
        rows=sum(decisions.values()),
        accepted=decisions.get("accept", 0),
        decreed=dict(people_by_village(cycle=cycle.id, area=code)).get(code, 0),
    )
    if figures == VillageFigures(code) and code not in expected_villages(cycle, listed):
        return None
    told = files.filter(village__code=code).order_by("-id").values_list("name", "state", "id")
    return VillageStanding(figures, list(told), read, decisions, problems)


def _read(run: Run, code: str) -> FilesRead:
    files = seen(RunFile).filter(run=run, village__code=code, status="read")
    read = files.values_list("rows_read", "workers", "not_data")
    sums = [sum(column) for column in zip(*read, strict=True)] or [0, 0, 0]
    return FilesRead(len(read), *sums)


def _reaches(cycle: Cycle, areas: Iterable[str]) -> bool:
    """Whether the programme's area lies in one of ``areas``, or one of them in it."""
    own = cycle.programme.area_code
    return any(own.startswith(area) or area.startswith(own) for area in areas)


def _serves(cycle: Cycle) -> bool:
    return seen(Enrolment).filter(line__decree__in=_decrees(cycle.id)).exists()


def _last_run(cycle: Cycle) -> Run | None:
    return Run.objects.filter(cycle=cycle).order_by("-id").first()


def _open_problems(run: Run | None) -> "QuerySet[Finding, Finding]":
    return seen(Finding).none() if run is None or scope_now() is None else open_problems(run)


def _decrees(cycle: int) -> "QuerySet[Decree, Decree]":
    """Decrees of the cycle's runs, and what amends them."""
    return Decree.objects.filter(Q(run__cycle=cycle) | Q(amends__run__cycle=cycle))


def _standing(cycle: Cycle) -> "QuerySet[IntakeFile, IntakeFile]":
    """Files of deliveries that were not taken back; a delivery itself is seen by its sender alone."""
    with scoped(EVERYTHING):
        intakes = list(Intake.objects.filter(cycle=cycle, intake__isnull=True).values_list("id", flat=True))
    return seen(IntakeFile).filter(intake__in=intakes)


def _sent(run: Run | None, files: "QuerySet[IntakeFile, IntakeFile]", area: str = "") -> set[str]:
    """Villages of ``area`` that one of the ``files`` came from, as it was told or as the last run read it."""
    told = files.filter(village__isnull=False)
    chosen = seen(FileChoice).filter(intake_file__in=files, choice="taken", village__isnull=False)
    read = seen(RunFile).filter(run=run, status="read", village__isnull=False) if run else seen(RunFile).none()
    read = read.filter(Q(intake_file__isnull=True) | Q(intake_file__in=files))
    return {code for rows in (told, chosen, read) for code in _villages(rows, area)}


def _villages(rows: "QuerySet[Any, Any]", area: str) -> Iterator[str]:
    within = rows.filter(village__code__startswith=area) if area else rows
    yield from within.order_by().values_list("village__code", flat=True).distinct()


def _months_near(on: date, days: int) -> tuple[int, ...]:
    month = on.year * 100 + on.month
    return between(month, later(month, -(-days // 28)))
