"""Whether a visitor sees all of something: who sees a part may not act on the whole, nor take its file away.

Actions ask the same of whoever acts (``actions.in_sight``); pages ask before they show a form.
"""

from typing import Any

from django.db import models
from django.http import Http404

from payung.entry.web.visitor import Visitor
from payung.store import whole
from payung.store.models import BillLine, Group
from payung.store.scope import EVERYTHING, Scope, scope_now, scoped


def sees_all(model: type[models.Model], **which: Any) -> bool:
    """Whether there are rows ``which``, each of them seen."""
    return whole.sees_all(model, scope_now(), **which)


def of_books(scope: Scope, **_: Any) -> bool:
    """For ``Route.whole``: a page of the books."""
    return whole.keeps_books(scope)


def of_bill(scope: Scope, number: int) -> bool:
    """For ``Route.whole``: a page that acts on a whole bill."""
    return whole.holds_all(BillLine, scope, bill=number)


def of_group(scope: Scope, number: int) -> bool:
    """For ``Route.whole``: a page that acts on a whole group account; also its branch's."""
    return number in scope.groups or whole.holds_group(scope, number)


def whole_books(who: Visitor) -> None:
    """The books are of all funds together. Raises: Http404 for whoever does not see the regions of all of them."""
    if not whole.keeps_books(who.scope_of(who.right)):
        raise Http404


def whole_group(who: Visitor, group: int) -> None:
    """Raises: Http404 for whoever sees neither everybody of the group account nor all funds."""
    if not whole.holds_group(who.scope_of(who.right), group):
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
