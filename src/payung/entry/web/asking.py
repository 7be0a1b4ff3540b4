"""What pages share that hand work to the worker: the cycle they are of, and the page on which its progress is seen."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from payung.actions.at_store import Asked
from payung.core.access.areas import lies_in
from payung.entry.web import words
from payung.entry.web.language import said as in_language
from payung.entry.web.visitor import Visitor
from payung.store import jobs
from payung.store.acts import RequestReused
from payung.store.models import Cycle, Job
from payung.store.progress import cycle_seen


def cycle_or_404(code: str) -> Cycle:
    """The cycle, where the visitor's regions reach into it. Raises: Http404."""
    found = cycle_seen(code)
    if found is None:
        raise Http404
    return found


def works_on(who: Visitor, cycle: Cycle, right: str) -> bool:
    """Whether ``right`` is held in the whole area of the cycle's programme."""
    return lies_in(cycle.programme.area_code, who.scope_of(right).areas)


def whole_cycle(who: Visitor, cycle: Cycle) -> None:
    """Raises: Http404 for whoever holds the page's right in a part of the cycle's programme only."""
    if not works_on(who, cycle, who.right):
        raise Http404


JOB_PAGES = {"cycle.judge": "imports_job"}
"""Kind of a job -> its page, where that is not the one of all others."""


def in_hand(who: Visitor, cycle: Cycle, kind: str, **said: Any) -> str:
    """The page of the visitor's newest job of that ``kind`` that is not done, for who left it; "" where there is none.

    ``said``: what the job must have been told, besides its cycle.
    """
    asked = Job.objects.filter(kind=kind, account=who.account, state__in=("waiting", "running")).order_by("-at")
    for job in asked[:20]:
        told = json.loads(job.said)
        if told.get("cycle") == cycle.code and all(told.get(name) == one for name, one in said.items()):
            return reverse(JOB_PAGES.get(kind, "decree_job"), kwargs={"code": cycle.code, "job": job.id})
    return ""


def see_other(name: str, **ids: Any) -> HttpResponse:
    """After a POST: to the page ``name``."""
    answer = HttpResponseRedirect(reverse(name, kwargs=ids))
    answer.status_code = 303
    return answer


def request_of(request: HttpRequest) -> str:
    """The number of the form that was sent. Raises: Http404 where it is none."""
    try:
        return str(UUID(request.POST.get("request", "")))
    except ValueError:
        raise Http404 from None


def ask_job(request: HttpRequest, who: Visitor, cycle: Cycle, kind: str, said: Mapping[str, Any]) -> HttpResponse:
    """Put work on a whole cycle into the queue, once however often the form is sent; and go to where it is seen.

    Raises: Http404 for whoever holds the page's right in a part of it only, or sent no number.
    """
    whole_cycle(who, cycle)
    return queued(request, who, cycle, kind, said, who.asked(request_of(request)))


def queued(
    request: HttpRequest, who: Visitor, cycle: Cycle, kind: str, said: Mapping[str, Any], asked: Asked
) -> HttpResponse:
    """Put work into the queue and go to where it is seen; a form that was sent before leads to what it asked for then.

    The job is told its cycle, for its page is of that one. Raises: RequestReused where a form that was sent before was
    of another kind, cycle or account.
    """
    said = {**said, "cycle": cycle.code}
    try:
        jobs.ask(asked.request, kind, who.account.pk, said, asked.on, asked.at)
    except RequestReused:
        job = Job.objects.filter(id=asked.request, kind=kind, account=who.account).first()
        if job is None or json.loads(job.said).get("cycle") != cycle.code:
            raise
        messages.info(request, in_language(words.ASKED_BEFORE))
    return see_other(JOB_PAGES.get(kind, "decree_job"), code=cycle.code, job=asked.request)
