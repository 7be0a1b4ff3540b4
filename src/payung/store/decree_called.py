"""What a decree is called: as its signed paper says, once there is one."""

from collections.abc import Iterable
from datetime import date

from payung.store.models import Decree, SignedPaper


def called(decrees: Iterable[int]) -> dict[int, tuple[str, date]]:
    """Decree -> number and day: of its last signed paper, of the decree itself where none came back yet."""
    wanted = list(decrees)
    found = {one: (number, dated) for one, number, dated in _own(wanted)}
    papers = SignedPaper.objects.filter(decree_id__in=wanted).order_by("id")
    return found | {one: (number, dated) for one, number, dated in papers.values_list("decree_id", "number", "dated")}


def _own(wanted: list[int]) -> Iterable[tuple[int, str, date]]:
    return Decree.objects.filter(id__in=wanted).values_list("id", "number", "dated")
