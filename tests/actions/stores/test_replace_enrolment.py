"""Who BPJS sent back comes off the decree; the next who wait come on with the same months and rupiah."""

from datetime import date

import pytest

from payung.actions.amend_decree import Amending
from payung.actions.answer_enrolment import answer_enrolment
from payung.actions.issue_decree import DecreeThere
from payung.actions.replace_enrolment import replace_enrolment
from payung.actions.verify_store import verify_store
from payung.gateways.group_list import GroupSaid
from payung.store.keys import Keys
from payung.store.models import Decree, DecreeLine, PersonMonth, Purse, Removal, Waiting
from tests.actions.stores.test_enrolment import OVER, answer_file, command, export, rejected, sent
from tests.actions.stores.two_villages import asked

__all__ = ["sent"]
AMENDING = Amending("1/2027", "2/2027", date(2027, 1, 20))


@pytest.fixture
def sent_back(opened, sent, tmp_path):
    """The first of the people sent to D-1 was rejected."""
    answer_enrolment(opened, asked(), answer_file(tmp_path / "r.csv", rejected(sent[0], OVER)), GroupSaid("SD", "D-1"))
    return opened


def money():
    return sorted(
        Purse.objects.values_list("id", "free", "reserved", "received").filter(received__gt=0, reserved__gt=0)
    )


def test_the_next_of_the_village_takes_the_place(sent_back, tmp_path):
    before = money()
    request = asked()
    done = replace_enrolment(sent_back, request, AMENDING)
    assert (done.removed, done.filled, done.empty) == (1, 1, {})
    assert done.released == done.reserved == 12 * 16_800 and money() == before
    off, on = Removal.objects.get().line, DecreeLine.objects.get(decree_id=done.decree)
    assert on.replaces_id == off.id and on.purse_id == off.purse_id and on.row_id
    assert on.person.village_id == off.person.village_id
    assert Removal.objects.get().reason == "over_age"
    ranks = Waiting.objects.filter(person__village_id=off.person.village_id).order_by("rank")
    assert ranks[0].person_id == on.person_id
    assert set(PersonMonth.objects.filter(line=off).values_list("state", flat=True)) == {"released"}
    assert PersonMonth.objects.filter(state="reserved").count() == 60
    assert Decree.objects.get(id=done.decree).amends.number == "1/2027"
    assert replace_enrolment(sent_back, request, AMENDING) == done
    assert export(sent_back, tmp_path / "new", number="2/2027").people == 1
    assert export(sent_back, tmp_path / "old", again=True).people == 0
    assert not verify_store(sent_back).faults


def test_months_that_have_passed_stay_free(sent_back):
    done = replace_enrolment(sent_back, asked(), Amending("1/2027", "2/2027", date(2027, 3, 20), 202704))
    assert (done.released, done.reserved) == (12 * 16_800, 9 * 16_800)
    late = replace_enrolment(sent_back, asked(), Amending("1/2027", "3/2027", date(2027, 4, 20)))
    assert (late.decree, late.removed) == (None, 0)
    assert not Decree.objects.filter(number="3/2027").exists()
    assert not verify_store(sent_back).faults


def test_a_place_without_anybody_waiting_stays_empty(opened, sent, tmp_path):
    path = answer_file(tmp_path / "r.csv", *(rejected(one, OVER) for one in sent))
    answer_enrolment(opened, asked(), path, GroupSaid("SD", "D-1"))
    done = replace_enrolment(opened, asked(), AMENDING)
    assert done.removed == 4 and done.filled == 3
    assert done.empty == {"nobody_waiting_in_village": 1}
    assert done.released - done.reserved == 12 * 16_800
    assert not verify_store(opened).faults


def test_an_amending_decree_is_issued_once_and_nothing_is_half_done(sent_back):
    with pytest.raises(DecreeThere):
        replace_enrolment(sent_back, asked(), Amending("1/2027", "1/2027", date(2027, 1, 2)))
    assert not Removal.objects.exists() and PersonMonth.objects.filter(state="released").count() == 0


def test_the_command_replaces(sent_back):
    told = command(sent_back, "replace", "--decree", "1/2027", "--number", "2/2027", "--dated", "2027-01-20")
    assert told.exit_code == 0, told.output
    assert "1 taken off (Rp201.600 released), 1 come on (Rp201.600)." in told.output.replace("\xa0", "").replace(
        "Rp ", "Rp"
    )


def test_money_of_the_area_may_go_to_another_village_and_who_left_or_was_sent_back_gets_nothing(opened, sent, tmp_path):
    keys = Keys.read(opened.keys)
    line = DecreeLine.objects.get(purse__village=None)
    nik = keys.open(bytes(line.person.identity.nik_sealed), line.person_id)
    path = answer_file(tmp_path / "g.csv", rejected((nik, line.person.name), OVER))
    answer_enrolment(opened, asked(), path, GroupSaid("SG", "G-1"))
    done = replace_enrolment(opened, asked(), AMENDING)
    assert (done.removed, done.filled, done.released) == (1, 1, 12 * 16_800)
    second = DecreeLine.objects.get(decree_id=done.decree)
    assert export(opened, tmp_path / "new", number="2/2027").people == 1
    nik = keys.open(bytes(second.person.identity.nik_sealed), second.person_id)
    path = answer_file(tmp_path / "h.csv", rejected((nik, second.person.name), OVER))
    answer_enrolment(opened, asked(), path, GroupSaid("SG", "G-1"))
    again = replace_enrolment(opened, asked(), Amending("1/2027", "3/2027", date(2027, 1, 25)))
    assert (again.removed, again.filled) == (1, 1)
    third = DecreeLine.objects.get(decree_id=again.decree)
    assert third.replaces_id == second.id and third.person_id not in (line.person_id, second.person_id)
    assert not verify_store(opened).faults
