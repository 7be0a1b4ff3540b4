"""Lists whose village nobody could tell: the villages they may be of, and the choice of one by an officer."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.actions.choose_roster import choose_roster
from payung.actions.village_candidates import Candidate, village_candidates
from payung.core.access.areas import lies_in
from payung.core.basis.errors import PayungError
from payung.core.places.places import normalise_code
from payung.entry.web.asking import cycle_or_404, see_other
from payung.entry.web.imports import tie_words as words
from payung.entry.web.imports.figures import files_told
from payung.entry.web.imports.untied import without_village
from payung.entry.web.language import said
from payung.entry.web.parts import Cell, Column, Table, paged
from payung.entry.web.places import name_of
from payung.entry.web.render import refused, shown
from payung.entry.web.visitor import Visitor
from payung.store.intakes import SentFile
from payung.store.keys import Keys
from payung.store.models import Cycle, Village


def page(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Every list that is of no certain village, or for which somebody chose one."""
    cycle = cycle_or_404(code)
    some, pages = paged(without_village(who, cycle, files_told(cycle)), request)
    codes = _codes(some)
    columns = (Column(words.FILE), Column(words.VILLAGE))
    lines = [
        (
            Cell(one.name, href=reverse("imports_tie", kwargs={"code": code, "file": one.id})),
            Cell(name_of(codes[one.village]), tag="green", more=codes[one.village])
            if one.village in codes
            else Cell(words.NOT_CHOSEN, tag="yellow"),
        )
        for one in some
    ]
    table = Table(words.TITLE, columns, lines, pages=pages, empty=words.NONE)
    return shown(request, who, "imports/untied.html", {**_within(cycle), "table": table})


def one(request: HttpRequest, who: Visitor, code: str, file: int) -> HttpResponse:
    """The villages that a list may be of, with the reason; one is chosen, or the choice taken back."""
    cycle = cycle_or_404(code)
    found = without_village(who, cycle, files_told(cycle), file)
    if not found:
        raise Http404
    (sent,) = found
    if request.method != "POST":
        return shown(request, who, "imports/tie.html", _shown(who, cycle, sent))
    asked = who.asked(request.POST.get("request", ""))
    undo = request.POST.get("choice", "") == "undo"
    given = "" if undo else request.POST.get("other", "").strip() or request.POST.get("village", "")
    try:
        if not undo and not lies_in(normalise_code(given) or "-", who.areas):
            return refused(request, who, words.NoVillage(), "imports/tie.html", _shown(who, cycle, sent), field="other")
        choose_roster(who.place, asked, file, "open", given)
    except PayungError as error:
        return refused(request, who, error, "imports/tie.html", _shown(who, cycle, sent), field="other")
    messages.success(request, said(words.TAKEN_BACK if undo else words.CHOSEN))
    return see_other("imports_untied", code=code)


def _shown(who: Visitor, cycle: Cycle, sent: SentFile) -> dict[str, object]:
    told = village_candidates(Keys.read(who.place.keys), cycle, sent)
    found = [each for each in told.candidates if lies_in(each.code, who.areas)]
    return {
        **_within(cycle),
        "file": sent,
        "why": told.says,
        "rows": told.rows,
        "chosen": name_of(_codes([sent])[sent.village]) if sent.village else "",
        "candidates": [{"code": each.code, "name": _called(each), "why": each.why} for each in found],
    }


def _called(one: Candidate) -> str:
    return f"{one.name}, {one.district}, {one.regency} ({one.code})"


def _codes(files: Sequence[SentFile]) -> dict[int | None, str]:
    return dict(Village.objects.filter(id__in=[one.village for one in files if one.village]).values_list("id", "code"))


def _within(cycle: Cycle) -> dict[str, object]:
    return {"cycle": cycle, "words": words, "place": cycle.programme.area_code}
