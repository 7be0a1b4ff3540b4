"""Two villages of known people, planned with two funds, in a store on either database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from payung.actions.allocate_budget import Request as Plan
from payung.actions.allocate_budget import allocate_budget
from payung.actions.at_store import Asked, Place
from payung.actions.issue_decree import Issued, Wanted, issue_decree
from payung.actions.open_fund import open_fund
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.receive_roster import receive_roster
from payung.actions.run_programme import Request, run_programme
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


@pytest.fixture
def opened(moulds, planned, tmp_path, request) -> Place:
    """A store with the people, the funds and all their money, and the decree where a test asks for ``issued``."""
    moulds.mould("opened", lambda place: _open(place, planned))
    moulds.mould("issued", lambda place: issue_decree(place, asked(), wanted(planned)), of="opened")
    return moulds.copy("issued" if "issued" in request.fixturenames else "opened", tmp_path)


@pytest.fixture
def issued(opened, moulds) -> Issued:
    """The decree of the whole plan; the store is that of ``opened``."""
    return moulds.outcome("issued")


def _open(place: Place, planned: Planned) -> None:
    receive_roster(place, asked(), planned.run)
    open_fund(place, asked(), planned.funds)
    for fund, month in (("desa", 202701), ("provinsi", 202701), ("provinsi", 202707)):
        receive_fund(place, asked(), Money(fund, month))


def wanted(planned: Planned, **more: object) -> Wanted:
    """The decree of the whole plan, but for what ``more`` says."""
    usual = {"folder": planned.plan, "programme": "jambi-bkbk-2022", "number": "1/2027", "dated": date(2027, 1, 2)}
    return Wanted(**usual | more)  # type: ignore[arg-type]
