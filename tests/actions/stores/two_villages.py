"""Two villages of known people, planned with two funds, in a store on either database."""

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connections

from payung.actions.allocate_budget import Request as Plan
from payung.actions.allocate_budget import allocate_budget
from payung.actions.at_store import Asked, Place
from payung.actions.init_store import init_store
from payung.actions.issue_decree import Issued, Wanted, issue_decree
from payung.actions.open_fund import open_fund
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.receive_roster import receive_roster
from payung.actions.run_programme import Request, run_programme
from payung.store.database import open_store
from payung.store.keys import Keys
from tests.actions.villages import MENDALO, SUNGAI_DUREN, Province, person

ON = date(2026, 11, 1)
FUNDS = """\
year: 2027
ranked_by: [oldest_first, draw]
seed: 1
funds:
  - id: desa
    name: {id: APBDes, en: Village budget}
    source: village_budget
    group_kind: SD
    owner: Pemerintah desa
    area: "15"
    per: village
    amount: 403_200
    months: {from: 2027-01, to: 2027-12}
    on_leaving: credit
  - id: provinsi
    name: {id: APBD provinsi, en: Province}
    source: province_budget
    group_kind: SG
    owner: Pemerintah provinsi
    area: "15"
    per: area
    tranches:
      - {from: 2027-01, amount: 100_800}
      - {from: 2027-07, amount: 100_800}
    on_leaving: swap
"""
"""Of eight people four are paid for the year by their village, one by the province; three wait."""

_requests = count(1)


def asked(on: date = ON, request: str = "") -> Asked:
    """By somebody, as a request that was never made before."""
    return Asked(
        by="Ani", on=on, at=datetime(2026, 11, 2, 3, 4, 5, tzinfo=UTC), request=request or f"r{next(_requests)}"
    )


@dataclass(frozen=True)
class Planned:
    """The folders of a run and of its plan, and the funds file."""

    run: Path
    plan: Path
    funds: Path


@pytest.fixture(scope="session")
def planned(tmp_path_factory) -> Planned:
    folder = tmp_path_factory.mktemp("planned")
    lists = {
        f"{SUNGAI_DUREN} Sungai Duren.xlsx": [
            person(at, name=f"BUDI {'ABCDE'[at]}", year=1970 + at) for at in range(1, 5)
        ],
        f"{MENDALO} Mendalo.xlsx": [person(at, name=f"CITRA {'ABCDEFGHI'[at]}", year=1980 + at) for at in range(5, 9)],
    }
    province = Province(folder / "in", lists=lists).write()
    run_programme(
        Request(programme="jambi-bkbk-2022", rosters=province.folder / "rosters", on=ON, out=folder / "run", link=False)
    )
    funds = folder / "funds.yaml"
    funds.write_text(FUNDS)
    allocate_budget(Plan(funds=funds, people=(folder / "run" / "decisions.parquet",), facts=(), out=folder / "plan"))
    return Planned(folder / "run", folder / "plan", funds)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory) -> Path:
    """The file of a store with nothing in it, to be copied: making the tables takes longer than most tests."""
    folder = tmp_path_factory.mktemp("empty")
    init_store(Place(f"sqlite:///{folder}/store.sqlite3", folder / "keys.json"))
    connections["default"].close()
    return folder / "store.sqlite3"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory, postgres_server) -> str:
    """The name of a database with an empty store, to be taken as a template."""
    url = postgres_server.new_database()
    init_store(Place(url, tmp_path_factory.mktemp("empty") / "keys.json"))
    connections["default"].close()
    return urlsplit(url).path[1:]


@pytest.fixture(params=["sqlite", "postgres"])
def place(request, tmp_path) -> Place:
    """An empty store."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "store.sqlite3")
        address = f"sqlite:///{tmp_path}/store.sqlite3"
    else:
        server, template = (request.getfixturevalue(name) for name in ("postgres_server", "empty_database"))
        address = server.new_database(template)
    made = Place(address, tmp_path / "keys" / "keys.json")
    Keys.make(made.keys)
    open_store(made.address)
    return made


@pytest.fixture
def opened(place, planned) -> Place:
    """A store with the people, the funds and all their money."""
    receive_roster(place, asked(), planned.run)
    open_fund(place, asked(), planned.funds)
    for fund, month in (("desa", 202701), ("provinsi", 202701), ("provinsi", 202707)):
        receive_fund(place, asked(), Money(fund, month))
    return place


@pytest.fixture
def issued(opened, planned) -> Issued:
    """The decree of the whole plan; the store is that of ``opened``."""
    return issue_decree(opened, asked(), wanted(planned))


def wanted(planned: Planned, **more: object) -> Wanted:
    """The decree of the whole plan, but for what ``more`` says."""
    usual = {"folder": planned.plan, "programme": "jambi-bkbk-2022", "number": "1/2027", "dated": date(2027, 1, 2)}
    return Wanted(**usual | more)  # type: ignore[arg-type]
