"""Share the money of a funds file: who is paid by which fund in which month, why others are not, and what is left."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
import polars as pl

from payung.actions.staging import staged
from payung.actions.watch import Unwatched, Watcher
from payung.core.allocation.aim import Aim
from payung.core.allocation.criteria import CRITERIA
from payung.core.allocation.fund import Plan
from payung.core.allocation.funds_file import FundsFile, read_funds
from payung.core.allocation.month_words import month_words
from payung.core.allocation.plan_json import plan_as_json
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.places.places import Gazetteer
from payung.engines.optimum.certificate import Certificate
from payung.engines.optimum.optimise import optimise
from payung.engines.plan_ages import most_asked, reaching, without_too_old
from payung.engines.plan_people import PlanPeople, plan_people
from payung.engines.plan_tables import write_table
from payung.engines.ranking.pay import as_table, from_table, pay
from payung.engines.ranking.queue import line_up
from payung.engines.ranking.reasons import explain_left, explain_unpaid
from payung.gateways.file_digest import sha256_of
from payung.gateways.people_files import names_of, read_facts, read_people
from payung.gateways.plan_book import ROOM, write_plan_book
from payung.gateways.plan_figures import PlanFigures, figures_of
from payung.gateways.plan_lists import write_plan_lists
from payung.gateways.plan_page import write_plan_page

MARK = "plan.json"
"""The file by which a folder is known as a plan: what went in, by which rules, and digests of the tables."""
BOOK = "people.xlsx"
METHODS = ("ranking", "optimum")
PRICES = "prices.csv"
"""For a best plan: what one more rupiah, or one more place, would bring, by fund and village."""

TOO_MANY = Text(
    id=f"{BOOK} tidak ditulis: barisnya lebih banyak daripada satu lembar Excel ({number(ROOM)}). Semuanya ada di "
    "paid.csv dan unpaid.csv; bagi per kabupaten bila perlu buku kerja.",
    en=f"{BOOK} is not written: it has more rows than a sheet of Excel ({number(ROOM)}). All of them are in paid.csv "
    "and unpaid.csv; share regency by regency where you need workbooks.",
)


TOO_OLD = Text(
    id="{n} orang tidak direncanakan: mencapai batas usia sebelum bulan pertama yang akan dibayar, dan belum menjadi "
    "peserta.",
    en="{n} people are not planned for: they reach the age limit before the first month that would be paid, and are no "
    "members.",
)
AGE_UNKNOWN = Text(
    id="Usia tidak diperiksa untuk {n} dari {all} orang: tanggal lahirnya tidak tertulis. Siapa yang sudah mencapai "
    "batas usia ditolak saat didaftarkan.",
    en="Age was not judged for {n} of {all} people: their birth date is not stated. Whoever has reached the age limit "
    "is refused at enrolment.",
)


@dataclass(frozen=True)
class Request:
    """What the user asked for. ``people``: decisions of runs or lists; ``facts``: more about the same people."""

    funds: Path
    people: Sequence[Path]
    out: Path
    facts: Sequence[Path] = ()
    method: str = "ranking"
    aim: Aim | None = None  # of the optimum; None: most person-months
    seconds: float = 600  # after which an optimum is the best found so far
    file: FundsFile | None = None  # what counts instead of ``funds``: where that is no funds file, or is spent in part


@dataclass(frozen=True)
class Allocated:
    """What came out, as the terminal shows it."""

    title: Text
    folder: Path
    plan: Plan
    figures: PlanFigures
    warnings: Sequence[Text]
    too_old: int  # people who are not planned for, being too old when a fund would pay them first
    certificate: Certificate | None = None


def allocate_budget(request: Request, *, watcher: Watcher | None = None) -> Allocated:
    """Pay the people of ``request`` from the funds of its file; the results appear in ``request.out`` whole or not.

    The same request over the same files gives the same bytes, where the clock does not end the search of an optimum.
    Raises: FundsFileWrong, FundsContradict, PeopleFileWrong, NoValueInForce, FolderNotOurs, FolderBusy; OptimumMissing
    and FloorsConflict for the optimum.
    """
    watcher = watcher or Unwatched()
    file = request.file or read_funds(request.funds, LawBook.read())
    watcher.stage(Text(id="Membaca orang", en="Reading people"))
    lists = [read_people(path) for path in request.people]
    people = plan_people(
        lists,
        [read_facts(path) for path in request.facts],
        file.plan,
        ranked_by=file.ranked_by,
        seed=file.seed,
    )
    watcher.stage(Text(id="Membagi dana", en="Sharing the money"))
    tables, certificate = _in_time(people, file.plan, request)
    figures = figures_of(tables, file.plan)
    judged = _age_judged(people, figures.people)
    with staged(request.out, mark=MARK) as folder:
        watcher.stage(Text(id="Menulis hasil", en="Writing results"))
        paths = [write_table(folder, name, frame) for name, frame in tables.items()]
        write_plan_lists(tables, file.plan, folder)
        fits = write_plan_book(tables, file.plan, figures, names_of(lists), folder / BOOK)
        regencies = _regency_names(figures)
        proof = certificate.says() if certificate else None
        page = folder / "summary.html"
        write_plan_page(figures, file.plan, regencies, page, seed=file.seed, certificate=proof, notes=judged)
        mark = _mark(request, file, figures, paths)
        if certificate:
            mark["certificate"] = _proof(certificate)
            certificate.prices.write_csv(folder / PRICES)
        written = sorted(path for path in folder.iterdir() if path not in paths)
        mark["files"] = {path.name: sha256_of(path) for path in written}
        (folder / MARK).write_text(json.dumps(mark, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    span = month_words(2 ** len(file.plan.months) - 1, file.plan.months)
    title = Text(id=f"Pembagian dana {span.id}", en=f"Whose money, whose months: {span.en}")
    warnings = [*judged, *_warnings(request, people, file.plan, figures), *([] if fits else [TOO_MANY])]
    too_old = people.table.height - figures.people
    return Allocated(title, request.out, file.plan, figures, warnings, too_old, certificate)


def _in_time(people: PlanPeople, plan: Plan, request: Request) -> tuple[dict[str, pl.DataFrame], Certificate | None]:
    """``ranked``, or ``best``, of those whom no fund would pay first when they are too old to be enrolled.

    When somebody is paid first is known only of a plan that is made: it is made again without who is too old by then,
    until nobody is.
    """
    book = LawBook.read()
    near = reaching(people.ages, plan.months, book)
    table = without_too_old(people.table, most_asked(people.table, plan), near, plan, book)
    while True:
        certificate = None
        if request.method == "optimum":
            tables, certificate = best(table, plan, request.aim or Aim("person_months"), request.seconds)
        else:
            tables = ranked(table, plan)
        before, table = table, without_too_old(table, tables["paid"], near, plan, book)
        if table is before:
            return tables, certificate


def best(people: pl.DataFrame, plan: Plan, aim: Aim, seconds: float) -> tuple[dict[str, pl.DataFrame], Certificate]:
    """The tables people, paid, unpaid, left of the plan that reaches most of ``aim``, and how good it is."""
    found = optimise(people, plan, aim, criteria=[one.code for one in CRITERIA], seconds=seconds)
    queue = line_up(people, plan)
    paid = from_table(queue, found.paid, len(plan.funds))
    unpaid = explain_unpaid(queue, plan, paid, np.isin(queue.person, found.adds))
    left = explain_left(queue, plan, paid)
    return {"people": people, "paid": as_table(queue, paid), "unpaid": unpaid, "left": left}, found.certificate


def ranked(people: pl.DataFrame, plan: Plan) -> dict[str, pl.DataFrame]:
    """The tables people, paid, unpaid, left by the published ranking."""
    queue = line_up(people, plan)
    paid = pay(queue, plan)
    return {
        "people": people,
        "paid": as_table(queue, paid),
        "unpaid": explain_unpaid(queue, plan, paid),
        "left": explain_left(queue, plan, paid),
    }


def _mark(request: Request, file: FundsFile, figures: PlanFigures, paths: Sequence[Path]) -> dict[str, object]:
    return {
        "payung": version("payung"),
        "method": request.method,
        "ranked_by": list(file.ranked_by),
        "seed": file.seed,
        "inputs": {
            "funds": sha256_of(request.funds),
            "people": [sha256_of(path) for path in request.people],
            "facts": [sha256_of(path) for path in request.facts],
        },
        "tables": {path.name: sha256_of(path) for path in paths},
        "totals": {
            "people": figures.people,
            "person_months": figures.paid,
            "released": figures.released,
            "spent": figures.spent,
            "left": figures.released - figures.spent,
        },
        "plan": plan_as_json(file.plan),
    }


def _proof(certificate: Certificate) -> dict[str, object]:
    aim = certificate.aim
    return {
        "aim": {"kind": aim.kind, "least": aim.least, "percent": aim.percent, "floor": aim.floor},
        "method": certificate.method,
        "reached": certificate.reached.value,
        "bound": certificate.bound,
        "published": certificate.published.value if certificate.published else None,
        "finished": certificate.finished,
        "short": certificate.short,
    }


def _regency_names(figures: PlanFigures) -> Mapping[str, str]:
    names = Gazetteer.read("").region_names
    return {code: names[code] for code in figures.regencies["regency"] if code in names}


def _age_judged(people: PlanPeople, planned: int) -> list[Text]:
    """Who of ``people`` is not planned for their age, and of whom it is not known; ``planned``: how many are."""
    all_, told = people.table.height, []
    if too_old := all_ - planned:
        told.append(TOO_OLD.filled(n=number(too_old)))
    if unknown := all_ - people.ages.height:
        told.append(AGE_UNKNOWN.filled(n=number(unknown), all=number(all_)))
    return told


def _warnings(request: Request, people: PlanPeople, plan: Plan, figures: PlanFigures) -> list[Text]:
    """What the user must know though the plan was made."""
    told = []
    if people.repeated:
        told.append(
            Text(
                id=f"{people.repeated} baris diabaikan: orangnya sudah ada pada baris sebelumnya.",
                en=f"{people.repeated} rows were left out: their person stands in an earlier row.",
            )
        )
    villages = Gazetteer.read("")
    unknown = [code for code in people.table["village"].unique() if villages.village(f"{code:010d}") is None]
    if unknown:
        many, example = number(len(unknown)), f"{min(unknown):010d}"
        told.append(
            Text(
                id=f"{many} desa tidak ada dalam daftar Kemendagri, mulai {example}; periksa kodenya.",
                en=f"{many} villages are not on the ministry's list, from {example} on; check their codes.",
            )
        )
    for place in people.idle:
        name = request.facts[place].name
        told.append(
            Text(
                id=f"Fakta '{name}' tidak tentang seorang pun dalam daftar: NIK atau person_key-nya lain.",
                en=f"The facts '{name}' concern nobody on the lists: their NIK or person_key is another.",
            )
        )
    for fund in plan.funds:
        unknown = [word for word in (*fund.who, *fund.first) if word not in people.known]
        if unknown:
            words = ", ".join(unknown)
            told.append(
                Text(
                    id=f"Dana {fund.id}: tidak ada yang diketahui tentang {words}; tambahkan berkas fakta "
                    "tentang orangnya.",
                    en=f"Fund {fund.id}: nothing is known about {words}; add a file of facts about the people.",
                )
            )
    idle = [
        plan.funds[fund].id
        for fund, people_paid in figures.funds.select("fund", "people").iter_rows()
        if not people_paid
    ]
    if idle:
        words = ", ".join(idle)
        told.append(Text(id=f"Tidak membayar siapa pun: {words}.", en=f"These pay nobody: {words}."))
    return told
