"""The tables about problems, as they are shown and taken away."""

from collections.abc import Collection, Sequence
from typing import Any

import polars as pl
from django.db.models import QuerySet
from django.urls import reverse

from payung.actions.accept_fixes import kept_table
from payung.core.basis.text import Text
from payung.entry.web.listing import Listing
from payung.entry.web.parts import Cell, Column
from payung.entry.web.places import name_of
from payung.entry.web.problem import words
from payung.gateways.problem_pdf import DistrictProblems, KindCount, VillageCount
from payung.gateways.problem_words import kind_called, what_to_do
from payung.store.keys import Keys
from payung.store.models import Cycle, Finding, Run
from payung.store.problems import Kind, Told, counts, kinds, open_problems, regions

DIGITS = (2, 4, 6, 10)
Place = tuple[str, str, int | None, str]
"""File, sheet, row and code of a problem."""
_COUNTS = (
    Column(words.FOUND, number=True, sort="masalah"),
    Column(words.ROWS, number=True, sort="baris"),
    Column(words.VILLAGES, number=True, sort="desa"),
)


def called(code: str) -> Text:
    """What a kind of problem is called."""
    return kind_called(code)


def _said(cycle: Cycle, area: str, kind: str = "") -> Text:
    """Which problems a file holds."""
    where = name_of(area or cycle.programme.area_code)
    what = called(kind) if kind else words.ALL_KINDS
    return Text(id=f"{cycle.name}; {where}; {what.id}", en=f"{cycle.name}; {where}; {what.en}")


def kinds_listing(caption: Text, found: Sequence[Kind], cycle: Cycle, area: str) -> Listing:
    """A line for each kind."""
    where = f"&wilayah={area}" if area else ""

    def drawn(rows: Sequence[Any]) -> list[list[Any]]:
        return [[Cell(called(code), href=f"?jenis={code}{where}"), *figures] for code, *figures in rows]

    lines = [(one.code, one.findings, one.rows, one.villages) for one in found]
    columns = (Column(words.KIND), *(Column(one.title, number=True) for one in _COUNTS))
    foot = ("", sum(one.findings for one in found), "", "") if lines else ()
    said = _said(cycle, area)
    return Listing(f"masalah {caption.id}", caption, columns, lines, drawn, said, foot, empty=words.NONE)


def regions_listing(cycle: Cycle, problems: Told, area: str, kind: str) -> Listing:
    """A line for each region below ``area``."""
    base = max(len(area), len(cycle.programme.area_code))
    digits = next((one for one in DIGITS if one > base), 10)
    of = f"jenis={kind}" if kind else ""

    def drawn(rows: Sequence[Any]) -> list[list[Any]]:
        return [[_region(cycle, code, of), *figures] for _, *figures, code in rows]

    lines = [
        (name_of(one.code) if one.code else words.NO_VILLAGE.id, one.findings, one.rows, one.villages, one.code)
        for one in problems.regions(digits)
    ]
    columns = (Column(words.REGION, sort="wilayah"), *_COUNTS)
    said = _said(cycle, area, kind)
    return Listing(f"masalah {area or cycle.code}", words.BY_REGION, columns, lines, drawn, said, empty=words.NONE)


def _region(cycle: Cycle, code: str, of: str) -> Cell:
    if not code:
        return Cell(words.NO_VILLAGE)
    below = f"?wilayah={code}{'&' if of else ''}{of}"
    if len(code) == 10:
        below = reverse("problem_rows", kwargs={"code": cycle.code, "area": code}) + (f"?{of}" if of else "")
    return Cell(name_of(code), href=below)


def rows_listing(keys: Keys, cycle: Cycle, run: Run, area: str, problems: "QuerySet[Finding]") -> Listing:
    """Every problem of a village: where it stands, who, what is wrong and how to repair it."""

    def drawn(some: Sequence[Any]) -> list[list[Any]]:
        places = {(file, sheet, row, code) for row, *_, code, file, sheet, _ in some}
        told, people = _messages(keys, run, places), _people(keys, run, places)
        lines: list[list[Any]] = []
        for row, _, _, severity, code, file, sheet, _ in some:
            name, nik = people.get((file, sheet, row), ("", ""))
            where = Cell(row if row is not None else words.FILE_LEVEL, more=" · ".join(filter(None, (file, sheet))))
            level = Cell(words.BLOCKING, tag="red") if severity == "block" else Cell(words.WARNINGS, tag="yellow")
            why = told.get((file, sheet, row, code)) or called(code)
            lines.append([where, name, f"…{nik[-4:]}" if nik else "", level, why])
        return lines

    columns = (
        *(Column(words.ROW, sort="baris"), Column(words.NAME), Column(words.NIK)),
        *(Column(words.LEVEL, sort="tingkat"), Column(words.WHY, sort="masalah")),
    )
    found = problems.values_list("row", "severity", "code", "file", "sheet", "person_id")
    kept = [(row, "", "", *rest) for row, *rest in found]
    kind = {one[4] for one in kept}
    said = _said(cycle, area, kind.pop() if len(kind) == 1 else "")
    return Listing(f"masalah {area}", words.TITLE, columns, kept, drawn, said, empty=words.NONE, person=7, of=area,
                   stack=True)  # fmt: skip


def _messages(keys: Keys, run: Run, places: Collection[Place]) -> dict[Place, Text]:
    """What was told of each of these places, with its values."""
    if not places:
        return {}
    columns = ("file", "sheet", "row", "code", "message_id", "message_en")
    told = _of_files(kept_table(keys, run, "findings"), places).select(columns)
    return {
        key: Text(said, en)
        for file, sheet, row, code, said, en in told.iter_rows()
        if (key := (file, sheet or "", row, code)) in places
    }


def _people(keys: Keys, run: Run, places: Collection[Place]) -> dict[tuple[str, str, int | None], tuple[str, str]]:
    """Name and NIK of each of these rows."""
    if not places:
        return {}
    told = _of_files(kept_table(keys, run, "decisions"), places).select("file", "sheet", "row", "name", "nik")
    return {(file, sheet or "", row): (name or "", nik or "") for file, sheet, row, name, nik in told.iter_rows()}


def _of_files(table: pl.DataFrame, places: Collection[Place]) -> pl.DataFrame:
    return table.filter(pl.col("file").is_in({place[0] for place in places}))


def districts_listing(cycle: Cycle, run: Run) -> Listing:
    """A line for each district, with its paper."""
    problems = open_problems(run)
    blocked = {one.code: one.findings for one in regions(problems.filter(severity="block"), 6)}
    lines = []
    for one in sorted(regions(problems, 6), key=lambda region: region.code):
        bad = blocked.get(one.code, 0)
        name = name_of(one.code) if one.code else words.NO_VILLAGE.id
        lines.append((name, one.villages, one.rows, bad, one.findings - bad, one.findings, one.code))
    found, rows, villages = counts(problems)
    foot = ("", villages, rows, sum(one[3] for one in lines), sum(one[4] for one in lines), found)
    paper = reverse("problem_paper", kwargs={"code": cycle.code})

    def drawn(some: Sequence[Any]) -> list[list[Any]]:
        return [
            [Cell(name, href=f"{paper}?wilayah={code}") if code else Cell(words.NO_VILLAGE), *figures]
            for name, *figures, code in some
        ]

    columns = (
        Column(words.DISTRICT, sort="kecamatan"),
        Column(words.VILLAGES, number=True, sort="desa"),
        Column(words.ROWS, number=True, sort="baris"),
        Column(words.BLOCKED, number=True, sort="menghalangi"),
        Column(words.WARNED, number=True, sort="peringatan"),
        Column(words.FOUND, number=True, sort="masalah"),
    )
    said, empty = _said(cycle, ""), words.NONE
    return Listing(f"masalah per kecamatan {cycle.code}", words.SUMMARY, columns, lines, drawn, said,
                   foot if lines else (), empty=empty)  # fmt: skip


def district_papers(run: Run, area: str) -> list[DistrictProblems]:
    """The districts in the scope (or the one of ``area``) as their papers say them."""
    problems = open_problems(run).filter(village__isnull=False)
    if area:
        problems = problems.filter(village__code__startswith=area)
    blocked = {one.code: one.findings for one in regions(problems.filter(severity="block"), 10)}
    of_files = {one.code: one.findings for one in regions(problems.filter(row__isnull=True), 10)}
    by_district: dict[str, list[VillageCount]] = {}
    for one in sorted(regions(problems, 10), key=lambda region: region.code):
        bad = blocked.get(one.code, 0)
        line = VillageCount(name_of(one.code), one.rows, bad, one.findings - bad, of_files.get(one.code, 0))
        by_district.setdefault(one.code[:6], []).append(line)
    return [
        DistrictProblems(name_of(code), name_of(code[:4]), villages, _kind_counts(problems, code))
        for code, villages in sorted(by_district.items())
    ]


def _kind_counts(problems: "QuerySet[Finding]", district: str) -> list[KindCount]:
    found = kinds(problems.filter(village__code__startswith=district))
    return [
        KindCount(called(one.code).id, advice.id if (advice := what_to_do(one.code)) else "", one.severity == "block",
                  one.findings)
        for one in found
    ]  # fmt: skip
