"""The tutorial of a year, run as it is written on both databases; and whether the branch's own books say the same."""

import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from django.db import connections
from django.db.models import Sum

from payung.actions.at_store import Place
from payung.actions.status_cover import Whom, status_cover
from payung.core.basis.months import between
from payung.core.basis.rupiah import rupiah
from payung.entry.cli.main import main
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import CreditUse, Identity, Leaving, Payment, Person, PersonMonth, Posting, Purse
from payung.store.months import month_table
from payung.synth.branch.fates import fate
from payung.synth.branch.memory import ACCEPTED, Memory, remembered
from tests.actions.stores.two_villages import asked
from tests.store.servers import postgres_server

__all__ = ["postgres_server"]
ROOT = Path(__file__).parents[2]
TUTORIAL = (ROOT / "docs" / "tutorial" / "a-year.md").read_text("utf-8")
MONTHS = between(202607, 202706)
LATE = 202701
"""Paid in February: the second tranches came late."""


@dataclass(frozen=True)
class Year:
    """The store and the folder after the year, and what every command of the tutorial printed."""

    place: Place
    folder: Path
    printed: dict[str, str]

    @property
    def branch(self) -> Memory:
        return remembered(self.folder / "cabang")

    def niks(self) -> dict[int, str]:
        """Person -> NIK."""
        keys = Keys.read(self.place.keys)
        rows = Identity.objects.values_list("person_id", "nik_sealed")
        return {person: keys.open(bytes(seal), person) for person, seal in rows}


def script() -> ModuleType:
    spec = spec_from_file_location("run_year", ROOT / "scripts" / "run_year.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["run_year"] = module
    spec.loader.exec_module(module)
    return module


def commands() -> list[str]:
    """The commands of the tutorial, in its order."""
    shell = re.findall(r"^ {4}((?:payung|python|mkdir|export) (?:[^\\\n]|\\\n)*)", TUTORIAL, re.M)
    return [re.sub(r"\\\n\s*", "", one) for one in shell]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def year(request, tmp_path_factory) -> Iterator[Year]:
    here = tmp_path_factory.mktemp(request.param)
    addresses = {"sqlite": lambda: f"sqlite:///{here}/tahun/payung.sqlite3"}
    address = addresses.get(request.param) or request.getfixturevalue("postgres_server").new_database
    place = Place(address(), here / "tahun" / "kunci" / "keys.json")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        patch.setenv("DATABASE_URL", place.address)
        patch.setenv("PAYUNG_KEYS", str(place.keys))
        printed = {}
        for command in commands():
            verb, *words = shlex.split(command)
            if verb == "mkdir":
                Path(*words).mkdir()
            elif verb == "python":
                patch.setattr(sys, "argv", words)
                printed[command] = walked()
            elif verb == "payung":
                done = CliRunner().invoke(main, words)
                assert done.exit_code == 0, f"{command}\n{done.output}"
                printed[command] = done.output
        open_store(place.address)
        yield Year(place, here / "tahun", printed)
        connections["default"].close()


def walked() -> str:
    """The other months; gives the log."""
    with pytest.MonkeyPatch.context() as patch:
        module = script()
        told: list[str] = []
        patch.setattr(module, "tell", told.append)
        module.run()
    return "\n".join(told)


def test_every_figure_of_the_tutorial_is_printed(year):
    printed = "\n".join(year.printed.values())
    figures = {
        "75 = 72 diterima + 1 ditolak + 2 belum dijawab": "75 = 72 diterima + 1 ditolak + 2 belum dijawab",
        "Menjadi ditagih: 71 orang-bulan, Rp1.192.800": "Menjadi ditagih: 71 orang-bulan, Rp1.192.800",
        "100/2026: 115 orang, 690 orang-bulan": "115 people are on it",
        "daftar tunggu 199 orang": "199 wait",
        "Dibayar, tidak ada di daftar BPJS: 6 orang-bulan (6 orang)": "Six people were paid for",
        "bersisa: 0": "bersisa: 0",
        "Keadaan: menunggak, masih dapat dilunasi": "`menunggak, masih dapat dilunasi` on the first day",
        "Keadaan: aktif": "`aktif` on the second",
    }
    for amount in re.findall(r"Rp[\d.]{9,}", TUTORIAL.split("## 5.")[1]):
        held = Purse.objects.aggregate(Sum("received"), Sum("paid"), Sum("credit"), Sum("returned"))
        assert amount in {rupiah(sum_) for sum_ in held.values()}, amount
    for said, told in figures.items():
        assert said in printed and told in TUTORIAL, said
    assert "Semuanya cocok." in year.printed["payung store verify"]
    (loop,) = (said for command, said in year.printed.items() if command.startswith("python"))
    assert [line.split()[0] for line in loop.splitlines() if line.strip().startswith("202")] == [
        f"{month // 100}-{month % 100:02d}" for month in MONTHS[1:]
    ]


def test_the_branch_was_paid_for_the_same_people_and_months_to_the_rupiah(year):
    """What we hold as paid, and what we credited later because nobody had known in time; and not a line more."""
    niks, theirs = year.niks(), year.branch.paid()
    rows = PersonMonth.objects.filter(state__in=["paid", "credited"]).values_list("person_id", "month", "price")
    ours = {(niks[person], month): price for person, month, price in rows}
    assert ours == theirs and len(ours) > 1_300
    credited = PersonMonth.objects.filter(state="credited")
    assert 0 < credited.count() < 20 and not CreditUse.objects.filter(person_month__isnull=False).exists()
    left = dict(Leaving.objects.values_list("person_id", "on"))
    for person, month in credited.values_list("person_id", "month"):
        assert month > left[person].year * 100 + left[person].month
    bills = year.branch.bills
    assert all(bill.paid_on for bill in bills)
    money = Payment.objects.aggregate(money=Sum("amount"), credit=Sum("credit"))
    assert money["money"] == sum(bill.due - bill.credit for bill in bills)
    assert money["credit"] == sum(bill.credit for bill in bills) > 0
    held = Purse.objects.aggregate(paid=Sum("paid"), credit=Sum("credit"))
    assert held["paid"] == sum(PersonMonth.objects.filter(state="paid").values_list("price", flat=True))
    assert held["paid"] + held["credit"] == money["money"]


def test_prices_are_those_of_the_law_of_each_month_and_money(year):
    rows = PersonMonth.objects.values_list("month", "purse__fund__source", "price").distinct()
    for month, source, price in rows:
        relief = source in ("zakat", "sponsorship") and month < 202701
        assert price == (8_400 if relief else 16_800), (month, source)
    sources = set(PersonMonth.objects.filter(state="paid").values_list("purse__fund__source", flat=True))
    assert sources == {"village_budget", "special_transfer", "zakat", "sponsorship"}
    first = min(PersonMonth.objects.filter(purse__fund__source="sponsorship").values_list("month", flat=True))
    assert first == 202612


def test_every_month_of_everyone_is_explained(year):
    """By the branch's answers, the deaths and moves of its world, and what either side knew when."""
    niks, memory, paid = year.niks(), year.branch, year.branch.paid()
    persons = {nik: person for person, nik in niks.items()}
    left = dict(Leaving.objects.values_list("person_id", "on"))
    explained = {"never accepted": 0, "not yet accepted": 0, "gone": 0, "paid after the end": 0}
    for nik, member in memory.members.items():
        starts = [
            date.fromisoformat(place.on or "")
            for places in memory.places.values()
            if (place := places.get(nik)) is not None and place.state == ACCEPTED
        ]
        months = [month for month in MONTHS if (nik, month) in paid]
        if not starts:
            assert not months
            explained["never accepted"] += 1
            continue
        start = min(starts).year * 100 + min(starts).month
        assert all(month >= start for month in months)
        explained["not yet accepted"] += start > 202607
        fell, known = fate(memory.habits, nik, member), left.get(persons[nik])
        if known is None:
            assert months == [month for month in MONTHS if month >= start], "nobody loses a month without a reason"
            continue
        end = known.year * 100 + known.month
        assert fell is not None and known == fell.on
        assert set(between(start, end)) <= set(months), "until the end every month was paid"
        after = [month for month in months if month > end]
        assert all(month < fell.listed or month == LATE - 100 for month in after), "only what nobody knew in time"
        explained["paid after the end"] += len(after)
        explained["gone"] += 1
    assert all(explained.values()), explained


def test_every_paid_month_was_enrolled_billed_and_is_on_a_list_in_the_end(year):
    table = month_table().filter("paid")
    assert table["enrolled"].all() and table["billed"].all() and table["confirmed"].all()


def test_the_year_leaves_nothing_over(year):
    names = ("received", "free", "reserved", "committed", "paid", "credit", "returned")
    held = Purse.objects.aggregate(**{name: Sum(name) for name in names})
    assert held["free"] == held["reserved"] == held["committed"] == 0
    assert held["received"] == held["paid"] + held["credit"] + held["returned"] > 20_000_000
    assert 0 < held["returned"] < held["received"] // 50
    states = set(PersonMonth.objects.values_list("state", flat=True))
    assert states == {"paid", "credited", "released"}


def test_late_money_is_arrears_and_then_cover_without_a_gap(year):
    """Somebody paid for all year by the first funds: covered, behind at the end of January, covered again."""
    paid = PersonMonth.objects.filter(state="paid").exclude(purse__fund__source="sponsorship")
    held = paid.values_list("person_id", "month")
    months: dict[int, set[int]] = {}
    for person, month in held:
        months.setdefault(person, set()).add(month)
    whole = sorted(person for person, those in months.items() if those == set(MONTHS))
    assert len(whole) > 50
    days = {date(2026, 12, 20): "active", date(2027, 1, 20): "grace", date(2027, 2, 20): "active"}
    for day, state in days.items():
        for person in (whole[0], whole[-1]):
            assert status_cover(year.place, asked(day), Whom("audit", person=person)).status.state == state, day
    payments = Posting.objects.filter(person_month__in=paid.filter(month=LATE), target="paid")
    assert set(payments.values_list("payment__on__month", flat=True)) == {2}


def test_those_who_left_hold_no_money_of_later_months(year):
    for person, on in Leaving.objects.values_list("person_id", "on"):
        held = PersonMonth.objects.filter(person_id=person, month__gt=on.year * 100 + on.month)
        funds = set(held.filter(state="paid").values_list("purse__fund__on_leaving", flat=True))
        assert set(held.values_list("state", flat=True)) <= {"released", "paid", "credited"} and funds <= {"none"}
    assert Person.objects.count() > 300
