"""The server and its worker in one command: two processes, started together, watched, and stopped together."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any

from payung.actions.at_store import Place

WATCH_SECONDS = 0.5
STOP_SECONDS = 30.0
"""How long a process may take to end what it has in hand."""
WORKER_REST = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Pauses before a worker that died is started again; after a minute of life they begin anew."""
THREADS = 16
"""Requests at work at once: each waits for the database more than it works."""


@dataclass
class Child:
    """A process of the server. ``rests`` are the pauses before it is started again; none: it is not."""

    command: Sequence[str]
    environ: dict[str, str]
    rests: Sequence[float] = ()
    deaths: int = 0
    started: float = 0.0
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def start(self) -> None:
        """Begin, with its own words on our screen."""
        self.process = subprocess.Popen(self.command, env=self.environ)  # noqa: S603 -- our own two commands
        self.started = monotonic()

    def lives(self) -> bool:
        """Whether it runs, or was started again; False where it ended for good."""
        assert self.process is not None  # noqa: S101 -- for the types: only started children are asked
        if self.process.poll() is None:
            return True
        if not self.rests:
            return False
        if monotonic() - self.started > self.rests[-1]:
            self.deaths = 0
        sleep(self.rests[min(self.deaths, len(self.rests) - 1)])
        self.deaths += 1
        self.start()
        return True

    def stop(self) -> None:
        """Ask it to end, and end it where it does not."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def serve(place: Place, host: str, port: int, *, demo: bool = False) -> int:
    """Serve the pages of the store at ``place`` and do its jobs, until somebody stops it; gives the exit status.

    ``demo`` leaves out the second factor at sign-in and says so on every page: for made-up people alone.
    """
    environ = os.environ | {
        "DATABASE_URL": place.address,
        "PAYUNG_KEYS": str(place.keys),
        "DJANGO_SETTINGS_MODULE": "payung.entry.web.settings",
        "PAYUNG_DEMO": "1" if demo else "",
    }
    server = Child(_server(host, port), environ)
    worker = Child([sys.executable, "-m", "payung.entry.jobs"], environ, rests=WORKER_REST)
    told: list[int] = []
    before = {number: signal.signal(number, lambda got, _: told.append(got)) for number in STOPS}
    try:
        server.start()
        worker.start()
        while not told and server.lives() and worker.lives():
            sleep(WATCH_SECONDS)
    finally:
        server.stop()
        worker.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0 if told else _status(server)


STOPS: tuple[Any, ...] = (signal.SIGTERM, signal.SIGINT)


def _server(host: str, port: int) -> list[str]:
    """Granian over WSGI: one process, threads for the requests, nothing of a request in its log."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning"),
        *("--http1-buffer-size", str(64 * 1024), "payung.entry.web.wsgi:application"),
    ]


def _status(child: Child) -> int:
    ended = child.process.poll() if child.process else None
    return ended if ended and ended > 0 else 1
