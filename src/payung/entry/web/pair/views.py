"""Two records side by side, and what somebody decides about them; never joined by a name alone."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from payung.actions.decide_pair import REASONS, areas_of, decide_pair
from payung.core.access.areas import lies_in
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.linkage.words import SOURCES
from payung.entry.web.asking import cycle_or_404
from payung.entry.web.imports.field_words import FIELDS
from payung.entry.web.imports.figures import run_or_404
from payung.entry.web.language import said
from payung.entry.web.listing import look
from payung.entry.web.pair import words
from payung.entry.web.parts import Cell, Column, Table, paged
from payung.entry.web.places import name_of
from payung.entry.web.render import refused, shown
from payung.entry.web.tags import row_place
from payung.entry.web.visitor import Visitor
from payung.store.keys import Keys
from payung.store.looks import people_of_rows
from payung.store.models import Cycle, Pair, PairAnswer, Run
from payung.store.scope import EVERYTHING, scoped
from payung.store.seen import seen

SIDES_OF = ("run__programme", "left_village", "right_village")
SIDES = ("source", "file", "name", "nik", "birth_date", "sex", "village_code", "mother_name", "family_card")
WORDS: Mapping[str, Text] = {"same": words.SAME, "different": words.DIFFERENT, "withdrawn": words.WITHDRAW}


def page(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """The pairs of the last run, those that wait first, the likeliest first."""
    cycle = cycle_or_404(code)
    run = run_or_404(cycle)
    told = _answers(cycle)
    pairs = seen(Pair).filter(run=run).defer("sides_sealed").select_related("left_village", "right_village")
    ordered = sorted(pairs.order_by("-weight", "id"), key=lambda pair: pair.key in told)
    some, pages = paged(ordered, request)
    columns = (Column(words.ONE), Column(words.WHY), Column(words.WEIGHT, number=True), Column(words.ANSWER))
    lines = [
        (
            Cell(words.OPEN, href=reverse("pair", kwargs={"code": code, "pair": one.id}), more=villages_of(one)),
            Text(id=one.why_id, en=one.why_en),
            one.weight,
            WORDS[told[one.key]] if one.key in told else "",
        )
        for one in some
    ]
    waiting = sum(one.key not in told for one in ordered)
    table = Table(words.TITLE, columns, lines, pages=pages, empty=words.NONE, stack=True)
    return shown(request, who, "pair/list.html", {**_within(cycle), "table": table, "waiting": waiting})


def pair(request: HttpRequest, who: Visitor, code: str, pair: int) -> HttpResponse:
    """One pair, and the answer about it."""
    cycle = cycle_or_404(code)
    found = seen(Pair).filter(id=pair, run__cycle=cycle).select_related(*SIDES_OF).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        asked = who.asked(request.POST.get("request", ""))
        answer, reason = request.POST.get("answer", ""), request.POST.get("reason", "")
        try:
            decide_pair(who.place, asked, found.id, answer, reason)
        except PayungError as error:
            return refused(request, who, error, "pair/pair.html", _shown(who, cycle, found), field="reason")
        messages.success(request, said(words.KEPT))
        after = _next(cycle, found)
        where = (
            reverse("pair", kwargs={"code": code, "pair": after}) if after else reverse("pairs", kwargs={"code": code})
        )
        return HttpResponseRedirect(where, status=303)
    return shown(request, who, "pair/pair.html", _shown(who, cycle, found))


def _shown(who: Visitor, cycle: Cycle, found: Pair) -> dict[str, object]:
    keys = Keys.read(who.place.keys)
    sides = json.loads(keys.open_bytes(found.sides_sealed, found.id, "pair"))
    _look(who, cycle, found, sides)
    columns = (Column(words.FIELD), Column(words.LEFT), Column(words.RIGHT), Column(words.COMPARED))
    lines = []
    for name in SIDES:
        both = [_value(name, sides[side]) for side in ("left", "right")]
        left, right = (sides[side].get(name) for side in ("left", "right"))
        known = left and right and name not in ("source", "file")
        differs = known and str(left).casefold() != str(right).casefold()
        title = FIELDS.get(name) or (words.SOURCE if name == "source" else words.FILE)
        lines.append((title, *both, Cell(words.DIFFERS, tag="yellow") if differs else ""))
    told = _answers(cycle).get(found.key)
    return {
        **_within(cycle),
        "place": found.left_village.code if found.left_village else cycle.programme.area_code,
        "pair": found,
        "why": Text(id=found.why_id, en=found.why_en),
        "table": Table(words.ONE, columns, lines, stack=True),
        "reasons": REASONS.items(),
        "decided": WORDS[told] if told else None,
        "next": _next(cycle, found),
        "mine": all(lies_in(area, who.areas) for area in areas_of(found)),
    }


def _look(who: Visitor, cycle: Cycle, found: Pair, sides: Mapping[str, Mapping[str, Any]]) -> None:
    """Leave a line for each of the two, under their village."""
    for side, village in (("left", found.left_village), ("right", found.right_village)):
        of = village.code if village else cycle.programme.area_code
        file, sheet, row = (sides[side].get(part) for part in ("file", "sheet", "row"))
        with scoped(EVERYTHING):  # their person may be known by a list of another village
            people = people_of_rows(found.run_id, [(file or "", sheet or "", row)])
        look(who, "pair", of, people)


def _value(name: str, side: Mapping[str, object]) -> Text | date | str:
    held = side.get(name)
    if name == "file":
        return row_place(side.get("file"), side.get("sheet"), side.get("row"))
    if held is None or held == "":
        return "–"
    if name == "village_code":
        return name_of(str(held))
    if name == "source":
        return SOURCES.get(str(held), str(held))
    if name == "birth_date":
        return date.fromisoformat(str(held))
    return f"…{str(held)[-4:]}" if name in ("nik", "family_card") else str(held)


def _within(cycle: Cycle) -> dict[str, object]:
    return {"cycle": cycle, "words": words, "place": cycle.programme.area_code}


def villages_of(pair: Pair) -> str:
    """Those that are known, each once: a list of BPJS names none."""
    return " – ".join(dict.fromkeys(name_of(one.code) for one in (pair.left_village, pair.right_village) if one))


def _answers(cycle: Cycle) -> dict[str, str]:
    """Key of a pair -> the last answer about it, but for those withdrawn."""
    last = dict(PairAnswer.objects.filter(cycle=cycle).order_by("id").values_list("key", "answer"))
    return {key: answer for key, answer in last.items() if answer != "withdrawn"}


def _next(cycle: Cycle, found: Pair) -> int | None:
    """The next pair of the last run that waits."""
    run = Run.objects.filter(id=found.run_id).first() or run_or_404(cycle)
    told = _answers(cycle)
    pairs = seen(Pair).filter(run=run).exclude(id=found.id).order_by("-weight", "id").values_list("id", "key")
    return next((number for number, key in pairs.iterator() if key not in told), None)
