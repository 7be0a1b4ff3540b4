"""Which links a page shows: those that whoever reads it may open, by what the table of routes says of each."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from payung.entry.web.route import Route


def opens(who: Any, href: str) -> bool:
    """Whether ``who`` may open the page at ``href``: by its right, and where it is of a whole, by holding all of it.

    What is no page of ours, or a part of the page that is shown ("?…", "#…"), is open.
    """
    if who is None or not href.startswith("/"):
        return True
    try:
        found = resolve(urlsplit(href).path)
    except Resolver404:
        return True
    route: Route | None = getattr(found.func, "route", None)
    if route is None or not route.right:
        return True
    return bool(who.may(route.right)) and (
        route.whole is None or route.whole(who.scope_of(route.right), **found.kwargs)
    )
