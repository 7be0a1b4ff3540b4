"""Problems of the last run: how many, of which kinds, where, row by row."""

from collections.abc import Collection

import polars as pl
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.accept_fixes import kept_table, safe_findings
from payung.core.access.areas import lies_in
from payung.core.basis.text import Text
from payung.entry.web.asking import cycle_or_404
from payung.entry.web.imports.figures import covers, run_or_404
from payung.entry.web.imports.views import now
from payung.entry.web.parts import Cell, Column, Table, paged
from payung.entry.web.places import name_of
from payung.entry.web.problem import words
from payung.entry.web.render import shown
from payung.entry.web.visitor import Visitor
from payung.gateways.problem_words import what_is_wrong
from payung.store.keys import Keys
from payung.store.looks import looked
from payung.store.models import Correction, Cycle, Finding, Run, Village
from payung.store.problems import Kind, counts, kinds, open_problems, regions, standing_fixes
from payung.store.seen import seen

DIGITS = (2, 4, 6, 10)
Place = tuple[str, str, int | None, str]
"""File, sheet, row and code of a problem."""


def page(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """All problems within a region (``?wilayah=``), of one kind (``?jenis=``): grouped, and by the regions below."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    area, kind = request.GET.get("wilayah", ""), request.GET.get("jenis", "")
    problems = open_problems(run)
    if area:
        problems = problems.filter(village__code__startswith=area)
    by_kind = kinds(problems)
    known = {one.code for one in by_kind}
    chosen = problems.filter(code=kind) if kind in known else problems
    found, rows, villages = counts(chosen)
    safe = sum(safe_findings(run).values())
    context = {
        **_within(cycle, area),
        "sum": words.SUM.filled(findings=found, rows=rows, villages=villages),
        "figures": {"findings": found, "rows": rows, "villages": villages},
        "blocking": _kinds_table(words.BLOCKING, [one for one in by_kind if one.severity == "block"], area),
        "warnings": _kinds_table(words.WARNINGS, [one for one in by_kind if one.severity == "warn"], area),
        "regions": _regions_table(request, cycle, chosen, area, kind if kind in known else ""),
        "kind": _called(kind) if kind in known else None,
        "safe": safe if covers(who, cycle) and who.may("problems.fix") else 0,
        "fixed": covers(who, cycle) and who.may("problems.fix") and standing_fixes(cycle.id).exists(),
        "workbooks": seen(Correction).filter(run=run).count() if who.may("corrections.fetch") else 0,
    }
    return shown(request, who, "problem/list.html", context)


def _within(cycle: Cycle, area: str) -> dict[str, object]:
    if area and (not area.isdecimal() or len(area) not in DIGITS):
        raise Http404
    return {"cycle": cycle, "words": words, "place": area or cycle.programme.area_code}


def _kinds_table(caption: Text, found: list[Kind], area: str) -> Table:
    columns = (Column(words.KIND), Column(words.FOUND, number=True), Column(words.ROWS, number=True),
               Column(words.VILLAGES, number=True))  # fmt: skip
    where = f"&wilayah={area}" if area else ""
    lines = [
        (
            Cell(what_is_wrong(one.code) or one.code, href=f"?jenis={one.code}{where}"),
            one.findings,
            one.rows,
            one.villages,
        )
        for one in found
    ]
    total = (words.TOTAL, sum(one.findings for one in found), None, None) if lines else ()
    return Table(caption, columns, lines, foot=total, empty=words.NONE)


def _called(code: str) -> Text:
    return what_is_wrong(code) or Text(id=code, en=code)


def _regions_table(request: HttpRequest, cycle: Cycle, problems: "QuerySet[Finding]", area: str, kind: str) -> Table:
    base = max(len(area), len(cycle.programme.area_code))
    digits = next((one for one in DIGITS if one > base), 10)
    found, pages = paged(regions(problems, digits), request)
    columns = (Column(words.REGION), Column(words.FOUND, number=True), Column(words.ROWS, number=True),
               Column(words.VILLAGES, number=True))  # fmt: skip
    of = f"&jenis={kind}" if kind else ""
    lines = []
    for one in found:
        below = f"?wilayah={one.code}{of}"
        if len(one.code) == 10:
            below = reverse("problem_rows", kwargs={"code": cycle.code, "area": one.code}) + (
                f"?{of[1:]}" if of else ""
            )
        name = Cell(name_of(one.code), href=below) if one.code else Cell(words.NO_VILLAGE)
        lines.append((name, one.findings, one.rows, one.villages))
    return Table(words.BY_REGION, columns, lines, pages=pages, empty=words.NONE)


def rows(request: HttpRequest, who: Visitor, code: str, area: str) -> HttpResponse:
    """Every problem of a village: where it stands, who, what is wrong and how to repair it."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    village = Village.objects.filter(code=area).first()
    if village is None or not lies_in(area, who.areas):
        raise Http404
    looked(who.account.pk, "problem.rows", area, "work", now())
    problems = open_problems(run).filter(village=village).order_by("file", "sheet", "row", "id")
    kind = request.GET.get("jenis", "")
    some, pages = paged(problems.filter(code=kind) if kind else problems, request)
    keys = Keys.read(who.place.keys)
    places = {(one.file, one.sheet, one.row, one.code) for one in some}
    told, people = _messages(keys, run, places), _people(keys, run, places)
    columns = (Column(words.ROW), Column(words.NAME), Column(words.NIK), Column(words.LEVEL), Column(words.WHY))
    lines = []
    for one in some:
        name, nik = people.get((one.file, one.sheet, one.row), ("", ""))
        where = Cell(
            one.row if one.row is not None else words.FILE_LEVEL, more=" · ".join(filter(None, (one.file, one.sheet)))
        )
        level = Cell(words.BLOCKING, tag="red") if one.severity == "block" else Cell(words.WARNINGS, tag="yellow")
        why = told.get((one.file, one.sheet, one.row, one.code)) or _called(one.code)
        lines.append((where, name, f"…{nik[-4:]}" if nik else "", level, why))
    context = {**_within(cycle, area), "table": Table(words.TITLE, columns, lines, pages=pages, empty=words.NONE)}
    context["workbook"] = who.may("corrections.fetch") and seen(Correction).filter(run=run, village=village).exists()
    context["area"] = area
    return shown(request, who, "problem/rows.html", context)


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


def summary(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Problems by district, to print for the heads of district."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    problems = open_problems(run)
    blocked = {one.code: one for one in regions(problems.filter(severity="block"), 6)}
    lines = []
    for one in sorted(regions(problems, 6), key=lambda region: region.code):
        bad = blocked[one.code].findings if one.code in blocked else 0
        name = name_of(one.code) if one.code else words.NO_VILLAGE
        lines.append((name, one.villages, one.rows, bad, one.findings - bad, one.findings))
    columns = (
        *(Column(words.DISTRICT), Column(words.VILLAGES, number=True), Column(words.ROWS, number=True)),
        *(Column(words.BLOCKED, number=True), Column(words.WARNED, number=True), Column(words.FOUND, number=True)),
    )
    found, rows_, villages = counts(problems)
    total = (words.FOUND, villages, rows_, sum(line[3] for line in lines), sum(line[4] for line in lines), found)
    table = Table(words.SUMMARY, columns, lines, foot=total if lines else (), empty=words.NONE)
    return shown(request, who, "problem/summary.html", {**_within(cycle, ""), "table": table})
