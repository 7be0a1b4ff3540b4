"""What has been kept for longer than it is needed: rows whose sealed bytes may go, kind by kind."""

from datetime import date

from django.db.models import Q, QuerySet

from payung.store.models import (
    DecreeLine,
    Enrolment,
    Identity,
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
    """A content that a younger cycle has, too, stays."""
    younger = IntakeFile.objects.filter(intake__cycle__year__gt=year).values("file_id")
    return KeptFile, KeptFile.objects.filter(intakes__isnull=False).exclude(id__in=younger).exclude(sealed=b"")


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
