"""What is read when: before the first page nothing that it does not need; and what every route names is there."""

import inspect
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from payung.actions.at_store import Place
from payung.actions.init_store import init_store
from payung.entry.web import ahead
from payung.entry.web.route import View, Views
from payung.entry.web.routes import ROUTES

SOURCE = Path(__file__).parents[3] / "src"
HEAVY = (
    *("polars", "narwhals", "numpy", "pyarrow", "duckdb", "reportlab", "PIL", "xlsxwriter", "python_calamine"),
    *("openpyxl", "num2words", "yaml", "rich", "click", "psycopg", "ortools", "pyspark", "fido2", "segno"),
)
"""What makes sheets and papers, counts, and asks other databases: none of it shows somebody where to sign in."""
LOADED = f"print(sorted({{name.partition('.')[0] for name in sys.modules}} & {{*{HEAVY}}}))"
SERVER = f"""
import sys
from payung.entry.web.wsgi import application

told = []
environ = {{
    "REQUEST_METHOD": "GET", "PATH_INFO": "/akun/masuk/", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http",
    "wsgi.input": sys.stdin.buffer,
}}
page = b"".join(application(environ, lambda status, headers: told.append(status)))
assert told == ["200 OK"] and b"csrfmiddlewaretoken" in page, told
{LOADED}
print(sorted(name for name in sys.modules if name.startswith("payung.entry.web.") and name.endswith("views")))
"""


@pytest.fixture
def environ(tmp_path):
    """Of the processes of ``payung serve`` on a store of SQLite."""
    place = Place(f"sqlite:///{tmp_path}/a.sqlite3", tmp_path / "keys")
    init_store(place)
    own = {"DATABASE_URL": place.address, "PAYUNG_KEYS": str(place.keys), "PAYUNG_INSECURE": "1"}
    return os.environ | own | {"PYTHONPATH": str(SOURCE), "DJANGO_SETTINGS_MODULE": "payung.entry.web.settings"}


def said(environ: dict[str, str], code: str) -> list[str]:
    ended = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()


def test_the_first_page_waits_for_no_library_that_it_does_not_need(environ):
    assert said(environ, SERVER) == ["[]", "[]"]


def test_the_command_that_serves_reads_none_either(environ):
    command = f"import sys\nfrom payung.entry.cli.main import main\nmain.get_command(None, 'serve')\n{LOADED}"
    assert said(environ, command) == ["['click']"]


@pytest.mark.parametrize("route", ROUTES, ids=[route.name for route in ROUTES])
def test_every_view_is_where_its_route_says(route):
    view = inspect.unwrap(route.view.read())
    assert callable(view)
    if not route.plain:
        first, *_ = inspect.signature(view).parameters
        assert first in ("request", "_request", "_")


def test_a_view_that_is_not_there_is_told_when_it_is_read():
    with pytest.raises(AttributeError, match="nothing"):
        Views("payung.entry.web.home.views").nothing.read()
    with pytest.raises(ModuleNotFoundError):
        View("payung.entry.web.nowhere", "home").read()


class Quiet:
    """A clock that moves while somebody sleeps; in the second sleep a page is asked for once more."""

    def __init__(self) -> None:
        self.now, self.sleeps, self.then = 100.0, 0, None

    def sleep(self, seconds: float) -> None:
        self.sleeps += 1
        self.now += seconds
        if self.sleeps == 2:
            self.then()


def test_the_rest_is_read_once_and_only_while_nobody_asks(monkeypatch):
    clock, read, begun = Quiet(), [], []
    asked: list[float] = []

    class Reading(View):
        def read(self):
            read.append((self.module, clock.now - asked[-1]))
            if len(read) == 1:  # while it is read somebody asks again
                ask()
            return lambda: None

    class Now:
        def __init__(self, target, **_):
            begun.append(target)

        def start(self):
            pass

    names = ("payung.entry.web.bill.pages", "payung.entry.web.home.views", "allauth.account.views")
    routes = [replace(ROUTES[0], view=Reading(name, view)) for name in names for view in ("one", "two")]
    monkeypatch.setattr(ahead, "ROUTES", routes)
    monkeypatch.setattr(ahead, "Thread", Now)
    monkeypatch.setattr(ahead, "monotonic", lambda: clock.now)
    monkeypatch.setattr(ahead, "sleep", clock.sleep)
    frozen: list[tuple[int, float]] = []
    monkeypatch.setattr(ahead.gc, "freeze", lambda: frozen.append((len(read), clock.now - asked[-1])))
    made = ahead.Ahead()

    def ask() -> None:
        asked.append(clock.now)
        made.asked(sender=None)

    clock.then = ask
    ask()
    (rest,) = begun
    rest()
    assert len(begun) == 1 and len(asked) == 3
    assert [module for module, _ in read] == [names[1], names[2], names[0]]
    assert all(quiet >= ahead.QUIET for _, quiet in read)
    ((after, quiet),) = frozen
    assert after == len(read) and quiet >= ahead.QUIET


def test_the_server_reads_the_rest_from_its_first_request_on(environ):
    """As the server does it, in its own thread: in the end every view is there, and a page is answered as before."""
    code = (
        SERVER
        + """
import gc
import threading
from payung.entry.web import ahead

(reading,) = [each for each in threading.enumerate() if each.name == "ahead"]
ahead.QUIET = 0
reading.join()
print(all(route.view.module in sys.modules for route in ahead.ROUTES), threading.active_count())
print(gc.get_freeze_count() > len(gc.get_objects()))
"""
    )
    assert said(environ, code)[2:] == ["True 1", "True"]
