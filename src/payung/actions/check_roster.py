"""Check village workbooks for what villages can repair, before any programme is decided. Changes nothing of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from payung.actions.judge_rosters import Problem, judge_rosters, problems_of
from payung.actions.read_rosters import READ, REPLACED, Rosters, read_rosters
from payung.actions.staging import MARK, staged
from payung.actions.watch import Unwatched, Watcher
from payung.core.basis.text import Text
from payung.core.places.places import Gazetteer
from payung.core.programmes.programme import Case, Fund, Programme
from payung.engines.registry import engine
from payung.gateways.corrections import write_corrections
from payung.gateways.csv_files import write_csv
from payung.gateways.village_table import village_table

NOBODY_PAYS = Fund(
    id="none",
    name=Text(id="tanpa dana", en="no fund"),
    source="province_budget",
    group_kind="SG",
    group_per="area",
    public_money=True,
    per="area",
    amount=None,
)


@dataclass(frozen=True)
class Checked:
    """What a check found. ``folder`` None when nothing was kept."""

    files: int
    unread_files: int
    rows_read: int
    workers: int
    not_data: int
    blocked_rows: int
    problems: list[Problem]
    folder: Path | None


def check_roster(
    path: Path, *, manifest: Path | None, area: str, on: date, out: Path | None, watcher: Watcher | None = None
) -> Checked:
    """Check every workbook below ``path`` (folder or ZIP) by the rules that need no programme and no register.

    ``area`` ("" for the country) is where villages are looked for. With ``out``, findings and correction workbooks
    are written there. Raises: what read_rosters raises; FolderNotOurs, FolderBusy.
    """
    watcher = watcher or Unwatched()
    case = _case(area, on)
    if out is None:
        with TemporaryDirectory() as folder:
            return _check(path, manifest, case, Path(folder), None, watcher)
    with staged(out, apart_from=path) as staging:
        checked = _check(path, manifest, case, staging, out, watcher)
        (staging / MARK).write_text(f'{{"check": "{on.isoformat()}"}}\n')
    return checked


def _check(path: Path, manifest: Path | None, case: Case, folder: Path, out: Path | None, watcher: Watcher) -> Checked:
    area = case.programme.area_code
    rosters = read_rosters(path, manifest=manifest, area=area, on=case.on, watcher=watcher)
    nothing = {"members": None, "deaths": None, "welfare": None}
    judged = judge_rosters(rosters, nothing, case=case, judge=engine("local"), folder=folder)
    if out is not None:
        watcher.stage(Text(id="Menulis berkas perbaikan desa", en="Writing the villages' corrections"))
        write_csv(judged.findings, folder / "findings.csv")
        (folder / "decisions.parquet").unlink()
        (folder / "corrections").mkdir()
        villages = village_table(judged.outcome, rosters.files)
        write_corrections(judged.outcome, judged.findings, villages, rosters.files, folder / "corrections", case=case)
    return _checked(rosters, judged.outcome, judged.findings, out)


def _checked(rosters: Rosters, outcome: pl.DataFrame, findings: pl.DataFrame, out: Path | None) -> Checked:
    return Checked(
        files=rosters.files.height,
        unread_files=rosters.files.filter(~pl.col("status").is_in([READ, REPLACED])).height,
        rows_read=int(rosters.files["rows_read"].sum()),
        workers=outcome.height,
        not_data=int(rosters.files["not_data"].sum()),
        blocked_rows=outcome.filter(pl.col("decision") != "accept").height,
        problems=problems_of(findings),
        folder=out,
    )


def _case(area: str, on: date) -> Case:
    """A case without criteria, quota or money: only what a row says by itself, and who stands twice, is judged."""
    name = Gazetteer.read(area).area_name(area) or "Indonesia"
    programme = Programme(
        id="check",
        name=Text(id="Pemeriksaan daftar", en="Roster check"),
        area_code=area,
        area_name=name,
        run_by=name,
        year=on.year,
        legal_basis=(),
        months=0,
        quota=None,
        quota_per="area",
        fund=NOBODY_PAYS,
        criteria=(),
        decile_at_most=None,
        ranked_by=("draw",),
        open=(),
        figures=(),
        sources=(),
    )
    return Case(programme, on, contribution=1, age_minimum=0, age_limit=200, age_basis="", seed=0)
