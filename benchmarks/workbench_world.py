"""A made-up province as an office has it in the middle of a year, for ``workbench.py`` and ``importing.py``.

People come in by the rows of their villages' lists, judged, sealed and handed in, as the main job's worker puts them:
one of ``TROUBLED`` rows has a problem. They are put on a decree of that run for all months, as ``ledger_world`` does.
"""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.ledger_world import DATED, FUNDS, PRICE, PROGRAMME, VILLAGE_SHARE, World, asked, decreed, make_people
from payung.actions.at_store import Place, act_at
from payung.actions.open_fund import open_fund
from payung.actions.put_run import SAID, Put, Tables, put_run, villages_by_code
from payung.actions.receive_fund import Money, receive_fund
from payung.core.places.places import Gazetteer
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Account, Cycle, Identity, Programme, Proposal, Run, Sampled, Step, Submission

TODAY = date(2027, 1, 20)
TROUBLED = 20
"""One of so many rows has a problem."""
_CODES = ("NAME_MISSING", "NIK_CHECK", "NIK_DATE", "AGE_OVER", "WORK_UNCLEAR")


def lists_of(made: pl.DataFrame, codes: list[str], key: str = "") -> Tables:
    """What the main job would have made of the villages' lists that name ``made``: every row accepted and paid for."""
    where = pl.Series(codes).gather(made["village"])
    at = pl.int_range(pl.len(), dtype=pl.Int64)
    decisions = made.select(
        "nik",
        "name",
        file=pl.concat_str(where, pl.lit(".xlsx")),
        sheet=pl.lit("Daftar"),
        row=at.over("village") + 2,
        decision=pl.lit("accept"),
        reasons=pl.lit(""),
        person_key=pl.concat_str(pl.lit(f"{key}key"), at.cast(pl.String).str.zfill(61 - len(key))),
        dob="birth_date",
        village_code=where,
        programme=pl.lit(PROGRAMME),
        rank=at + 1,
        months=pl.lit(12, pl.Int64),
        fund=pl.lit("provinsi"),
    )
    said = decisions.select(
        "name", "nik", "village_code", birth_date="dob", birth_date_text=pl.col("dob").dt.strftime("%d-%m-%Y"),
        birth_place=pl.lit("Jambi"), family_card=pl.lit(None, pl.String), mother_name=pl.lit(None, pl.String),
        address=pl.format("Jalan Melati {}", at % 97), rt=pl.lit("01"), rw=pl.lit("02"), sex=pl.lit("L"),
        occupation=pl.lit("farmer"), occupation_text=pl.lit("Petani"), phone=pl.lit(None, pl.String),
        work_declared=pl.lit(None, pl.String),
    )  # fmt: skip
    wrong = decisions.with_row_index("at").filter(pl.col("at") % TROUBLED == 0)
    kind = pl.Series(_CODES).gather(wrong["at"] // TROUBLED % len(_CODES))
    findings = wrong.select(
        "file", "sheet", "row", column=pl.lit("nik"), code=kind,
        severity=pl.when(kind == _CODES[0]).then(pl.lit("block")).otherwise(pl.lit("warn")),
    )  # fmt: skip
    return Tables(decisions, findings, said.select(SAID))


def put_lists(place: Place, tables: Tables) -> Put:
    """Programme, cycle, run, people, rows and problems in one act, handed in."""

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        programme = doing.add_one(Programme, code=PROGRAMME, name="Bench", area_code="15")
        said = {"code": "bench", "name": "Bench", "year": 2027, "on": TODAY, "seed": 1, "deadline": None}
        cycle = doing.add_one(Cycle, programme_id=programme, **said)
        run = doing.add_one(Run, programme_id=programme, cycle_id=cycle, on=TODAY, mark="{}", sha256="0" * 64)
        codes = sorted(set(tables.decisions["village_code"]))
        put = put_run(doing, keys, run, tables, villages_by_code(doing, codes, TODAY))
        doing.add_one(Submission, run_id=run, account_id=None)
        return {"rows": put.rows, "findings": put.findings, "people": put.people, "new": put.new}

    return Put(**act_at(place, asked(DATED), "bench.lists", {}, work))


def make_office(place: Place, people: int, months: int, folder: Path) -> World:
    """An empty store filled: funds and money, lists, a decree of ``months`` months of 2027, a proposal that is open."""
    codes = [village.code for village in Gazetteer.read("15").within("15")]
    made = make_people(people, len(codes))
    funds = folder / "funds.yaml"
    each = (2 * people // len(codes) // VILLAGE_SHARE + 5) * PRICE * 12
    funds.write_text(FUNDS.format(village=each, province=people * PRICE * 12))
    open_fund(place, asked(DATED), funds)
    receive_fund(place, asked(DATED), Money(None, 202701))
    put_lists(place, lists_of(made, codes))
    numbers = pl.Series(list(Identity.objects.order_by("id").values_list("person_id", flat=True)), dtype=pl.Int64)
    # Linkage's keys rise with the rows, so that people are numbered in the order of ``made``.
    known = made.with_columns(person=numbers)
    span = tuple(202701 + ahead for ahead in range(months))
    decreed(place, known, span)
    act_at(place, asked(TODAY), "bench.propose", {}, lambda doing, _: _propose(doing, known))
    return World(place, known, span)


def as_proposed(place: Place) -> None:
    """The proposal's first step, by the first account there is; once."""

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        proposal, account = Proposal.objects.order_by("id").first(), Account.objects.order_by("id").first()
        if proposal and account and not Step.objects.filter(proposal=proposal).exists():
            doing.add_one(Step, proposal_id=proposal.id, name="proposed", account_id=account.pk, note="")
        return {}

    act_at(place, asked(TODAY), "bench.proposed", {}, work)


def _propose(doing: Doing, known: pl.DataFrame) -> dict[str, Any]:
    cycle = Cycle.objects.get().id
    subject = (
        '{"amount":0,"dated":"2027-02-01","months":[null,null],"number":"SK-2/2027","people":0,"person_months":0,'
        f'"programme":"{PROGRAMME}","regencies":[],"waiting":0}}'
    )
    number = doing.add_one(
        Proposal, cycle_id=cycle, kind="decree", plan_id=None, decree_id=None, area_code="15", subject=subject,
        list_hash="0" * 64, seed="0" * 64,
    )  # fmt: skip
    rows = ((number, person, None, at) for at, person in enumerate(known["person"][:60], start=1))
    doing.add(Sampled, ("proposal_id", "person_id", "row_id", "place"), rows)
    return {}
