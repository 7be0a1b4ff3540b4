"""A decree of sixty people in a store, and what a made-up BPJS branch sends for it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from payung.actions.allocate_budget import Request as Plan
from payung.actions.allocate_budget import allocate_budget
from payung.actions.at_store import Asked, Place
from payung.actions.issue_decree import issue_decree
from payung.actions.open_fund import open_fund
from payung.actions.receive_bill import BillAsked, BillReceived, receive_bill
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.receive_member import MembersAsked, receive_member
from payung.actions.receive_roster import receive_roster
from payung.actions.record_payment import Paid, PaperFile, Recorded, record_payment
from payung.actions.run_programme import Request, run_programme
from payung.gateways.group_list import GroupSaid
from payung.store.keys import Keys
from payung.store.models import Identity, Person, PersonMonth
from payung.synth.bill import BranchLists, Planted, make_lists, write_bill, write_members
from tests.actions.stores.two_villages import ON, Planned, asked, wanted
from tests.actions.villages import SUNGAI_DUREN, Province, person

MONTHS = (202701, 202702, 202703)
PRICE = 16_800
DECREED = 60
GROUP = GroupSaid("SG", "26001", "Pekerja rentan")
CODE = "270100012345"
FUNDS = f"""\
year: 2027
ranked_by: [oldest_first, draw]
seed: 1
funds:
  - id: provinsi
    name: {{id: APBD provinsi, en: Province}}
    source: province_budget
    group_kind: SG
    owner: Pemerintah provinsi
    area: "15"
    per: area
    amount: {DECREED * 3 * PRICE}
    months: {{from: 2027-01, to: 2027-03}}
    on_leaving: credit
"""


def on(year: int, month: int, day: int) -> Asked:
    """By somebody on that day."""
    return asked(date(year, month, day))


def paper(folder: Path, kind: str, number: str, day: date, amount: int) -> PaperFile:
    """A paper with a file of its own."""
    file = folder / f"{kind}-{number.replace('/', '-')}-{amount}.pdf"
    file.write_text(f"{kind} {number} {day} {amount}")
    return PaperFile(kind, number, day, amount, file)  # type: ignore[arg-type]


def pay(
    place: Place, folder: Path, months: int, *, code: str = CODE, number: str = "1", by: Asked | None = None,
    booked: int | None = None,
) -> Recorded:  # fmt: skip
    """Months of the usual price paid by SPM and SP2D of the day before."""
    when = by or on(2027, 2, 3)
    day = when.on - timedelta(days=1)
    papers = (paper(folder, "spm", number, day, months * PRICE), paper(folder, "sp2d", number, day, months * PRICE))
    return record_payment(place, when, Paid(code, "apbd", papers, booked))


@pytest.fixture(scope="session")
def sixty(tmp_path_factory) -> Planned:
    """Sixty people of one village, planned for three months."""
    folder = tmp_path_factory.mktemp("sixty")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    people = [
        person(at, name=f"BUDI {letters[at % 26]}{letters[at // 26]}", year=1965 + at % 30, month=1 + at % 12)
        for at in range(1, DECREED + 1)
    ]
    province = Province(folder / "in", lists={f"{SUNGAI_DUREN} Sungai Duren.xlsx": people}).write()
    run_programme(
        Request(programme="jambi-bkbk-2022", rosters=province.folder / "rosters", on=ON, out=folder / "run", link=False)
    )
    funds = folder / "funds.yaml"
    funds.write_text(FUNDS)
    allocate_budget(Plan(funds=funds, people=(folder / "run" / "decisions.parquet",), facts=(), out=folder / "plan"))
    return Planned(folder / "run", folder / "plan", funds)


@pytest.fixture
def decreed(moulds, sixty, tmp_path) -> Place:
    """A store whose decree holds sixty people for three months."""
    moulds.mould("decreed", lambda place: _decree(place, sixty))
    return moulds.copy("decreed", tmp_path)


def _decree(place: Place, sixty: Planned) -> None:
    receive_roster(place, asked(), sixty.run)
    open_fund(place, asked(), sixty.funds)
    receive_fund(place, asked(), Money("provinsi", 202701))
    assert issue_decree(place, asked(), wanted(sixty)).person_months == DECREED * 3


@dataclass
class Branch:
    """What BPJS's branch knows of the store at ``place``, and the files it sends."""

    place: Place
    folder: Path
    lists: BranchLists

    @classmethod
    def of(cls, place: Place, folder: Path, planted: Planted = Planted()) -> "Branch":  # noqa: B008 - frozen
        """The decree billed whole, but for what is ``planted``."""
        keys = Keys.read(place.keys)
        names = dict(Person.objects.values_list("id", "name"))
        rows = [
            (who, keys.open(seal, who), names[who])
            for who, seal in Identity.objects.values_list("person_id", "nik_sealed")
        ]
        people = pl.DataFrame(rows, schema={"person": pl.Int64, "nik": pl.String, "name": pl.String}, orient="row")
        months = list(PersonMonth.objects.exclude(state="released").values_list("person_id", "month", "price"))
        decree = pl.DataFrame(months, schema={"person": pl.Int64, "month": pl.Int64, "price": pl.Int64}, orient="row")
        return cls(place, folder, make_lists(decree, people, planted))

    def write_bill(self, name: str = "tagihan.xlsx", code: str = CODE, lists: BranchLists | None = None) -> Path:
        write_bill(lists or self.lists, self.folder / name, billing_code=code)
        return self.folder / name

    def bill(self, by: Asked | None = None, **more: object) -> BillReceived:
        """The bill received."""
        path = self.write_bill(**more)  # type: ignore[arg-type]
        return receive_bill(self.place, by or on(2027, 1, 20), BillAsked(path, GROUP))

    def members(self, months: tuple[int, ...] = MONTHS) -> None:
        """The list received for each month."""
        write_members(self.lists, self.folder / "peserta.xlsx")
        for month in months:
            receive_member(self.place, on(2027, 4, 2), MembersAsked(self.folder / "peserta.xlsx", month, GROUP))

    def only(self, keep: pl.Expr, **columns: pl.Expr) -> BranchLists:
        """The bill with these lines alone, and changed so."""
        return replace(self.lists, billed=self.lists.billed.filter(keep).with_columns(**columns))
