"""The server and its worker in one command: two processes, started together, watched, and stopped together."""

import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any

from django.db import connection

from payung.actions.at_store import Place
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.entry.jobs.in_hand import IN_HAND
from payung.store.addresses import as_web
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import Act

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
MADE_UP = "synth.office"
"""The act with which a store of made-up people begins."""
WATCH_SECONDS = 0.5
STOP_SECONDS = 30.0
"""How long a process may take to end what it has in hand."""
WORKER_REST = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Pauses before a worker that died is started again; after a minute of life they begin anew."""
FIRST_PAGE = "/aksesibilitas/"
"""A page that anybody may see, and that asks nothing of the store."""
PROXIED = "X-Forwarded-Proto"
ANSWER_SECONDS = 5.0
"""How long the first page is waited for before it is asked again: meanwhile nobody is told to stop."""
THREADS = 8
"""Requests at work at once: each waits for the database more than it works."""


class NotHidden(PayungError):
    """The pages would travel over a network for everybody to read."""

    code = "not-hidden"
    exit_code = 251

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Halaman berisi data pribadi dan tidak dilayani tanpa HTTPS di luar komputer ini.",
                en="Pages hold personal data and are not served without HTTPS beyond this machine.",
            ),
            Text(
                id="Beri --certificate dan --private-key, atau --proxied bila ada peladen lain yang memegang HTTPS.",
                en="Give --certificate and --private-key, or --proxied where another server holds HTTPS.",
            ),
        )


class NotMadeUp(PayungError):
    """A demonstration was asked for of a store that is real."""

    code = "not-made-up"
    exit_code = 250

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="--demo hanya untuk basis data contoh di komputer ini: masuknya tanpa pengaman kedua.",
                en="--demo is only for a made-up store on this machine: its accounts have no second factor.",
            ),
            Text(id="Jalankan tanpa --demo.", en="Run it without --demo."),
        )


@dataclass
class Child:
    """A process of the server. ``rests`` are the pauses before it is started again; none: it is not."""

    command: Sequence[str]
    environ: dict[str, str]
    rests: Sequence[float] = ()
    deaths: int = 0
    started: float = 0.0
    again: float | None = None
    """When a dead one is started again, by the clock of ``monotonic``."""
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def start(self) -> None:
        """Begin, with its own words on our screen."""
        self.process = subprocess.Popen(self.command, env=self.environ)  # noqa: S603 -- our own two commands
        self.started, self.again = monotonic(), None

    def lives(self) -> bool:
        """Whether it runs, or will again after its pause; False where it ended for good. Never waits."""
        assert self.process is not None  # noqa: S101 -- for the types: only started children are asked
        if self.process.poll() is None:
            return True
        if not self.rests:
            return False
        if self.again is None:
            if monotonic() - self.started > self.rests[-1]:
                self.deaths = 0
            self.again = monotonic() + self.rests[min(self.deaths, len(self.rests) - 1)]
            self.deaths += 1
        if monotonic() >= self.again:
            self.start()
        return True

    def ask_to_stop(self) -> None:
        """Tell it to end; it may take a moment."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Wait until it has ended, and end it where it does not."""
        if self.process is None:
            return
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass(frozen=True)
class Door:
    """Where the pages are served. ``certificate`` and ``key``: files of a TLS certificate; ``proxied``: a proxy has it.

    Without either only this machine is served, over plain HTTP.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    certificate: Path | None = None
    key: Path | None = None
    proxied: bool = False

    @property
    def secure(self) -> bool:
        """Whether what travels is hidden from the network."""
        return self.proxied or self.certificate is not None

    @property
    def address(self) -> str:
        """What to type into a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{host}:{self.port}/"


def serve(place: Place, door: Door, *, demo: bool = False, ready: Callable[[], None] = lambda: None) -> int:
    """Serve the pages of the store at ``place`` and do its jobs, until somebody stops it; gives the exit status.

    ``ready`` is called when pages can be opened.
    ``demo`` leaves out the second factor at sign-in and says so on every page: for made-up people alone.
    Raises: StoreMissing, StoreUnreachable, NotHidden, NotMadeUp, and the errors of the key file.
    """
    if not door.secure and door.host not in LOOPBACK:
        raise NotHidden
    Keys.read(place.keys)
    open_store(place.address)
    if demo and (door.host not in LOOPBACK or not Act.objects.filter(kind=MADE_UP).exists()):
        raise NotMadeUp
    connection.close()
    environ = os.environ | {
        "PAYUNG_KEYS": str(place.keys.absolute()),
        "DJANGO_SETTINGS_MODULE": "payung.entry.web.settings",
        "PAYUNG_DEMO": "1" if demo else "",
        "PAYUNG_INSECURE": "" if door.secure else "1",
        "PAYUNG_BEHIND_PROXY": "1" if door.proxied else "",
    }
    server = Child(_server(door), environ | {"DATABASE_URL": as_web(place.address)})
    folder = TemporaryDirectory(prefix="payung-")
    jobs = environ | {"DATABASE_URL": place.address, IN_HAND: str(Path(folder.name) / "in-hand")}
    worker = Child([sys.executable, "-m", "payung.entry.jobs"], jobs, WORKER_REST)
    told: list[int] = []
    before = {number: signal.signal(number, lambda got, _: told.append(got)) for number in STOPS}
    try:
        server.start()
        _wait_for(server, door, told)  # people wait for pages; jobs can begin a moment later
        ready()
        worker.start()
        while not told and server.lives() and worker.lives():
            sleep(WATCH_SECONDS)
    finally:
        for child in (server, worker):
            child.ask_to_stop()
        for child in (server, worker):
            child.stop()
        folder.cleanup()
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0 if told else _status(server)


STOPS: tuple[Any, ...] = (signal.SIGTERM, signal.SIGINT)


def _wait_for(server: Child, door: Door, told: Sequence[int]) -> None:
    """Until a page was answered, a while has passed, or it is ``told`` to stop. The port is open before any page is."""
    until = monotonic() + STOP_SECONDS
    while not told and server.lives() and monotonic() < until:
        if _answers(door):
            return
        sleep(WATCH_SECONDS / 10)


def _answers(door: Door) -> bool:
    """Whether the server answers, be it that it does not know us: a page of nobody, asked as its proxy would ask."""
    if door.certificate:  # whose name on it is not of this machine's own address
        context = ssl._create_unverified_context()  # noqa: S323, SLF001 -- nothing is told and nothing believed
        asking: HTTPConnection = HTTPSConnection(door.host, door.port, timeout=ANSWER_SECONDS, context=context)
    else:
        asking = HTTPConnection(door.host, door.port, timeout=ANSWER_SECONDS)
    try:
        asking.request("GET", FIRST_PAGE, headers={"Host": _a_name()} | ({PROXIED: "https"} if door.proxied else {}))
        return bool(asking.getresponse().status)
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()


def _a_name() -> str:
    """A name that the server answers to: what else it is called by is refused, and written down as an error."""
    return (os.environ.get("PAYUNG_HOSTS") or "localhost").split(",")[0].lstrip("*.") or "localhost"


def _server(door: Door) -> list[str]:
    """Granian over WSGI: one process, threads for the requests, nothing of a request in its log."""
    hidden: list[str] = []
    if door.certificate and door.key:
        hidden = ["--ssl-certificate", str(door.certificate), "--ssl-keyfile", str(door.key)]
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", door.host, "--port", str(door.port)),
        # Its one warning is that there are more threads than cores.
        *("--workers", "1", "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "error"),
        *("--http1-buffer-size", str(64 * 1024), *hidden, "payung.entry.web.wsgi:application"),
    ]


def _status(child: Child) -> int:
    ended = child.process.poll() if child.process else None
    return ended if ended and ended > 0 else 1
