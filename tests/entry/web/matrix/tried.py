"""The whole matrix tried in one go: every account, route, object and method; only what is wrong is kept."""

import hashlib
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from pypdf import PdfReader

from payung.actions.at_store import Place
from payung.entry.web import visitor
from payung.entry.web.routes import ROUTES
from payung.store.addresses import as_web
from payung.store.database import open_store
from payung.store.models import ROWS_AN_ACT, Duty, Head, Job, Kept
from payung.store.scope import EVERYTHING, Scope, scoped, within_scope
from payung.store.seen import WAYS, seen_by
from tests.entry.web.conftest import OURS, THEIRS, VILLAGE_OF
from tests.entry.web.matrix.address import address, nothing
from tests.entry.web.matrix.objects import BODIES, OBJECTS, QUERIES
from tests.entry.web.matrix.tables import ALONE, SAYS, Says
from tests.entry.web.matrix.world import CYCLE, MARK, PROVINCE, WHOLE
from tests.entry.web.verdicts import LETTERS, MAY_OPEN

TOLD = re.compile(
    rf"{MARK[THEIRS]}|{VILLAGE_OF[THEIRS]}|{VILLAGE_OF[THEIRS][:6]}\d{{10}}|\d\.\d\d\d\.077\b|\b\d\d\d\.077\b"
    rf"|Simpang\s+IV\s+Sipin|Telanaipura",
    re.I,
)
"""What only the other regency has: its word, its village and district by code and name, NIKs of it, and rupiah of its
funds in any sum."""
EXPORTS = re.compile(r'href="(\?[^"]*unduh=(?:xlsx|csv)[^"]*)"')
PAPERS = re.compile(r'href="(/siklus/[^"/]+/masalah/ringkasan/berkas/[^"]*)"')
"""What a page leads to that is a file."""
DAY = date(2027, 1, 25)
DEEPER = {route.name for route in ROUTES if route.path.count("<") > 1}
"""Routes whose address names more than a cycle."""


@dataclass
class Tried:
    """What was tried, and what was found wrong, each as a line: account, route, object, method, what."""

    cells: int = 0
    wrong: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Who:
    """An account: the letter of its role, its region, and the cookie it is signed in with."""

    letter: str
    area: str
    cookie: str
    scope: Scope

    def __str__(self) -> str:
        return f"{LETTERS.get(self.letter, 'none')}.{self.area}"


class Bench:
    """A store of its own that is made anew when a form changed it. Asks stay in the web's role on PostgreSQL."""

    def __init__(self, copy: Callable[[], Place], cookies: Mapping[tuple[str, str], str]) -> None:
        self._copy, self.tried = copy, Tried()
        self._client = Client(SERVER_NAME="localhost")  # one for all: it loads what stands before the pages once
        self.place = copy()
        self.ids = {area: {name: ids(area) for name, ids in OBJECTS.items()} for area in (OURS, THEIRS)}
        self.who = [Who(letter, area, cookie, self._scope(letter, area)) for (letter, area), cookie in cookies.items()]
        self.foreign = self._foreign(self.who[0].scope)
        self.head = self._now()

    def _scope(self, letter: str, area: str) -> Scope:
        held = Duty.objects.filter(account__username=f"{LETTERS.get(letter, 'none')}.{area}").first()
        if held is None:
            return Scope()
        return Scope(
            (held.area_code,) if held.group_id is None else (), tuple(filter(None, [held.group_id])), held.account_id
        )

    def ask(self, who: Who, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        client = self._client
        client.cookies.clear()
        client.cookies[settings.SESSION_COOKIE_NAME] = who.cookie
        given = {"request": str(uuid4()), **(body or {})}
        try:
            return client.get(path) if method == "GET" else client.post(path, given)
        except Exception as error:  # noqa: BLE001 - a fault of the page is a wrong cell
            return Broken(f"{type(error).__name__}: {str(error)[:150]}")

    def moved(self) -> bool:
        """Whether the chain has a new end, or the queue a new job."""
        return self._now() != self.head

    def renew(self) -> None:
        """The store as it was made."""
        connection.close()
        self.place = self._copy()
        settings.STORE_ADDRESS, settings.STORE_KEYS = as_web(self.place.address), Path(self.place.keys)

    def strayed(self, who: Who) -> str:
        """What an act of ``who`` wrote or changed that lies outside their regions; "" where nothing does."""
        open_store(self.place.address)
        act = self.head[0] * ROWS_AN_ACT + ROWS_AN_ACT
        with scoped(EVERYTHING):
            for model in WAYS:
                if issubclass(model, Kept):
                    mine = model._default_manager.filter(seen_by(model, who.scope)).values("pk")
                    if model._default_manager.filter(id__gte=act).exclude(pk__in=mine).exists():
                        return f"wrote {model.__name__} of elsewhere"
            return "" if self._foreign(self.who[0].scope) == self.foreign else "changed rows of elsewhere"

    def _foreign(self, scope: Scope) -> str:
        """A digest of all that changes in rows outside a regency."""
        said = hashlib.sha256()
        with scoped(EVERYTHING):
            for model in WAYS:
                if getattr(model, "CHANGING", None):
                    mine = model._default_manager.filter(seen_by(model, scope)).values("pk")
                    rows = (
                        model._default_manager.exclude(pk__in=mine).order_by("pk").values_list(*sorted(model.CHANGING))
                    )
                    said.update(repr([tuple(map(_plain, row)) for row in rows]).encode())
        return said.hexdigest()

    def _now(self) -> tuple[int, str, int]:
        number, link = Head.objects.values_list("number", "link").get(id=1)
        return number, link, Job.objects.exclude(kind="figures.count").count()


@dataclass(frozen=True)
class Broken:
    """An answer that was none."""

    why: str
    status_code: int = 500
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    streaming: bool = False


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def every_cell(copy: Callable[[], Place], cookies: Mapping[tuple[str, str], str]) -> Tried:
    """All of them. ``copy`` gives a store as it was made; ``cookies``: letter and region -> who is signed in."""
    with trying(copy, cookies) as bench:
        for who in bench.who:
            for route in ROUTES:
                if route.name not in ALONE:
                    _route(bench, who, route.name)
    return bench.tried


@contextmanager
def trying(copy: Callable[[], Place], cookies: Mapping[tuple[str, str], str]) -> Iterator[Bench]:
    """A bench whose store is the one that pages are of, on ``DAY``."""
    bench = Bench(copy, cookies)
    with (
        on_day(DAY),
        override_settings(
            STORE_ADDRESS=as_web(bench.place.address),
            STORE_KEYS=Path(bench.place.keys),
            STORAGES={
                "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
                "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
            },
        ),
    ):
        yield bench


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Pages and forms are of that day."""
    usual, today = visitor.Visitor.asked, visitor.today
    with pytest.MonkeyPatch.context() as patch:
        for route in ROUTES:
            route.view.read()  # or it would come after the day was changed
        patch.setattr(visitor.Visitor, "asked", lambda who, request: replace(usual(who, request), on=day))
        for module in [one for name, one in sys.modules.items() if name.startswith("payung.entry.web")]:
            if getattr(module, "today", None) is today:
                patch.setattr(module, "today", lambda: day)
        yield


def _route(bench: Bench, who: Who, name: str) -> None:
    says = SAYS.get(name)
    if says is None:
        bench.tried.wrong.append(f"{name}: nothing is written of it")
        return
    few = who.area == PROVINCE or not let_in(who, name)
    for which, ids in objects_of(bench, name, says).items():
        if few and which not in ("own", "foreign"):
            continue
        for method in ("GET", "POST"):
            _cell(bench, who, name, says, which, ids, method)


def objects_of(bench: Bench, name: str, says: Says) -> dict[str, dict[str, Any]]:
    """Which object -> its ids: one's own, of the cycle of the whole province, the other regency's, none, and mixed."""
    if name not in OBJECTS:
        return {"own": {}}
    own, foreign = bench.ids[OURS][name], bench.ids[THEIRS][name]
    last = list(own)[-1]
    found = {"own": own, "absent": {**own, last: nothing(name)}}
    if own != foreign:
        found["foreign"] = foreign
        if own.get("code") == CYCLE[OURS]:
            found["whole"] = {**own, "code": WHOLE}
        if len(own) > 1 and own[last] != foreign[last] and own[next(iter(own))] != foreign[next(iter(own))]:
            found["mixed"] = {**own, last: foreign[last]}
    return found


def _cell(bench: Bench, who: Who, name: str, says: Says, which: str, ids: dict[str, Any], method: str) -> None:
    tried = bench.tried
    tried.cells += 1
    path = address(name, **ids)
    body = body_of(name, THEIRS if which == "foreign" else OURS) if method == "POST" and name in BODIES else None
    answer = bench.ask(who, method, path + (QUERIES.get(name, "") if method == "GET" else ""), body)
    line = f"{who} {name} {which} {method}"
    wanted = expected(who, name, says, which, method)
    if answer.status_code not in wanted:
        why = answer.why if isinstance(answer, Broken) else answer.headers.get("Location", "") or _error(answer)
        tried.wrong.append(f"{line}: {answer.status_code}, not {wanted} {why}")
    if who.area == OURS:
        _tells_nothing(bench, who, name, line, path, method, answer)
        if which in ("foreign", "mixed") and 404 in wanted and answer.status_code == 404:
            _as_absent(bench, who, name, line, path, method, body, answer)
    if bench.moved():
        if method == "GET" or answer.status_code not in (200, 303):
            tried.changed.append(f"{line}: {answer.status_code}, and the store changed")
        elif who.area == OURS and (strayed := bench.strayed(who)):
            tried.changed.append(f"{line}: {strayed}")
        bench.renew()


def _error(answer: Any) -> str:
    """What the page says is wrong."""
    found = re.findall(r"(?s)error-summary.*?</ul>", b"".join(answer).decode("utf-8", "replace"))
    return " ".join(re.sub(r"<[^>]+>", " ", " ".join(found)).split())[:200]


def expected(who: Who, name: str, says: Says, which: str, method: str) -> set[int]:
    """Statuses that are right in a cell."""
    if not let_in(who, name):
        return {403}
    if method == "POST" and says.post == "-":
        return {405}
    return says.wanted(who.letter, "province" if who.area == PROVINCE else which, method, deeper=name in DEEPER)


def body_of(name: str, area: str) -> dict[str, Any]:
    """The form of a route in a regency, looked up past the walls: the store stays open as the web has it."""
    with scoped(EVERYTHING), within_scope():
        return BODIES[name](area)


def let_in(who: Who, name: str) -> bool:
    """Whether the door lets this account in, as it is written."""
    return MAY_OPEN[name] in ("-", "*") or who.letter in MAY_OPEN[name]


def _as_absent(bench: Bench, who: Who, name: str, line: str, path: str, method: str, body: Any, answer: Any) -> None:
    """What is another's is answered byte for byte as what is not there."""
    own = bench.ids[OURS][name]
    none = address(name, **{**own, list(own)[-1]: nothing(name)})
    absent = bench.ask(who, method, none, (body_of(name, OURS) if body else {}) if method == "POST" else None)
    if absent.content.replace(none.encode(), b"") != answer.content.replace(path.encode(), b""):
        bench.tried.told.append(f"{line}: another answer than for what is not there")


def _tells_nothing(bench: Bench, who: Who, name: str, line: str, path: str, method: str, answer: Any) -> None:
    held = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for text in unpacked(held):
        said = TOLD.search(text.replace(path, ""))
        if said:
            around = text[max(0, said.start() - 60) : said.end() + 60]
            bench.tried.told.append(f"{line}: {said[0]!r} in …{' '.join(around.split())}…")
            break
    if method == "GET" and answer.status_code == 200:
        html = held.decode("utf-8", "replace")
        for link in [*EXPORTS.findall(html)[:4], *PAPERS.findall(html)[:4]]:
            file = bench.ask(who, "GET", urljoin(path, link.replace("&amp;", "&")))
            if file.status_code != 200:
                bench.tried.wrong.append(f"{line} {link}: {file.status_code}")
            _tells_nothing(bench, who, name, f"{line} {link}", path, "file", file)


def unpacked(held: bytes) -> Iterator[str]:
    """All text in an answer: of a PDF its pages, of an archive or workbook its members, one in another."""
    if held[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(held)) as archive:
            for name in archive.namelist():
                yield name
                yield from unpacked(archive.read(name))
    elif held[:4] == b"%PDF" and len(held) > 300:
        try:
            yield " ".join(page.extract_text() for page in PdfReader(io.BytesIO(held)).pages)
        except Exception:  # noqa: BLE001 - a made-up signed paper is no PDF inside
            yield held.decode("latin-1")
    else:
        yield held.decode("utf-8", "replace")
