"""Served stores with a decree on its way to BPJS, and accounts of the province and of both regencies."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from payung.actions.add_user import NewUser, add_user
from payung.actions.allocate_budget import Request as Plan
from payung.actions.allocate_budget import allocate_budget
from payung.actions.at_store import Place
from payung.actions.duty_user import NewDuty, duty_user
from payung.actions.issue_decree import issue_decree
from payung.actions.open_fund import open_fund
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.receive_roster import receive_roster
from payung.actions.run_programme import Request, run_programme
from payung.entry.web import visitor
from payung.synth.bill import Planted
from tests.actions.stores.branch import DECREED, FUNDS, PRICE, Branch, _decree, sixty
from tests.actions.stores.two_villages import ON, Planned, _open, planned, wanted
from tests.actions.stores.two_villages import asked as of_the_office
from tests.actions.villages import SUNGAI_DUREN, Province, person
from tests.entry.web.conftest import FIRST_DAY, LAST_DAY, Browser, Workbench, asked, people_it, served, with_factor

__all__ = ["planned", "sixty"]

PROVINCE = "15"
ROLES = ("officer", "auditor", "head")


def of_the_province(place: Place) -> None:
    """An officer, an auditor and a head of the whole province."""
    people_it(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("payung.actions.add_user.make_password", lambda said: "md5$salt$none")
        for role in ROLES:
            name = f"{role}.{PROVINCE}"
            add_user(place, asked(f"add {name}"), NewUser(name, f"Akun {role}"), "sangat rahasia sekali")
            duty_user(place, asked(f"duty {name}"), NewDuty(name, role, area=PROVINCE, since=FIRST_DAY, until=LAST_DAY))
            with_factor(place, name)


class On:
    """The day on which the workbench is asked."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def __call__(self, day: date) -> None:
        usual = visitor.Visitor.asked

        def asked_on(who, request):
            return replace(usual(who, request), on=day)

        self._patch.setattr(visitor.Visitor, "asked", asked_on)
        for name in (
            "visitor",
            "fund.pages",
            "month.books",
            "month.matching",
            "ending.pages",
            "cover.pages",
        ):
            self._patch.setattr(f"payung.entry.web.{name}.today", lambda: day)


@pytest.fixture
def on_day(monkeypatch) -> On:
    return On(monkeypatch)


@pytest.fixture
def two(moulds, planned, tmp_path) -> Iterator[Workbench]:
    """Two villages with a decree of the whole plan, served."""
    moulds.mould("opened", lambda place: _open(place, planned))
    moulds.mould("issued", lambda place: issue_decree(place, of_the_office(), wanted(planned)), of="opened")
    moulds.mould("issued with accounts", of_the_province, of="issued")
    with served(moulds.copy("issued with accounts", tmp_path)) as bench:
        yield bench


@pytest.fixture
def one(moulds, sixty, tmp_path) -> Iterator[Workbench]:
    """A village of sixty people on a decree of three months, served."""
    moulds.mould("decreed", lambda place: _decree(place, sixty))
    moulds.mould("decreed with accounts", of_the_province, of="decreed")
    with served(moulds.copy("decreed with accounts", tmp_path)) as bench:
        yield bench


def _plan_of(folder: Path, people: int) -> Planned:
    """So many people of one village, planned for three months."""
    each = [
        person(at, name=f"BUDI {chr(65 + at % 26)}{chr(65 + at // 26 % 26)}{chr(65 + at // 676)}", year=1965 + at % 30,
               month=1 + at % 12)
        for at in range(1, people + 1)
    ]  # fmt: skip
    province = Province(folder / "in", lists={f"{SUNGAI_DUREN} Sungai Duren.xlsx": each}).write()
    run = folder / "run"
    run_programme(Request(programme="jambi-bkbk-2022", rosters=province.folder / "rosters", on=ON, out=run, link=False))
    funds = folder / "funds.yaml"
    funds.write_text(FUNDS.replace(f"amount: {DECREED * 3 * PRICE}", f"amount: {people * 3 * PRICE}"))
    allocate_budget(Plan(funds=funds, people=(run / "decisions.parquet",), facts=(), out=folder / "plan"))
    return Planned(run, folder / "plan", funds)


@pytest.fixture(scope="session")
def planned_594(tmp_path_factory) -> Planned:
    return _plan_of(tmp_path_factory.mktemp("594"), 594)


@pytest.fixture
def billed_594(moulds, planned_594, tmp_path, tmp_path_factory) -> Iterator[Workbench]:
    """594 people billed for three months, 557 of them on BPJS's list: as the audit board found it in one regency."""

    def make(place: Place) -> None:
        receive_roster(place, of_the_office(), planned_594.run)
        open_fund(place, of_the_office(), planned_594.funds)
        receive_fund(place, of_the_office(), Money("provinsi", 202701))
        issue_decree(place, of_the_office(), wanted(planned_594))
        of_the_province(place)
        branch = Branch.of(place, tmp_path_factory.mktemp("branch"), Planted(unlisted=37))
        branch.bill()
        branch.members()

    moulds.mould("594 billed", make)
    with served(moulds.copy("594 billed", tmp_path)) as bench:
        yield bench


def number_of(page) -> str:
    """The number of the form on a page."""
    found = re.search(r'name="request" value="([0-9a-f-]{36})"', page.content.decode())
    assert found, page.content.decode()
    return found[1]


def sent(browser: Browser, href: str, **fields):
    """A form opened and sent, as a browser does it."""
    return browser.post(href, {"request": number_of(browser.get(href)), **fields})


def text_of(page) -> str:
    """What a page says, without its marks."""
    bare = re.sub(r"<(script|style).*?</\1>", " ", page.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bare)).strip()


def new_number() -> str:
    return str(uuid4())
