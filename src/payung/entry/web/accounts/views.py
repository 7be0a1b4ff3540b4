"""The list of accounts and their duties, and each account; who has none yet is seen by every administrator."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.keys_store import keys_store
from payung.actions.list_user import DutyLine, UserLine, user_lines
from payung.actions.right_of import RightMissing
from payung.actions.sessions_user import list_sessions
from payung.actions.show_user import UserShown, show_user
from payung.actions.user_errors import OwnAccount, UserUnknown
from payung.core.access.areas import lies_in
from payung.core.access.roles import ROLES
from payung.entry.web.accounts import words
from payung.entry.web.language import said
from payung.entry.web.listing import Listing, listed
from payung.entry.web.page import Go, Page, told
from payung.entry.web.parts import Cell, Column, Item, Table
from payung.entry.web.places import name_of
from payung.entry.web.visitor import Visitor, today
from payung.store.models import Group
from payung.store.seen import seen

STATES = words.STATES
COLUMNS = (
    Column(words.ACCOUNT, sort="akun"),
    Column(words.NAME, sort="nama"),
    Column(words.ROLE, sort="peran"),
    Column(words.WHERE, sort="wilayah"),
    Column(words.UNTIL, sort="sampai"),
    Column(words.STATE, sort="keadaan"),
)
DUTY = (
    Column(words.NUMBER), Column(words.ROLE), Column(words.WHERE), Column(words.SINCE), Column(words.UNTIL),
    Column(words.STATE), Column(words.END),
)  # fmt: skip
SESSION = (Column(words.SINCE), Column(words.ADDRESS), Column(words.BROWSER))
KEY = (Column(words.VERSION), Column(words.SEALS), Column(words.MADE_ON), Column(words.BY))


def accounts(request: HttpRequest, who: Visitor) -> HttpResponse:
    """A line a duty within the regions of the administrator."""
    rows, groups = [], _groups()
    for user in user_lines(today()):
        for duty in (each for each in user.duties if _mine(who, each, groups)):
            state = STATES[duty.state] if user.active else words.SHUT
            until = duty.until.isoformat() if duty.until else ""
            where = duty.group or duty.area
            rows.append((user.username, user.name, said(ROLES[duty.role]), where, until, said(state), user.number))
        if not user.duties:
            state = words.NO_DUTY if user.active else words.SHUT
            rows.append((user.username, user.name, "", "", "", said(state), user.number))
    listing = Listing("akun", words.TITLE, COLUMNS, rows, usual="akun", drawn=_drawn)
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    does = [Go(words.ADD, reverse("account_new"), "")]
    does += [Go(words.KEYS, reverse("store_keys"))] if who.may("store.manage") else []
    return told(request, who, Page(words.TITLE, words.LEAD, does=does, tables=[table]))


def account(request: HttpRequest, who: Visitor, account: int) -> HttpResponse:
    """One account: what it may do, where it is signed in, and what can be done about it."""
    shown = user_or_404(who, account)
    line, at = shown.line, {"account": account}
    own = line.username == who.account.username
    does = [] if own else [
        Go(words.GIVE, reverse("account_duty", kwargs=at), ""),
        Go(words.NEW_PASSWORD, reverse("account_password", kwargs=at)),
        Go(words.RESET, reverse("account_factor", kwargs=at)),
        Go(words.SIGN_OUT, reverse("account_sessions", kwargs=at)),
        Go(words.CLOSE if line.active else words.BACK, reverse("account_close", kwargs=at)),
    ]  # fmt: skip
    page = Page(
        line.username,
        back=(words.TITLE, reverse("accounts")),
        notes=[words.YOURS] if own else [],
        items=[
            Item(words.NAME, line.name),
            Item(words.EMAIL, shown.email),
            Item(words.STATE, words.OPEN if line.active else words.SHUT),
            Item(words.FACTORS, words.HAS if shown.factor else words.HAS_NOT),
            Item(words.PASSWORD, words.FIRST if shown.first_password else words.OWN),
        ],
        does=does,
        tables=[_duties(who, line), *([] if own else _sessions(who, line))],
    )
    return told(request, who, page)


def keys(request: HttpRequest, who: Visitor) -> HttpResponse:
    """What the keys are called and how they are changed; never the keys."""
    found = keys_store(who.place)
    rows = [
        [one.version, words.SEALING if one.seals else words.OPENING, one.since or words.WITH_STORE, one.by]
        for one in found.versions
    ]
    page = Page(
        words.KEYS,
        words.KEYS_LEAD,
        back=(words.TITLE, reverse("accounts")),
        notes=[words.HOW],
        items=[Item(words.KEYS_NAME, found.name)],
        tables=[Table(words.VERSIONS, KEY, rows)],
    )
    return told(request, who, page)


def user_or_404(who: Visitor, number: int) -> UserShown:
    """The account, where it has no duty or one within the administrator's regions. Raises: Http404."""
    try:
        shown = show_user(number, today())
    except UserUnknown:
        raise Http404 from None
    groups = _groups()
    if shown.line.duties and not any(_mine(who, duty, groups) for duty in shown.line.duties):
        raise Http404
    return shown


def _groups() -> frozenset[int]:
    """The groups of BPJS that may be seen."""
    return frozenset(seen(Group).values_list("id", flat=True))


def _mine(who: Visitor, duty: DutyLine, groups: Collection[int]) -> bool:
    """Whether the duty is of the administrator's regions; that of a branch, of a group that has people there."""
    return lies_in(duty.area, who.areas) if duty.of is None else duty.of in groups


def _drawn(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [[Cell(row[0], reverse("account", kwargs={"account": row[-1]})), *row[1:-1]] for row in rows]


def _duties(who: Visitor, line: UserLine) -> Table:
    rows, groups = [], _groups()
    for one in line.duties:
        ends = one.state in ("now", "later") and line.username != who.account.username and _mine(who, one, groups)
        end = Cell(words.END, reverse("duty_end", kwargs={"duty": one.number})) if ends else ""
        where = one.group or name_of(one.area)
        rows.append([str(one.number), ROLES[one.role], where, one.since, _day(one.until), STATES[one.state], end])
    return Table(words.DUTIES, DUTY, rows, empty=words.NO_DUTY)


def _day(day: date | None) -> date | str:
    return day or "–"


def _sessions(who: Visitor, line: UserLine) -> list[Table]:
    try:
        held = list_sessions(who.place, who.asked("00000000-0000-4000-8000-000000000000"), line.username)
    except (OwnAccount, RightMissing):  # a duty of it lies elsewhere: others look after it
        return []
    rows = [[one.since, one.address, one.browser[:80]] for one in held]
    return [Table(words.SESSIONS, SESSION, rows, empty=words.NO_SESSIONS)]
