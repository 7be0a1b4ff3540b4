"""A made-up province in a store, and what BPJS would send about it, for ``ledger.py``.

People, funds, money and the decree come in by the store's own functions. What a gateway would read from a spreadsheet,
or write into one, is a table in memory instead: the actions run as they are, on those tables.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import numpy as np
import polars as pl

from payung.actions import answer_enrolment as answering
from payung.actions import export_enrolment as exporting
from payung.actions import issue_decree as decreeing
from payung.actions import receive_bill as billing
from payung.actions import receive_member as listing
from payung.actions.at_store import Asked, Place, act_at
from payung.actions.open_fund import open_fund
from payung.actions.receive_fund import Money, receive_fund
from payung.core.cover.bill import BillHead, BillSums
from payung.core.places.places import Gazetteer
from payung.gateways.answer_files import AnswerFile
from payung.gateways.bills import BILLED, MEMBERS, BillFile, MembersFile
from payung.gateways.enrolment import EnrolmentFile
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Fund, Identity, Person, Programme, Purse, Village, VillageCode
from payung.synth.names import make_name

PRICE = 16_800
DATED = date(2026, 12, 15)
NUMBER = "SK-1/2026"
PROGRAMME = "jambi-bkbk-2022"
"""One of the catalogue: pages of a proposal show its terms."""
GROUP = ("SG", "26001", "Pekerja rentan")
CODE = "270100012345"
FUNDS = """\
year: 2027
ranked_by: [oldest_first, draw]
seed: 1
funds:
  - id: desa
    name: {{id: APBDes, en: Village budget}}
    source: village_budget
    group_kind: SG
    owner: Pemerintah desa
    area: "15"
    per: village
    amount: {village}
    months: {{from: 2027-01, to: 2027-12}}
    on_leaving: credit
  - id: provinsi
    name: {{id: APBD provinsi, en: Province}}
    source: province_budget
    group_kind: SG
    owner: Pemerintah provinsi
    area: "15"
    per: area
    amount: {province}
    months: {{from: 2027-01, to: 2027-12}}
    on_leaving: credit
"""
VILLAGE_SHARE = 10
"""One of so many people is paid by their village, the others by the province."""


@dataclass(frozen=True)
class World:
    """A store at ``place`` with ``people`` (person, nik, name, birth_date, village) on a decree for ``months``."""

    place: Place
    people: pl.DataFrame
    months: tuple[int, ...]


def asked(on: date) -> Asked:
    """By somebody on a day, as a request that was never made before."""
    return Asked(by="bench", on=on, at=datetime(2027, 1, 1, tzinfo=UTC), request=f"bench-{uuid4()}")


def make_world(place: Place, people: int, months: int, folder: Path) -> World:
    """An empty store filled up to the decree, which reserves ``months`` months of 2027 for ``people`` people."""
    codes = [village.code for village in Gazetteer.read("15").within("15")]
    made = make_people(people, len(codes))
    funds = folder / "funds.yaml"
    each = (2 * people // len(codes) // VILLAGE_SHARE + 5) * PRICE * 12  # a village may be twice as large as most
    funds.write_text(FUNDS.format(village=each, province=people * PRICE * 12))
    open_fund(place, asked(DATED), funds)
    receive_fund(place, asked(DATED), Money(None, 202701))
    known = _people(place, made, codes)
    span = tuple(202701 + ahead for ahead in range(months))
    decreed(place, known, span)
    return World(place, known, span)


def make_people(number: int, villages: int, seed: int = 1) -> pl.DataFrame:
    """nik (16 digits, no two alike), name, birth_date, village (a place, from 0) of ``number`` made-up people."""
    random, names = np.random.default_rng(seed), Random(seed)
    days = random.integers(-9 * 365, 38 * 365, number)  # born in 1961 to 2007
    some = pl.Series([make_name(names, "LP"[at % 2]).upper() for at in range(20_000)])
    frame = pl.DataFrame(
        {
            "birth_date": pl.Series(days.astype(np.int32)).cast(pl.Date),
            "woman": random.random(number) < 0.5,
            "regency": random.integers(1, 12, number),
            "village": np.sort(random.integers(0, villages, number)),
        }
    )
    head = pl.format(
        "15{}01{}{}{}",
        pl.col("regency").cast(pl.String).str.zfill(2),
        (pl.col("birth_date").dt.day().cast(pl.Int64) + 40 * pl.col("woman")).cast(pl.String).str.zfill(2),
        pl.col("birth_date").dt.month().cast(pl.String).str.zfill(2),
        (pl.col("birth_date").dt.year() % 100).cast(pl.String).str.zfill(2),
    )
    serial = (pl.int_range(pl.len()).over("head") + 1).cast(pl.String).str.zfill(4)
    return (
        frame.with_columns(head=head)
        .with_columns(nik=pl.col("head") + serial, name=some.gather(random.integers(0, len(some), number)))
        .select("nik", "name", "birth_date", "village")
    )


def _people(place: Place, made: pl.DataFrame, codes: list[str]) -> pl.DataFrame:
    """Put the people in as ``roster receive`` would, without the rows of a list; gives them with their numbers."""
    numbers: list[range] = []

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        villages = dict(Village.objects.filter(code__in=codes).values_list("code", "id"))
        missing = [code for code in codes if code not in villages]
        added = doing.add(Village, ("code",), ((code,) for code in missing))
        doing.add(VillageCode, ("village_id", "code", "since"), zip(added, missing, [None] * len(missing), strict=True))
        villages |= dict(zip(missing, added, strict=True))
        doing.add_one(Programme, code=PROGRAMME, name="Bench", area_code="15")
        rows = (
            (hashlib.sha256(nik.encode()).hexdigest(), name, born, "", villages[codes[at]])
            for nik, name, born, at in made.iter_rows()
        )
        persons = doing.add(Person, ("key", "name", "birth_date", "sex", "village_id"), rows)
        sealed = zip(persons, keys.index_all(made["nik"]), keys.seal_all(made["nik"], persons), strict=True)
        doing.add(Identity, ("person_id", "nik_index", "nik_sealed"), sealed)
        numbers.append(persons)
        return {"people": len(persons)}

    act_at(place, asked(DATED), "bench.people", {}, work)
    return made.with_columns(person=pl.Series(numbers[0], dtype=pl.Int64))


def decreed(place: Place, people: pl.DataFrame, months: tuple[int, ...]) -> None:
    """The part of ``decree issue`` that writes: lines, and person-months reserved from village and province."""

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        wanted = decreeing.Wanted(Path(), PROGRAMME, NUMBER, DATED)
        decree, run = decreeing._decree(doing, wanted, "0" * 64)
        fund = dict(Fund.objects.values_list("code", "id"))
        whole = Purse.objects.get(fund_id=fund["provinsi"]).id
        own = dict(Purse.objects.filter(fund_id=fund["desa"]).values_list("village_id", "id"))
        lives = dict(Person.objects.values_list("id", "village_id").iterator())
        place_in = pl.int_range(pl.len()).over("village") % VILLAGE_SHARE
        purse = [
            own[lives[person]] if at == 0 else whole for person, at in people.select("person", at=place_in).iter_rows()
        ]
        placed = people.select("person", order=pl.int_range(pl.len(), dtype=pl.Int64), price=pl.lit(PRICE, pl.Int64))
        placed = placed.with_columns(purse=pl.Series(purse, dtype=pl.Int64))
        span = pl.DataFrame({"month": months}, schema={"month": pl.Int64})
        decreeing._reserve(doing, decree, placed.join(span, how="cross"), decreeing.rows_in(run), DATED)
        return {}

    act_at(place, asked(DATED), "decree.issue", {}, work)


def _enrolment_file(exported: pl.DataFrame, folder: Path, **_: Any) -> tuple[EnrolmentFile, ...]:
    """In place of ``write_enrolment``: everybody in one file, of which only the digest is made."""
    text = exported.select(pl.concat_str(pl.all().cast(pl.String).fill_null(""), separator="\t")).to_series()
    sha256 = hashlib.sha256("\n".join(text).encode()).hexdigest()
    return (EnrolmentFile(folder / "SG_26001.xlsx", *GROUP[:2], exported.height, sha256, "", ()),)


@contextlib.contextmanager
def without_spreadsheets(world: World, month: int) -> Iterator[SimpleNamespace]:
    """The actions read these tables, and write none, in place of spreadsheets: answer, bill and list of ``month``."""
    people = world.people
    line = pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
    number = (pl.int_range(pl.len(), dtype=pl.Int64) + 10_000_000_000).cast(pl.String)
    answer = people.select(
        "nik", "name", "birth_date", line=line, sheet=pl.lit(""), status=pl.lit("accepted"),
        membership_number=number, reason=pl.lit(None, pl.String),
    )  # fmt: skip
    named = people.select(
        "nik", "name", line=line, membership_number=number, month=pl.lit(month, pl.Int64),
        amount=pl.lit(PRICE, pl.Int64),
    )  # fmt: skip
    due = people.height * PRICE
    sha256 = hashlib.sha256(str(month).encode()).hexdigest()
    bill = BillFile(
        file="bill.xlsx",
        sha256=sha256,
        head=BillHead(CODE, (month,), people.height, due),
        sums=BillSums(people.height, people.height, people.height, due),
        billed=named.select(*BILLED),
        places=pl.DataFrame(),
        problems=(),
        skipped=(),
    )
    members = MembersFile("list.xlsx", sha256, (month,), named.select(*MEMBERS), pl.DataFrame(), (), ())
    with (
        patch.object(exporting, "write_enrolment", _enrolment_file),
        patch.object(answering, "read_answer_file", lambda *_, **__: AnswerFile(sha256, answer, ())),
        patch.object(billing, "read_bill", lambda *_, **__: bill),
        patch.object(listing, "read_members", lambda *_, **__: members),
    ):
        yield SimpleNamespace(due=due)
