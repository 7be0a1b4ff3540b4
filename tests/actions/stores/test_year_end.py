"""What a year leaves over: who left comes off, months nobody billed are free again, and free money goes back."""

from datetime import date

import pytest
from click.testing import CliRunner

from payung.actions.amend_decree import Amending, amend_decree
from payung.actions.gone_decree import gone_decree
from payung.actions.left_people import left_people
from payung.actions.receive_fund import Money, MoneyForNobody, receive_fund
from payung.actions.release_month import release_month
from payung.actions.report_month import ReportAsked, report_month
from payung.actions.return_fund import return_fund
from payung.actions.verify_store import verify_store
from payung.entry.cli.main import main
from payung.store.leavings import take_back
from payung.store.ledger import MonthClosed
from payung.store.models import Act, ClosedMonth, DecreeLine, Leaving, PersonMonth, Purse, Removal
from tests.actions.stores.covered import billed, did, enrolled, joined
from tests.actions.stores.test_left import death, listed
from tests.actions.stores.two_villages import asked

APRIL, JULY = date(2027, 4, 20), date(2027, 7, 5)


def people():
    return sorted(set(DecreeLine.objects.values_list("person", flat=True)))


def states(month):
    return sorted(PersonMonth.objects.filter(month=month).values_list("state", flat=True))


def test_who_left_is_listed_until_an_amending_decree_takes_them_off(opened, issued, tmp_path):
    first, second, *_ = people()
    left_people(opened, asked(APRIL), listed(tmp_path, death(opened, first), death(opened, second, "2027-02-01")))
    out = tmp_path / "keluar" / "k.csv"
    done = gone_decree(opened, "1/2027", out)
    assert (done.people, done.gone) == (5, 2)
    head, *rows = out.read_text().splitlines()
    assert head == "person,reason,evidence" and [row.split(",")[:2] for row in rows] == [
        [str(first), "died"],
        [str(second), "died"],
    ]
    before = Act.objects.count()
    amended = amend_decree(opened, asked(APRIL), Amending("1/2027", "2/2027", APRIL), out)
    assert amended.removed == 2 and Removal.objects.count() == 2
    assert gone_decree(opened, "1/2027", out).gone == 0
    assert Act.objects.count() == before + 1, "the list itself is no act"
    third = people()[2]
    left_people(opened, asked(APRIL), listed(tmp_path, death(opened, third, "2027-03-09")))
    assert gone_decree(opened, "2/2027", out).gone == 1, "of an amending decree it is the first that counts"
    assert not verify_store(opened).faults


def test_a_leaving_taken_back_is_none_and_one_of_the_same_person_is(opened, issued, tmp_path):
    first, second, third, *_ = people()
    left_people(opened, asked(APRIL), listed(tmp_path, death(opened, first)))
    did(opened, lambda doing: take_back(doing, Leaving.objects.get().id))
    assert gone_decree(opened, "1/2027", tmp_path / "k.csv").gone == 0
    left_people(opened, asked(APRIL), listed(tmp_path, death(opened, second, "2027-03-06")))
    joined(opened, third, second)
    assert gone_decree(opened, "1/2027", tmp_path / "k.csv").gone == 2


def test_months_gone_by_that_no_bill_took_are_released(opened, issued):
    enrolled(opened)
    some = set(people()[:3])
    billed(opened, 202701, people=some)
    billed(opened, 202702, paid_on=date(2027, 2, 10), people=some)
    free = sum(Purse.objects.values_list("free", flat=True))
    request = asked(JULY)
    done = release_month(opened, request, 202703)
    assert (done.person_months, done.amount) == (2 + 2 + 5, 9 * 16_800)
    assert done.months == {"202701": 2, "202702": 2, "202703": 5}
    assert release_month(opened, request, 202703) == done
    assert sum(Purse.objects.values_list("free", flat=True)) == free + done.amount
    assert states(202701) == ["committed"] * 3 + ["released"] * 2
    assert states(202702) == ["paid"] * 3 + ["released"] * 2 and states(202704) == ["reserved"] * 5
    later = release_month(opened, asked(JULY), 202712)
    assert later.months == {"202704": 5, "202705": 5, "202706": 5}, "its own month and later ones may be billed yet"
    assert states(202707) == ["reserved"] * 5
    assert not verify_store(opened).faults


def test_free_money_goes_back_and_the_books_come_out(opened, issued):
    receive_fund(opened, asked(), Money("provinsi", 202707, 50_000))
    free = dict(Purse.objects.filter(free__gt=0).values_list("id", "free"))
    village = {id_: amount for id_, amount in free.items() if Purse.objects.get(id=id_).fund.code == "desa"}
    request = asked(JULY)
    done = return_fund(opened, request, "desa")
    assert (done.purses, done.amount) == (len(village), sum(village.values()))
    assert return_fund(opened, request, "desa") == done
    rest = return_fund(opened, asked(JULY), None)
    assert rest.amount == sum(free.values()) - done.amount == 50_000
    assert return_fund(opened, asked(JULY), None).amount == 0
    assert set(Purse.objects.values_list("free", flat=True)) == {0}
    assert sum(Purse.objects.values_list("returned", flat=True)) == sum(free.values()) > 0
    assert report_month(opened, ReportAsked()).report.reconciles
    assert not verify_store(opened).faults
    with pytest.raises(MoneyForNobody):
        return_fund(opened, asked(JULY), "x")


def test_nothing_is_booked_into_a_closed_month(opened, issued):
    did(opened, lambda doing: doing.add_one(ClosedMonth, month=202707))
    for act in (lambda: return_fund(opened, asked(JULY), None), lambda: release_month(opened, asked(JULY), 202706)):
        with pytest.raises(MonthClosed):
            act()
    assert set(Purse.objects.values_list("returned", flat=True)) == {0} and states(202701) == ["reserved"] * 5


def test_the_commands_say_what_they_did(opened, issued, tmp_path):
    def payung(*words, language="id"):
        said = ["--language", language, *map(str, words), "--store", opened.address, "--keys", str(opened.keys)]
        return CliRunner().invoke(main, said)

    gone = payung("decree", "gone", "--decree", "1/2027", "--out", tmp_path / "k.csv", language="en")
    assert gone.exit_code == 0 and "0 of 5 people have left" in gone.output
    assert payung("month", "release", "--until", "2027-07", "--on", "2027-07-05").exit_code == 2
    freed = payung("month", "release", "--until", "2027-06", "--on", "2027-07-05")
    assert freed.exit_code == 0 and "30 orang-bulan dilepas, Rp504.000" in freed.output and "2027-01: 5" in freed.output
    for words in (("fund", "return"), ("fund", "return", "desa", "--all")):
        assert payung(*words).exit_code == 2
    assert payung("fund", "return", "x").exit_code == 112
    back = payung("fund", "return", "--all", "--on", "2027-07-05", language="en")
    assert back.exit_code == 0 and "went back" in back.output
