"""Accounts and what each may do."""

from dataclasses import dataclass
from datetime import date

from payung.actions.at_store import Place
from payung.store.database import open_store
from payung.store.models import Account, Duty


@dataclass(frozen=True)
class DutyLine:
    """A duty as it stands on a day: ``state`` is "now", "later", "over" or "ended".

    ``of``: the number of the group of BPJS that it is for, None where it is for a region; ``group``: how it is called,
    "" also where it may not be seen.
    """

    number: int
    role: str
    area: str
    group: str
    since: date
    until: date | None
    state: str
    of: int | None = None


@dataclass(frozen=True)
class UserLine:
    """An account and its duties, oldest first."""

    number: int
    username: str
    name: str
    active: bool
    duties: tuple[DutyLine, ...]


def list_user(place: Place, on: date) -> list[UserLine]:
    """Every account by its name. Raises: StoreMissing, StoreUnreachable."""
    open_store(place.address)
    return user_lines(on)


def user_lines(on: date) -> list[UserLine]:
    """The same of the store that is open."""
    ended = set(Duty.objects.exclude(undoes=None).values_list("undoes_id", flat=True))
    held: dict[int, list[DutyLine]] = {}
    for duty in Duty.objects.filter(undoes=None).select_related("group").order_by("id"):
        group = f"{duty.group.kind} {duty.group.number}" if duty.group else ""
        state = _state(duty, on, duty.id in ended)
        line = DutyLine(duty.id, duty.role, duty.area_code, group, duty.since, duty.until, state, duty.group_id)
        held.setdefault(duty.account_id, []).append(line)
    return [
        UserLine(account.pk, account.username, account.name, account.is_active, tuple(held.get(account.pk, ())))
        for account in Account.objects.order_by("username")
    ]


def _state(duty: Duty, on: date, ended: bool) -> str:
    if ended:
        return "ended"
    if duty.until is not None and duty.until < on:
        return "over"
    return "later" if duty.since > on else "now"
