"""Whether a visitor sees all of something: who sees a part may not act on the whole, nor take its file away."""

from typing import Any

from django.db import models
from django.http import Http404

from payung.core.access.areas import lies_in
from payung.entry.web.visitor import Visitor
from payung.store.models import BillLine, Enrolment, Fund, Group
from payung.store.scope import EVERYTHING, scoped
from payung.store.seen import seen


def sees_all(model: type[models.Model], **which: Any) -> bool:
    """Whether there are rows ``which``, each of them seen. Counted past the scope, or nothing would be missed."""
    with scoped(EVERYTHING):
        every = model._default_manager.filter(**which).count()
    return 0 < every == seen(model).filter(**which).count()


def whole_books(who: Visitor) -> None:
    """The books are of all funds together. Raises: Http404 for whoever does not see the regions of all of them."""
    if not covers_all_funds(who):
        raise Http404


def covers_all_funds(who: Visitor) -> bool:
    """Whether the regions of every fund are the visitor's."""
    return all(lies_in(area, who.areas) for area in Fund.objects.values_list("area_code", flat=True))


def whole_group(who: Visitor, group: int) -> None:
    """Raises: Http404 for whoever sees neither everybody of the group account nor all funds."""
    if not (sees_all(Enrolment, batch__group=group) or (who.areas and covers_all_funds(who))):
        raise Http404


def whole_group_named(who: Visitor, said: str) -> None:
    """The same of ``KIND:NUMBER``; a group that nobody is enrolled in yet, and none at all, are of the whole books."""
    kind, _, number = said.partition(":")
    with scoped(EVERYTHING):
        known = Group.objects.filter(kind=kind, number=number).values_list("id", flat=True).first()
    if known is None:
        whole_books(who)
    else:
        whole_group(who, known)


def whole_bill(who: Visitor, bill: int) -> None:
    """Raises: Http404 for whoever does not see everybody on the bill."""
    if not (sees_all(BillLine, bill=bill) or (who.areas and covers_all_funds(who))):
        raise Http404
