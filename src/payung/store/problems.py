"""What is wrong in a run: how much, of which kinds, where; and which kinds somebody accepted a repair for."""

from collections.abc import Collection
from dataclasses import astuple, dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from payung.store.held import held
from payung.store.models import Finding, Fix, Run
from payung.store.seen import in_scope

SEVERITIES = ("block", "warn")
"""A finding that only informs is no problem."""


@dataclass(frozen=True)
class Kind:
    """Problems of one kind. ``rows``: of village lists; a problem of a whole file has none."""

    code: str
    severity: str
    findings: int
    rows: int
    villages: int


@dataclass(frozen=True)
class Region:
    """Problems below a code of 4, 6 or 10 digits; "" where the village is not known."""

    code: str
    findings: int
    rows: int
    villages: int


def open_problems(run: Run) -> "QuerySet[Finding]":
    """The problems of a run within the scope that no accepted repair has closed."""
    return _open(run.id, "", closed_codes(run), "")


def counts(problems: "QuerySet[Finding]") -> tuple[int, int, int]:
    """Problems, rows and villages."""
    rows = problems.filter(row__isnull=False).values("file", "sheet", "row").distinct().count()
    villages = problems.filter(village__isnull=False).values("village").distinct().count()
    return problems.count(), rows, villages


def of_files(problems: "QuerySet[Finding]") -> int:
    """How many of the problems are of a whole file or sheet, and of no row."""
    return problems.filter(row__isnull=True).count()


def kinds(problems: "QuerySet[Finding]") -> list[Kind]:
    """Every kind, blocking ones first, most first; the sum of their findings is that of ``counts``."""
    told = {
        (row["code"], row["severity"]): (row["found"], row["villages"])
        for row in problems.order_by()
        .values("code", "severity")
        .annotate(found=Count("id"), villages=Count("village", distinct=True))
    }
    rows = _rows_by(problems, "code", "severity")
    found = [Kind(code, severity, n, rows.get((code, severity), 0), v) for (code, severity), (n, v) in told.items()]
    return sorted(found, key=lambda kind: (kind.severity, -kind.findings, kind.code))


def regions(problems: "QuerySet[Finding]", digits: int) -> list[Region]:
    """Problems by region of so many digits, most first."""
    named = problems.annotate(region=Substr("village__code", 1, digits)).order_by()
    rows = _rows_by(named, "region")
    told = named.values("region").annotate(found=Count("id"), villages=Count("village", distinct=True))
    found = [Region(row["region"] or "", row["found"], rows.get((row["region"],), 0), row["villages"]) for row in told]
    return sorted(found, key=lambda region: (-region.findings, region.code))


@dataclass(frozen=True)
class Told:
    """The problems of a run that are open within a region ("" all), of one kind ("" all)."""

    run: Run
    area: str = ""
    kind: str = ""

    def kinds(self) -> list[Kind]:
        """As ``kinds``; of the region, whatever the kind."""
        return [Kind(*row) for row in problem_kinds(**self._said())]

    def counts(self) -> tuple[int, int, int]:
        """As ``counts``."""
        found, rows, villages = problem_counts(**self._said(), kind=self.kind)
        return found, rows, villages

    def of_files(self) -> int:
        """As ``of_files``."""
        return int(problem_files(**self._said(), kind=self.kind))

    def regions(self, digits: int) -> list[Region]:
        """As ``regions``."""
        return [Region(*row) for row in problem_regions(**self._said(), kind=self.kind, digits=digits)]

    def villages(self) -> list[tuple[str, int]]:
        """Code and number of problems of every village that has some, whatever their kind."""
        return [(code, number) for code, number in problem_villages(**self._said())]

    def _said(self) -> dict[str, Any]:
        return {"run": self.run.id, "area": self.area, "closed": sorted(closed_codes(self.run))}


@held
def problem_kinds(run: int, area: str, closed: list[str]) -> list[tuple[Any, ...]]:
    """``kinds`` as rows."""
    return [astuple(one) for one in kinds(_open(run, area, closed, ""))]


@held
def problem_counts(run: int, area: str, closed: list[str], kind: str) -> tuple[int, int, int]:
    """``counts``."""
    return counts(_open(run, area, closed, kind))


@held
def problem_files(run: int, area: str, closed: list[str], kind: str) -> int:
    """``of_files``."""
    return of_files(_open(run, area, closed, kind))


@held
def problem_regions(run: int, area: str, closed: list[str], kind: str, digits: int) -> list[tuple[Any, ...]]:
    """``regions`` as rows."""
    return [astuple(one) for one in regions(_open(run, area, closed, kind), digits)]


@held
def problem_villages(run: int, area: str, closed: list[str]) -> list[tuple[str, int]]:
    """Village, problems; of those whose village is known."""
    told = _open(run, area, closed, "").filter(village__isnull=False).order_by().values_list("village__code")
    return list(told.annotate(Count("id")))


def _open(run: int, area: str, closed: Collection[str], kind: str) -> "QuerySet[Finding]":
    found = in_scope(Finding).filter(run=run, severity__in=SEVERITIES).exclude(code__in=closed)
    found = found.filter(village__code__startswith=area) if area else found
    return found.filter(code=kind) if kind else found


def standing_fixes(cycle: int) -> "QuerySet[Fix]":
    """Repairs that were accepted in a cycle and not taken back."""
    undone = Fix.objects.filter(run__cycle=cycle, undoes__isnull=False).values("undoes_id")
    return Fix.objects.filter(run__cycle=cycle, undoes__isnull=True).exclude(id__in=undone)


def closed_codes(run: Run) -> Collection[str]:
    """Kinds of problems that an accepted repair of the cycle has closed in ``run``, and in every run after its own."""
    if run.cycle_id is None:
        return ()
    fixes = standing_fixes(run.cycle_id).filter(Q(run__lte=run.id))
    return set(fixes.values_list("code", flat=True))


def _rows_by(problems: "QuerySet[Any]", *names: str) -> dict[tuple[Any, ...], int]:
    """Names -> how many rows of lists."""
    places = problems.filter(row__isnull=False).order_by().values_list(*names, "file", "sheet", "row").distinct()
    counted: dict[tuple[Any, ...], int] = {}
    for line in places.iterator():
        counted[line[: len(names)]] = counted.get(line[: len(names)], 0) + 1
    return counted
