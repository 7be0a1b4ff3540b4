"""The steps of a proposal: the sample looked at, passed, approved, sent back, withdrawn, issued."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from payung.actions.approve_proposal import approve_proposal
from payung.actions.check_proposal import Stepped, check_proposal
from payung.actions.doubts import wrong_of
from payung.actions.judge_proposal import SAMPLE as LOOKED
from payung.actions.judge_proposal import judge_proposal, judged, verdicts_of
from payung.actions.refuse_proposal import refuse_proposal
from payung.actions.withdraw_proposal import withdraw_proposal
from payung.core.access.areas import lies_in
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import rupiah
from payung.entry.web import language
from payung.entry.web.asking import ask_job, request_of, see_other
from payung.entry.web.decree import shown as tables
from payung.entry.web.decree import words
from payung.entry.web.decree.forms import Back, Issue
from payung.entry.web.decree.proposals import page, proposal_or_404
from payung.entry.web.page import filled
from payung.entry.web.parts import paged
from payung.entry.web.places import name_of
from payung.entry.web.render import refused, shown
from payung.entry.web.tags import angka, row_place, way
from payung.entry.web.visitor import Visitor
from payung.store.keys import Keys
from payung.store.looks import looked
from payung.store.models import Cycle, Proposal, Sampled, Village
from payung.store.people import niks_of
from payung.store.scope import whole_of
from payung.store.seen import seen

PROPOSAL, SAMPLE = "decree/proposal.html", "decree/sample.html"


def proposal_sample(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """The people who were drawn, fifty a page, to be judged right or wrong."""
    cycle, found = proposal_or_404(code, number)
    if request.method != "POST":
        return shown(request, who, SAMPLE, _sample(request, who, cycle, found))
    said = _verdicts(request.POST)
    try:
        if said:
            judge_proposal(who.place, who.asked(request_of(request)), found.id, said)
    except PayungError as error:
        return refused(request, who, error, SAMPLE, _sample(request, who, cycle, found))
    at, now = request.GET.get("hal", "1"), judged(found, who.account.pk)
    if said:
        messages.success(request, language.said(words.KEPT.filled(judged=angka(now.judged), drawn=angka(now.drawn))))
    page_ = int(at) + bool(said) if at.isascii() and at.isdigit() and len(at) < 6 else 1
    answer = see_other("proposal_sample", code=code, number=number)
    answer.headers["Location"] += f"?hal={page_}"  # the next; of the last one the last, with what is to be done then
    return answer


def proposal_check(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """Pass the proposal on to whoever approves."""
    cycle, found = proposal_or_404(code, number)
    try:
        check_proposal(who.place, who.asked(request_of(request)), found.id)
    except PayungError as error:
        return refused(request, who, error, SAMPLE, _sample(request, who, cycle, found))
    messages.success(request, language.said(words.DONE["checked"]))
    return see_other("proposal", code=code, number=number)


def proposal_approve(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """Told once more what is about to be approved; then approved."""
    cycle, found = proposal_or_404(code, number)
    given = page(who, cycle, found)
    facts = given["facts"]
    given["warning"] = words.APPROVE_WARNING.filled(people=angka(facts.people), amount=rupiah(facts.amount))
    if request.method != "POST":
        given["stale"] = given["stale"] or tables.changed_words(Keys.read(who.place.keys), found)
        return shown(request, who, "decree/approve.html", given)
    return _step(request, who, found, "approved", approve_proposal, "decree/approve.html", given)


def proposal_refuse(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """Send it back, with the reason."""
    if not (who.may("decree.check") or who.may("decree.approve")):
        raise PermissionDenied
    cycle, found = proposal_or_404(code, number)
    form, given = Back(request.POST), page(who, cycle, found)
    if not form.is_valid():
        return refused(request, who, None, PROPOSAL, given | {"back": form}, form=form)
    return _step(request, who, found, "refused", refuse_proposal, PROPOSAL, given, note=form.cleaned_data["note"])


def proposal_withdraw(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """Withdraw one's own."""
    cycle, found = proposal_or_404(code, number)
    return _step(request, who, found, "withdrawn", withdraw_proposal, PROPOSAL, page(who, cycle, found))


def proposal_issue(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """Ask the worker to issue what was approved."""
    if not (who.may("decree.propose") or who.may("decree.approve")):
        raise PermissionDenied
    cycle, found = proposal_or_404(code, number)
    form = Issue(request.POST)
    if not form.is_valid():
        return refused(request, who, None, PROPOSAL, page(who, cycle, found) | {"issue": form}, form=form)
    said = {"proposal": found.id, "paper": form.cleaned_data["paper"]}
    return ask_job(request, who, cycle, "proposal.issue", said)


def _step(
    request: HttpRequest,
    who: Visitor,
    found: Proposal,
    step: str,
    action: Callable[..., Stepped],
    template: str,
    given: Mapping[str, Any],
    **more: str,
) -> HttpResponse:
    try:
        action(who.place, who.asked(request_of(request)), found.id, **more)
    except PayungError as error:
        return refused(request, who, error, template, given)
    messages.success(request, language.said(words.DONE[step]))
    return see_other("proposal", code=found.cycle.code if found.cycle else "", number=found.id)


def _verdicts(sent: Mapping[str, Any]) -> dict[int, tuple[str, str]]:
    """Number of the drawn -> verdict and note, of those that something was chosen for.

    ``rest``: whoever was left without a verdict on the page that was sent is right.
    """
    found = {}
    rest = "right" if sent.get("rest") == "right" else ""
    for name, chosen in sent.items():
        value = chosen or rest
        if name.startswith("v") and name[1:].isdecimal() and value in ("right", "wrong"):
            found[int(name[1:])] = (str(value), str(sent.get(f"n{name[1:]}", ""))[:500])
    return found


def _sample(request: HttpRequest, who: Visitor, cycle: Cycle, found: Proposal) -> dict[str, Any]:
    """The page of the sample; written down as looked at before it is shown. Some who were drawn are of no village."""
    with whole_of(found.area_code):
        return _drawn(request, who, cycle, found)


def _drawn(request: HttpRequest, who: Visitor, cycle: Cycle, found: Proposal) -> dict[str, Any]:
    rows = seen(Sampled).filter(proposal=found).select_related("person__village", "row__village").order_by("place")
    part, pages = paged(list(rows), request)
    people = [one.person_id for one in part]
    if people:
        looked(who.account.pk, LOOKED, cycle.programme.area_code, "check", datetime.now(UTC), people=people)
    sees = who.scope_of("people.see").areas if who.may("people.see") else ()
    said, niks = verdicts_of(found, who.account.pk), niks_of(Keys.read(who.place.keys), people)
    drawn = [
        {
            "id": one.id,
            "place": one.place,
            "name": one.person.name,
            "born": one.person.birth_date,
            "nik": niks.get(one.person_id),
            "village": name_of(one.person.village.code) if one.person.village else "",
            "row": row_place(one.row.file, one.row.sheet, one.row.row) if one.row else "",
            **_ways(one, sees),
            "said": said.get(one.id, ("", ""))[0],
            "note": said.get(one.id, ("", ""))[1],
        }
        for one in part
    ]
    now = judged(found, who.account.pk)
    told = {"judged": angka(now.judged), "drawn": angka(now.drawn), "wrong": angka(len(wrong_of(found)))}
    at = way("proposal_sample", code=cycle.code, number=found.id)
    return page(who, cycle, found) | {
        "drawn": drawn,
        "pages": pages,
        "pages_at": at,
        "told": filled(words.JUDGED, **told),
    }


def _ways(one: Sampled, sees: Sequence[str]) -> dict[str, str]:
    """The pages of the person and of the row, "" where they are of no village that whoever looks may see people of."""
    person, row = one.person, one.row
    if not _within(person.village, sees):
        return {"to_person": "", "to_row": ""}
    found = {"to_person": way("person", person=person.pk), "to_row": ""}
    if row is not None and _within(row.village, sees):
        found["to_row"] = way("person_row", person=person.pk, row=row.pk)
    return found


def _within(village: Village | None, areas: Sequence[str]) -> bool:
    return lies_in(village.code if village else "", areas)
