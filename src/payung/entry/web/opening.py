"""Which links a page shows: those that whoever reads it may open, by what the table of routes says of each."""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, URLResolver, get_resolver

from payung.entry.web.route import Route


def opens(who: Any, href: str) -> bool:
    """Whether ``who`` may open the page at ``href``: by its right, and where it is of a whole, by holding all of it.

    What is no page of ours, or a part of the page that is shown ("?…", "#…"), is open.
    """
    if who is None or not href.startswith("/"):
        return True
    path, pages = urlsplit(href).path, get_resolver()
    route = _route_of(pages, _DIGIT.sub("0", path))
    if route is None or not route.right:
        return True
    return bool(who.may(route.right)) and (
        route.whole is None or route.whole(who.scope_of(route.right), **pages.resolve(path).kwargs)
    )


@lru_cache(1024)
def _route_of(pages: URLResolver, shape: str) -> Route | None:
    """The route of every page whose address is ``shape`` with other digits: a table leads to many pages of one."""
    try:
        return getattr(pages.resolve(shape).func, "route", None)
    except Resolver404:
        return None


_DIGIT = re.compile("[0-9]")
