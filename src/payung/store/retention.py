"""What has been kept for longer than it is needed: rows whose sealed bytes may go, kind by kind."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Mod

from payung.store.intakes import REFUSED_NAMES
from payung.store.models import (
    ROWS_AN_ACT,
    DecreeLine,
    Enrolment,
    Identity,
    Intake,
    IntakeFile,
    Kept,
    KeptFile,
    PersonMonth,
    SourceRow,
    Waiting,
)


def past(code: str, months: int, on: date) -> tuple[type[Kept], list[int]]:
    """Rows of the kind ``code`` that were last needed more than ``months`` before ``on``, by number.

    Raises: KeyError for a kind that is never erased.
    """
    model, rows = {"village_files": _files, "row_values": _rows, "unlisted_niks": _niks}[code](_last_year(months, on))
    return model, list(rows.order_by("id").values_list("id", flat=True).distinct())


def _last_year(months: int, on: date) -> int:
    """The last year that ended at least that many months before."""
    month = on.year * 12 + on.month - 1 - months
    return month // 12 - 1


def _files(year: int) -> tuple[type[Kept], "QuerySet"]:
    """A content that a younger cycle has, too, stays. Names of files that were not taken go with their delivery."""
    younger = IntakeFile.objects.filter(intake__cycle__year__gt=year).values("file_id")
    lists = Q(intakes__isnull=False) & ~Q(id__in=younger)
    names = Q(media=REFUSED_NAMES) & ~Exists(
        Intake.objects.filter(cycle__year__gt=year, id__gte=_first_of_act(), id__lt=_first_of_act() + ROWS_AN_ACT)
    )
    return KeptFile, KeptFile.objects.filter(lists | names).exclude(sealed=b"")


def _first_of_act() -> CombinedExpression:
    """The lowest number that a row of the act could have which added the row outside."""
    number = OuterRef("id")
    return number - Mod(number, ROWS_AN_ACT)


def _rows(year: int) -> tuple[type[Kept], "QuerySet"]:
    return SourceRow, SourceRow.objects.filter(_ended(year), values_sealed__isnull=False)


def _niks(year: int) -> tuple[type[Kept], "QuerySet"]:
    """Of people whom nothing but old lists knows."""
    known = Identity.objects.filter(person__rows__isnull=False).exclude(nik_sealed=b"")
    for table in (DecreeLine, Enrolment, Waiting, PersonMonth):
        known = known.exclude(person__in=table.objects.values("person_id"))
    return Identity, known.exclude(
        person__in=SourceRow.objects.exclude(_ended(year)).values("person_id").exclude(person=None)
    )


def _ended(year: int) -> Q:
    """Rows of a run whose year is over: that of its cycle, or of its day where it has none."""
    return Q(run__cycle__year__lte=year) | Q(run__cycle__isnull=True, run__on__year__lte=year)
