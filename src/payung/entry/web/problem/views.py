"""Problems of the last run: how many, of which kinds, where, row by row."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse

from payung.actions.accept_fixes import safe_findings
from payung.actions.private_folder import private_folder
from payung.core.access.areas import lies_in
from payung.core.basis.text import Text
from payung.entry.web.asking import cycle_or_404
from payung.entry.web.imports.figures import covers, run_or_404
from payung.entry.web.listing import listed
from payung.entry.web.page import filled
from payung.entry.web.parts import Table
from payung.entry.web.problem import words
from payung.entry.web.problem.listings import (
    DIGITS,
    called,
    district_papers,
    districts_listing,
    kinds_listing,
    regions_listing,
    rows_listing,
)
from payung.entry.web.render import shown
from payung.entry.web.tags import way
from payung.entry.web.uploads import as_download
from payung.entry.web.visitor import Visitor
from payung.gateways.problem_pdf import write_problem_pdf
from payung.store.keys import Keys
from payung.store.models import Correction, Cycle, Village
from payung.store.problems import Told, open_problems, standing_fixes
from payung.store.seen import seen

DISTRICT = 6
"""Digits of a district's code."""


def page(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """All problems within a region (``?wilayah=``), of one kind (``?jenis=``): grouped, and by the regions below."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    area, kind = request.GET.get("wilayah", ""), request.GET.get("jenis", "")
    within = _within(cycle, area)
    by_kind = Told(run, area).kinds()
    known = {one.code for one in by_kind}
    chosen = Told(run, area, kind if kind in known else "")
    found, rows, villages = chosen.counts()
    safe = sum(safe_findings(run).values())
    tables: dict[str, Table] = {}
    for name, listing in (
        (
            "menghalangi",
            kinds_listing(words.BLOCKING, [one for one in by_kind if one.severity == "block"], cycle, area),
        ),
        ("peringatan", kinds_listing(words.WARNINGS, [one for one in by_kind if one.severity == "warn"], cycle, area)),
        ("wilayah", regions_listing(cycle, chosen, area, kind if kind in known else "")),
    ):
        table = listed(request, who, listing, name=name)
        if isinstance(table, HttpResponse):
            return table
        whole = name != "wilayah"
        tables[name] = replace(table, rows=listing.shown(listing.rows), pages=None) if whole else table
    context = {
        **within,
        "sum": _sum(found, rows, villages, chosen.of_files()),
        "figures": {"findings": found, "rows": rows, "villages": villages},
        "blocking": tables["menghalangi"],
        "warnings": tables["peringatan"],
        "regions": tables["wilayah"],
        "kind": called(kind) if kind in known else None,
        "safe": safe if covers(who, cycle) and who.may("problems.fix") else 0,
        "fixed": covers(who, cycle) and who.may("problems.fix") and standing_fixes(cycle.id).exists(),
        "workbooks": seen(Correction).filter(run=run).count() if who.may("corrections.fetch") else 0,
    }
    return shown(request, who, "problem/list.html", context)


def _sum(found: int, rows: int, villages: int, of_files: int) -> Text:
    """How many problems there are, in their units: those of whole files or sheets are on no row."""
    parts = {"of_rows": found - of_files, "of_files": of_files}
    text = words.SUM if not of_files else words.SUM_WITH_FILES if found > of_files else words.SUM_OF_FILES
    return filled(text, findings=found, rows=rows, villages=villages, **parts)


def _within(cycle: Cycle, area: str) -> dict[str, object]:
    if area and (not area.isdecimal() or len(area) not in DIGITS):
        raise Http404
    return {"cycle": cycle, "words": words, "place": area or cycle.programme.area_code}


def rows(request: HttpRequest, who: Visitor, code: str, area: str) -> HttpResponse:
    """Every problem of a village: where it stands, who, what is wrong and how to repair it."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    village = Village.objects.filter(code=area).first()
    if village is None or not lies_in(area, who.areas):
        raise Http404
    problems = open_problems(run).filter(village=village).order_by("file", "sheet", "row", "id")
    kind = request.GET.get("jenis", "")
    listing = rows_listing(
        Keys.read(who.place.keys), cycle, run, area, problems.filter(code=kind) if kind else problems
    )
    table = listed(request, who, listing)
    if isinstance(table, HttpResponse):
        return table
    context = {**_within(cycle, area), "table": table}
    context["workbook"] = who.may("corrections.fetch") and seen(Correction).filter(run=run, village=village).exists()
    context["area"] = area
    return shown(request, who, "problem/rows.html", context)


def summary(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """A line for each district, to print; the papers of the districts as PDF."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    districts = districts_listing(cycle, run)
    table = listed(request, who, districts)
    if isinstance(table, HttpResponse):
        return table
    paper = way("problem_paper", code=code) if any(code for *_, code in districts.rows) else ""
    return shown(request, who, "problem/summary.html", {**_within(cycle, ""), "table": table, "paper": paper})


def paper(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """The problems of a district (``?wilayah=``), or of all of them, as PDF: counts, and what to do."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    area = request.GET.get("wilayah", "")
    if area and (not area.isdecimal() or len(area) != DISTRICT):
        raise Http404
    districts = district_papers(run, area)
    if not districts:
        raise Http404
    with private_folder() as folder:
        made = folder / "paper.pdf"
        number = words.RESULT.id.format(number=run.act_number, on=f"{run.on:%d-%m-%Y}")
        deadline = f"{cycle.deadline:%d-%m-%Y}" if cycle.deadline else ""
        write_problem_pdf(districts, cycle.name, number, made, deadline=deadline)
        return as_download(made.read_bytes(), f"masalah_{area or cycle.code}_{run.act_number}.pdf")
