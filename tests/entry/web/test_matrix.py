"""Every route, every role, every region, one's own objects and others': what the door says, cell by cell."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.urls import URLPattern, get_resolver

from payung.core.access.roles import ROLES
from payung.entry.web.routes import ROUTES
from payung.store.models import Cycle, Person, Programme, Village
from tests.entry.web.conftest import OURS, THEIRS, VILLAGE_OF, asked, people_it, served
from tests.entry.web.verdicts import LETTERS, MAY_OPEN

BY_NAME = {route.name: route for route in ROUTES}
NOWHERE = 987_654_321
VALUES = {"int": str(NOWHERE), "uuid": str(UUID(int=7)), "slug": "none-such", "str": "none-such"}


def patterns() -> list[URLPattern]:
    return list(get_resolver("payung.entry.web.urls").url_patterns)


def address(name: str, **given: object) -> str:
    """The address of a route with ``given``, and for all else what nothing has."""
    parts = []
    for part in BY_NAME[name].path.split("/"):
        for piece in [part] if "<" not in part else part.replace("><", "> <").split("-<"):
            if piece.startswith("<") or piece.endswith(">"):
                kind, _, key = piece.strip("<>").partition(":")
                parts.append((f"{given.get(key, VALUES[kind])}", part))
            else:
                parts.append((piece, part))
    return "/" + "/".join(_joined(parts))


def _joined(parts: list[tuple[str, str]]) -> Iterator[str]:
    last = None
    held: list[str] = []
    for text, of in parts:
        if of is not last and held:
            yield "-".join(held)
            held = []
        held.append(text)
        last = of
    yield "-".join(held)


def test_every_route_has_a_verdict_and_every_verdict_a_route():
    names = {pattern.name for pattern in patterns()}
    assert names == set(BY_NAME), "Django resolves nothing that the table of routes does not name"
    assert names - MAY_OPEN.keys() == set(), "a route without verdicts"
    assert MAY_OPEN.keys() - names == set(), "a verdict without a route"


def test_every_role_has_a_letter():
    assert set(LETTERS.values()) == set(ROLES)


@pytest.fixture(scope="module")
def mould(sqlite_moulds, tmp_path_factory):
    sqlite_moulds.mould("accounts", people_it)
    return sqlite_moulds.copy("accounts", tmp_path_factory.mktemp("matrix"))


@pytest.fixture
def bench(mould):
    with served(mould) as found:
        yield found


@pytest.mark.parametrize("role", [*ROLES, "none", "nobody"])
def test_the_door_opens_for_who_may_and_for_nobody_else(bench, role):
    """Refused is 403 for a role without the right, the sign-in page for a stranger; else the page, or 404."""
    browser = bench.nobody() if role == "nobody" else bench.as_(role)
    letter = next((letter for letter, name in LETTERS.items() if name == role), "")
    wrong = []
    for name, who in MAY_OPEN.items():
        if name in ("account_logout", "account_login", "language"):
            continue
        answer = browser.get(address(name))
        if who == "-":
            fits = answer.status_code in (200, 302, 404)
        elif role == "nobody":
            fits = answer.status_code == 303 and answer.headers["Location"].startswith("/akun/masuk/")
        elif who == "*" or (letter and letter in who):
            fits = answer.status_code in (200, 302, 303, 404, 405) and "/akun/masuk/" not in answer.get("Location", "")
        else:
            fits = answer.status_code == 403
        if not fits:
            wrong.append((name, who, answer.status_code, answer.get("Location", "")))
    assert wrong == []


@pytest.fixture
def peopled(moulds, tmp_path):
    """A village with a person in each of the two regencies, on either database."""
    moulds.mould("accounts", people_it)
    moulds.mould("peopled", _people, of="accounts")
    with served(moulds.copy("peopled", tmp_path)) as found:
        yield found


def _people(place) -> None:
    from payung.actions.at_store import act_at

    def work(doing, keys):
        villages = doing.add(Village, ["code"], [(VILLAGE_OF[area],) for area in (OURS, THEIRS)])
        columns = ["key", "name", "birth_date", "sex", "village_id"]
        rows = [(str(at) * 64, f"BUDI {'AB'[at]}", None, "L", village) for at, village in enumerate(villages)]
        doing.add(Person, columns, rows)
        programme = doing.add_one(Programme, code="p", name="P", area_code="15")
        values = {"code": "c-2027", "name": "C", "year": 2027, "on": "2027-01-01", "seed": 1, "deadline": None}
        doing.add_one(Cycle, programme_id=programme, **values)
        return {}

    act_at(place, asked("people"), "test", {}, work)


OBJECTS = {
    "person": lambda area: {"person": Person.objects.get(village__code=VILLAGE_OF[area]).pk},
    "person_nik": lambda area: {"person": Person.objects.get(village__code=VILLAGE_OF[area]).pk},
    "person_leave": lambda area: {"person": Person.objects.get(village__code=VILLAGE_OF[area]).pk},
    "village": lambda area: {"code": "c-2027", "village": VILLAGE_OF[area]},
    "slips": lambda area: {"village": VILLAGE_OF[area]},
    "areas": lambda area: {"code": "c-2027", "area": area},
}
"""Routes whose object is of one region -> the ids of that object in a regency."""


@pytest.mark.parametrize("name", OBJECTS)
def test_what_is_another_regency_s_is_not_there(peopled, name):
    """One's own is shown; a foreign one answers as one that does not exist, byte for byte."""
    for letter in MAY_OPEN[name]:
        if letter in "bm":
            continue
        browser = peopled.as_(LETTERS[letter])
        own, foreign = (address(name, **OBJECTS[name](area)) for area in (OURS, THEIRS))
        absent = address(name, **{key: value for key, value in OBJECTS[name](OURS).items() if key == "code"})
        answers = {which: browser.get(at) for which, at in (("own", own), ("foreign", foreign), ("absent", absent))}
        if LETTERS[letter] in ("village", "district") and name == "areas":
            continue  # the regency is wider than theirs
        assert answers["own"].status_code in (200, 303), (letter, name)
        assert answers["foreign"].status_code == answers["absent"].status_code == 404, (letter, name)
        told = [
            answers[which].content.replace(at.encode(), b"") for which, at in (("foreign", foreign), ("absent", absent))
        ]
        assert told[0] == told[1], (letter, name)
