"""Whoever is in an answer was looked at: each route that shows or hands out people leaves a line for each of them.

Every route is walked with its object, its lists taken away, and its form sent. A person is in an answer where the name
is, in a page, workbook, paper or archive; where a NIK's end stands behind it, that one person and no namesake. Whose
whole NIK is in it is in it, too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from payung.actions.annex_decree import PAPERS
from payung.core.cover.piles import SHOWN
from payung.core.cover.self_audit import TESTS
from payung.entry.web.month.books import FILES
from payung.entry.web.routes import ROUTES
from payung.store.addresses import as_web
from payung.store.keys import Keys
from payung.store.models import Look, Person
from payung.store.people import niks_of
from payung.store.scope import EVERYTHING, scoped, within_scope
from tests.entry.web.conftest import OURS, VILLAGE_OF
from tests.entry.web.matrix.address import address
from tests.entry.web.matrix.objects import BODIES, OBJECTS, QUERIES
from tests.entry.web.matrix.signed import sign_in
from tests.entry.web.matrix.tables import ALONE
from tests.entry.web.matrix.tried import DAY, EXPORTS, Bench, Who, body_of, let_in, on_day, unpacked
from tests.entry.web.matrix.world import CYCLE, PROVINCE

OTHERS: Mapping[str, list[dict[str, Any]]] = {
    "books_report": [{"what": what} for what in FILES],
    "decree_file": [{"kind": kind} for kind in (*PAPERS, "signed.pdf")],
    "month_pile": [{"pile": pile} for pile in SHOWN],
    "month_record": [{"what": what} for what in ("pdf", "xlsx")],
    "ending_file": [{"what": "daftar"}, {"what": "perpanjangan"}],
    "audit_test": [{"test": test} for test in TESTS],
    **dict.fromkeys(("problem_rows", "imports_changes_of"), [{"code": CYCLE[OURS], "area": VILLAGE_OF[OURS]}]),
}
"""Route -> more that it is asked for than what ``OBJECTS`` has."""
MORE_FORMS: Mapping[str, list[dict[str, Any]]] = {"corrections": [{"reason": "registry"}]}
"""Route -> further forms than that of ``BODIES``."""
HAND_OUT = {
    *("person", "person_nik", "person_rights", "search", "subject", "problem_rows", "corrections"),
    *("pair", "ending_people", "ending_file", "slips", "decree_file", "proposal_sample", "month_pile", "bill"),
    *("audit_sample", "audit_payment", "enrolment_group", "enrolment_file"),
}
"""Routes in whose answers somebody is found at least: were one missing here, nothing would be tried of it."""
GAP = 90
NIK = re.compile(r"\b\d{16}\b")


@dataclass
class People:
    """Who is known: name in capitals -> numbers, number -> the end of the NIK, and NIK -> number."""

    by_name: dict[str, set[int]] = field(default_factory=dict)
    ends: dict[int, str] = field(default_factory=dict)
    by_nik: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, keys: Keys) -> "People":
        found = cls()
        for number, name in Person.objects.values_list("id", "name"):
            found.by_name.setdefault(name.upper(), set()).add(number)
        niks = niks_of(keys, list(Person.objects.values_list("id", flat=True)))
        found.ends = {one: nik[-4:] for one, nik in niks.items()}
        found.by_nik = {nik: one for one, nik in niks.items()}
        return found

    def within(self, text: str) -> Iterator[tuple[str, frozenset[int]]]:
        """Each name and whole NIK in ``text`` with those of whom one at least is meant."""
        for match in self._names().finditer(text):
            name = match[0].upper()
            behind = re.match(rf".{{0,{GAP}}}?[…*•]\s?(\d{{4}})\b", text[match.end() :])
            exact = {one for one in self.by_name[name] if behind and self.ends.get(one) == behind[1]}
            yield name, frozenset(exact or self.by_name[name])
        for match in NIK.finditer(text):
            if match[0] in self.by_nik:
                yield match[0], frozenset({self.by_nik[match[0]]})

    def _names(self) -> re.Pattern[str]:
        longest = sorted(self.by_name, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.I)


@dataclass
class Walked:
    """What was found: routes that named somebody, and what named somebody without a line."""

    named: set[str] = field(default_factory=set)
    unseen: list[str] = field(default_factory=list)


_walked: dict[str, Walked] = {}


@pytest.fixture
def walked(moulds, request, tmp_path) -> Walked:
    """Every route once a database."""
    kind = request.node.callspec.params["moulds"]
    if kind not in _walked:
        moulds.mould("matrix", sign_in)
        numbers = count()
        bench = Bench(lambda: moulds.copy("matrix", tmp_path / str(next(numbers))), moulds.outcome("matrix"))
        people = People.of(Keys.read(bench.place.keys))
        found = _walked[kind] = Walked()
        storages = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
                    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}  # fmt: skip
        with (
            on_day(DAY),
            override_settings(
                STORE_ADDRESS=as_web(bench.place.address), STORE_KEYS=Path(bench.place.keys), STORAGES=storages
            ),
        ):
            for route in ROUTES:
                if route.name not in ALONE:
                    _walk(bench, people, found, route.name)
    return _walked[kind]


def _walk(bench: Bench, people: People, found: Walked, name: str) -> None:
    may = [who for who in bench.who if let_in(who, name) and who.letter != " "]
    for who in may:
        for ids in _objects(bench, name):
            _ask(bench, people, found, who, name, ids, "GET", {})
    for area in (OURS, PROVINCE):
        for who in [who for who in may if who.area == area][:1]:
            forms = [body_of(name, OURS) if name in BODIES else {}, *MORE_FORMS.get(name, [])]
            for ids in _objects(bench, name):
                for body in forms:
                    _ask(bench, people, found, who, name, ids, "POST", body)


def _objects(bench: Bench, name: str) -> list[dict[str, Any]]:
    own = bench.ids[OURS][name] if name in OBJECTS else {}
    return [own, *({**own, **more} for more in OTHERS.get(name, []))]


def _ask(
    bench: Bench, people: People, found: Walked, who: Who, name: str, ids: dict[str, Any], method: str,
    body: dict[str, Any],
) -> None:  # fmt: skip
    path = address(name, **ids)
    asked = [path + (QUERIES.get(name, "") if method == "GET" else "")]
    for at in asked:
        before = _last()
        answer = bench.ask(who, method, at, dict(body))
        held = b"".join(answer.streaming_content) if answer.streaming else answer.content
        _judge(people, found, who, name, f"{who} {method} {at} {body}", held, before)
        if at is asked[0] and method == "GET":
            links = EXPORTS.findall(held.decode("utf-8", "replace"))
            asked += [path + link.replace("&amp;", "&") for link in links[:4]]
    if bench.moved():
        bench.renew()


def _last() -> int:
    with scoped(EVERYTHING), within_scope():
        return Look.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _judge(people: People, found: Walked, who: Who, name: str, line: str, held: bytes, before: int) -> None:
    told: set[tuple[str, frozenset[int]]] = set()
    for text in unpacked(held):
        told |= set(people.within(" ".join(re.sub(r"<[^>]+>", " ", text).split())))
    if not told:
        return
    found.named.add(name)
    with scoped(EVERYTHING), within_scope():
        mine = Look.objects.filter(id__gt=before, account=who.scope.account)
        seen = set(mine.values_list("person_id", flat=True))
    missing = sorted({called for called, whom in told if not whom & seen})
    if missing:
        found.unseen.append(f"{line}: {missing[:3]} of {len(missing)}")


def test_nobody_is_shown_or_handed_out_without_a_line(walked):
    assert walked.unseen == []


def test_the_walk_meets_people_wherever_they_are_handed_out(walked):
    assert HAND_OUT - walked.named == set()
