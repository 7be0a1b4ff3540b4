"""Pages of a large region say what those of a small one say, without reading its people in the request."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from payung.actions.audit_payments import audit_payments
from payung.actions.match_month import MatchAsked, match_month
from payung.actions.watch_cover import counted, watch_cover, watched_told
from payung.entry.jobs.kinds import KINDS, signed
from payung.entry.jobs.worker import work_on
from payung.entry.web import by_village, words
from payung.entry.web.places import name_of
from payung.store import counts, jobs
from payung.store import held as held_counts
from payung.store.figures import count_figures
from payung.store.held import asking
from payung.store.models import Bill, HeldCount, Look, Payment, Person
from payung.store.scope import Scope, scoped
from tests.entry.web.conftest import THEIRS
from tests.entry.web.covered import issued, opened, paid, planned
from tests.entry.web.ledger.conftest import text_of
from tests.entry.web.statements import statements

__all__ = ["issued", "opened", "paid", "planned"]

PERIOD = "?dari=01-2027&sampai=03-2027"
AT = "?hari=60&bulan=0&pada=15-11-2027"
MONTHS = {"first": 202701, "last": 202703}
PAGES = {
    "endings": (reverse, {}, AT),
    "audit_tests": (reverse, {}, PERIOD),
    "audit_sums": (reverse, {}, ""),
    "audit_sample": (reverse, {}, f"{PERIOD}&benih=abc"),
    "month_match": (reverse, MONTHS, ""),
}


@pytest.fixture
def grow(monkeypatch):
    """Called, it makes every region large."""

    def grown() -> None:
        monkeypatch.setattr(held_counts, "LARGE", 0)
        monkeypatch.setattr(held_counts, "AT_ONCE", 0)

    return grown


@pytest.fixture
def large(paid):
    """People paid for, with the figures by which a store is known to be large."""
    count_figures()
    return paid


def work(bench) -> int:
    """Do all that was asked for; gives how much."""
    done = 0
    while one := jobs.take(datetime.now(UTC)):
        assert work_on(bench.place, KINDS, signed, one)
        done += 1
    return done


def rows_of(page) -> list[str]:
    body = re.search(r"<tbody.*?</tbody>", page.content.decode(), re.S)
    return re.findall(r"<tr.*?</tr>", body[0], re.S) if body else []


def where(name: str) -> str:
    _, kwargs, query = PAGES[name]
    return reverse(name, kwargs=kwargs) + query


def said(answer) -> str:
    """What a page says but for the numbers of its forms, moments, and the notes for large regions."""
    text = text_of(answer)
    return re.sub(r"[0-9]{2}[.:][0-9]{2}", "", text)


@pytest.mark.parametrize("name", list(PAGES))
def test_a_large_region_has_the_figures_of_a_small_one(large, grow, name):
    browser = large.as_("auditor" if name.startswith("audit") else "officer")
    before = browser.get(where(name))
    assert before.status_code == 200
    grow()
    asked = 0
    while (page := browser.get(where(name))).status_code == 202:
        assert words.COUNTING.id in text_of(page) and asked < 3
        asked += work(large)
    assert page.status_code == 200 and asked > 0
    parts = re.split(r"Wilayah Anda besar[^.]*\.|Unduh [^Z]*\(ZIP\)|Unduh Berita acara|Unduh lampiran", said(before))
    assert said(page).split("Halaman")[0][:200] and all(figure in said(page) for figure in figures_of(parts))


def figures_of(parts: list[str]) -> set[str]:
    return {one for part in parts for one in re.findall(r"Rp[0-9.]+", part)}


def test_people_of_a_large_region_are_read_village_by_village(large, grow):
    browser = large.as_("officer")
    small = {name: browser.get(reverse(name) + AT) for name in ("ending_people", "arrears", "age_limit")}
    person = Person.objects.filter(months__isnull=False).order_by("id").first()
    assert person.name in text_of(small["ending_people"])
    code = person.village.code
    grow()
    browser.get(reverse("ending_people") + AT)
    work(large)
    looks = Look.objects.count()
    villages = browser.get(reverse("ending_people") + AT)
    text = text_of(villages)
    assert by_village.CHOOSE.id in text and person.name not in text and Look.objects.count() == looks
    link = re.search(rf'href="([^"]*desa={code}[^"]*)"', villages.content.decode())[1].replace("&amp;", "&")
    page = browser.get(reverse("ending_people") + link)
    assert person.name in text_of(page) and Look.objects.count() > looks
    of_village = [row for row in rows_of(small["ending_people"]) if name_of(code) in row]
    assert rows_of(page) == of_village and 0 < len(of_village) < len(rows_of(small["ending_people"]))
    for name in ("ending_people", "arrears", "age_limit"):
        assert browser.get(f"{reverse(name)}{AT}&desa={code}").status_code == 200
        for wrong in ("1571010001", "1505", "x" * 10, "15050120٠6"):
            assert browser.get(f"{reverse(name)}{AT}&desa={wrong}").status_code == 404


def test_what_is_held_of_endings_is_what_reading_all_gives(large, grow):
    day = date(2027, 11, 15)
    with scoped(Scope(("15",))):
        whole = counted(watch_cover(large.place, day, 60))
    grow()
    with scoped(Scope(("15",))), asking(at_once=True):
        told = watched_told(large.place, day, 60, 0)
    assert told == whole and told.people > 0
    assert (told.cost, told.by_month()) == (whole.cost, whole.by_month())


@pytest.mark.parametrize("part", [1, 2])
def test_the_people_are_read_in_parts_of_whole_villages(large, grow, monkeypatch, part):
    monkeypatch.setattr("payung.actions.watch_cover.PART", part)
    test_what_is_held_of_endings_is_what_reading_all_gives(large, grow)


@pytest.mark.parametrize(("role", "name"), [("officer", "bill"), ("officer", "payment"), ("auditor", "audit_payment")])
def test_a_bill_of_very_many_is_counted_by_the_worker_and_all_others_in_the_page(large, grow, monkeypatch, role, name):
    number = (Bill if name == "bill" else Payment).objects.order_by("id").first().pk
    href = reverse(name, args=[number])
    browser = large.as_(role)
    before = said(browser.get(href))
    grow()
    assert said(browser.get(href)) == before and not HeldCount.objects.exists()
    monkeypatch.setattr(counts, "FEW", 0)
    assert browser.get(href).status_code == 202
    assert said(counted_page(browser, large, href)) == before and HeldCount.objects.exists()


@pytest.fixture
def found(large):
    """A pile with somebody in it, and a test that found somebody: addresses, and who asks."""
    person = Person.objects.filter(months__isnull=False).order_by("id").first()
    with scoped(Scope(("1505",))):
        tested = audit_payments(large.place, 202701, 202703, date(2027, 4, 1)).found
        table = match_month(large.place, MatchAsked(202701, 202703, date(2027, 4, 1))).table
    pile = table.filter(table["person"] == person.pk)["pile"][0]
    test = next((name for name, rows in tested.items() if rows.height), "not_on_list")
    return (
        ("officer", reverse("month_pile", kwargs={**MONTHS, "pile": pile}) + "?"),
        ("auditor", reverse("audit_test", args=[test]) + PERIOD + "&"),
    )


def counted_page(browser, bench, href):
    """The page once all of it is counted."""
    for _ in range(3):
        page = browser.get(href)
        if page.status_code == 200:
            return page
        work(bench)
    raise AssertionError(href)


def test_many_of_a_pile_or_test_are_listed_by_village(large, found, grow, monkeypatch):
    for module in ("month_told", "audit_told"):
        monkeypatch.setattr(f"payung.actions.{module}.FEW", -1)
    small = {href: rows_of(large.as_(role).get(href)) for role, href in found}
    person = Person.objects.filter(months__isnull=False).order_by("id").first()
    grow()
    for role, href in found:
        browser = large.as_(role)
        assert browser.get(href).status_code == 202
        text = text_of(counted_page(browser, large, href))
        assert person.name not in text and by_village.CHOOSE.id in text
        page = browser.get(f"{href}desa={person.village.code}")
        assert set(rows_of(page)) <= set(small[href]) and by_village.CHOOSE.id not in text_of(page)
        assert browser.get(f"{href}desa=1571010001").status_code == 404
    assert person.name in text_of(large.as_("officer").get(f"{found[0][1]}desa={person.village.code}"))


def test_few_of_a_pile_or_test_are_listed_as_in_a_small_region(large, found, grow):
    small = {href: rows_of(large.as_(role).get(href)) for role, href in found}
    grow()
    for role, href in found:
        looks = Look.objects.count()
        assert rows_of(counted_page(large.as_(role), large, href)) == small[href]
        assert Look.objects.count() > looks or not any("/orang/" in row for row in small[href])


def test_no_request_of_a_large_region_reads_the_ledger(large, grow):
    """What a page asks is the same however many people there are: no question reads person-months unbounded."""
    officer, auditor = large.as_("officer"), large.as_("auditor")
    grow()
    for name in PAGES:
        browser = auditor if name.startswith("audit") else officer
        for _ in range(3):
            browser.get(where(name))
            work(large)
        with statements() as asked:
            assert browser.get(where(name)).status_code == 200
        whole = [sql for sql in asked if re.search(r'FROM "(person_month|posting|answer|bill_line)"', sql)]
        assert [sql for sql in whole if "MAX(id)" not in sql] == [], name


FIXED = {
    *("account", "act", "batch", "credit", "credit_line", "credit_use", "cycle", "decree", "duty", "figure", "fund"),
    *("group_account", "head", "held_count", "identity", "job", "membership", "mfa_authenticator", "payment"),
    *("payment_paper", "person", "person_month", "programme", "purse", "reach", "run", "subject_request", "village"),
}
"""Of what the worker reads: what never changes after it came, changes only with a posting, or is no part of a count."""


def test_whatever_the_worker_reads_to_count_makes_the_count_old(large, grow):
    """Were a table missing, a page would show as of today what it said before a list of members came in."""
    grow()
    officer, auditor = large.as_("officer"), large.as_("auditor")
    with statements() as asked:
        for name in PAGES:
            (auditor if name.startswith("audit") else officer).get(where(name))
            work(large)
    read = {table for sql in asked for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)}
    watched = {model._meta.db_table for model in held_counts.COUNTED}
    assert {"member_line", "bill_line", "posting", "leaving"} <= read
    assert {one for one in read if not one.startswith("django_")} - watched - FIXED == set()


def test_nobody_is_given_what_was_counted_for_another_region(large, grow):
    grow()
    ours, theirs = large.as_("auditor"), large.as_("auditor", THEIRS)
    for _ in range(3):
        ours.get(where("audit_tests"))
        work(large)
    assert "Rp252.000" in text_of(ours.get(where("audit_tests")))
    assert theirs.get(where("audit_tests")).status_code == 202
    work(large)
    assert "Rp252.000" not in text_of(theirs.get(where("audit_tests")))
    assert HeldCount.objects.filter(name="payments_tested").count() == 2
