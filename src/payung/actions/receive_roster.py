"""A run of the main job put into the store: people, rows, decisions and findings."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.staging import MARK
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.programmes.catalogue import read_programme
from payung.gateways.file_digest import sha256_of
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Finding, Identity, Person, Programme, Run, SourceRow, Village, VillageCode
from payung.store.people import numbers_of, pseudonyms
from payung.store.renumber import villages_on

DECISIONS = "decisions.parquet"
FINDINGS = "findings.parquet"


class RunFolderWrong(PayungError):
    """The folder is not the result of a run, or was changed since."""

    code = "run-folder-wrong"
    exit_code = 109

    def __init__(self, folder: Path) -> None:
        super().__init__(
            Text(
                id=f"Folder '{folder.name}' bukan hasil `payung run` yang utuh.",
                en=f"The folder '{folder.name}' is not a whole result of `payung run`.",
            ),
            Text(id="Berikan folder --out dari payung run.", en="Give the --out folder of payung run."),
        )


class RunReceived(PayungError):
    """The same run was received before."""

    code = "run-received"
    exit_code = 110

    def __init__(self) -> None:
        super().__init__(
            Text(id="Hasil ini sudah ada di basis data.", en="This result is in the store already."),
            Text(
                id="Tidak ada yang perlu dilakukan; untuk daftar yang diperbaiki, jalankan payung run lagi.",
                en="Nothing is to be done; for corrected lists, run payung run again.",
            ),
        )


@dataclass(frozen=True)
class Received:
    """How much of a run came into the store; ``people`` of whom ``new`` were not there before."""

    run: int
    rows: int
    findings: int
    people: int
    new: int


def receive_roster(place: Place, asked: Asked, folder: Path) -> Received:
    """Put the result of a run into the store, whole or not at all; nothing is promised to anybody by this.

    People are those of linkage (``person_key``); who was there before keeps number, name and NIK.
    Raises: RunFolderWrong, RunReceived, and what ``act_at`` raises.
    """
    try:
        mark = (folder / MARK).read_text("utf-8")
        run = json.loads(mark)
        decisions = pl.read_parquet(folder / DECISIONS, glob=False)
        findings = pl.read_parquet(folder / FINDINGS, glob=False)
        sha256 = sha256_of(folder / DECISIONS)
        programme = read_programme(run["programme"])
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise RunFolderWrong(folder) from error
    names = {"code": programme.id, "name": programme.name.id[:200], "area_code": programme.area_code}

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        if Run.objects.filter(sha256=sha256).exists():
            raise RunReceived
        programme_id = numbers_of(Programme, "code", [programme.id]).get(programme.id) or doing.add_one(
            Programme, **names
        )
        number = doing.add_one(Run, programme_id=programme_id, cycle_id=None, on=run["on"], mark=mark, sha256=sha256)
        codes = decisions["village_code"].drop_nulls().unique().sort().to_list()
        villages = villages_by_code(doing, codes, date.fromisoformat(run["on"]))
        people, new = _people(doing, keys, decisions, villages)
        rows = decisions.with_columns(
            run_id=pl.lit(number),
            person_id=pl.col("person_key").replace_strict(people, default=None, return_dtype=pl.Int64),
            village_id=pl.col("village_code").replace_strict(villages, default=None, return_dtype=pl.Int64),
            mark=pl.lit(""),
            values_sealed=pl.lit(None, pl.Binary),
            fund=pl.col("fund").fill_null(""),
            reasons=pl.col("reasons").fill_null("").str.slice(0, 500),
        )
        columns = (
            *("run_id", "person_id", "village_id", "file", "sheet", "row", "mark", "values_sealed"),
            *("decision", "reasons", "rank", "months", "fund"),
        )
        doing.add(SourceRow, columns, rows.select(columns).iter_rows())
        _findings(doing, findings, rows, number)
        return {
            "run": number,
            "rows": decisions.height,
            "findings": findings.height,
            "people": len(people),
            "new": new,
        }

    return Received(**act_at(place, asked, "roster.receive", {"run": sha256, "programme": programme.id}, work))


def villages_by_code(doing: Doing, codes: list[str], on: date) -> dict[str, int]:
    """Number of each village that had the code on the day ``on``; those not yet known are added.

    Codes are Kemendagri's, 10 digits.
    """
    known = villages_on(on, codes)
    new = sorted(set(codes) - set(known))
    added = doing.add(Village, ("code",), ((code,) for code in new)) if new else range(0)
    if new:
        doing.add(VillageCode, ("village_id", "code", "since"), zip(added, new, [None] * len(new), strict=True))
    return known | dict(zip(new, added, strict=True))


def _people(doing: Doing, keys: Keys, decisions: pl.DataFrame, villages: dict[str, int]) -> tuple[dict[str, int], int]:
    """Key of linkage -> number of the person, and how many are new. What a person is called is in the best row."""
    best = (
        decisions.filter(pl.col("person_key").is_not_null())
        .sort("person_key", pl.col("decision") != "accept", "file", "sheet", "row", nulls_last=True)
        .unique("person_key", keep="first", maintain_order=True)
    )
    linked = best["person_key"].to_list()
    named = pseudonyms(keys, linked)
    known = numbers_of(Person, "key", named)
    new = best.with_columns(key=pl.Series(named, dtype=pl.String)).filter(~pl.col("key").is_in(list(known)))
    rows = new.with_columns(
        pl.col("name").fill_null("").str.slice(0, 200),
        village_id=pl.col("village_code").replace_strict(villages, default=None, return_dtype=pl.Int64),
        sex=pl.lit(""),
    )
    added = doing.add(
        Person,
        ("key", "name", "birth_date", "sex", "village_id"),
        rows.select("key", "name", "dob", "sex", "village_id").iter_rows(),
    )
    with_nik = new.with_columns(person=pl.Series(list(added), dtype=pl.Int64)).filter(pl.col("nik").str.len_chars() > 0)
    persons = with_nik["person"].to_list()
    sealed = keys.seal_all(with_nik["nik"], persons)
    doing.add(
        Identity,
        ("person_id", "nik_index", "nik_sealed"),
        zip(persons, keys.index_all(with_nik["nik"]), sealed, strict=True),
    )
    numbers = known | dict(zip(new["key"].to_list(), added, strict=True))
    return {one: numbers[key] for one, key in zip(linked, named, strict=True)}, new.height


def _findings(doing: Doing, findings: pl.DataFrame, rows: pl.DataFrame, run: int) -> None:
    whose = rows.select("file", "sheet", "row", "person_id", "village_id").unique(
        ["file", "sheet", "row"], keep="first"
    )
    told = findings.join(whose, on=["file", "sheet", "row"], how="left", nulls_equal=True, maintain_order="left")
    columns = ("run_id", "person_id", "village_id", "file", "sheet", "row", "column", "code", "severity")
    texts = ("file", "sheet", "column")
    shown = told.with_columns(pl.lit(run).alias("run_id"), *(pl.col(name).fill_null("") for name in texts))
    doing.add(Finding, columns, shown.select(columns).iter_rows())
