"""Acts on what is of many regions: the right of whoever acts is asked here, and that they hold all that changes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import models

from payung.actions.at_store import Asked
from payung.actions.right_of import RightMissing, scope_of_right
from payung.core.access.areas import lies_in
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.gateways.group_list import GroupSaid
from payung.store.models import Group
from payung.store.scope import EVERYTHING, Scope, scoped
from payung.store.whole import holds_all, holds_group, keeps_books, live_elsewhere


class NotWhole(PayungError):
    """Part of what would be changed lies outside the regions of the account that acts."""

    code = "not-whole"
    exit_code = 171

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Sebagian yang akan berubah berada di luar wilayah tugas akun ini; tidak ada yang diubah.",
                en="Part of what would change lies outside the region of this account; nothing was changed.",
            ),
            Text(
                id="Minta petugas yang bertugas di seluruh wilayah itu melakukannya.",
                en="Ask an officer whose duty covers all of that region to do it.",
            ),
        )


@dataclass(frozen=True)
class Sight:
    """Where whoever acts has the right for it. ``scope`` None: the office itself, at a shell, by no account.

    Each method raises NotWhole where the account does not hold all of what it names; the office itself holds it.
    """

    scope: Scope | None

    def area(self, code: str) -> None:
        """A region, whole."""
        self._must(self.scope is None or lies_in(code, self.scope.areas))

    def books(self) -> None:
        """The books, which are of all funds together."""
        self._must(self.scope is None or keeps_books(self.scope))

    def rows(self, model: type[models.Model], **which: Any) -> None:
        """All rows ``which``, of which there are some."""
        self._must(self.scope is None or holds_all(model, self.scope, **which))

    def group(self, said: GroupSaid | None) -> None:
        """A group account; one that nobody was sent to yet, and none at all, is of the books."""
        named = Group.objects.filter(kind=said.kind, number=said.number) if said else Group.objects.none()
        known = named.values_list("id", flat=True).first()
        if known is None:
            self.books()
        elif self.scope is not None and known not in self.scope.groups:
            self._must(holds_group(self.scope, known))

    def people(self, people: Iterable[int]) -> None:
        """People, as far as it is known where they live."""
        self._must(self.scope is None or not live_elsewhere(self.scope, set(people)))

    @property
    def is_branch(self) -> bool:
        """Whether the right is that of a branch, for its groups."""
        return self.scope is not None and bool(self.scope.groups)

    def _must(self, holds: bool) -> None:
        if not holds:
            raise NotWhole


@contextmanager
def in_sight(asked: Asked, *rights: str) -> Iterator[Sight]:
    """Inside, everything is seen, so that an act does the same on either database; what it changes is asked of the
    Sight. Within an act, or one moment. Raises: RightMissing where an account acts that has none of ``rights``."""
    scope = scope_of_right(asked.by, rights, asked.on)
    if scope is not None and not (scope.areas or scope.groups):
        raise RightMissing(rights[0])
    with scoped(EVERYTHING):
        yield Sight(scope)
