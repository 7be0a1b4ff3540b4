"""Whose processing is restricted on request comes into nothing new; what they have goes on, and every count says so."""

import json
from datetime import date

import pytest

from payung.actions.answer_enrolment import answer_enrolment
from payung.actions.at_store import act_at
from payung.actions.extend_decree import extend_decree
from payung.actions.issue_decree import issue_decree
from payung.actions.replace_enrolment import replace_enrolment
from payung.actions.save_plan import PlanWanted, save_plan
from payung.actions.verify_store import verify_store
from payung.actions.waiting_decree import waiting_decree
from payung.gateways.group_list import GroupSaid
from payung.store.counts import people_to_send
from payung.store.ledger import Ledger, Month
from payung.store.models import (
    ROWS_AN_ACT,
    Decree,
    DecreeLine,
    Enrolment,
    Join,
    Person,
    PersonMonth,
    Proposal,
    SavedPlan,
    SubjectAnswer,
    SubjectRequest,
    Waiting,
)
from payung.store.restricted import PersonRestricted, restricted
from payung.store.scope import EVERYTHING, scoped
from payung.store.sealed import row_marks
from tests.actions.stores.covered import did
from tests.actions.stores.proposing import CYCLE, by
from tests.actions.stores.test_enrolment import OVER, answer_file, export, rejected, sent
from tests.actions.stores.test_extend_decree import HALF, REST
from tests.actions.stores.test_replace_enrolment import AMENDING, sent_back
from tests.actions.stores.two_villages import asked, wanted

__all__ = ["sent", "sent_back"]
ON = date(2026, 11, 1)
OWN = {"asker": "self", "proof": "ktp", "on": ON, "due": date(2026, 11, 4)}


def said(place, person: int, outcome: str = "restricted") -> None:
    """A request about the person's data answered with ``outcome``."""

    def work(doing, keys):
        kind = {"restricted": "restriction", "released": "release"}.get(outcome, "access")
        number, (mark,) = doing.number * ROWS_AN_ACT, row_marks(keys, [b"{}"])
        (asked_,), (told,) = (keys.seal_bytes([b"{}"], [number], of) for of in ("request", "answer"))
        request = doing.add_one(SubjectRequest, person_id=person, kind=kind, **OWN, mark=mark, said_sealed=asked_)
        own = {"reasons": "", "on": ON, "mark": mark, "said_sealed": told}
        doing.add_one(SubjectAnswer, request_id=request, outcome=outcome, **own)
        return {}

    act_at(place, asked(), "test", {}, work)


def test_the_last_answer_counts_for_every_number_of_a_person(opened):
    one, other, third = Person.objects.order_by("id").values_list("id", flat=True)[:3]
    assert restricted() == restricted([one]) == set()
    said(opened, one)
    said(opened, one, "given")
    said(opened, third)
    assert restricted() == {one, third} and restricted([other, one]) == {one}
    did(opened, lambda doing: doing.add_one(Join, person_id=one, into_id=other, undoes_id=None))
    assert restricted([one, other]) == {one, other}, "they are one person"
    said(opened, other, "released")
    assert restricted() == {third} and restricted([one, other]) == set()
    assert verify_store(opened).faults == ()


def test_a_new_plan_leaves_them_out_and_its_sums_hold(handed):
    place = handed.place
    people = sorted(Person.objects.values_list("id", flat=True))
    first = json.loads(SavedPlan.objects.get(id=handed.plan.plan).totals)
    assert first["apart"] == {"accepted": 8, "held": 0, "unplaced": 0, "restricted": 0, "erased": 0, "too_old": 0}
    assert first["people"] + first["waiting"] == len(people) == 8
    said(place, people[0])
    made = save_plan(place, by("ani"), PlanWanted(CYCLE, "Tanpa yang dibatasi"))
    told = json.loads(SavedPlan.objects.get(id=made.plan).totals)
    assert told["apart"] == {"accepted": 8, "held": 0, "unplaced": 0, "restricted": 1, "erased": 0, "too_old": 0}
    assert told["people"] + told["waiting"] + told["apart"]["restricted"] == len(people)
    assert handed.propose(plan=made.plan).people == made.people


@pytest.mark.parametrize("who", ["paid", "waiting"])
def test_a_plan_of_before_is_neither_proposed_nor_decreed(opened, planned, who):
    issue_decree(opened, asked(), wanted(planned, **HALF))
    waits = Waiting.objects.values_list("person_id", flat=True)
    paid = DecreeLine.objects.values_list("person_id", flat=True)
    said(opened, (waits if who == "waiting" else paid).order_by("id")[0])
    before = Decree.objects.count(), PersonMonth.objects.count(), Waiting.objects.count()
    with pytest.raises(PersonRestricted) as told:
        issue_decree(opened, asked(), wanted(planned, number="2/2027", first=202707, last=202712))
    assert "1 orang" in told.value.says.id
    assert (Decree.objects.count(), PersonMonth.objects.count(), Waiting.objects.count()) == before


def test_a_proposal_of_them_is_refused_and_one_of_before_is_not_issued(handed):
    waiting = Person.objects.order_by("-id").values_list("id", flat=True)[0]
    said(handed.place, waiting)
    with pytest.raises(PersonRestricted):
        handed.propose()
    assert not Proposal.objects.exists()
    said(handed.place, waiting, "released")
    assert handed.propose().people == handed.plan.people


def test_months_they_have_stay_and_no_further_one_is_reserved(opened, planned):
    issue_decree(opened, asked(), wanted(planned, **HALF))
    line = DecreeLine.objects.filter(purse__fund__code="desa").order_by("id")[0]
    said(opened, line.person_id)
    done = extend_decree(opened, asked(), REST)
    assert (done.people, done.off) == (4, 1) and done.person_months == 24
    months = PersonMonth.objects.filter(person=line.person_id)
    assert sorted(months.values_list("month", "state")) == [(month, "reserved") for month in range(202701, 202707)]

    def force(doing):
        with Ledger(doing, 202701) as ledger:
            ledger.reserve([Month(line.person_id, 202707, line.purse_id, line.id, 16_800)])

    with pytest.raises(PersonRestricted):
        did(opened, force)
    assert verify_store(opened).faults == ()


def test_who_waits_is_passed_over_when_a_place_falls_free(sent_back, tmp_path):
    home = Person.objects.get(id=Enrolment.objects.order_by("id").values_list("person_id", flat=True)[0]).village_id
    next_ = Waiting.objects.filter(person__village_id=home).order_by("rank")
    first, *others = next_.values_list("person_id", flat=True)
    said(sent_back, first)
    done = replace_enrolment(sent_back, asked(), AMENDING)
    came = set(DecreeLine.objects.filter(decree_id=done.decree).values_list("person_id", flat=True))
    assert first not in came and came == set(others[:1])
    assert (done.removed, done.filled) == (1, len(came))
    listed = waiting_decree(sent_back, "1/2027", tmp_path / "waits.csv")
    assert listed.waiting == listed.listed - len(came) - 1
    assert verify_store(sent_back).faults == ()


def test_they_are_not_enrolled_and_the_act_says_how_many_are_not(opened, issued, tmp_path):
    person = DecreeLine.objects.order_by("id").values_list("person_id", flat=True)[0]
    said(opened, person)
    done = export(opened, tmp_path / "out")
    assert (done.people, done.restricted) == (4, 1)
    with scoped(EVERYTHING):
        assert people_to_send(decree=Decree.objects.get().id) == (5, 0), "nobody is left to send"
    assert sum(file.people for file in done.files) == 4
    assert not Enrolment.objects.filter(person=person).exists()
    said(opened, person, "released")
    with scoped(EVERYTHING):
        assert people_to_send(decree=Decree.objects.get().id) == (5, 1)
    again = export(opened, tmp_path / "later")
    assert (again.people, again.restricted) == (1, 0) and Enrolment.objects.filter(person=person).exists()
    assert verify_store(opened).faults == ()


def test_who_was_sent_and_rejected_is_not_sent_anew(opened, sent, tmp_path):
    answer_enrolment(opened, asked(), answer_file(tmp_path / "r.csv", rejected(sent[0], OVER)), GroupSaid("SD", "D-1"))
    person = Enrolment.objects.filter(answers__state="rejected").values_list("person_id", flat=True)[0]
    said(opened, person)
    done = export(opened, tmp_path / "again", again=True)
    assert (done.people, done.restricted) == (0, 1)
