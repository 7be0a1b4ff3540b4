"""While nobody asks for a page the server reads the views that nobody has asked yet: no first click waits for them.

What is there then stays until the server ends: Python is told so, and no longer looks through it for what nobody needs,
which stops all pages for a tenth of a second.
"""

import gc
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any

from payung.entry.web.routes import ROUTES

FIRST = ("allauth.", "payung.entry.web.home.")
"""Views that everybody asks first: of signing in, and the page after it."""
QUIET = 1.0
"""Seconds after the last request before a module is read: while it is, pages wait."""


class Ahead:
    """Reads every view, module by module, from the first request on. ``asked`` is a receiver of ``request_started``."""

    def __init__(self) -> None:
        self._begun, self._last = Lock(), monotonic()

    def asked(self, **_: Any) -> None:
        """Somebody asks for something: let them go first."""
        self._last = monotonic()
        if self._begun.acquire(blocking=False):
            Thread(target=self._read, name="ahead", daemon=True).start()

    def _read(self) -> None:
        views = {route.view.module: route.view for route in ROUTES}
        for module in sorted(views, key=lambda module: not module.startswith(FIRST)):
            self._wait()
            views[module].read()
        self._wait()
        gc.collect()
        gc.freeze()

    def _wait(self) -> None:
        while (rest := self._last + QUIET - monotonic()) > 0:
            sleep(rest)
