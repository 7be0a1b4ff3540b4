"""How a view answers: a page, or the same form again with what is wrong."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.entry.web import words
from payung.entry.web.language import LANGUAGES, current
from payung.entry.web.menu import menu_of
from payung.entry.web.of_cycle import keep, remembered
from payung.entry.web.problems import problems_of
from payung.store.acts import RequestReused
from payung.store.held import stale


def shown(
    request: HttpRequest, who: Any, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The page ``template`` for the visitor ``who`` (None: nobody is signed in).

    Every page gets ``who`` and ``request_id``: the number of a form that is shown, by which a double submit
    happens once (``{% include "components/request.html" %}``). Within a cycle put ``cycle`` into the context; with
    people on it, ``place`` for the breadcrumb.
    """
    given = {"who": who, "request_id": str(uuid4()), **(context or {})}
    if given.get("cycle") is None and (cycle := remembered(request, who)) is not None:
        given["cycle"] = cycle
    keep(request, given.get("cycle"))
    return render(request, template, given, status=status)


def refused(
    request: HttpRequest,
    who: Any,
    error: PayungError | None,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    form: BaseForm | None = None,
    field: str = "",
) -> HttpResponse:
    """The form again, with what is wrong above it, status 422; what was typed is kept by ``form``.

    ``error`` is what an action refused, shown beside ``field`` where it is of one; None: what the fields of ``form``
    say. The number of the form stays as it was sent, so that a repeat of the same thing is still the same; one that
    was used for something else is left for a new one, or the form could never be sent.
    """
    problems = [*problems_of(form)]
    sent = request.POST.get("request", "")
    if isinstance(error, RequestReused):
        sent = ""
        problems.insert(0, {"text": words.USED, "href": ""})
    elif error is not None:
        problems.insert(0, {"text": Text(f"{error.says.id} {error.on_page.id}", f"{error.says.en} {error.on_page.en}"),
                            "href": f"#id_{field}" if field else ""})  # fmt: skip
    again = {"form": form, "problems": problems, "error": error, **(context or {})}
    return shown(request, who, template, {**again, "request_id": sent or str(uuid4())}, status=422)


def part(request: HttpRequest, who: Any, template: str, context: Mapping[str, Any] | None = None) -> HttpResponse:
    """A piece of a page for who has a script and asks for that piece alone (``request.htmx``)."""
    return HttpResponse(render_to_string(template, {"who": who, **(context or {})}, request))


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the words of the shell, the language and who asks, for templates of libraries, too."""
    who = getattr(request, "who", None)
    told = {"shell": words, "language": current(), "languages": LANGUAGES, "demo": getattr(settings, "DEMO", False)}
    told["counted_after"] = stale()
    return {**told, "who": who, "menu": menu_of(request, who), "now": datetime.now(UTC)}
