"""Proposals: the list, one of them with all that whoever approves must know, and a new one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from payung.actions.facts_of_proposal import facts_of_proposal
from payung.actions.proposals import steps_of, subject_of
from payung.core.review.sample import ONE_IN
from payung.core.review.steps import APART, hindrance, refusing, state_of
from payung.entry.web.asking import ask_job, cycle_or_404, in_hand
from payung.entry.web.decree import shown as tables
from payung.entry.web.decree import words
from payung.entry.web.decree.forms import Back, Issue, Propose
from payung.entry.web.render import refused, shown
from payung.entry.web.tags import angka, way
from payung.entry.web.visitor import Visitor
from payung.store.models import Cycle, Proposal, Sampled, SavedPlan
from payung.store.reading import one_moment
from payung.store.scope import whole_of
from payung.store.seen import in_scope, seen


def proposals(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Every proposal of the cycle."""
    with one_moment():
        cycle = cycle_or_404(code)
        given = {
            "words": words,
            "cycle": cycle,
            "place": cycle.programme.area_code,
            "table": tables.proposals(cycle),
            "decrees": way("decrees", code=code),
        }
    return shown(request, who, "decree/proposals.html", given)


def proposal(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """One proposal: figures, law, warnings, steps, and what the reader may do now."""
    with one_moment():
        cycle, found = proposal_or_404(code, number)
        given = page(who, cycle, found)
    return shown(request, who, "decree/proposal.html", given)


def proposal_new(request: HttpRequest, who: Visitor, code: str, plan: int) -> HttpResponse:
    """Propose a decree of a plan: a job, for the list is frozen and the sample drawn."""
    cycle = cycle_or_404(code)
    found = SavedPlan.objects.filter(cycle=cycle, id=plan, kind="plan").first()
    if found is None:
        raise Http404
    given = {"words": words, "cycle": cycle, "place": cycle.programme.area_code, "plan": found}
    if request.method != "POST":
        return shown(request, who, "decree/propose.html", given | {"form": Propose()})
    form = Propose(request.POST)
    if not form.is_valid():
        return refused(request, who, None, "decree/propose.html", given, form=form)
    said = {**form.cleaned_data, "dated": form.cleaned_data["dated"].isoformat(), "plan": plan}
    return ask_job(request, who, cycle, "decree.propose", said)


def proposal_or_404(code: str, number: int) -> tuple[Cycle, Proposal]:
    """A proposal of the cycle that the reader sees. Raises: Http404."""
    cycle = cycle_or_404(code)
    rows = seen(Proposal).select_related("cycle__programme", "plan__run", "decree")
    found = rows.filter(cycle=cycle, id=number, kind__in=list(words.KIND)).first()
    if found is None:
        raise Http404
    return cycle, found


def page(who: Visitor, cycle: Cycle, found: Proposal) -> dict[str, Any]:
    """Everything the page of a proposal shows."""
    facts, taken = facts_of_proposal(found), steps_of(found)
    with whole_of(found.area_code):
        drawn = in_scope(Sampled).filter(proposal=found).count()
    rule = words.SAMPLE_RULE.filled(drawn=angka(drawn), people=angka(facts.people), one_in=ONE_IN)
    return {
        "words": words,
        "cycle": cycle,
        "place": cycle.programme.area_code,
        "proposal": found,
        "title": words.PROPOSED[found.kind].filled(number=subject_of(found)["number"]),
        "state": tables.state(found),
        "items": tables.items(found, facts),
        "facts": facts,
        "regencies": tables.regencies(facts) if facts.regencies else None,
        "rules": tables.rules(facts),
        "steps": tables.steps(found),
        "doubts": tables.doubts(found),
        "stale": tables.stale_words(found),
        "rule": rule,
        "in_hand": in_hand(who, cycle, "proposal.issue", proposal=found.id),
        "issued": tables.issued(cycle, found),
        "back": Back(),
        "issue": Issue(),
        **_ways(who, cycle, found, taken),
    }


def _ways(who: Visitor, cycle: Cycle, found: Proposal, taken: dict[str, int]) -> dict[str, str]:
    """Where the reader may go on; empty for what is not theirs, or not yet."""
    account, ids = who.account.pk, {"code": cycle.code, "number": found.id}

    def may(step: str, *rights: str) -> bool:
        return any(map(who.may, rights)) and hindrance(taken, step, account) is None

    refuse = refusing(taken) if state_of(taken) in APART else ""
    return {
        "to_sample": way("proposal_sample", **ids) if may("checked", "decree.check") else "",
        "to_approve": way("proposal_approve", **ids) if may("approved", "decree.approve") else "",
        "to_refuse": way("proposal_refuse", **ids) if refuse and may("refused", refuse) else "",
        "to_withdraw": way("proposal_withdraw", **ids) if may("withdrawn", "decree.propose") else "",
        "to_issue": way("proposal_issue", **ids) if may("done", "decree.propose", "decree.approve") else "",
    }
