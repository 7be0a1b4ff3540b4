"""What lies outside one's regions changes no letter of what one is shown: not a name, not a count, not a sum.

Each page is asked of the store of the matrix, and again where every row that the account may not see is gone; so are
the pages of papers on which people of both regencies stand.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q

from payung.entry.web.audit import words
from payung.entry.web.routes import ROUTES
from payung.store.database import open_store
from payung.store.models import Person, SourceRow
from payung.store.scope import EVERYTHING, scoped
from payung.store.seen import WAYS, seen_by
from payung.store.subjects import tables_of_people, ways_to_person
from tests.actions.stores.moulds import Moulds
from tests.entry.web.conftest import OURS, THEIRS, VILLAGE_OF
from tests.entry.web.matrix.address import address
from tests.entry.web.matrix.objects import QUERIES, Ids
from tests.entry.web.matrix.shared import share, shared_objects
from tests.entry.web.matrix.signed import sign_in
from tests.entry.web.matrix.tables import ALONE, SAYS
from tests.entry.web.matrix.tried import EXPORTS, TOLD, Bench, Who, objects_of, trying, unpacked
from tests.entry.web.matrix.world import PROVINCE, WHOLE
from tests.entry.web.verdicts import MAY_OPEN

LETTERS = "ocavdbuhm"
TOLD_OF_ALL = {
    "trail": "every act of the store",
    "books": "there for whoever keeps the books of all",
}
"""Pages that may change -> why."""
TOLD_OF_THE_PAPER = {
    # From the rupiah of the person-months to the prices, of which none is shown. A payment is counted whole, as the
    # page says: what it paid for people elsewhere would else be missing from it.
    "audit_sums list": re.compile(rf'(?s){words.PRICED.id}</dt>.*(?=<div class="p-empty">)'),
}
"""Pages that tell of a shared paper as a whole -> what may change there."""
_EACH_TIME = re.compile(
    r'name="(?:csrfmiddlewaretoken|request)" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}'
    r"|\d\d\.\d\d WIB|T[0-9:.]+(?:Z|\+00:00)"
)
"""Numbers of forms, and moments."""
Rows = dict[Any, set[int]]
"""Model -> numbers of its rows."""


@pytest.fixture
def bench(sqlite_moulds, tmp_path):
    """On SQLite, where the filters stand alone."""
    sqlite_moulds.mould("matrix", sign_in)
    with on_copies(sqlite_moulds, "matrix", tmp_path) as found:
        yield found


@pytest.fixture
def shared_bench(sqlite_moulds, tmp_path):
    """With a decree of both regencies, and all that follows from it."""
    sqlite_moulds.mould("matrix", sign_in)
    sqlite_moulds.mould("shared", share, of="matrix")
    with on_copies(sqlite_moulds, "shared", tmp_path) as found:
        yield found


@contextmanager
def on_copies(moulds: Moulds, name: str, folder: Path) -> Iterator[Bench]:
    numbers = count()
    with trying(lambda: moulds.copy(name, folder / str(next(numbers))), moulds.outcome("matrix")) as found:
        yield found


def shown(bench: Bench, who: Who, asked: Iterable[tuple[str, str, Ids]]) -> dict[str, list[str]]:
    """Of each route, object and its ids that were asked, and of each list that can be taken away from there: what the
    account is shown, without what is new each time."""
    told = {}
    for name, which, ids in asked:
        if who.letter in MAY_OPEN[name]:
            page, path = f"{name} {which}", address(name, **ids)
            told[page] = _said(bench, who, path + QUERIES.get(name, ""))
            if page in TOLD_OF_THE_PAPER:
                told[page] = [TOLD_OF_THE_PAPER[page].sub("", text) for text in told[page]]
            for link in EXPORTS.findall(told[page][1]):
                told[f"{page} {link}"] = _said(bench, who, path + link.replace("&amp;", "&"))
    return told


def _said(bench: Bench, who: Who, path: str) -> list[str]:
    """Status, and every text in the answer."""
    answer = bench.ask(who, "GET", path)
    held = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [str(answer.status_code), *(_EACH_TIME.sub("", text) for text in unpacked(held))]


def own_pages(bench: Bench) -> Iterator[tuple[str, str, Ids]]:
    """Every page of one's own, and of the cycle of the whole province."""
    for name in [route.name for route in ROUTES if route.name not in {*ALONE, *TOLD_OF_ALL}]:
        for which, ids in objects_of(bench, name, SAYS[name]).items():
            if which in ("own", "whole"):
                yield name, which, ids


def shared_pages(_: Bench) -> Iterator[tuple[str, str, Ids]]:
    """Every page of a paper of both regencies, and every page that lists such papers."""
    for name, ids in shared_objects():
        yield name, f"shared {ids}", ids
    for route in ROUTES:
        if "<" not in route.path.replace("siklus/<slug:code>/", "") and route.name not in {*ALONE, *TOLD_OF_ALL}:
            yield route.name, "list", {"code": WHOLE} if "<" in route.path else {}


def without_elsewhere(bench: Bench, who: Who, but: Callable[[], Rows] = dict) -> int:
    """Take away every row that ``who`` may not see, ``but`` some; how many."""
    open_store(bench.place.address)
    gone = 0
    with scoped(EVERYTHING), connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        for model, ids in _kept(who, but()).items():
            others = [(pk,) for pk in model._default_manager.exclude(pk__in=ids).values_list("pk", flat=True)]
            cursor.executemany(f'DELETE FROM "{model._meta.db_table}" WHERE "{model._meta.pk.column}" = %s', others)
            gone += len(others)
    connection.close()
    return gone


def _kept(who: Who, but: Rows) -> Rows:
    """Of each table the rows that ``who`` may see, those of ``but``, and those on which such a row hangs."""
    kept = {
        model: {*model._default_manager.filter(seen_by(model, who.scope)).values_list("pk", flat=True)}
        | but.get(model, set())
        for model in WAYS
    }
    many = 0
    while many < (many := sum(map(len, kept.values()))):
        for model, ids in kept.items():
            for held in [each for each in model._meta.concrete_fields if each.related_model in kept]:
                on = model._default_manager.filter(pk__in=ids, **{f"{held.name}__isnull": False})
                kept[held.related_model] |= {*on.values_list(held.attname, flat=True)}
    return kept


def one_of_elsewhere() -> Rows:
    """All that is kept about somebody of the other regency who is on each shared paper: whether all of a paper may be
    seen decides what may be done with it, and does so as before. Lists of no village are of nobody's region."""
    credited = Person.objects.filter(months__credited_by__credit__group__number=PROVINCE)
    found = credited.filter(village__code=VILLAGE_OF[THEIRS]).get()
    kept: Rows = {SourceRow: {*SourceRow.objects.filter(village=None).values_list("pk", flat=True)}}
    for model in tables_of_people():
        which = Q.create([(path, found.pk) for path in ways_to_person(model)], connector=Q.OR)
        kept.setdefault(model, set()).update(model._default_manager.filter(which).values_list("pk", flat=True))
    return kept


@pytest.mark.parametrize("letter", LETTERS)
def test_nothing_of_elsewhere_is_in_what_is_shown(bench, letter):
    assert_untouched(bench, letter, own_pages)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_paper_of_both_regencies_tells_of_ones_own_people_alone(shared_bench, letter):
    before = assert_untouched(shared_bench, letter, shared_pages, but=one_of_elsewhere)
    told = {page: found[0] for page, said in before.items() if (found := TOLD.search(" ".join(said)))}
    assert told == {}


def assert_untouched(
    bench: Bench, letter: str, pages: Callable[[Bench], Iterable[tuple[str, str, Ids]]], but: Callable[[], Rows] = dict
) -> dict[str, list[str]]:
    """What was shown, the same before and after."""
    (who,) = [each for each in bench.who if each.letter == letter and each.area == OURS]
    asked = list(pages(bench))
    before = shown(bench, who, asked)
    bench.renew()
    assert without_elsewhere(bench, who, but) > 100
    after = shown(bench, who, asked)
    changed = [(page, _first(before[page], after[page])) for page in before if before[page] != after[page]]
    assert changed == [], changed
    assert before.keys() == after.keys() and len(before) > 3
    return before


def _first(before: list[str], after: list[str]) -> tuple[str, str]:
    """Where two answers begin to differ."""
    one, other = " ".join(before), " ".join(after)
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[max(0, at - 120) : at + 60], other[max(0, at - 120) : at + 60]
