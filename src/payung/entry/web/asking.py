"""What pages share that hand work to the worker: the cycle they are of, and the page on which its progress is seen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from payung.entry.web.visitor import Visitor
from payung.store import jobs
from payung.store.models import Cycle
from payung.store.progress import cycle_seen


def cycle_or_404(code: str) -> Cycle:
    """The cycle, where the visitor's regions reach into it. Raises: Http404."""
    found = cycle_seen(code)
    if found is None:
        raise Http404
    return found


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
    """Put work into the queue, once however often the form is sent, and go to where its progress is seen."""
    asked = who.asked(request_of(request))
    jobs.ask(asked.request, kind, who.account.pk, said, asked.on, asked.at)
    return see_other("decree_job", code=cycle.code, job=asked.request)
