"""The users of ``workbench.py``, for locust: each is signed in, asks one page after the other, and reads in between.

The file that PAYUNG_USERS names holds them (JSON): ``session``, ``rest`` (seconds before the first page) and ``asks``,
which are in turn: name, method, path, form, and what a right answer holds. At the end the file of PAYUNG_TOLD gets the
milliseconds of every answer by name. An answer that is not the right one fails the run.
"""

import json
import os
import re
from itertools import cycle
from pathlib import Path
from time import sleep
from typing import Any

from locust import HttpUser, between, events, task

USERS = iter(json.loads(Path(os.environ["PAYUNG_USERS"]).read_text(encoding="utf-8")))
TOLD: dict[str, list[float]] = {}
BEGIN = "begin"


class Reader(HttpUser):
    """Pauses as who reads a page does."""

    wait_time = between(2.5, 7.5)

    def on_start(self) -> None:
        """Open the search, whose form has the token that posts need; a role that searches nobody posts nothing."""
        user = next(USERS)
        self.asks = cycle(user["asks"])
        self.client.cookies.set("sesi", user["session"])
        sleep(user["rest"])
        with self.client.get("/cari/", name=BEGIN, catch_response=True) as answer:
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.text)
            self.token = found[1] if found else ""
            if found or answer.status_code == 403:
                answer.success()
            else:
                answer.failure(f"not signed in: {answer.status_code}")

    @task
    def ask(self) -> None:
        """The next page."""
        name, method, path, form, holds = next(self.asks)
        data = {**form, "csrfmiddlewaretoken": self.token} if method == "POST" else None
        with self.client.request(method, path, name=name, data=data, catch_response=True) as answer:
            if answer.status_code != 200 or holds not in answer.text:
                answer.failure(f"{answer.status_code}, not what was asked for")


@events.request.add_listener
def answered(name: str, response_time: float, **_: Any) -> None:
    """Keep how long it took, to the fraction: locust's own sums round it."""
    if name != BEGIN:
        TOLD.setdefault(name, []).append(response_time)


@events.quitting.add_listener
def ended(**_: Any) -> None:
    """Tell all of them."""
    Path(os.environ["PAYUNG_TOLD"]).write_text(json.dumps(TOLD), encoding="utf-8")
