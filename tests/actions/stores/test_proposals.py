"""Proposals: nobody decides alone, by whichever way in; what was proposed is what is issued."""

from datetime import date, timedelta

import polars as pl
import pytest
from django.db import IntegrityError, transaction

from payung.actions.approve_proposal import approve_proposal
from payung.actions.at_store import act_at
from payung.actions.check_proposal import SampleOpen, check_proposal
from payung.actions.cycle_called import CycleUnready
from payung.actions.doubts import doubts_of
from payung.actions.folder_archive import unpacked
from payung.actions.issue_decree import DecreeThere, Wanted, issue_decree
from payung.actions.judge_proposal import judge_proposal
from payung.actions.proposals import (
    ProposalNeeded,
    ProposalStale,
    ProposalUnknown,
    StepRefused,
    proposal_of,
    stale,
    times_proposed,
)
from payung.actions.propose_decree import PlanUnknown, Proposed, Proposing, propose_decree
from payung.actions.refuse_proposal import refuse_proposal
from payung.actions.right_of import RightMissing
from payung.actions.save_plan import PlanSaved, PlanWanted, save_plan
from payung.actions.verify_budget import verify_budget
from payung.actions.verify_store import verify_store
from payung.actions.withdraw_proposal import withdraw_proposal
from payung.core.review.sample import draw
from payung.store.files import content
from payung.store.keys import Keys
from payung.store.looks import looked
from payung.store.models import Account, Act, Cycle, Decree, KeptFile, Proposal, Sampled, SavedPlan, Step, Verdict
from tests.actions.stores.proposing import CYCLE, DATED, Handed, by, hand_in
from tests.actions.stores.two_villages import asked


def folder_of(handed: Handed, tmp_path):
    saved = SavedPlan.objects.get(id=handed.plan.plan)
    return unpacked(content(Keys.read(handed.place.keys), saved.file_id), tmp_path / "unpacked")


def wanted(handed: Handed, tmp_path, proposal: int | None, **more) -> Wanted:
    usual = {"folder": folder_of(handed, tmp_path), "programme": "jambi-bkbk-2022", "number": "1/2027", "dated": DATED}
    return Wanted(**usual | {"proposal": proposal} | more)


def approved(handed: Handed) -> int:
    proposed = handed.propose()
    handed.judge(proposed.proposal)
    check_proposal(handed.place, by("budi"), proposed.proposal)
    approve_proposal(handed.place, by("citra"), proposed.proposal)
    return proposed.proposal


def test_a_plan_is_made_of_what_the_store_holds_and_kept_sealed(handed, tmp_path):
    assert handed.plan == PlanSaved(
        plan=handed.plan.plan, people=5, person_months=60, amount=60 * 16_800, waiting=3, left=0
    )
    folder = folder_of(handed, tmp_path)
    assert not verify_budget(folder).violations
    people = pl.read_parquet(folder / "people.parquet")
    assert people.height == 8
    assert b"BUDI" not in bytes(KeptFile.objects.get().sealed)
    again = save_plan(handed.place, by("ani"), PlanWanted(CYCLE, "Rencana 2027"))
    assert again.plan != handed.plan.plan and KeptFile.objects.count() == 1  # the same plan is the same bytes
    assert not verify_store(handed.place).faults


def test_a_plan_needs_lists_that_were_handed_in_and_a_right(handed):
    with pytest.raises(CycleUnready):
        save_plan(handed.place, by("ani"), PlanWanted("lain", "x"))
    for name in ("budi", "gita", "hadi", "joko", "nobody", "fitri"):
        with pytest.raises(RightMissing):
            save_plan(handed.place, by(name), PlanWanted(CYCLE, "x"))
    for name, method in (("", "ranking"), ("x" * 101, "ranking"), ("x", "best")):
        with pytest.raises(ValueError, match="name"):
            save_plan(handed.place, by("ani"), PlanWanted(CYCLE, name, method))


def test_what_is_proposed_says_what_it_comes_to_and_whom_it_drew(handed):
    before = Act.objects.order_by("-number").first()
    proposed = handed.propose()
    assert proposed == Proposed(
        proposal=proposed.proposal, people=5, person_months=60, amount=60 * 16_800, sample=5, seed=before.link,
        list_hash=proposed.list_hash,
    )  # fmt: skip
    drawn = list(Sampled.objects.order_by("place").values_list("person_id", flat=True))
    assert drawn == draw([(person, "1505") for person in sorted(drawn)], before.link)
    assert all(Sampled.objects.values_list("row_id", flat=True))
    assert Step.objects.get().account.username == "ani"
    assert not Decree.objects.exists() and not verify_store(handed.place).faults


def test_a_proposal_needs_a_plan_a_number_and_a_right(handed):
    with pytest.raises(PlanUnknown):
        handed.propose(plan=1)
    with pytest.raises(ValueError, match="number"):
        handed.propose(number=" ")
    for name in ("budi", "citra", "fitri", "gita", "hadi", "joko", "nobody"):
        with pytest.raises(RightMissing):
            handed.propose(name)
    first = handed.propose()
    with pytest.raises(StepRefused):
        handed.propose(number="2/2027")
    withdraw_proposal(handed.place, by("ani"), first.proposal)
    drawn = list(Sampled.objects.order_by("place").values_list("person_id", flat=True))
    second = handed.propose()  # nobody draws until the sample suits
    assert second.seed == first.seed and second.list_hash == first.list_hash
    again = Sampled.objects.filter(proposal_id=second.proposal).order_by("place")
    assert list(again.values_list("person_id", flat=True)) == drawn
    assert [times_proposed(proposal_of(one.proposal)) for one in (first, second)] == [1, 2]
    withdraw_proposal(handed.place, by("ani"), second.proposal)
    other = handed.propose(last=202706)
    assert other.seed != first.seed and times_proposed(proposal_of(other.proposal)) == 1


def test_a_double_submit_is_one_proposal(handed):
    asked_once = by("ani", "once")
    said = Proposing(handed.plan.plan, "1/2027", DATED)
    first = propose_decree(handed.place, asked_once, said)
    assert propose_decree(handed.place, asked_once, said) == first
    assert Proposal.objects.count() == 1


def test_a_list_is_issued_when_three_accounts_have_said_so(handed, tmp_path):
    number = approved(handed)
    request = by("ani", "issue")
    issued = issue_decree(handed.place, request, wanted(handed, tmp_path, number))
    assert (issued.people, issued.person_months, issued.waiting) == (5, 60, 3)
    assert issued.list_hash == proposal_of(number).list_hash
    names = list(Step.objects.order_by("id").values_list("name", "account__username"))
    assert names == [("proposed", "ani"), ("checked", "budi"), ("approved", "citra"), ("done", "ani")]
    assert Decree.objects.get().run_id == proposal_of(number).plan.run_id
    again = Wanted(tmp_path / "unpacked", "jambi-bkbk-2022", "1/2027", DATED, proposal=number)
    assert issue_decree(handed.place, request, again) == issued
    assert not verify_store(handed.place).faults


def test_no_way_in_issues_without_an_approved_proposal(handed, tmp_path):
    folder = wanted(handed, tmp_path, None)
    with pytest.raises(ProposalNeeded, match="accounts"):
        issue_decree(handed.place, by("ani"), folder)
    with pytest.raises(ProposalUnknown):
        issue_decree(handed.place, by("ani"), Wanted(**vars(folder) | {"proposal": 5}))
    number = handed.propose().proposal
    with pytest.raises(ProposalNeeded, match="not approved"):
        issue_decree(handed.place, by("ani"), Wanted(**vars(folder) | {"proposal": number}))
    handed.judge(number)
    check_proposal(handed.place, by("budi"), number)
    with pytest.raises(ProposalNeeded, match="not approved"):
        issue_decree(handed.place, by("citra"), Wanted(**vars(folder) | {"proposal": number}))
    assert not Decree.objects.exists()


@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("number", {"number": "2/2027"}),
        ("date", {"dated": date(2027, 1, 3)}),
        ("months", {"first": 202701}),
        ("months", {"last": 202706}),
    ],
)
def test_nothing_else_is_issued_than_was_approved(handed, tmp_path, what, more):
    number = approved(handed)
    with pytest.raises(ProposalNeeded, match=what):
        issue_decree(handed.place, by("ani"), wanted(handed, tmp_path, number, **more))
    assert not Decree.objects.exists()


def test_another_list_is_not_issued_by_an_approval(handed, planned, tmp_path):
    number = approved(handed)
    with pytest.raises(
        ProposalStale, match="list has changed"
    ):  # the same people by their keys of linkage: other words
        issue_decree(handed.place, by("ani"), wanted(handed, tmp_path, number, folder=planned.plan))


def test_an_approval_is_used_once_and_by_somebody_with_a_right(handed, tmp_path):
    number = approved(handed)
    said = wanted(handed, tmp_path, number)
    for name in ("budi", "gita", "hadi", "joko", "nobody"):
        with pytest.raises(RightMissing):
            issue_decree(handed.place, by(name), said)
    issue_decree(handed.place, by("citra"), said)
    with pytest.raises(ProposalNeeded, match="over"):
        issue_decree(handed.place, by("citra"), said)


@pytest.mark.parametrize("step", ["checked", "approved"])
def test_nobody_takes_two_steps(handed, step):
    number = handed.propose("dedi").proposal
    if step == "checked":
        with pytest.raises(StepRefused, match="taken the step"):
            handed.judge(number, "dedi")
        with pytest.raises(StepRefused, match="taken the step"):
            check_proposal(handed.place, by("dedi"), number)
        with pytest.raises(StepRefused, match="taken the step"):
            refuse_proposal(handed.place, by("dedi"), number)
        return
    handed.judge(number, "eka")
    check_proposal(handed.place, by("eka"), number)
    for name in ("dedi", "eka"):
        with pytest.raises(StepRefused, match="taken the step"):
            approve_proposal(handed.place, by(name), number)
    approve_proposal(handed.place, by("citra"), number)


def test_the_database_refuses_an_account_two_steps_whoever_writes(handed):
    """Two accounts of one person are out of its reach: that is for whoever gives accounts."""
    number = handed.propose().proposal
    ani, budi = (Account.objects.get(username=name) for name in ("ani", "budi"))

    def write(at: int, name: str, account: Account) -> None:
        with transaction.atomic():
            Step.objects.create(id=2**40 + at, proposal_id=number, name=name, account=account, note="")

    for name in ("checked", "approved", "proposed"):
        with pytest.raises(IntegrityError):
            write(1, name, ani)
    write(2, "checked", budi)
    with pytest.raises(IntegrityError):
        write(3, "approved", budi)
    with pytest.raises(IntegrityError):
        write(4, "decided", Account.objects.get(username="citra"))
    write(5, "done", ani)  # what follows from the approval is no step of its own


def test_only_a_clean_sample_is_passed(handed):
    number = handed.propose().proposal
    with pytest.raises(SampleOpen, match="5 people were not looked at"):
        check_proposal(handed.place, by("budi"), number)
    first = Sampled.objects.order_by("place").first()
    handed.show(number)
    with pytest.raises(StepRefused, match="note"):
        judge_proposal(handed.place, by("budi"), number, {first.id: ("wrong", " ")})
    with pytest.raises(StepRefused, match="not drawn"):
        judge_proposal(handed.place, by("budi"), number, {7: ("right", "")})
    handed.judge(number, wrong=1)
    with pytest.raises(SampleOpen, match="1 are wrong"):
        check_proposal(handed.place, by("budi"), number)
    judge_proposal(handed.place, by("budi"), number, {first.id: ("right", "surat keterangan")})  # the last counts
    check_proposal(handed.place, by("budi"), number)
    with pytest.raises(StepRefused):  # nothing is judged after it
        judge_proposal(handed.place, by("budi"), number, {first.id: ("wrong", "x")})
    assert Verdict.objects.count() == 6


def test_nobody_is_judged_unseen(handed):
    """By the same account, that same person, as drawn, and since the proposal was made."""
    number = handed.propose().proposal
    drawn = list(Sampled.objects.filter(proposal_id=number).order_by("place"))
    budi, asked = Account.objects.get(username="budi").pk, by("budi")
    handed.show(number, "eka")
    some = [one.person_id for one in drawn[:4]]
    looked(budi, "sample", "15", "check", asked.at - timedelta(microseconds=1), people=[drawn[4].person_id])
    looked(budi, "person", "", "work", asked.at, person=drawn[4].person_id)
    looked(budi, "sample", "15", "check", asked.at, people=some)
    for said in ("right", "wrong"):
        with pytest.raises(StepRefused, match="1 people were not shown"):
            judge_proposal(handed.place, by("budi"), number, {one.id: (said, "x") for one in drawn})
    assert not Verdict.objects.exists()
    judge_proposal(handed.place, by("budi"), number, {one.id: ("right", "") for one in drawn[:4]})
    with pytest.raises(SampleOpen, match="1 people were not looked at"):
        check_proposal(handed.place, by("budi"), number)
    looked(budi, "sample", "15", "check", asked.at, person=drawn[4].person_id)
    judge_proposal(handed.place, by("budi"), number, {drawn[4].id: ("right", "")})
    check_proposal(handed.place, by("budi"), number)


def test_what_another_saw_is_not_what_the_checker_saw(handed):
    number = handed.propose().proposal
    handed.judge(number, "eka")
    with pytest.raises(SampleOpen, match="5 people were not looked at"):
        check_proposal(handed.place, by("budi"), number)


def test_what_another_found_wrong_counts_until_they_take_it_back(handed):
    number = handed.propose().proposal
    handed.judge(number, "eka", wrong=1)
    handed.judge(number)
    with pytest.raises(SampleOpen, match="0 people were not looked at, 1 are wrong"):
        check_proposal(handed.place, by("budi"), number)
    first = Sampled.objects.filter(proposal_id=number).order_by("place").first()
    told = [(one.place, one.account, one.said, one.note, one.last) for one in doubts_of(proposal_of(number))]
    assert told == [(1, "Eka", "wrong", "bukan petani", True), (1, "Budi", "right", "", True)]
    judge_proposal(handed.place, by("eka"), number, {first.id: ("right", "surat keterangan")})
    check_proposal(handed.place, by("budi"), number)
    assert [one.last for one in doubts_of(proposal_of(number))] == [False, True, True]


def test_a_note_is_not_in_the_chain(handed):
    number = handed.propose().proposal
    handed.judge(number, wrong=1)
    assert not [act for act in Act.objects.all() if "petani" in act.said + act.outcome]


@pytest.mark.parametrize("change", ["run", "plan"])
def test_what_changed_after_the_proposal_makes_it_stale(handed, tmp_path, change):
    number = approved(handed)
    if change == "run":
        cycle = Cycle.objects.get().id
        act_at(handed.place, asked(), "test", {}, lambda doing, keys: hand_in(doing, keys, cycle))
    else:
        save_plan(handed.place, by("ani"), PlanWanted(CYCLE, "Rencana 2027"))
    named = "handed in anew" if change == "run" else "'Rencana 2027' was made anew"
    assert named in stale(proposal_of(number)).en
    with pytest.raises(ProposalStale, match=named):
        issue_decree(handed.place, by("ani"), wanted(handed, tmp_path, number))
    withdraw_proposal(handed.place, by("ani"), number)
    with pytest.raises(ProposalStale):
        handed.propose()


@pytest.mark.parametrize("at", ["check", "approve"])
def test_a_stale_proposal_goes_no_further(handed, at):
    number = handed.propose().proposal
    handed.judge(number)
    if at == "approve":
        check_proposal(handed.place, by("budi"), number)
    save_plan(handed.place, by("ani"), PlanWanted(CYCLE, "Skenario lain"))  # another name: nothing changes
    assert stale(proposal_of(number)) is None
    save_plan(handed.place, by("ani"), PlanWanted(CYCLE, "Rencana 2027"))
    with pytest.raises(ProposalStale):
        if at == "check":
            check_proposal(handed.place, by("budi"), number)
        else:
            approve_proposal(handed.place, by("citra"), number)
    refuse_proposal(handed.place, by("budi" if at == "check" else "citra"), number, "rencana lain")


def test_a_decree_number_is_taken_once(handed, tmp_path):
    issue_decree(handed.place, by("ani"), wanted(handed, tmp_path, approved(handed)))
    with pytest.raises(DecreeThere):
        handed.propose()


def test_without_accounts_nothing_changes(opened, planned):
    issue_decree(opened, asked(), Wanted(planned.plan, "jambi-bkbk-2022", "1/2027", DATED))
    assert not Step.objects.exists()
