"""What a large store's pages count is held: the same as counted anew, of nobody else, and said when it is old."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from payung.actions.ask_counts import HELD
from payung.actions.at_store import act_at
from payung.entry.jobs.kinds import KINDS, signed
from payung.entry.jobs.worker import work_on
from payung.entry.web.words import COUNTED_AFTER, COUNTING, NOT_COUNTED
from payung.store import held as held_counts
from payung.store import jobs
from payung.store.acts import canonical
from payung.store.figures import count_figures
from payung.store.held import BeingCounted, Wanted, asking, changed, held, held_long, is_held, recount, stale
from payung.store.models import Figure, HeldCount, Job, Leaving, Person
from payung.store.scope import EVERYTHING, Scope, scoped
from payung.store.seen import seen
from tests.entry.web.conftest import OURS, THEIRS, asked, people_it, served
from tests.entry.web.lint import faults_of
from tests.store.test_search import peopled

TODAY = date(2026, 3, 15)
WEB = {"DJANGO_SETTINGS_MODULE": "payung.entry.web.settings", "PAYUNG_INSECURE": "1"}
WORKED: list[int] = []


@held
def people_there(over: int) -> int:
    WORKED.append(over)
    return seen(Person).count() + over


def nation() -> None:
    """A figure by which the store is large."""
    counts = dict.fromkeys(("billed", "paid", "covered", "rupiah"), 0)
    Figure.objects.create(act=1, area_code="", up="-", month=202603, decided=1, **counts)


@pytest.fixture
def large(place, monkeypatch):
    """A store whose every count is held, with people in both regencies."""
    people_it(place)
    with served(place) as bench:
        peopled(place)
        monkeypatch.setattr(held_counts, "LARGE", 0)
        Figure.objects.create(
            act=1, area_code="", up="-", month=202603, decided=1, billed=0, paid=0, covered=0, rupiah=0
        )
        WORKED.clear()
        yield bench


@pytest.fixture
def vast(large, monkeypatch):
    """The same, and no region so small that a page would count it."""
    monkeypatch.setattr(held_counts, "AT_ONCE", 0)
    return large


def wanted_of(area: str = OURS) -> list[Wanted]:
    with scoped(Scope((area,))), asking() as one, pytest.raises(BeingCounted):
        people_there(over=0)
    return one.wanted


def said_of(wanted: list[Wanted]) -> tuple[str, str]:
    return wanted[0].name, wanted[0].said


def work(bench) -> None:
    while one := jobs.take(datetime.now(UTC)):
        assert work_on(bench.place, KINDS, signed, one)


def counted(area: str = OURS, over: int = 0) -> tuple[int, int | None]:
    with scoped(Scope((area,))), asking():
        return people_there(over=over), stale()


def leave(place, request: str) -> None:
    person = Person.objects.order_by("id")[0].id
    columns = ("person_id", "why", "on", "source", "undoes_id")
    rows = [(person, "died", TODAY, "x", None)]
    act_at(place, asked(request), "test", {}, lambda doing, _: {"last": doing.add(Leaving, columns, rows)[-1]})


def test_it_is_counted_once_for_each_question_and_scope(large):
    first = counted()
    assert counted() == first and WORKED == [0], "the second time it was held"
    assert counted(over=3) == (first[0] + 3, None) and WORKED == [0, 3]
    with scoped(Scope((THEIRS,))):
        theirs = people_there(over=0)
    assert counted(THEIRS) == (theirs, None), "nobody is given what another region was"
    assert HeldCount.objects.count() == 3


def test_in_a_small_store_and_outside_a_page_nothing_is_held(large, monkeypatch):
    with scoped(EVERYTHING):
        assert people_there(over=0) == people_there(over=0)
    monkeypatch.setattr(held_counts, "LARGE", 2)
    assert counted() == counted() and len(WORKED) == 4 and not HeldCount.objects.exists()


def test_a_small_region_is_counted_in_the_page_and_never_old(large):
    value, _ = counted()
    leave(large.place, "one")
    assert counted() == (value, None) and WORKED == [0, 0]
    assert HeldCount.objects.get().act == changed()
    leave(large.place, "two")
    assert recount(TODAY) == 0 and not HeldCount.objects.exists(), "what a page counts the worker need not"


def test_of_a_large_region_the_page_is_told_and_the_worker_counts(vast):
    (wanted,) = wanted_of()
    assert not WORKED and not HeldCount.objects.exists() and not is_held(wanted)
    held_counts.count(wanted.name, wanted.said, vast.place)
    assert WORKED == [0] and is_held(wanted)
    with scoped(Scope((OURS,))):
        assert counted() == (people_there(over=0), None)
    assert wanted_of(THEIRS)[0].said != wanted.said, "it is theirs alone"
    with scoped(Scope((THEIRS,))), asking(at_once=True):
        people_there(over=0)  # what a form does is done with all its figures
    assert counted(THEIRS)[1] is None


def test_what_was_changed_since_is_told_until_it_is_counted_anew(vast):
    before = changed()
    held_counts.count(*said_of(wanted_of()), vast.place)
    value, _ = counted()
    leave(vast.place, "one")
    assert changed() > before
    assert counted() == (value, before)
    assert recount(TODAY) == 1
    assert counted() == (value, None) and HeldCount.objects.get().act == changed()


def test_what_reads_much_is_counted_anew_only_when_a_page_asks(vast):
    read = []

    @held_long
    def long_there(place, on: str) -> str:
        read.append(place)
        return on

    def ask(on: str) -> tuple[str | None, list[Wanted]]:
        with scoped(Scope((OURS,))), asking() as one:
            try:
                return long_there("here", on=on), one.wanted
            except BeingCounted:
                return None, one.wanted

    (wanted,) = ask("2026-03-14")[1]
    held_counts.count(wanted.name, wanted.said, "there")
    assert read == ["there"] and ask("2026-03-14") == ("2026-03-14", [])
    leave(vast.place, "one")
    assert recount(TODAY) == 0 and len(read) == 1, "not after every act"
    value, again = ask("2026-03-14")
    assert value == "2026-03-14" and again[0].act == changed() > wanted.act
    of_today, to_count = ask("2026-03-15")
    assert of_today == "2026-03-14" and json.loads(to_count[0].said)["on"] == "2026-03-15", "meanwhile the day before"
    assert ask("2026-03-16")[0] is None, "but not what is older"
    recount(date(2026, 3, 16))
    assert not HeldCount.objects.exists(), "nobody asks for a day that long ago"


def test_a_question_of_a_day_is_counted_anew_as_of_today(vast):
    @held
    def of_day(on: str) -> str:
        return on

    def ask(on: str) -> str:
        with scoped(Scope((OURS,))), asking() as one:
            try:
                return of_day(on=on)
            finally:
                WORKED.extend([0] * len(one.wanted))

    with pytest.raises(BeingCounted):
        ask("2026-03-14")
    said = canonical({"on": "2026-03-14", "areas": [OURS], "groups": []})
    held_counts.count("of_day", said, vast.place)
    WORKED.clear()
    assert ask("2026-03-14") == "2026-03-14" and not WORKED
    recount(TODAY)
    assert ask("2026-03-15") == "2026-03-15" and not WORKED, "it was held"


def test_a_page_never_counts_a_large_region_and_comes_again_by_itself(vast):
    browser = vast.as_("officer")
    first = browser.get(reverse("months"))
    assert first.status_code == 202 and first.headers["Refresh"] == "5"
    text = first.content.decode()
    assert COUNTING.id in text and f'href="{reverse("months")}"' in text and not faults_of(text)
    assert not HeldCount.objects.exists()
    assert browser.get(reverse("months")).status_code == 202
    assert [job.state for job in Job.objects.filter(kind=HELD)] == ["waiting"], "asked for once"
    piece = browser.get(reverse("months"), headers={"HX-Request": "true"})
    assert piece.status_code == 204 and piece.headers["HX-Redirect"] == reverse("months")
    work(vast)
    second = browser.get(reverse("months"))
    assert second.status_code == 200 and HeldCount.objects.get().name == "months_by_state"
    assert "Refresh" not in second.headers and COUNTING.id not in second.content.decode()


def test_what_cannot_be_counted_is_said_and_not_tried_for_ever(vast, monkeypatch):
    def broken(*_):
        raise ValueError

    monkeypatch.setattr("payung.actions.count_figures.count", broken)
    browser = vast.as_("officer")
    for _ in range(3):
        assert browser.get(reverse("months")).headers["Refresh"]
        work(vast)
    last = browser.get(reverse("months"))
    assert last.status_code == 202 and NOT_COUNTED.id in last.content.decode() and "Refresh" not in last.headers
    assert [job.state for job in Job.objects.filter(kind=HELD)] == ["failed"] * 3


def test_a_page_says_after_which_act_it_was_counted(vast):
    browser = vast.as_("officer")
    browser.get(reverse("months"))
    work(vast)
    fresh = browser.get(reverse("months"))
    assert fresh.status_code == 200 and HeldCount.objects.filter(name="months_by_state").count() == 1
    before = changed()
    assert COUNTED_AFTER.filled(act=before).id not in fresh.content.decode()
    leave(vast.place, "two")
    assert COUNTED_AFTER.filled(act=before).id in browser.get(reverse("months")).content.decode()
    count_figures()
    nation()
    for name in ("home", "enrolments", "coverage", "books"):
        assert browser.get(reverse(name)).status_code in (200, 202, 404)
        work(vast)
    assert recount(TODAY) == HeldCount.objects.count() > 1
    assert browser.get(reverse("months")).content.decode().count("tindakan nomor") == 0


def test_the_worker_knows_all_that_is_held():
    """It opens no page: what is held must be known to it by the names of ``COUNTERS``, or it forgets what was held."""
    source = Path(held_counts.__file__).parents[1]
    marked = re.compile(r"^@held(?:_long)?\ndef (\w+)", re.M)
    names = {name for path in source.rglob("*.py") for name in marked.findall(path.read_text("utf-8"))}
    assert len(names) > 15
    code = "import payung.store, payung.entry.jobs.kinds; from payung.store import held; print(*held._WORK)"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ | WEB
    )
    assert set(told.stdout.split()) == names


def test_every_page_is_the_same_held_and_counted(large, monkeypatch):
    """Asked twice held, and once counted: but for the numbers of its forms nothing differs."""
    import re

    browser = large.as_("officer")
    for name in ("home", "months", "books", "enrolments", "coverage"):
        monkeypatch.setattr(held_counts, "LARGE", 0)
        first, second = (browser.get(reverse(name)) for _ in range(2))
        monkeypatch.setattr(held_counts, "LARGE", 10)
        plain = browser.get(reverse(name))
        texts = [
            re.sub(r'value="[^"]*"|[0-9]{2}[.:][0-9]{2}', "", one.content.decode()) for one in (first, second, plain)
        ]
        assert {one.status_code for one in (first, second, plain)} == {plain.status_code}
        assert texts[0] == texts[1] == texts[2], name
