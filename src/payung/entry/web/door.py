"""The door before every page: signed in, with a second factor, with the right, and seeing no more than its regions."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from payung.actions.ask_counts import ask_counts
from payung.entry.web.counting import being_counted
from payung.entry.web.failures import failed, session_ended
from payung.entry.web.methods import takes
from payung.entry.web.of_cycle import led_on
from payung.entry.web.place import place_of_server
from payung.entry.web.route import PUBLIC, Route
from payung.entry.web.visitor import Visitor, today, visitor_of
from payung.store.database import open_store
from payung.store.held import BeingCounted, asking
from payung.store.scope import fenced, scoped

SETTING_UP = frozenset(
    {
        *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_view_recovery_codes"),
        *("mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_reauthenticate", "account_reauthenticate"),
        *("mfa_reauthenticate_webauthn", "account_logout", "language"),
    }
)
"""Pages that somebody reaches who has yet to set up a second factor."""

FIRST = frozenset({"account_change_password", "account_logout", "account_reauthenticate", "language"})
"""Pages that somebody reaches whose password was set by somebody else: before anything, they choose their own."""


def behind_door(route: Route) -> Callable[..., HttpResponse]:
    """``route.view`` as Django calls it.

    Not signed in: to the sign-in page. A password that somebody else set: to where it is changed. No second factor
    where one is needed: to its page. No such right: 403. A form sent to a page that only shows: 405. Inside the scope
    of the duties that give the right the view runs; what lies outside it does not find, as if it were not.
    """

    def enter(request: HttpRequest, **ids: Any) -> HttpResponse:
        if route.right is PUBLIC:
            return route.view(request, **ids)
        if not request.user.is_authenticated:
            if request.method == "POST":
                return session_ended(request)
            login = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
            return _elsewhere(login) if request.headers.get("HX-Request") else _see_other(login)
        who = visitor_of(request.user, route.right or "")
        request.who = who
        if request.user.first_password:
            if route.name not in FIRST:
                return _see_other(reverse("account_change_password"))
        elif who.needs_factor and route.name not in SETTING_UP and not is_mfa_enabled(request.user):
            return _see_other(reverse("mfa_index"))
        if route.right and not who.may(route.right):
            return failed(request, 403)
        if not route.plain and not takes(route.name, str(request.method)):
            return failed(request, 405)
        return _within(who, route, request, ids)

    enter.route = route  # type: ignore[attr-defined]
    return enter


def _within(who: Visitor, route: Route, request: HttpRequest, ids: dict[str, Any]) -> HttpResponse:
    open_store(place_of_server().address)  # an action in the view then opens nothing anew
    scope = who.scope_of(route.right or "")
    reads = request.method in ("GET", "HEAD")
    with scoped(scope), connection.execute_wrapper(fenced):
        with asking(at_once=not reads) as one:  # what a form does is done once, with all its figures
            if route.whole and not route.whole(scope, **ids):
                raise Http404
            try:
                response = route.view(request, **ids) if route.plain else route.view(request, who, **ids)
                if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                    response.render()  # it asks the store, too
                led_on(request, who, response)
            except BeingCounted:
                if not reads:
                    raise
                response = None
        good = not one.wanted or ask_counts(one.wanted, today())
        return being_counted(request, who, good=good) if response is None else response


def _elsewhere(where: str) -> HttpResponse:
    """Where a script asked for a piece of a page: the whole page goes to ``where``, not the piece."""
    response = HttpResponse(status=204)
    response.headers["HX-Redirect"] = where
    return response


def _see_other(where: str) -> HttpResponse:
    response = HttpResponseRedirect(where)
    response.status_code = 303
    return response
