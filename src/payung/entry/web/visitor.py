"""Who is at the door: an account, its duties of today, and what they allow where."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import BadRequest

from payung.actions.at_store import Asked, Place
from payung.core.access.areas import lies_in, widest
from payung.core.access.roles import may
from payung.core.basis.office_day import office_day
from payung.entry.web.place import place_of_server
from payung.store.models import Account, Duty
from payung.store.scope import Scope

WITHOUT_FACTOR = frozenset({"village"})
"""Roles that sign in with a password alone; everybody else needs a second factor."""


@dataclass(frozen=True)
class Held:
    """A role, and where: a region ("" the nation), or a group account of BPJS and no region."""

    role: str
    area: str
    group: int | None


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in, as the store knows them at this request."""

    account: Account
    duties: tuple[Held, ...]
    place: Place
    right: str = ""
    """The right of the page that is shown: ``areas`` and ``groups`` are those of the duties that give it."""

    def may(self, right: str) -> bool:
        """Whether any duty of today gives ``right``, wherever it is."""
        return any(may(held.role, right) for held in self.duties)

    @property
    def areas(self) -> tuple[str, ...]:
        """Regions in which the page's right is held, the widest alone."""
        return self.scope_of(self.right).areas

    @property
    def groups(self) -> tuple[int, ...]:
        """Group accounts for which the page's right is held."""
        return self.scope_of(self.right).groups

    @property
    def roles(self) -> frozenset[str]:
        """Of today."""
        return frozenset(held.role for held in self.duties)

    @property
    def names_people(self) -> bool:
        """Whether people may be named wherever the page's right is held, not only counted."""
        named = self.scope_of("people.see")
        return bool(named.areas) and all(lies_in(area, named.areas) for area in self.areas)

    @property
    def needs_factor(self) -> bool:
        """Whether a password alone is not enough for what this account may do."""
        return bool(self.roles - WITHOUT_FACTOR) and not settings.DEMO

    def scope_of(self, right: str) -> Scope:
        """Where ``right`` is held; of no right in particular, where any duty is."""
        held = [each for each in self.duties if not right or may(each.role, right)]
        return Scope(
            areas=widest(each.area for each in held if each.group is None),
            groups=tuple(sorted({each.group for each in held if each.group is not None})),
            account=self.account.pk,
        )

    def asked(self, request: str) -> Asked:
        """What an action is told: who, today in western Indonesia, now, and the id that the form was made with.

        Raises: BadRequest where that is none, so that nothing is done by an address alone.
        """
        try:
            request = str(UUID(request))
        except ValueError:
            raise BadRequest("the number of the form is missing") from None
        now = datetime.now(UTC)
        return Asked(by=self.account.username, on=office_day(now), at=now, request=request)


def today() -> date:
    """In western Indonesia."""
    return office_day(datetime.now(UTC))


def duties_of(account: int, on: date) -> tuple[Held, ...]:
    """Duties of ``account`` that hold on that day and that nobody ended."""
    rows = Duty.objects.filter(account=account, undoes=None, since__lte=on).order_by("id")
    ended = set(Duty.objects.filter(account=account).exclude(undoes=None).values_list("undoes_id", flat=True))
    return tuple(_held(row) for row in rows if row.id not in ended and (row.until is None or on <= row.until))


def visitor_of(account: Account, right: str = "") -> Visitor:
    """The visitor as the store has it now: asked at each request, so that what was taken away is gone at the next."""
    return Visitor(account, duties_of(account.pk, today()), place_of_server(), right)


def _held(row: Duty) -> Held:
    return Held(row.role, row.area_code, row.group_id)
