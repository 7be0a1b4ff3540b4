"""How fast the pages answer: a store of many people on PostgreSQL, the real server, one user alone and many at once.

    python -m benchmarks.workbench [--people 1000000] [--months 12] [--users 50] [--seconds 60]

The store is that of ``ledger_world``: people of a province on a decree for ``months`` months, the first of them sent to
BPJS, answered, billed, paid and on the member list by the real actions. The server is ``payung serve``'s own command
(granian, one process) in the web's role, so row security holds. Asked are, each of drawn people and villages: the task
list's regions and a village of it, people by NIK, by a whole name, by the beginnings of a common name, one person's
page, and the figures of a province. Alone: one request after the other. With ``users``: each pauses 2.5 to 7.5 seconds
after an answer, as who reads does. Every answer must be 200 and hold what was looked for, or the benchmark fails.
Goal: 95 of 100 within 150 ms for figures, 300 ms for everything else.
"""

import argparse
import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.entry.web.settings")
os.environ.setdefault("PAYUNG_INSECURE", "1")
import_module("payung.store")  # sets Django up, before any library of its asks for that

import psutil  # noqa: E402
from allauth.mfa.models import Authenticator  # noqa: E402
from django.contrib.auth import login  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.test import override_settings  # noqa: E402

from benchmarks.ledger import MONTH, SERVER, Clock, a_month  # noqa: E402
from benchmarks.ledger_world import World, asked, make_world  # noqa: E402
from payung.actions.add_user import NewUser, add_user  # noqa: E402
from payung.actions.at_store import Place, act_at  # noqa: E402
from payung.actions.duty_user import NewDuty, duty_user  # noqa: E402
from payung.actions.init_store import init_store  # noqa: E402
from payung.entry.serving import Door, _server  # noqa: E402
from payung.store.addresses import as_web  # noqa: E402
from payung.store.database import open_store  # noqa: E402
from payung.store.figures import count_figures  # noqa: E402
from payung.store.keys import Keys  # noqa: E402
from payung.store.models import Account, Cycle, Person, Programme  # noqa: E402
from tests.store.servers import Server  # noqa: E402

TODAY = date(2027, 1, 20)
HOST = "127.0.0.1"
ALONE = 60
"""Requests of each kind by one user."""
MOST_USERS, MOST_SECONDS = 200, 600
AREA = "1505"
"""The regency whose officer asks; ``everything`` is asked by one of the province."""


@dataclass(frozen=True)
class Kind:
    """A page: what to ask (method, path, form) of the world, and what the answer must hold."""

    name: str
    ask: Callable[[Random], tuple[str, str, dict[str, str], str]]


class Browser:
    """One connection with its cookies."""

    def __init__(self, port: int, session: str) -> None:
        self._to = http.client.HTTPConnection(HOST, port, timeout=60)
        self._cookies = {"sesi": session}
        self._token = ""

    def ask(self, method: str, path: str, form: dict[str, str]) -> tuple[int, str]:
        """Status and page."""
        heads = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        body = None
        if method == "POST":
            body = urlencode({**form, "csrfmiddlewaretoken": self._token})
            heads["Content-Type"] = "application/x-www-form-urlencoded"
        self._to.request(method, path, body, heads)
        answer = self._to.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and (found := re.match(r"([^=]+)=([^;]*)", value)):
                self._cookies[found[1]] = found[2]
        return answer.status, text

    def begin(self) -> None:
        """Open the search, whose form has the token that posts need."""
        status, text = self.ask("GET", "/cari/", {})
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        if status != 200 or not found:
            raise ValueError(f"not signed in: {status}")
        self._token = found[1]

    def timed(self, kind: Kind, random: Random) -> float:
        """Milliseconds. Raises: ValueError where the answer is not the right one."""
        method, path, form, holds = kind.ask(random)
        start = time.perf_counter()
        status, text = self.ask(method, path, form)
        took = (time.perf_counter() - start) * 1000
        if status != 200 or holds not in text:
            raise ValueError(f"{kind.name}: {status}, not what was asked for")
        return took


def kinds_of(world: World) -> list[Kind]:
    """Every page with its question, of people of the regency, drawn anew each time."""
    open_store(world.place.address)
    codes = dict(Person.objects.filter(village__code__startswith=AREA).values_list("id", "village__code"))
    mine = [(person, nik, name) for person, nik, name in world.people.select("person", "nik", "name").iter_rows()
            if person in codes]  # fmt: skip
    villages = sorted(set(codes.values()))

    def by_nik(random: Random) -> tuple[str, str, dict[str, str], str]:
        person, nik, _ = random.choice(mine)
        return "POST", "/cari/", {"q": nik}, f"/orang/{person}/"

    def by_name(random: Random) -> tuple[str, str, dict[str, str], str]:
        return "POST", "/cari/", {"q": random.choice(mine)[2]}, "/orang/"

    def by_common(random: Random) -> tuple[str, str, dict[str, str], str]:
        return "POST", "/cari/", {"q": random.choice(mine)[2].split()[0][:3]}, "/orang/"

    def person(random: Random) -> tuple[str, str, dict[str, str], str]:
        one = random.choice(mine)[0]
        return "GET", f"/orang/{one}/", {}, "Riwayat"

    def get(path: Callable[[Random], str], holds: str) -> Callable[[Random], tuple[str, str, dict[str, str], str]]:
        return lambda random: ("GET", path(random), {}, holds)

    return [
        Kind("regions of the cycle", get(lambda random: f"/siklus/bench/wilayah/{AREA}/", "</table>")),
        Kind("village of the cycle", get(lambda random: f"/siklus/bench/desa/{random.choice(villages)}/", "</dl>")),
        Kind("people by NIK", by_nik),
        Kind("people by a whole name", by_name),
        Kind("people by three letters", by_common),
        Kind("page of a person", person),
        Kind("figures of a regency", get(lambda random: f"/angka/{AREA}/?bulan={MONTH}", "</table>")),
    ]


def sessions_of(place: Place, users: int) -> list[str]:
    """As many officers of the regency, signed in with a second factor; their session keys."""
    keys = []
    fast = "payung.actions.add_user.make_password"  # nobody signs in by it
    with patch(fast, lambda said: "none"), override_settings(SECRET_KEY=Keys.read(place.keys).secret("payung web")):
        for at in range(users):
            name = f"officer{at}"
            add_user(place, asked(TODAY), NewUser(name, "Officer"), "kuda hitam makan rumput")
            duty_user(place, asked(TODAY), NewDuty(name, "officer", AREA, since=TODAY.replace(year=2020), until=None))
            account = Account.objects.get(username=name)
            Authenticator.objects.create(user=account, type="totp", data={"secret": "none"})
            request = HttpRequest()
            request.session = SessionStore()
            login(request, account, backend="django.contrib.auth.backends.ModelBackend")
            request.session.save()
            keys.append(request.session.session_key)
    return keys


def ready(place: Place, people: int, months: int, folder: Path) -> World:
    """The store, filled, with a cycle and figures."""
    clock = Clock()
    with clock.step(f"{people:,} people, {months} months"):
        world = make_world(place, people, months, folder)
    with clock.step("one month of everybody"):
        a_month(world, Clock(), MONTH, folder)
    open_store(place.address)

    def cycle(doing, _):  # type: ignore[no-untyped-def]
        programme = Programme.objects.get(code="bench").id
        doing.add_one(Cycle, **_cycle(programme))
        return {}

    act_at(place, asked(TODAY), "bench.cycle", {}, cycle)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    with clock.step("figures counted"):
        count_figures()
    return world


def _cycle(programme: int) -> dict[str, Any]:
    plain = {"programme_id": programme, "code": "bench", "name": "Bench", "year": 2027, "on": TODAY}
    return plain | {"seed": 1, "deadline": None}


def worked(process: "subprocess.Popen[bytes]") -> float:
    """Milliseconds of processor that the server took so far, without PostgreSQL: other work does not change them."""
    whole = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    return sum(one.cpu_times().user + one.cpu_times().system for one in whole) * 1000


def told(name: str, took: dict[str, list[float]], work: dict[str, float] | None = None) -> None:
    """The table of one run. ``work``: kind -> milliseconds of the server's processor for one request."""
    print(f"{name:<28} {'asked':>6} {'median':>9} {'95 %':>9} {'most':>9}" + ("  server's work" if work else ""))
    for kind, times in took.items():
        if not (ordered := sorted(times)):
            continue
        p50, p95 = (ordered[min(len(ordered) - 1, len(ordered) * part // 100)] for part in (50, 95))
        print(f"  {kind:<26} {len(ordered):>6} {p50:>6.0f} ms {p95:>6.0f} ms {ordered[-1]:>6.0f} ms", end="")
        print(f"{work[kind]:>12.0f} ms" if work else "", flush=True)


def alone(process: "subprocess.Popen[bytes]", port: int, session: str, kinds: list[Kind]) -> None:
    """One user, one request after the other."""
    browser, random, took = Browser(port, session), Random(1), defaultdict[str, list[float]](list)
    browser.begin()
    work = {}
    for kind in kinds:
        for _ in range(3):  # they warm what a server that runs for days has warm
            browser.timed(kind, random)
        before = worked(process)
        took[kind.name] = [browser.timed(kind, random) for _ in range(ALONE)]
        work[kind.name] = (worked(process) - before) / ALONE
    told("alone", took, work)


def together(port: int, sessions: list[str], kinds: list[Kind], seconds: int) -> None:
    """All at once, each reading between two requests."""
    took, wrong, until = defaultdict[str, list[float]](list), list[str](), time.monotonic() + seconds

    def use(at: int) -> None:
        random = Random(at)
        try:
            browser = Browser(port, sessions[at])
            time.sleep(random.uniform(0, 5))
            browser.begin()
            while time.monotonic() < until:
                kind = random.choice(kinds)
                took[kind.name].append(browser.timed(kind, random))
                time.sleep(random.uniform(2.5, 7.5))
        except (ValueError, OSError, http.client.HTTPException) as error:
            wrong.append(str(error))

    for kind in kinds:
        took[kind.name] = []
    threads = [threading.Thread(target=use, args=(at,)) for at in range(len(sessions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told(f"{len(sessions)} users, {seconds} s", took)
    if wrong:
        raise ValueError(f"{len(wrong)} users were stopped: {wrong[0]}")


def free_port() -> int:
    """A port nobody has."""
    with socket.socket() as held:
        held.bind((HOST, 0))
        return int(held.getsockname()[1])


def serving(place: Place, port: int) -> "subprocess.Popen[bytes]":
    """The server, answering."""
    environ = os.environ | {"DATABASE_URL": as_web(place.address), "PAYUNG_KEYS": str(place.keys)}
    process = subprocess.Popen(_server(Door(HOST, port)), env=environ)
    for _ in range(240):
        try:
            socket.create_connection((HOST, port), 1).close()
            return process
        except OSError:
            time.sleep(0.25)
    process.kill()
    raise TimeoutError("the server does not answer")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    args = parser.parse_args()
    users, seconds = min(args.users, MOST_USERS), min(args.seconds, MOST_SECONDS)
    server = Server(**SERVER)
    with TemporaryDirectory() as name:
        place = Place(server.new_database(), Path(name) / "keys.json")
        process = None
        try:
            init_store(place)
            world = ready(place, args.people, args.months, Path(name))
            kinds, sessions = kinds_of(world), sessions_of(place, users)
            count_figures()
            port = free_port()
            process = serving(place, port)
            alone(process, port, sessions[0], kinds)
            together(port, sessions, kinds, seconds)
        finally:
            if process is not None:
                process.terminate()
                process.wait(30)
            connections["default"].close()
            server.remove()


if __name__ == "__main__":
    sys.exit(main())
