"""What a large store's pages count is held: the same as counted anew, of nobody else, and said when it is old."""

from datetime import date

import pytest
from django.urls import reverse

from payung.actions.at_store import act_at
from payung.entry.web.words import COUNTED_AFTER
from payung.store import held as held_counts
from payung.store.figures import count_figures
from payung.store.held import asking, changed, held, recount, stale
from payung.store.models import Figure, HeldCount, Leaving, Person
from payung.store.scope import EVERYTHING, Scope, scoped
from payung.store.seen import seen
from tests.entry.web.conftest import OURS, THEIRS, asked, people_it, served
from tests.store.test_search import peopled

TODAY = date(2026, 3, 15)
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


def test_what_was_changed_since_is_told_until_it_is_counted_anew(large):
    before = changed()
    value, _ = counted()
    leave(large.place, "one")
    assert changed() > before
    assert counted() == (value, before)
    assert recount(TODAY) == 1
    assert counted() == (value, None) and HeldCount.objects.get().act == changed()


def test_a_question_of_a_day_is_counted_anew_as_of_today(large):
    @held
    def of_day(on: str) -> str:
        return on

    with scoped(Scope((OURS,))), asking():
        assert of_day(on="2026-03-14") == "2026-03-14"
    recount(TODAY)
    with scoped(Scope((OURS,))), asking() as one:
        assert of_day(on="2026-03-15") == "2026-03-15" and not one.counted, "it was held"


def test_a_page_says_after_which_act_it_was_counted(large):
    browser = large.as_("officer")
    fresh = browser.get(reverse("months"))
    assert fresh.status_code == 200 and HeldCount.objects.filter(name="months_by_state").count() == 1
    before = changed()
    assert COUNTED_AFTER.filled(act=before).id not in fresh.content.decode()
    leave(large.place, "two")
    assert COUNTED_AFTER.filled(act=before).id in browser.get(reverse("months")).content.decode()
    count_figures()
    nation()
    for name in ("home", "enrolments", "coverage", "books"):
        assert browser.get(reverse(name)).status_code in (200, 404)
    assert recount(TODAY) == HeldCount.objects.count() > 1
    assert browser.get(reverse("months")).content.decode().count("tindakan nomor") == 0


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
