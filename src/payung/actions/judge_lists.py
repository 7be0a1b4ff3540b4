"""The main job over the files of a cycle, in a folder that nobody else reads: tables and correction workbooks."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from payung.actions.apply_answers import apply_answers
from payung.actions.cycle_inputs import Inputs
from payung.actions.gather_people import gather_lists
from payung.actions.judge_rosters import Judged, judge_rosters
from payung.actions.keep_register import written_out
from payung.actions.link_rosters import Known
from payung.actions.newest_lists import without_foreign, without_older
from payung.actions.people_folder import PEOPLE, read_persons
from payung.actions.put_run import said_as_json
from payung.actions.read_rosters import Rosters, read_rosters
from payung.actions.run_programme import REGISTER_NAMES, write_person_keys
from payung.actions.watch import Watcher
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.programmes.case import case_on
from payung.core.programmes.programme import Case
from payung.engines.registry import engine
from payung.gateways.corrections import write_corrections
from payung.gateways.village_table import village_table
from payung.store.files import content
from payung.store.intakes import SentFile
from payung.store.keys import Keys
from payung.store.sealed import row_marks

WRITING = Text(id="Menyiapkan berkas", en="Preparing files")
JUDGING = Text(id="Mencocokkan, menilai dan memeringkat", en="Matching, judging and ranking")
ANSWERING = Text(id="Memakai berkas perbaikan yang kembali", en="Using correction workbooks that came back")
CORRECTING = Text(id="Menulis berkas perbaikan desa", en="Writing the villages' corrections")


@dataclass(frozen=True)
class CycleJudgement:
    """``names``: name in the tables -> the file that came in; ``folder`` holds decisions, findings, people and answered
    cells as Parquet; ``corrections``: code of a village -> its workbook; ``answered``: workbooks that came back."""

    case: Case
    rosters: Rosters
    judged: Judged
    names: Mapping[str, SentFile]
    folder: Path
    corrections: Mapping[str, Path]
    answered: tuple[SentFile, ...] = ()


def judge_lists(keys: Keys, inputs: Inputs, folder: Path, *, run: str, watcher: Watcher) -> CycleJudgement:
    """Judge the files of ``inputs`` in ``folder``; ``run``: the request of the act that will keep it.

    Raises: KeptFileBroken, KeyUnknown; the errors of reading programme, lists and registers; what the engine raises.
    """
    cycle = inputs.cycle
    case = case_on(inputs.programme, on=cycle.on, law=LawBook.read(), seed=cycle.seed, linked=True)
    names = _write_lists(keys, inputs, folder, watcher)
    area = inputs.programme.area_code
    manifest = folder / "manifest.csv"
    rosters = read_rosters(folder / "rosters", manifest=manifest, area=area, on=cycle.on, watcher=watcher)
    rosters = without_foreign(rosters, names, inputs.codes, inputs.areas)
    rosters = without_older(rosters, names, {code: number for number, code in inputs.codes.items()})
    rosters = _with_answers(keys, rosters, inputs, folder, watcher)
    given = {kind: written_out(keys, one, folder) for kind, one in inputs.lists.items()}
    lists = gather_lists({"register": _paths(given, "register"), "programme": _paths(given, "earlier")}, watcher)
    persons = read_persons(written_out(keys, inputs.persons, folder)) if inputs.persons else None
    watcher.stage(JUDGING)
    judged = judge_rosters(
        rosters,
        {kind: given.get(kind) for kind in REGISTER_NAMES},
        case=case,
        judge=engine("local"),
        folder=folder,
        told=inputs.answers,
        known=Known(lists.tables, persons),
    )
    if judged.links:
        write_person_keys(judged.links, folder)
    return CycleJudgement(
        case,
        rosters,
        judged,
        names,
        folder,
        _corrections(keys, judged, rosters, case, folder, run, watcher),
        inputs.answered,
    )


def _paths(given: Mapping[str, Path], kind: str) -> tuple[Path, ...]:
    return (given[kind],) if kind in given else ()


def _write_lists(keys: Keys, inputs: Inputs, folder: Path, watcher: Watcher) -> dict[str, SentFile]:
    """Every village list below folder/rosters, and manifest.csv; gives the name each has there."""
    names: dict[str, SentFile] = {}
    watcher.stage(WRITING, len(inputs.files))
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as handle:
        told = csv.writer(handle)
        told.writerow(("file", "village_code"))
        for file in inputs.files:
            name = _put(folder / "rosters", file, content(keys, file.kept))
            names[name] = file
            told.writerow((name, inputs.codes.get(file.told or 0, "")))
            watcher.step()
    return names


def _put(rosters: Path, file: SentFile, held: bytes) -> str:
    """Write a file under its name, or where another has it in a folder of its own; gives the name."""
    for name in (file.name, f"{file.id}/{file.name}"):
        path = rosters / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with path.open("xb") as handle:
                handle.write(held)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            continue
        return name
    raise FileExistsError(file.id)


def _with_answers(keys: Keys, rosters: Rosters, inputs: Inputs, folder: Path, watcher: Watcher) -> Rosters:
    """``rosters`` with what villages wrote into their correction workbooks; answers.parquet says cell by cell."""
    if not inputs.answered:
        return rosters
    watcher.stage(ANSWERING, len(inputs.answered))
    answered = apply_answers(keys, rosters.rows, inputs.answered, inputs.codes, folder, inputs.cycle.on)
    answered.cells.write_parquet(folder / PARQUETS["answers"], compression="zstd")
    return replace(rosters, rows=answered.rows)


def _corrections(
    keys: Keys, judged: Judged, rosters: Rosters, case: Case, folder: Path, run: str, watcher: Watcher
) -> dict[str, Path]:
    """The workbook of each village with something to repair."""
    watcher.stage(CORRECTING)
    out = folder / "corrections"
    out.mkdir()
    villages = village_table(judged.outcome, rosters.files)
    write_corrections(_marked(keys, judged.outcome), judged.findings, villages, rosters.files, out, case=case, run=run)
    parts = ((path.name.split("_"), path) for path in sorted(out.iterdir()))
    return {words[1].removesuffix(".xlsx"): path for words, path in parts if words[1].removesuffix(".xlsx").isdigit()}


def _marked(keys: Keys, outcome: pl.DataFrame) -> pl.DataFrame:
    """``outcome`` with the mark under which each row to repair is kept."""
    wrong = outcome.filter(pl.col("decision") != "accept")
    marks = row_marks(keys, said_as_json(wrong))
    told = wrong.select("position", mark=pl.Series(marks, dtype=pl.String))
    return outcome.join(told, on="position", how="left", maintain_order="left").with_columns(
        pl.col("mark").fill_null("")
    )


PARQUETS = {
    "persons": PEOPLE,
    "decisions": "decisions.parquet",
    "findings": "findings.parquet",
    "answers": "answers.parquet",
}
"""Kind of a kept table -> its file in the folder."""
