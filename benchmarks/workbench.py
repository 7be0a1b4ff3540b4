"""How fast the pages answer: a store of many people on PostgreSQL, the real server, one user alone and many at once.

    python -m benchmarks.workbench [--people 1000000] [--months 12] [--users 50] [--seconds 60]
    python -m benchmarks.workbench --store DATABASE_URL --keys PATH     # one that was filled so before

The store is that of ``workbench_world``: lists of a province with problems, handed in; everybody on a decree for
``months`` months, sent to BPJS, answered, billed for the first of them, paid and on its list by the real actions.
The server is ``payung serve``'s own command (granian, one process) in the web's role, so row security holds. What is
asked, and by which role of which region, is in ``workbench_pages``. Alone: one request after the other. With ``users``
(locust, on the loopback): officers of a regency and of the province, villages, auditors, checkers, a head; each pauses
2.5 to 7.5 seconds after an answer, as who reads does. Before that each page is asked until the worker
(``payung.entry.jobs``) has counted what it shows. Every answer must be 200 and hold what was looked for, or the
benchmark fails.
Goal of the pages marked *: 95 of 100 within 150 ms alone and 500 ms with 50 users.
"""

import argparse
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections import defaultdict
from datetime import date
from importlib import import_module
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
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

from benchmarks.ledger import SERVER, Clock, a_month  # noqa: E402
from benchmarks.ledger_world import asked  # noqa: E402
from benchmarks.workbench_pages import MONTH, Kind, kinds_of  # noqa: E402
from benchmarks.workbench_world import TODAY, as_proposed, make_office  # noqa: E402
from payung.actions.add_user import NewUser, add_user  # noqa: E402
from payung.actions.at_store import Place  # noqa: E402
from payung.actions.duty_user import NewDuty, duty_user  # noqa: E402
from payung.actions.init_store import init_store  # noqa: E402
from payung.entry.serving import Door, _server  # noqa: E402
from payung.store.addresses import as_web  # noqa: E402
from payung.store.database import open_store  # noqa: E402
from payung.store.figures import count_figures  # noqa: E402
from payung.store.keys import Keys  # noqa: E402
from payung.store.models import Account  # noqa: E402
from tests.store.servers import Server  # noqa: E402

LAST_DAY = date(2099, 12, 31)
HOST = "127.0.0.1"
USERS = Path(__file__).with_name("workbench_users.py")
ALONE, BESIDE, FEW, SLOW = 40, 12, 5, 1000.0
"""Requests of each kind by one user: of one with a goal, of one without, of one that takes so many milliseconds."""
PATIENCE = 1800
"""Seconds until all pages are counted."""
MOST_USERS, MOST_SECONDS = 200, 600
Who = tuple[str, str]
"""Role and area."""
_runs = count(int(time.time()))


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
        try:
            self._to.request(method, path, body, heads)
            answer = self._to.getresponse()
        except ConnectionError:  # the server hangs up on who reads for long
            self._to.close()
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
        if status == 403:  # a role that searches nobody, and posts nothing here
            return
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        if status != 200 or not found:
            raise ValueError(f"not signed in: {status}")
        self._token = found[1]

    def answer(self, kind: Kind, random: Random) -> tuple[int, float]:
        """Status and milliseconds. Raises: ValueError where the answer is not the right one, and not 202."""
        method, path, form, holds = kind.ask(random)
        start = time.perf_counter()
        status, text = self.ask(method, path, form)
        took = (time.perf_counter() - start) * 1000
        if status != 202 and (status != 200 or holds not in text):
            raise ValueError(f"{kind.name}: {status}, not what was asked for")
        return status, took

    def timed(self, kind: Kind, random: Random) -> float:
        """Milliseconds. Raises: ValueError where the answer is not the right one."""
        status, took = self.answer(kind, random)
        if status != 200:
            raise ValueError(f"{kind.name}: {status}, though it was counted")
        return took


def sessions_of(place: Place, holders: list[tuple[str, str]]) -> list[str]:
    """An account of each role and area, signed in with a second factor; their session keys."""
    keys = []
    fast = "payung.actions.add_user.make_password"  # nobody signs in by it
    run = next(_runs)
    with patch(fast, lambda said: "none"), override_settings(SECRET_KEY=Keys.read(place.keys).secret("payung web")):
        for at, (role, area) in enumerate(holders):
            name = f"{role}{at}-{run}"
            add_user(place, asked(TODAY), NewUser(name, "Bench"), "kuda hitam makan rumput")
            duty_user(place, asked(TODAY), NewDuty(name, role, area, since=TODAY.replace(year=2020), until=LAST_DAY))
            account = Account.objects.get(username=name)
            Authenticator.objects.create(user=account, type="totp", data={"secret": "none"})
            request = HttpRequest()
            request.session = SessionStore()
            login(request, account, backend="django.contrib.auth.backends.ModelBackend")
            request.session.save()
            keys.append(request.session.session_key)
    return keys


def ready(place: Place, people: int, months: int, folder: Path) -> None:
    """The store, filled, with figures."""
    clock = Clock()
    with clock.step(f"{people:,} people, {months} months"):
        world = make_office(place, people, months, folder)
    with clock.step("one month of everybody"):
        a_month(world, Clock(), MONTH, folder)
    open_store(place.address)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    with clock.step("figures counted"):
        count_figures()


def worked(process: "subprocess.Popen[bytes]") -> float:
    """Milliseconds of processor that the server took so far, without PostgreSQL: other work does not change them."""
    whole = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    return sum(one.cpu_times().user + one.cpu_times().system for one in whole) * 1000


def told(name: str, kinds: list[Kind], took: dict[str, list[float]], work: dict[str, float]) -> None:
    """The table of one run. ``work``: kind -> milliseconds of the server's processor for one request."""
    print(f"{name:<30} {'asked':>5} {'median':>9} {'95 %':>9} {'most':>9}" + ("  server's work" if work else ""))
    for kind in kinds:
        if not (ordered := sorted(took[kind.name])):
            continue
        p50, p95 = (ordered[min(len(ordered) - 1, len(ordered) * part // 100)] for part in (50, 95))
        mark = "*" if kind.goal else " "
        print(f"{mark} {kind.name:<28} {len(ordered):>5} {p50:>6.0f} ms {p95:>6.0f} ms {ordered[-1]:>6.0f} ms", end="")
        print(f"{work[kind.name]:>12.0f} ms" if work else "", flush=True)


def counted(place: Place, browsers: dict[Who, Browser], kinds: list[Kind]) -> None:
    """Ask every page until the worker has counted what it shows; tells how long a page took to say that it is not."""
    environ = os.environ | {"DATABASE_URL": place.address, "PAYUNG_KEYS": str(place.keys)}
    worker = subprocess.Popen([sys.executable, "-m", "payung.entry.jobs"], env=environ)
    start, waits, left, random = time.monotonic(), list[float](), kinds, Random(2)
    try:
        while left and time.monotonic() < start + PATIENCE:
            answers = {kind.name: browsers[kind.role, kind.area].answer(kind, random) for kind in left}
            left = [kind for kind in left if answers[kind.name][0] == 202]
            waits += [answers[kind.name][1] for kind in left]
            for kind in left:
                print(f"  {kind.name}: being counted, said after {answers[kind.name][1]:.0f} ms", flush=True)
            time.sleep(5 if left else 0)
    finally:
        worker.terminate()
        worker.wait(PATIENCE)
    print(
        f"all is counted after {time.monotonic() - start:.0f} s; to say so took {max(waits, default=0):.0f} ms at most"
    )


def alone(process: "subprocess.Popen[bytes]", browsers: dict[Who, Browser], kinds: list[Kind]) -> None:
    """One user, one request after the other; of a slow page fewer."""
    random, took, work = Random(1), defaultdict[str, list[float]](list), dict[str, float]()
    for kind in kinds:
        browser = browsers[kind.role, kind.area]
        print(f"  {kind.name} …", end="\r", flush=True)
        slow = max(browser.timed(kind, random) for _ in range(3))  # what a server that runs for days has warm is warm
        times = FEW if slow >= SLOW else ALONE if kind.goal else BESIDE
        before = worked(process)
        took[kind.name] = [browser.timed(kind, random) for _ in range(times)]
        if os.environ.get("TOLD"):
            told("", [kind], took, {})
        work[kind.name] = (worked(process) - before) / times
    told("alone", kinds, took, work)


def together(port: int, users: list[tuple[Who, str]], kinds: list[Kind], seconds: int, locust: Path) -> None:
    """All at once, each reading between two requests; ``users``: role and area, session. Raises: ValueError."""
    with TemporaryDirectory() as name:
        given, told_in = Path(name) / "users.json", Path(name) / "told.json"
        given.write_text(json.dumps([_asks(at, *user, kinds, seconds) for at, user in enumerate(users)]), "utf-8")
        environ = os.environ | {"PAYUNG_USERS": str(given), "PAYUNG_TOLD": str(told_in)}
        many = str(len(users))
        done = subprocess.run(
            [
                *(str(locust), "-f", str(USERS), "--headless", "-u", many, "-r", many, "-t", f"{seconds}s"),
                *("--stop-timeout", "60", "-H", f"http://{HOST}:{port}", "--only-summary", "--loglevel", "ERROR"),
            ],
            env=environ, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise ValueError(f"users were stopped:\n{done.stdout}{done.stderr}")
        took = defaultdict[str, list[float]](list, json.loads(told_in.read_text("utf-8")))
    told(f"{len(users)} users, {seconds} s", kinds, took, {})


def _asks(at: int, who: Who, session: str, kinds: list[Kind], seconds: int) -> dict[str, object]:
    """A user as ``workbench_users`` reads it; more is asked of nobody than once a second."""
    random, mine = Random(at), [kind for kind in kinds if (kind.role, kind.area) == who]
    drawn = [random.choice(mine) for _ in range(seconds)]
    return {
        "session": session,
        "rest": random.uniform(0, 5),
        "asks": [[kind.name, *kind.ask(random)] for kind in drawn],
    }


def shared(kinds: list[Kind], users: int) -> list[Who]:
    """Who the users are: most of them officers of the regency."""
    every = list(dict.fromkeys((kind.role, kind.area) for kind in kinds))
    return [(every[0] if at % 10 < 5 else every[at // 2 % len(every)]) for at in range(users)]


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


def measure(place: Place, users: int, seconds: int, only: str, locust: Path) -> None:
    """Ask, alone and together."""
    kinds = [kind for kind in kinds_of(place) if re.search(only, kind.name)]
    every = list(dict.fromkeys((kind.role, kind.area) for kind in kinds))
    many = shared(kinds, users)
    if many and not locust.exists():
        raise FileNotFoundError(f"{locust}: make bench-env installs it")
    sessions = sessions_of(place, [*every, *many])
    as_proposed(place)
    port = free_port()
    process = serving(place, port)
    try:
        browsers = {who: Browser(port, session) for who, session in zip(every, sessions[: len(every)], strict=True)}
        for browser in browsers.values():
            browser.begin()
        counted(place, browsers, kinds)
        alone(process, browsers, kinds)
        if users:
            together(port, list(zip(many, sessions[len(every) :], strict=True)), kinds, seconds, locust)
    finally:
        process.terminate()
        process.wait(30)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--only", default="", help="pages whose name matches")
    parser.add_argument("--store", default="")
    parser.add_argument("--keys", type=Path)
    parser.add_argument("--locust", type=Path, default=Path(".venv-bench/bin/locust"), help="the command of locust")
    args = parser.parse_args()
    users, seconds = min(args.users, MOST_USERS), min(args.seconds, MOST_SECONDS)
    if args.store:
        measure(Place(args.store, args.keys), users, seconds, args.only, args.locust)
        return
    server = Server(**SERVER)
    with TemporaryDirectory() as name:
        place = Place(server.new_database(), Path(name) / "keys.json")
        try:
            init_store(place)
            ready(place, args.people, args.months, Path(name))
            measure(place, users, seconds, args.only, args.locust)
        finally:
            connections["default"].close()
            server.remove()


if __name__ == "__main__":
    sys.exit(main())
