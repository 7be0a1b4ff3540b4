"""Who is on a decree goes on for further months; who waits on it is planned with the money of another fund."""

from datetime import date

import polars as pl
import pytest
from click.testing import CliRunner

from payung.actions.allocate_budget import Request, allocate_budget
from payung.actions.amend_decree import Amending
from payung.actions.answer_enrolment import answer_enrolment
from payung.actions.extend_decree import Extending, extend_decree
from payung.actions.issue_decree import DecreeThere, Wanted, issue_decree
from payung.actions.left_people import left_people
from payung.actions.open_fund import open_fund
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.receive_roster import receive_roster
from payung.actions.replace_enrolment import replace_enrolment
from payung.actions.verify_store import verify_store
from payung.actions.waiting_decree import waiting_decree
from payung.entry.cli.main import main
from payung.gateways.group_list import GroupSaid
from payung.store.ledger import MonthClosed
from payung.store.models import ClosedMonth, Decree, DecreeLine, Person, PersonMonth, Purse, Waiting
from tests.actions.stores.covered import did
from tests.actions.stores.test_cover import nik_of
from tests.actions.stores.test_enrolment import OVER, answer_file, export, rejected
from tests.actions.stores.test_left import death, listed
from tests.actions.stores.two_villages import asked, wanted

HALF = {"first": 202701, "last": 202706}
REST = Extending("1/2027", "9/2027", date(2027, 7, 3), 202707, 202712)
CSR = """\
months: {from: 2027-03, to: 2027-12}
ranked_by: [draw]
seed: 1
funds:
  - id: csr
    name: {id: CSR, en: Sponsor}
    source: sponsorship
    group_kind: SC
    owner: Forum CSR
    area: "15"
    per: area
    amount: 336_000
"""
"""Two people from March to December at Rp16,800."""


@pytest.fixture
def half(opened, planned):
    """The first half of the year is decreed: four people by their villages, one by the province; three wait."""
    issue_decree(opened, asked(), wanted(planned, **HALF))
    return opened


def months(first=202707):
    return sorted(PersonMonth.objects.filter(month__gte=first).exclude(state="released").values_list("person", "month"))


def test_everybody_on_it_goes_on_at_the_price_of_the_month(half):
    request = asked()
    done = extend_decree(half, request, REST)
    assert (done.people, done.person_months, done.amount) == (5, 30, 30 * 16_800)
    assert (done.short, done.off) == (0, 0)
    assert len(months()) == 30 and len(months(202701)) == 60
    made = Decree.objects.get(number="9/2027")
    assert made.amends.number == "1/2027" and made.lines.count() == 5
    before = dict(DecreeLine.objects.filter(decree__number="1/2027").values_list("person", "purse"))
    assert dict(made.lines.values_list("person", "purse")) == before
    assert extend_decree(half, request, REST) == done
    assert extend_decree(half, asked(), Extending("1/2027", "8/2027", date(2027, 7, 3), 202701, 202712)).decree is None
    with pytest.raises(DecreeThere):
        extend_decree(half, asked(), REST)
    assert not verify_store(half).faults


def test_the_dead_and_those_sent_back_do_not_go_on_but_replacements_do(half, tmp_path):
    export(half, tmp_path / "kirim")
    dead, back, *_ = sorted(DecreeLine.objects.filter(purse__fund__code="desa").values_list("person", flat=True))
    who = (nik_of(half, back), Person.objects.get(id=back).name)
    answer_enrolment(half, asked(), answer_file(tmp_path / "r.csv", rejected(who, OVER)), GroupSaid("SD", "D-1"))
    replace_enrolment(half, asked(), Amending("1/2027", "2/2027", date(2027, 1, 20)))
    (new,) = DecreeLine.objects.filter(decree__number="2/2027").values_list("person", flat=True)
    left_people(half, asked(date(2027, 4, 20)), listed(tmp_path, death(half, dead)))
    done = extend_decree(half, asked(), REST)
    people = {person for person, _ in months()}
    assert dead not in people and back not in people and new in people
    assert (done.people, done.off) == (4, 1)  # who was replaced is off the decree already
    assert not verify_store(half).faults


def test_whom_bpjs_sent_back_does_not_go_on_though_nobody_took_the_place_yet(half, tmp_path):
    export(half, tmp_path / "kirim")
    back = min(DecreeLine.objects.filter(purse__fund__code="desa").values_list("person", flat=True))
    who = (nik_of(half, back), Person.objects.get(id=back).name)
    answer_enrolment(half, asked(), answer_file(tmp_path / "r.csv", rejected(who, OVER)), GroupSaid("SD", "D-1"))
    done = extend_decree(half, asked(), REST)
    assert (done.people, done.off) == (4, 1) and back not in {person for person, _ in months()}


def test_of_two_with_one_purse_the_first_by_rank_goes_on(place, planned):
    receive_roster(place, asked(), planned.run)
    open_fund(place, asked(), planned.funds)
    for purse in Purse.objects.filter(fund__code="desa"):
        receive_fund(place, asked(), Money("desa", 202701, 2 * 6 * 16_800, purse.village.code))
    receive_fund(place, asked(), Money("provinsi", 202701))
    issue_decree(place, asked(), wanted(planned, **HALF))
    lines = DecreeLine.objects.filter(purse__fund__code="desa").order_by("purse", "rank")
    (first, *_), purse = lines.values_list("person", flat=True), lines[0].purse
    receive_fund(place, asked(), Money("desa", 202707, 3 * 16_800, purse.village.code))
    done = extend_decree(place, asked(), REST)
    assert (done.people, done.person_months) == (1, 3)
    assert months() == [(first, month) for month in (202707, 202708, 202709)]


def test_where_money_lacks_the_first_by_rank_have_their_months(place, planned):
    receive_roster(place, asked(), planned.run)
    open_fund(place, asked(), planned.funds)
    for fund, month in (("desa", 202701), ("provinsi", 202701)):
        receive_fund(place, asked(), Money(fund, month))
    issue_decree(place, asked(), wanted(planned, **HALF))
    purse = Purse.objects.get(fund__code="provinsi")
    assert purse.free == 0
    receive_fund(place, asked(), Money("provinsi", 202707, 2 * 16_800))
    done = extend_decree(place, asked(), REST)
    assert (done.person_months, done.short) == (24 + 2, 4)
    (person,) = DecreeLine.objects.filter(decree__number="9/2027", purse=purse).values_list("person", flat=True)
    assert [month for one, month in months() if one == person] == [202707, 202708]
    later = extend_decree(place, asked(), Extending("1/2027", "10/2027", date(2027, 9, 1), 202707, 202712))
    assert (later.decree, later.short) == (None, 4)
    receive_fund(place, asked(), Money(None, 202709, promised=202707))  # the tranche of July comes in September
    done = extend_decree(place, asked(), Extending("1/2027", "11/2027", date(2027, 9, 1), 202709, 202712))
    assert (done.people, done.person_months) == (1, 4)
    assert not verify_store(place).faults


def test_nothing_is_booked_into_a_closed_month(half):
    did(half, lambda doing: doing.add_one(ClosedMonth, month=202707))
    with pytest.raises(MonthClosed):
        extend_decree(half, asked(), REST)
    assert not months() and not Decree.objects.filter(number="9/2027").exists()


def test_who_waits_is_planned_with_another_fund_and_decreed(half, tmp_path):
    done = waiting_decree(half, "1/2027", tmp_path / "menunggu.csv")
    assert (done.listed, done.waiting) == (3, 3)
    table = pl.read_csv(tmp_path / "menunggu.csv", infer_schema=False)
    assert table.columns == ["person_key", "village_code", "order"] and table["order"].to_list() == ["1", "2", "3"]
    ranked = list(Waiting.objects.order_by("rank").values_list("person__key", flat=True))
    assert table["person_key"].to_list() == ranked
    (tmp_path / "csr.yaml").write_text(CSR)
    allocate_budget(Request(funds=tmp_path / "csr.yaml", people=(tmp_path / "menunggu.csv",), out=tmp_path / "plan"))
    open_fund(half, asked(), tmp_path / "csr.yaml")
    receive_fund(half, asked(), Money("csr", 202703))
    second = issue_decree(half, asked(), Wanted(tmp_path / "plan", "jambi-bkbk-2022", "5/2027", date(2027, 3, 1)))
    assert (second.people, second.person_months, second.waiting) == (2, 20, 1)
    lines = DecreeLine.objects.filter(decree__number="5/2027").order_by("rank")
    assert [line.person.key for line in lines] == ranked[:2]
    again = waiting_decree(half, "1/2027", tmp_path / "lagi.csv")
    assert (again.listed, again.waiting) == (3, 1)
    assert not verify_store(half).faults


def test_the_commands_say_what_they_did(half, tmp_path):
    def payung(*words, language="id"):
        said = ["--language", language, *map(str, words), "--store", half.address, "--keys", str(half.keys)]
        return CliRunner().invoke(main, said)

    waits = payung("decree", "waiting", "--decree", "1/2027", "--out", tmp_path / "m.csv", language="en")
    assert waits.exit_code == 0 and "3 of 3 people wait still" in waits.output
    words = ("decree", "extend", "--decree", "1/2027", "--number", "9/2027", "--dated", "2027-07-03")
    assert payung(*words, "--from", "2027-09", "--until", "2027-08").exit_code == 2
    done = payung(*words, "--from", "2027-07", "--until", "2027-12")
    assert done.exit_code == 0 and "5 orang, 30 orang-bulan, Rp504.000" in done.output
    assert payung("decree", "waiting", "--decree", "x", "--out", tmp_path / "m.csv").exit_code == 26
    late = payung("fund", "receive", "desa", "--month", "2027-02", "--promised", "2027-01")
    assert late.exit_code == 0 and "masuk ke" in late.output
    assert payung("fund", "receive", "desa", "--month", "2027-01", "--promised", "2027-02").exit_code == 2
