"""The door before every page: signed in, with a second factor, with the right, and seeing no more than its regions."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from payung.entry.web.failures import failed
from payung.entry.web.place import place_of_server
from payung.entry.web.route import PUBLIC, Route
from payung.entry.web.visitor import Visitor, visitor_of
from payung.store.database import open_store
from payung.store.held import asking
from payung.store.scope import fenced, scoped

SETTING_UP = frozenset(
    {
        *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_view_recovery_codes"),
        *("mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_reauthenticate", "account_reauthenticate"),
        *("mfa_reauthenticate_webauthn", "account_logout", "language"),
    }
)
"""Pages that somebody reaches who has yet to set up a second factor."""


def behind_door(route: Route) -> Callable[..., HttpResponse]:
    """``route.view`` as Django calls it.

    Not signed in: to the sign-in page. No second factor where one is needed: to its page. No such right: 403. Inside
    the scope of the duties that give the right the view runs; what lies outside it does not find, as if it were not.
    """

    @wraps(route.view)
    def enter(request: HttpRequest, **ids: Any) -> HttpResponse:
        if route.right is PUBLIC:
            return route.view(request, **ids)
        if not request.user.is_authenticated:
            asked = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
            return _see_other(f"{reverse('account_login')}?{asked}" if asked else reverse("account_login"))
        who = visitor_of(request.user, route.right or "")
        request.who = who
        if who.needs_factor and route.name not in SETTING_UP and not is_mfa_enabled(request.user):
            return _see_other(reverse("mfa_index"))
        if route.right and not who.may(route.right):
            return failed(request, 403)
        return _within(who, route, request, ids)

    return enter


def _within(who: Visitor, route: Route, request: HttpRequest, ids: dict[str, Any]) -> HttpResponse:
    open_store(place_of_server().address)  # an action in the view then opens nothing anew
    with scoped(who.scope_of(route.right or "")), connection.execute_wrapper(fenced), asking():
        response = route.view(request, **ids) if route.plain else route.view(request, who, **ids)
        if hasattr(response, "render") and not getattr(response, "is_rendered", True):
            response.render()  # it asks the store, too
    return response


def _see_other(where: str) -> HttpResponse:
    response = HttpResponseRedirect(where)
    response.status_code = 303
    return response
