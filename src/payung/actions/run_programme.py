"""The main job: village workbooks in; decisions, corrections, decree, enrolment files and a summary out."""

import json
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import polars as pl

from payung.actions.find_earlier import EARLIER
from payung.actions.gather_people import Lists, gather_lists
from payung.actions.judge_rosters import Judged, Problem, Registers, judge_rosters, problems_of
from payung.actions.link_rosters import Known, RosterLinks
from payung.actions.people_folder import PEOPLE, PEOPLE_COLUMNS, read_persons
from payung.actions.read_rosters import READ, REPLACED, Rosters, read_rosters
from payung.actions.staging import MARK, staged
from payung.actions.watch import Unwatched, Watcher
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.law.values import shown_amount
from payung.core.linkage.decisions import read_decisions
from payung.core.programmes.case import case_on
from payung.core.programmes.catalogue import read_programme
from payung.core.programmes.programme import Case
from payung.engines.registry import engine
from payung.gateways.bpjs import write_bpjs
from payung.gateways.bpjs_layout import Layout, read_layout
from payung.gateways.corrections import write_corrections
from payung.gateways.csv_files import write_csv
from payung.gateways.decree import Decreed, write_decree
from payung.gateways.file_digest import sha256_of
from payung.gateways.pairs_file import write_pairs
from payung.gateways.summary import LawLine, RegisterLine, write_summary
from payung.gateways.tally import Tally
from payung.gateways.village_table import village_table

REGISTER_NAMES = {
    "members": Text(id="peserta BPJS", en="BPJS members"),
    "deaths": Text(id="kematian", en="deaths"),
    "welfare": Text(id="desil kesejahteraan", en="welfare deciles"),
}
REGISTER_FAULTS = Text(
    id="Daftar {id}: dari {rows} baris, {niks} tanpa NIK 16 angka dan {cells} dengan isian yang tidak terbaca; "
    "baris itu tidak dapat dicocokkan.",
    en="List of {en}: of {rows} rows, {niks} have no NIK of 16 digits and {cells} a cell that cannot be read; "
    "those rows match nobody.",
)

EARLIER_TOO = Text(
    id="{n} orang yang diterima sudah diterima program terdahulu; lihat {code} dalam findings.csv agar tidak ada bulan "
    "yang dibayar dua kali.",
    en="{n} people accepted here were accepted by an earlier programme; see {code} in findings.csv, so that no month "
    "is paid twice.",
)


@dataclass(frozen=True)
class Request:
    """What the user asked for. Paths as given; ``on`` is the day of the decision; ``seed`` is for the draw."""

    programme: str
    rosters: Path
    on: date
    out: Path
    manifest: Path | None = None
    members: Path | None = None
    deaths: Path | None = None
    welfare: Path | None = None
    seed: int = 1
    engine: str = "local"
    master: str = "local[2]"
    bpjs_template: Path | None = None
    link: bool = True  # also compare rows by likeness
    decisions: Path | None = None  # what persons decided about doubtful pairs
    register: tuple[Path, ...] = ()  # lists of people in general
    earlier: tuple[Path, ...] = ()  # decisions.parquet of earlier programmes
    persons: Path | None = None  # people.parquet of an earlier run, whose person keys are kept


@dataclass(frozen=True)
class Outcome:
    """The figures of a run, as the terminal shows them."""

    title: Text
    folder: Path
    files: int
    unread_files: int
    replaced_files: int  # older versions of a village's list
    figures: Tally
    rupiah_left: int | None  # None where no source states the fund's amount
    problems: list[Problem]  # most first
    warnings: list[Text]


def run_programme(request: Request, *, watcher: Watcher | None = None) -> Outcome:
    """Judge every row of the village workbooks for a programme on a day, and write all results into ``request.out``.

    The folder appears whole or not at all; the same request over the same files gives the same bytes.
    Raises: the errors of reading the programme, the rosters, the manifest and the registers; FolderNotOurs,
    FolderBusy; what the engine raises.
    """
    watcher = watcher or Unwatched()
    case = case_on(
        read_programme(request.programme), on=request.on, law=LawBook.read(), seed=request.seed, linked=request.link
    )
    told = read_decisions(request.decisions.read_text("utf-8-sig")) if request.decisions else ()
    judge = engine(request.engine, master=request.master)
    layout = read_layout(request.bpjs_template)
    given = {kind: getattr(request, kind) for kind in REGISTER_NAMES}
    persons = read_persons(request.persons) if request.persons else None
    with staged(request.out, apart_from=request.rosters) as folder:
        rosters = read_rosters(
            request.rosters,
            manifest=request.manifest,
            area=case.programme.area_code,
            on=request.on,
            watcher=watcher,
        )
        lists = gather_lists({"register": request.register, "programme": request.earlier}, watcher)
        watcher.stage(Text(id="Menilai dan memeringkat", en="Judging and ranking"))
        known = Known(lists.tables, persons)
        judged = judge_rosters(rosters, given, case=case, judge=judge, folder=folder, told=told, known=known)
        counts, decreed = _write(judged, rosters, request, case, layout, folder, watcher)
        _write_mark(request, case, rosters, judged, decreed, lists, folder)
    return _outcome(request, case, rosters, judged, layout, counts, lists)


def _write(
    judged: Judged, rosters: Rosters, request: Request, case: Case, layout: Layout, folder: Path, watcher: Watcher
) -> tuple[Tally, Decreed]:
    """Write what people read: CSV beside the tables, corrections, decree, enrolment files, summary."""
    villages = village_table(judged.outcome, rosters.files)
    for name in ("corrections", "decree", "bpjs"):
        (folder / name).mkdir()
    write_csv(judged.decisions, folder / "decisions.csv")
    write_csv(judged.findings, folder / "findings.csv")
    if judged.links:
        write_pairs(judged.links.linked.pairs, judged.links.records, judged.links.places, folder / "pairs.csv")
        write_person_keys(judged.links, folder)
    watcher.stage(Text(id="Menulis berkas perbaikan desa", en="Writing the villages' corrections"))
    write_corrections(judged.outcome, judged.findings, villages, rosters.files, folder / "corrections", case=case)
    watcher.stage(Text(id="Menulis lampiran SK", en="Writing the decree's annex"))
    decreed = write_decree(judged.outcome, villages, folder / "decree", case=case)
    watcher.stage(Text(id="Menulis berkas pendaftaran BPJS", en="Writing the enrolment files"))
    write_bpjs(judged.outcome, villages, folder / "bpjs", case=case, layout=layout)
    watcher.stage(Text(id="Menulis ringkasan", en="Writing the summary"))
    counts = write_summary(
        judged.outcome,
        judged.findings,
        villages,
        rosters.files,
        folder / "summary.html",
        case=case,
        engine=request.engine,
        law=_law_lines(case),
        registers=[
            RegisterLine(name, judged.registers[kind] is not None, _rows(judged.registers, kind))
            for kind, name in REGISTER_NAMES.items()
        ],
        fingerprint=decreed.fingerprint,
    )
    return counts, decreed


def write_person_keys(links: RosterLinks, folder: Path) -> None:
    """people.parquet: the key of each person on a roster, for all their records, so that a later run can keep it."""
    keyed = links.linked.clusters.join(links.records.select("position", "source"), on="position")
    people = keyed.join(links.places, on="position", how="left").sort("position")
    here = people.filter(source="roster")["person_key"].unique()
    shown = people.filter(pl.col("person_key").is_in(here.implode())).select(PEOPLE_COLUMNS)
    shown.write_parquet(folder / PEOPLE, compression="zstd", row_group_size=262_144)


def _earlier(judged: Judged) -> list[Text]:
    """How many of those accepted an earlier programme has accepted too."""
    found = judged.findings.filter(code=EARLIER).select("file", "sheet", "row").unique()
    accepted = judged.decisions.filter(decision="accept")
    count = accepted.join(found, on=["file", "sheet", "row"], how="semi", nulls_equal=True).height
    return [EARLIER_TOO.filled(n=number(count), code=EARLIER)] if count else []


def _law_lines(case: Case) -> list[LawLine]:
    """The values of the law this run stands on."""
    book = LawBook.read()
    keys = ("bpu/jkk/contribution_percent", "bpu/jkm/contribution", "bpu/age/minimum", "bpu/age/limit")
    lines = []
    for key in keys:
        parameter = book.parameters[key]
        value = parameter.on(case.on)
        shown = value.shown() if key != "bpu/age/minimum" else shown_amount(case.age_minimum, value.unit)
        lines.append(LawLine(parameter.name, shown, value.article, parameter.checked is not None))
    return lines


def _rows(registers: Registers, kind: str) -> int | None:
    register = registers[kind]
    return register.rows if register else None


def _write_mark(
    request: Request, case: Case, rosters: Rosters, judged: Judged, decreed: Decreed, lists: Lists, folder: Path
) -> None:
    """run.json: what went in and by which rules, so that the run can be repeated and compared."""
    digests = {
        kind: sha256_of(path) if (path := getattr(request, kind)) else None
        for kind in ("manifest", *REGISTER_NAMES, "bpjs_template", "decisions", "persons")
    }
    mark = {
        "payung": version("payung"),
        "programme": case.programme.id,
        "on": request.on.isoformat(),
        "seed": case.seed,
        "engine": request.engine,
        "likeness": request.link,
        "contribution": case.contribution,
        "age": {"minimum": case.age_minimum, "limit": case.age_limit, "basis": case.age_basis},
        "inputs": {name: digest for name, digest in digests.items() if digest},
        "lists": dict(sorted(lists.digests.items())),
        "rosters": dict(rosters.files.filter(pl.col("sha256").is_not_null()).select("file", "sha256").iter_rows()),
        "decree": decreed.fingerprint,
        "decisions": {
            str(word): count for word, count in sorted(judged.outcome.group_by("decision").len().iter_rows())
        },
    }
    (folder / MARK).write_text(json.dumps(mark, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _outcome(
    request: Request, case: Case, rosters: Rosters, judged: Judged, layout: Layout, counts: Tally, lists: Lists
) -> Outcome:
    on = request.on.isoformat()
    return Outcome(
        title=Text(
            id=f"{case.programme.name.id} · {on} · undian {case.seed}",
            en=f"{case.programme.name.en} · {on} · seed {case.seed}",
        ),
        folder=request.out,
        files=rosters.files.height,
        unread_files=rosters.files.filter(~pl.col("status").is_in([READ, REPLACED])).height,
        replaced_files=rosters.files.filter(pl.col("status") == REPLACED).height,
        figures=counts,
        rupiah_left=_left(judged.outcome, rosters.files, case, counts),
        problems=problems_of(judged.findings),
        warnings=[*_warnings(judged.registers, layout), *lists.notes, *_earlier(judged)],
    )


def _left(outcome: pl.DataFrame, files: pl.DataFrame, case: Case, counts: Tally) -> int | None:
    """What the fund has left: of each village that appears, or of the one purse of the area."""
    fund = case.programme.fund
    if fund.amount is None:
        return None
    villages = {*outcome["village_code"].drop_nulls(), *files["village_code"].drop_nulls()}
    purses = len(villages) if fund.per == "village" else 1
    return purses * fund.amount - counts.amount


def _warnings(registers: Registers, layout: Layout) -> list[Text]:
    """What the user must know though the run went well."""
    told = [
        Text(
            id=f"Tidak diperiksa terhadap daftar {name.id}: daftarnya tidak diberikan.",
            en=f"Not compared with the list of {name.en}: it was not given.",
        )
        for kind, name in REGISTER_NAMES.items()
        if registers[kind] is None
    ]
    for kind, name in REGISTER_NAMES.items():
        register = registers[kind]
        if register and (register.unusable_nik or register.misread):
            counts = [number(count) for count in (register.rows, register.unusable_nik, register.misread)]
            told.append(REGISTER_FAULTS.filled(id=name.id, en=name.en, rows=counts[0], niks=counts[1], cells=counts[2]))
    if layout.unknown:
        headings = ", ".join(layout.unknown)
        told.append(
            Text(
                id=f"Kolom templat BPJS yang tidak dikenal dibiarkan kosong: {headings}.",
                en=f"Columns of the BPJS template that are not known were left empty: {headings}.",
            )
        )
    return told
