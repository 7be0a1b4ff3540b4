"""Compute a plan again from its own tables, and name every rule of money it breaks."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from payung.core.allocation.aim import Aim, AimWrong
from payung.core.allocation.fund import Plan
from payung.core.allocation.funds_file import prices
from payung.core.allocation.plan_json import plan_of_json
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.engines.aim_check import adding, aim_worth, reached
from payung.engines.plan_check import check_plan, payable_months
from payung.engines.plan_tables import TABLES, read_table, schema_of
from payung.gateways.file_digest import sha256_of

MARK = "plan.json"


class PlanFolderUnreadable(PayungError):
    """A folder that holds no plan, or a plan whose files cannot be read."""

    code = "plan-folder-unreadable"
    exit_code = 103

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            Text(id=f"{file} tidak dapat dibaca ({why}).", en=f"{file} cannot be read ({why})."),
            Text(
                id="Berikan folder yang ditulis `payung budget allocate`, utuh.",
                en="Give a folder written by `payung budget allocate`, whole.",
            ),
            on_page=Text(
                id="Simpan rencana itu lagi dari halaman Simulasi anggaran.",
                en="Save the plan again from the page Budget.",
            ),
        )


@dataclass(frozen=True)
class Verified:
    """``violations``: what is broken, empty where the plan keeps every rule; the counts are what was looked at."""

    violations: Sequence[Text]
    people: int
    person_months: int
    purses: int


def verify_budget(folder: Path) -> Verified:
    """Whether the plan in ``folder`` keeps every rule, by its tables alone. Raises: PlanFolderUnreadable."""
    mark = _mark(folder)
    try:
        plan = plan_of_json(mark["plan"])
        digests, ranked = {**mark["tables"], **mark["files"]}, _ranked(mark)
        totals = {name: int(mark["totals"][name]) for name in ("people", "person_months", "released", "spent", "left")}
        proof = None if ranked else _proof(mark["certificate"])
    except (AttributeError, KeyError, TypeError, ValueError, AimWrong) as error:
        raise PlanFolderUnreadable(MARK, type(error).__name__) from error
    tables = {name: _table(folder, name) for name in TABLES}
    violations = [*_changed(folder, digests), *_prices(plan), *_columns(tables)]
    if not any(tables[name].schema != schema_of(name) for name in TABLES):
        whole = not any(frame.null_count().sum_horizontal().item() for frame in tables.values())
        adds, certified = _of_aim(tables, plan, proof) if proof and whole else (None, [])
        violations += [violation.says for violation in check_plan(**tables, plan=plan, adds=adds)]
        if whole:
            violations += _totals(tables, totals) + certified
    months = int(tables["paid"]["months"].bitwise_count_ones().cast(pl.Int64).sum()) if not _columns(tables) else 0
    return Verified(violations, tables["people"].height, months, tables["left"].height)


def plan_in(folder: Path) -> Plan:
    """The plan that lies in ``folder``. Raises: PlanFolderUnreadable."""
    mark = _mark(folder)
    try:
        return plan_of_json(mark["plan"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise PlanFolderUnreadable(MARK, type(error).__name__) from error


@dataclass(frozen=True)
class _Proof:
    """What the certificate of a best plan says: the aim, what is reached, what no plan is above, and the villages below
    their floor."""

    aim: Aim
    reached: int
    bound: int
    short: int


def _proof(said: dict[str, Any]) -> _Proof:
    aim = said["aim"]
    asked = Aim(aim["kind"], int(aim["least"]), int(aim["percent"]), int(aim["floor"]))
    return _Proof(asked, int(said["reached"]), int(said["bound"]), int(said["short"]))


def _of_aim(tables: dict[str, pl.DataFrame], plan: Plan, proof: _Proof) -> tuple[pl.DataFrame, list[Text]]:
    """Whose months would add to what is reached, and what the certificate says otherwise than the tables."""
    got = tables["paid"].group_by("person").agg(got=pl.col("months").bitwise_or().cast(pl.Int64))
    people = tables["people"].join(got, on="person", how="left").select(
        "person", "village", "before",
        got=pl.col("got").fill_null(0),
        could=pl.col("payable").cast(pl.Int64) & payable_months(plan),
    )  # fmt: skip
    worth = aim_worth(people, plan.months, proof.aim, LawBook.read())
    return adding(worth, proof.aim), _certified(worth, proof)


def _certified(worth: pl.DataFrame, proof: _Proof) -> list[Text]:
    of_village = worth.group_by("village").agg(
        got=pl.col("got").bitwise_count_ones().cast(pl.Int64).sum(),
        could=(pl.col("got") | pl.col("could")).bitwise_count_ones().cast(pl.Int64).sum(),
    )
    below = of_village.filter(pl.col("got") < pl.min_horizontal("could", pl.lit(proof.aim.floor))).height
    counted = reached(worth, proof.aim)
    said = [number(each) for each in (proof.reached, counted, proof.bound, proof.short, below)]
    lines = (
        (
            counted != proof.reached,
            Text(
                id=f"aim: yang dicapai {said[0]} di plan.json, dihitung {said[1]}",
                en=f"aim: reached is {said[0]} in plan.json, counted {said[1]}",
            ),
        ),
        (
            counted > proof.bound,
            Text(
                id=f"aim: yang dicapai di atas batasnya, {said[2]}",
                en=f"aim: more is reached than the bound, {said[2]}",
            ),
        ),
        (
            below != proof.short,
            Text(
                id=f"floor: desa di bawah batas bawah {said[3]} di plan.json, dihitung {said[4]}",
                en=f"floor: villages below their floor are {said[3]} in plan.json, counted {said[4]}",
            ),
        ),
    )
    return [text for wrong, text in lines if wrong]


def _mark(folder: Path) -> dict[str, Any]:
    try:
        mark = json.loads((folder / MARK).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PlanFolderUnreadable(MARK, type(error).__name__) from error
    if not isinstance(mark, dict):
        raise PlanFolderUnreadable(MARK, "JSON")
    return mark


def _ranked(mark: dict[str, Any]) -> bool:
    """Whether people were paid in the published order; who says otherwise must have proved something better."""
    if mark["method"] == "ranking":
        return True
    if mark["method"] != "optimum" or not isinstance(mark["certificate"], dict):
        raise ValueError("method")
    return False


def _table(folder: Path, name: str) -> pl.DataFrame:
    try:
        return read_table(folder, name)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise PlanFolderUnreadable(f"{name}.parquet", type(error).__name__) from error


def _changed(folder: Path, digests: dict[str, str]) -> list[Text]:
    """Files that are not those the plan was written with."""
    return [
        Text(
            id=f"digest: {name} bukan berkas yang ditulis bersama plan.json",
            en=f"digest: {name} is not the file that was written with plan.json",
        )
        for name in dict.fromkeys((*(f"{table}.parquet" for table in TABLES), *digests))
        if digests.get(name) != _digest(folder / Path(name).name)
    ]


def _digest(path: Path) -> str | None:
    """None where there is no such file."""
    try:
        return sha256_of(path)
    except OSError:
        return None


def _prices(plan: Plan) -> list[Text]:
    """Prices that are not those of the law."""
    lawful = prices(plan.months, plan.funds, LawBook.read())
    return [
        Text(
            id=f"price: iuran dana {fund.id} bukan menurut ketentuan bulannya",
            en=f"price: the prices of fund {fund.id} are not those of the law of their months",
        )
        for fund, told, right in zip(plan.funds, plan.prices, lawful, strict=True)
        if told != right
    ]


def _columns(tables: dict[str, pl.DataFrame]) -> list[Text]:
    return [
        Text(id=f"columns: kolom {name}.parquet berbeda", en=f"columns: {name}.parquet has other columns")
        for name, frame in tables.items()
        if frame.schema != schema_of(name)
    ]


def _totals(tables: dict[str, pl.DataFrame], totals: dict[str, int]) -> list[Text]:
    counted = {
        "people": tables["people"].height,
        "person_months": int(tables["paid"]["months"].bitwise_count_ones().cast(pl.Int64).sum()),
        **{name: sum(tables["left"][name].to_list()) for name in ("released", "spent", "left")},
    }
    return [
        Text(
            id=f"totals: {name} di plan.json {told}, dihitung {counted[name]}",
            en=f"totals: {name} is {told} in plan.json, counted {counted[name]}",
        )
        for name, told in totals.items()
        if told != counted[name]
    ]
