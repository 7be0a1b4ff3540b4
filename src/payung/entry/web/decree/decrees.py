"""Decrees: the list, one with its papers, the signed one brought back, changes proposed; and work in progress."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from payung.actions.amend_decree import Amending
from payung.actions.annex_decree import PAPERS
from payung.actions.extend_decree import Extending
from payung.actions.propose_change import propose_amendment, propose_extension
from payung.actions.sign_decree import MOST_BYTES, sign_decree
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.entry.web.asking import JOB_PAGES, ask_job, cycle_or_404, request_of, see_other
from payung.entry.web.decree import shown as tables
from payung.entry.web.decree import words
from payung.entry.web.decree.forms import Amend, Extend, Issue, Signed
from payung.entry.web.render import part, refused, shown
from payung.entry.web.tags import way
from payung.entry.web.uploads import as_download
from payung.entry.web.visitor import Visitor
from payung.store.decree_called import called
from payung.store.decree_list import people_on
from payung.store.files import content
from payung.store.keys import Keys
from payung.store.looks import looked
from payung.store.models import AnnexFile, Cycle, Decree, Job, SignedPaper
from payung.store.reading import one_moment
from payung.store.scope import EVERYTHING, scoped

DECREE = "decree/decree.html"


def decrees(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Every decree of the cycle."""
    with one_moment():
        cycle = cycle_or_404(code)
        names = called(one.id for one in tables.of_cycle(cycle))
        given = {
            "words": words,
            "cycle": cycle,
            "place": cycle.programme.area_code,
            "table": tables.decrees(cycle, names),
            "proposals": way("proposals", code=code),
        }
    return shown(request, who, "decree/decrees.html", given)


def decree(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """One decree: figures, papers, what comes next, changes."""
    with one_moment():
        cycle, found = decree_or_404(code, number)
        given = _page(who, cycle, found)
    return shown(request, who, DECREE, given)


def decree_file(request: HttpRequest, who: Visitor, code: str, number: int, kind: str) -> HttpResponse:
    """A paper of a decree. Each names people, the public ones too: who takes it is written down first."""
    cycle, found = decree_or_404(code, number)
    if kind == "signed.pdf":
        file = SignedPaper.objects.filter(decree=found).order_by("-id").values_list("file_id", flat=True).first()
        name = "bertanda tangan.pdf"
    elif kind in PAPERS:
        rows = AnnexFile.objects.filter(decree=found, kind=kind).order_by("-id")
        file = rows.values_list("file_id", flat=True).first()
        name = PAPERS[kind][0].replace("_", " ")
    else:
        raise Http404
    if file is None:
        raise Http404
    if not kind.startswith("public") and (not who.may("people.see") or not _whole(who, cycle)):
        raise PermissionDenied
    with scoped(EVERYTHING):  # a public paper holds the whole list, whatever part of it one may see
        people = people_on(found.id)
    looked(who.account.pk, f"decree {kind}", cycle.programme.area_code, "decree", datetime.now(UTC), people=people)
    of = re.sub(r"[/\\]+", "-", called([found.id])[found.id][0])  # else what stands before is taken for folders
    return as_download(content(Keys.read(who.place.keys), file), f"SK {of} {name}")


def decree_sign(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """The signed paper comes back."""
    cycle, found = decree_or_404(code, number)
    form = Signed(request.POST, request.FILES)
    given = _page(who, cycle, found)
    if not form.is_valid():
        return refused(request, who, None, DECREE, given | {"sign": form}, form=form)
    sent = form.cleaned_data
    try:
        asked = who.asked(request_of(request))
        held = sent["signed"].read(MOST_BYTES + 1)
        sign_decree(who.place, asked, found.id, held, sent["number"], sent["dated"])
    except PayungError as error:
        return refused(request, who, error, DECREE, given | {"sign": form}, form=form, field="signed")
    return see_other("decree", code=code, number=number)


def decree_annex(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """Ask for the papers once more, on the other paper too."""
    cycle, found = decree_or_404(code, number)
    form = Issue(request.POST)
    if not form.is_valid():
        return refused(request, who, None, DECREE, _page(who, cycle, found), form=form)
    return ask_job(request, who, cycle, "decree.annex", {"decree": found.id, "paper": form.cleaned_data["paper"]})


def decree_amend(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """Propose who comes off and on."""
    cycle, found = decree_or_404(code, number)
    given = {**_around(cycle, found), "title": words.AMEND}
    if request.method != "POST":
        return shown(request, who, "decree/change.html", given | {"form": Amend()})
    form = Amend(request.POST, request.FILES)
    if not form.is_valid():
        return refused(request, who, None, "decree/change.html", given, form=form)
    sent = form.cleaned_data
    amending = Amending(found.number, sent["number"], sent["dated"], None, sent["fill"])
    with TemporaryDirectory() as folder:
        off = None
        if sent["off"]:
            off = Path(folder) / "keluar.csv"
            off.write_bytes(sent["off"].read())
        try:
            done = propose_amendment(who.place, who.asked(request_of(request)), amending, off)
        except PayungError as error:
            return refused(request, who, error, "decree/change.html", given, form=form)
    return see_other("proposal", code=code, number=done.proposal)


def decree_extend(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """Propose further months."""
    cycle, found = decree_or_404(code, number)
    given = {**_around(cycle, found), "title": words.EXTEND}
    if request.method != "POST":
        return shown(request, who, "decree/change.html", given | {"form": Extend()})
    form = Extend(request.POST)
    if not form.is_valid():
        return refused(request, who, None, "decree/change.html", given, form=form)
    sent = form.cleaned_data
    wanted = Extending(found.number, sent["number"], sent["dated"], sent["first"], sent["last"])
    try:
        done = propose_extension(who.place, who.asked(request_of(request)), wanted)
    except PayungError as error:
        return refused(request, who, error, "decree/change.html", given, form=form)
    return see_other("proposal", code=code, number=done.proposal)


def decree_job(request: HttpRequest, who: Visitor, code: str, job: UUID) -> HttpResponse:
    """How far work on the cycle is; when it is done, on to what came of it. Read by whoever asked for the work."""
    cycle = cycle_or_404(code)
    found = Job.objects.filter(id=str(job), account=who.account).exclude(kind__in=JOB_PAGES).first()
    if found is None or json.loads(found.said).get("cycle") != cycle.code:
        raise Http404
    if found.state == "done" and not request.headers.get("HX-Request"):
        where = _result(json.loads(found.outcome))
        return see_other(where[0], code=code, number=where[1]) if where else see_other("budget", code=code)
    told = json.loads(found.progress)
    stage = _text(told["stage"]) if "stage" in told else words.WAITS
    error = json.loads(found.error) if found.error else None
    given = {
        "words": words,
        "cycle": cycle,
        "place": cycle.programme.area_code,
        "job": found,
        "stage": stage,
        "done": told.get("done"),
        "of": told.get("of"),
        "href": way("decree_job", code=code, job=job),
        "said": [_text(error["says"]), _text(error["do"])] if error else None,
        "again": way("budget", code=code),
    }
    if request.headers.get("HX-Request"):
        answer = part(request, who, "components/progress.html", given)
        if found.state in ("done", "failed"):
            answer.headers["HX-Redirect"] = given["href"]
        return answer
    return shown(request, who, "decree/job.html", given)


def decree_or_404(code: str, number: int) -> tuple[Cycle, Decree]:
    """A decree of the cycle. Raises: Http404."""
    cycle = cycle_or_404(code)
    found = next((one for one in tables.of_cycle(cycle) if one.id == number), None)
    if found is None:
        raise Http404
    return cycle, found


def _result(outcome: dict[str, Any]) -> tuple[str, int] | None:
    """Page and number of what a job made."""
    if "decree" in outcome:
        return "decree", outcome["decree"]
    if "proposal" in outcome:
        return "proposal", outcome["proposal"]
    return ("plan", outcome["plan"]) if "people" in outcome else None


def _text(said: list[str]) -> Text:
    return Text(id=said[0], en=said[1])


def _whole(who: Visitor, cycle: Cycle) -> bool:
    """Whether all people of the programme's area may be seen."""
    return any(cycle.programme.area_code.startswith(area) for area in who.scope_of("people.see").areas)


def _around(cycle: Cycle, found: Decree) -> dict[str, Any]:
    number, dated = called([found.id])[found.id]
    return {
        "words": words,
        "cycle": cycle,
        "place": cycle.programme.area_code,
        "decree": found,
        "number": number,
        "dated": dated,
    }


def _page(who: Visitor, cycle: Cycle, found: Decree) -> dict[str, Any]:
    changed = list(Decree.objects.filter(amends=found).values_list("id", flat=True))
    names = called([found.id, *changed])
    held = set(AnnexFile.objects.filter(decree=found).values_list("kind", flat=True))
    whole = who.may("people.see") and _whole(who, cycle)
    ids = {"code": cycle.code, "number": found.id}
    files = [
        (words.FILE[kind], way("decree_file", **ids, kind=kind))
        for kind in PAPERS
        if kind in held and (whole or kind.startswith("public"))
    ]
    signed = SignedPaper.objects.filter(decree=found).exists()
    if signed and whole:
        files.append((words.SIGNED, way("decree_file", **ids, kind="signed.pdf")))
    mine = who.may("decree.propose")
    return {
        **_around(cycle, found),
        "items": tables.decree_items(found, names[found.id]),
        "files": files,
        "signed": signed,
        "changes": tables.changes(cycle, found, names),
        "sign": Signed(initial={"number": names[found.id][0], "dated": names[found.id][1]}),
        "annex": Issue(),
        "to_sign": way("decree_sign", **ids) if mine else "",
        "to_annex": way("decree_annex", **ids) if mine and not signed else "",
        "to_amend": way("decree_amend", **ids) if mine else "",
        "to_extend": way("decree_extend", **ids) if mine else "",
    }
