"""A decree of a province from the saved plan to its papers, on SQLite and PostgreSQL.

    python -m benchmarks.decree [--people 117150] [--months 12] [--on sqlite postgres]

A made-up province is put into a store by one act: people, the rows of their lists sealed, a cycle handed in, accounts,
two funds with their money. Then everything an office does, by the real actions: the plan made, verified and kept; the
decree proposed, its sample judged, checked, approved, issued; the annex made (PDF and XLSX, whole and public) and kept.
Limits: issuing 100,000 people in one transaction within 10 s; the annex of 117,150 names within 300 s. Each line tells
the seconds of a step and what the process held at most so far.
"""

import argparse
import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from django.db import connections

from benchmarks.ledger_world import FUNDS, PRICE, VILLAGE_SHARE, make_people
from payung.actions.annex_decree import annex_decree
from payung.actions.approve_proposal import approve_proposal
from payung.actions.at_store import Asked, Place, act_at
from payung.actions.check_proposal import check_proposal
from payung.actions.folder_archive import unpacked
from payung.actions.init_store import init_store
from payung.actions.issue_decree import Wanted, issue_decree
from payung.actions.judge_proposal import judge_proposal
from payung.actions.open_fund import open_fund
from payung.actions.propose_decree import Proposing, propose_decree
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.save_plan import PlanWanted, save_plan
from payung.core.places.places import Gazetteer
from payung.store.acts import Doing
from payung.store.files import content
from payung.store.keys import Keys
from payung.store.looks import looked
from payung.store.models import (
    ROWS_AN_ACT,
    Account,
    Cycle,
    Duty,
    Identity,
    Person,
    Programme,
    Run,
    Sampled,
    SavedPlan,
    SourceRow,
    Submission,
    Village,
)
from tests.store.servers import Server

SERVER = {"shared_buffers": "1GB", "max_wal_size": "3GB", "maintenance_work_mem": "256MB"}
DAY = date(2026, 12, 15)
PROGRAMME = "jambi-bkbk-2022"
_requests = count(1)


def asked(name: str) -> Asked:
    return Asked(by=name, on=DAY, at=datetime(2026, 12, 15, tzinfo=UTC), request=f"bench-{next(_requests)}")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Tell how long it took, and the most memory of this process and of its largest child so far."""
    begun, worked = time.perf_counter(), _worked()
    yield
    took, worked = time.perf_counter() - begun, _worked() - worked
    own, child = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{name:34} {took:8.2f} s ({worked:7.2f} s of CPU)   {own:6} MB, largest child {child} MB", flush=True)


def _worked() -> float:
    """Seconds of CPU of this process and of its children that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def fill(place: Place, people: int, folder: Path) -> None:
    """Everything up to the lists that were handed in, and the money of a year."""
    codes = [village.code for village in Gazetteer.read("15").within("15")]
    made = make_people(people, len(codes))
    funds = folder / "funds.yaml"
    each = (2 * people // len(codes) // VILLAGE_SHARE + 5) * PRICE * 12
    funds.write_text(FUNDS.format(village=each, province=people * PRICE * 12))
    open_fund(place, asked("bench"), funds)
    receive_fund(place, asked("bench"), Money(None, 202701))
    act_at(place, asked("bench"), "bench", {}, lambda doing, keys: _lists(doing, keys, made, codes))
    accounts = [Account.objects.create(username=name, name=name).pk for name in ("ani", "budi", "citra")]
    roles = zip(accounts, ("officer", "checker", "approver"), strict=True)
    columns = ("account_id", "role", "area_code", "group_id", "since", "until", "undoes_id")
    rows = [(account, role, "15", None, date(2026, 1, 1), None, None) for account, role in roles]
    act_at(place, asked("bench"), "bench", {}, lambda doing, _: {"last": doing.add(Duty, columns, rows)[-1]})


def _lists(doing: Doing, keys: Keys, made: pl.DataFrame, codes: list[str]) -> dict[str, Any]:
    villages = dict(Village.objects.values_list("code", "id"))
    programme = doing.add_one(Programme, code=PROGRAMME, name="Bench", area_code="15")
    said = {"code": "bench", "name": "Bench", "year": 2027, "on": DAY, "seed": 1, "deadline": None}
    cycle = doing.add_one(Cycle, programme_id=programme, **said)
    run = doing.add_one(Run, programme_id=programme, cycle_id=cycle, on=DAY, mark="{}", sha256="0" * 64)
    keyed = (
        (f"{at:064x}", name, born, "", villages[codes[village]])
        for at, (_, name, born, village) in enumerate(made.iter_rows())
    )
    persons = doing.add(Person, ("key", "name", "birth_date", "sex", "village_id"), keyed)
    sealed = zip(persons, keys.index_all(made["nik"]), keys.seal_all(made["nik"], persons), strict=True)
    doing.add(Identity, ("person_id", "nik_index", "nik_sealed"), sealed)
    first = doing.number * ROWS_AN_ACT
    values = [
        json.dumps({"address": f"Jalan Melati {at % 97}", "rt": "01", "rw": "02", "occupation_text": "Petani"}).encode()
        for at in range(made.height)
    ]
    seals = keys.seal_bytes(values, range(first, first + made.height), "row")
    rows = (
        (run, person, villages[codes[village]], "a.xlsx", "Daftar", at + 2, "", seal, "accept", "", at + 1, 12, "")
        for at, (person, village, seal) in enumerate(zip(persons, made["village"], seals, strict=True))
    )
    columns = ("run_id", "person_id", "village_id", "file", "sheet", "row", "mark", "values_sealed")
    doing.add(SourceRow, (*columns, "decision", "reasons", "rank", "months", "fund"), rows)
    doing.add_one(Submission, run_id=run, account_id=None)
    return {"people": len(persons)}


def measure(place: Place, people: int, months: int, folder: Path) -> None:
    """Every step, told one by one."""
    with step("(made-up province put in)"):
        fill(place, people, folder)
    with step("plan made, verified, kept"):
        saved = save_plan(place, asked("ani"), PlanWanted("bench", "Rencana"))
    last = 202700 + months
    with step("decree proposed"):
        proposed = propose_decree(place, asked("ani"), Proposing(saved.plan, "1/2027", date(2027, 1, 2), 202701, last))
    drawn = dict.fromkeys(Sampled.objects.values_list("id", flat=True), ("right", ""))
    people, checker = list(Sampled.objects.values_list("person_id", flat=True)), Account.objects.get(username="budi").pk
    looked(checker, "sample", "15", "check", asked("budi").at, people=people)
    with step(f"sample of {proposed.sample} judged"):
        judge_proposal(place, asked("budi"), proposed.proposal, drawn)
    with step("checked"):
        check_proposal(place, asked("budi"), proposed.proposal)
    with step("approved"):
        approve_proposal(place, asked("citra"), proposed.proposal)
    path = unpacked(content(Keys.read(place.keys), SavedPlan.objects.get().file_id), folder / "plan")
    wanted = Wanted(path, PROGRAMME, "1/2027", date(2027, 1, 2), 202701, last, proposed.proposal)
    with step("decree issued"):
        issued = issue_decree(place, asked("ani"), wanted)
    print(f"  {issued.people} people, {issued.person_months} person-months")
    with step("annex made and kept"):
        annexed = annex_decree(place, asked("ani"), issued.decree)
    print(f"  {annexed.people} names")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=117_150)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--on", nargs="*", default=["sqlite", "postgres"])
    given = parser.parse_args()
    for kind in given.on:
        with TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "keys").mkdir()
            print(f"{kind}: {given.people} people, {given.months} months")
            if kind == "sqlite":
                place = Place(f"sqlite:///{folder}/store.sqlite3", folder / "keys" / "keys.json")
                init_store(place)
                measure(place, given.people, given.months, folder)
                continue
            server = Server(**SERVER)
            try:
                place = Place(server.new_database(), folder / "keys" / "keys.json")
                init_store(place)
                measure(place, given.people, given.months, folder)
            finally:
                connections["default"].close()
                server.remove()


if __name__ == "__main__":
    main()
