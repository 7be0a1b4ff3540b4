"""A browser that is signed in as an account of a workbench, without typing a password."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from tests.entry.web.conftest import OURS, Workbench
from tests.journeys.browser import Looker
from tests.journeys.serving import served


class Office:
    """A workbench that a browser reaches. ``as_`` gives a looker signed in as the account of a role."""

    def __init__(self, bench: Workbench, base: str, looker: Callable[[str], Looker]) -> None:
        self.bench, self.base, self._looker = bench, base, looker

    def as_(self, role: str, area: str = OURS) -> Looker:
        """A browser of its own, so that two accounts are at work side by side."""
        return self.holding(self.bench.as_(role, area))

    def holding(self, client: Any) -> Looker:
        """A browser with the session of a Django client."""
        looker = self._looker(self.base)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        looker.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.base, "httpOnly": True}]
        )
        return looker

    def nobody(self) -> Looker:
        """Not signed in."""
        return self._looker(self.base)


@contextmanager
def reached(bench: Workbench, looker: Callable[[str], Looker]) -> Iterator[Office]:
    """The workbench ``bench`` (from ``tests.entry.web.conftest.served``) served to browsers."""
    with served() as base:
        yield Office(bench, base, looker)
