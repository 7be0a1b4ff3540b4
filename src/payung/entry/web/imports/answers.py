"""Correction workbooks that came back: who answered and when, and cell by cell what becomes of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.accept_fixes import kept_table
from payung.actions.apply_answers import STATES, TABLE, preview_answers
from payung.actions.private_folder import private_folder
from payung.core.basis.text import Text
from payung.entry.web import tags
from payung.entry.web.asking import cycle_or_404
from payung.entry.web.imports import answer_words as words
from payung.entry.web.imports.field_words import FIELDS
from payung.entry.web.imports.figures import (
    answered_files,
    files_told,
    number_of,
    run_or_404,
    seen_files,
    set_aside,
)
from payung.entry.web.listing import look
from payung.entry.web.page import filled
from payung.entry.web.parts import Cell, Column, Table, paged
from payung.entry.web.places import name_of
from payung.entry.web.render import shown
from payung.entry.web.visitor import Visitor
from payung.store.intakes import CONFLICT, READ, SentFile
from payung.store.keys import Keys
from payung.store.looks import people_of_rows
from payung.store.models import Act, Cycle, Register, Run, RunFile, Village
from payung.store.scope import EVERYTHING, scoped
from payung.store.seen import seen

_COLOURS = {"changed": "green", "same": "grey"}


def page(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Every workbook that came back and stands, the newest first."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    some, pages = paged(list(reversed(answered_files(files_told(cycle)))), request)
    told = _table(who, run)
    used = set(seen(RunFile).filter(run=run).values_list("intake_file_id", flat=True))
    acts = _acts([file for file, _ in some])
    codes = dict(Village.objects.filter(id__in=[file.village for file, _ in some]).values_list("id", "code"))
    columns = (
        *(Column(words.VILLAGE), Column(words.FILE), Column(words.BY), Column(words.STATE)),
        *(Column(words.CHANGED, number=True), Column(words.NOT_USED, number=True)),
    )
    lines = []
    for file, ruling in some:
        cells = told.filter(intake_file=file.id)
        by, at = acts[file.act]
        changed = cells.filter(state="changed").height
        counts = (changed, cells.filter(~pl.col("state").is_in(["changed", "same"])).height)
        href = reverse("imports_answer", kwargs={"code": code, "file": file.id})
        lines.append(
            (
                name_of(codes.get(file.village or 0, "")),
                Cell(file.name, href=href),
                Cell(at, more=by),
                _state(ruling, file.id in used),
                *(counts if file.id in used else (None, None)),
            )
        )
    table = Table(words.TITLE, columns, lines, pages=pages, empty=words.NONE)
    return shown(request, who, "imports/answers.html", {**_within(cycle), "table": table})


def one(request: HttpRequest, who: Visitor, code: str, file: int) -> HttpResponse:
    """What is written into a workbook: before and after of each cell, and why one is not used."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    found = next(((each, ruling) for each, ruling in answered_files(files_told(cycle)) if each.id == file), None)
    if found is None or not seen_files(cycle).filter(id=file).exists():
        raise Http404
    sent, ruling = found
    village = Village.objects.filter(id=sent.village).values_list("code", flat=True).first() or ""
    is_used = seen(RunFile).filter(run=run, intake_file=file).exists()
    keys = Keys.read(who.place.keys)
    if is_used:
        cells = _table(who, run).filter(intake_file=file)
    else:
        with private_folder() as folder:
            cells = preview_answers(keys, run, sent, folder)
    some, pages = paged(list(cells.sort("at", "field").iter_rows(named=True)), request)
    _look(who, run, village, some)
    columns = (
        *(Column(words.ROW, number=True), Column(words.FIELD), Column(words.BEFORE), Column(words.AFTER)),
        Column(words.STATE),
    )
    lines = [
        (
            Cell(each["row"] if each["row"] is not None else "–", more=words.LINE.filled(n=each["at"])),
            FIELDS.get(each["field"], Text(id=each["field"], en=each["field"])),
            short(each["field"], each["before"]),
            short(each["field"], each["after"]),
            Cell(STATES[each["state"]], tag=_COLOURS.get(each["state"], "red")),
        )
        for each in some
    ]
    by, at = _acts([sent])[sent.act]
    changed = cells.filter(state="changed").height
    context = {
        **_within(cycle, village),
        "file": sent,
        "sum": filled(words.SUM, changed=changed, same=cells.filter(state="same").height, total=cells.height),
        "by": by,
        "at": at,
        "state": _state(ruling, is_used),
        "waits": ruling == READ and not is_used,
        "conflict": ruling == CONFLICT,
        **_aside(who, cycle, sent),
        "table": Table(words.CELLS, columns, lines, pages=pages, empty=words.NONE),
        "undo": reverse("imports_undo", kwargs={"code": code, "intake": sent.intake}) if who.may("lists.undo") else "",
    }
    return shown(request, who, "imports/answer.html", context)


def _look(who: Visitor, run: Run, village: str, cells: Sequence[Mapping[str, Any]]) -> None:
    """Leave a line for each whom the cells are about; a cell of no row may be of anybody of the village."""
    if not cells:
        return
    with scoped(EVERYTHING):
        people = people_of_rows(run.id, {(one["file"] or "", one["sheet"] or "", one["row"]) for one in cells})
    look(who, "imports.answer", village, people)


def short(field: str, value: str | None) -> str | Text:
    """A value as a page shows it; of numbers that name a person only the end and how long they are."""
    if value is None or value == "":
        return "–"
    if field in ("nik", "family_card"):
        return words.DIGITS.filled(end=value[-4:], n=len(value))
    return value


def _state(ruling: str, used: bool) -> Cell:
    if ruling == CONFLICT:
        return Cell(words.CONFLICT, tag="yellow")
    if ruling != READ:
        return Cell(words.REPLACED, tag="grey")
    return Cell(words.USED, tag="green") if used else Cell(words.WAITS, tag="blue")


def _table(who: Visitor, run: Run) -> pl.DataFrame:
    """What became of every cell in the run; nothing where it used no workbook."""
    try:
        return kept_table(Keys.read(who.place.keys), run, "answers")
    except Register.DoesNotExist:
        return pl.DataFrame(schema=TABLE)


def _acts(files: list[SentFile]) -> dict[int, tuple[str, datetime]]:
    told = Act.objects.filter(number__in={file.act for file in files}).values_list("number", "by", "at")
    return {number: (by, at) for number, by, at in told}


def _aside(who: Visitor, cycle: Cycle, sent: SentFile) -> dict[str, object]:
    """Of a workbook that does not count: the newer list that stands instead, and whether it may be chosen here."""
    aside = set_aside(files_told(cycle), sent.id)
    if aside is None:
        return {"aside": None}
    newer = aside[1]
    said = words.NO_NEWER
    if newer is not None:
        by, at = _acts([newer])[newer.act]
        said = words.NEWER.filled(name=newer.name, by=by, at=tags.tanggal(at))
    return {"aside": said, "against": number_of(newer), "may_take": who.may("lists.send")}


def _within(cycle: Cycle, place: str = "") -> dict[str, object]:
    return {"cycle": cycle, "words": words, "place": place or cycle.programme.area_code}
