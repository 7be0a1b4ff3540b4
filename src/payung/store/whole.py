"""Whether a scope holds all of something: who sees a part may not act on the whole, nor take its file away."""

from typing import Any

from django.db import models

from payung.core.access.areas import lies_in
from payung.store.among import among
from payung.store.models import Enrolment, Fund, Person
from payung.store.scope import EVERYTHING, Scope, scoped
from payung.store.seen import in_areas, seen_by


def sees_all(model: type[models.Model], scope: Scope | None, **which: Any) -> bool:
    """Whether there are rows ``which``, each of them seen. Counted past the scope, or nothing would be missed."""
    with scoped(EVERYTHING):
        rows = model._default_manager.filter(**which)
        return 0 < rows.count() == rows.filter(seen_by(model, scope)).count()


def keeps_books(scope: Scope | None) -> bool:
    """Whether the regions of every fund are the scope's: the books are of all funds together."""
    if scope is None or not scope.areas:
        return False
    return all(lies_in(area, scope.areas) for area in Fund.objects.values_list("area_code", flat=True))


def holds_all(model: type[models.Model], scope: Scope | None, **which: Any) -> bool:
    """Whether all rows ``which`` are seen, or all books are the scope's."""
    return keeps_books(scope) or sees_all(model, scope, **which)


def holds_group(scope: Scope | None, group: int) -> bool:
    """Whether everybody of a group account is seen, or all books are the scope's."""
    return holds_all(Enrolment, scope, batch__group=group)


def live_elsewhere(scope: Scope, people: set[int]) -> bool:
    """Whether one of these people lives in a village outside the scope's regions."""
    with scoped(EVERYTHING):
        placed = Person.objects.filter(id__in=among(sorted(people)), village__isnull=False)
        return placed.exclude(in_areas("village__code", scope.areas)).exists()
