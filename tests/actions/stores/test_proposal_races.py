"""Steps of a proposal at once, and in any order by anybody: the store agrees with the rules, whatever is tried."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.actions.approve_proposal import approve_proposal
from payung.actions.check_proposal import SampleOpen, check_proposal
from payung.actions.issue_proposal import issue_proposal
from payung.actions.proposals import ProposalNeeded, StepRefused, proposal_of, steps_of
from payung.actions.refuse_proposal import refuse_proposal
from payung.actions.right_of import RightMissing
from payung.actions.verify_store import verify_store
from payung.actions.withdraw_proposal import withdraw_proposal
from payung.core.basis.errors import PayungError
from payung.core.review.steps import APART, hindrance, state_of
from payung.store.models import Account, Decree, Step
from tests.actions.stores.proposing import Handed, by
from tests.actions.stores.test_proposals import approved

TAKE = {
    "checked": check_proposal,
    "approved": approve_proposal,
    "refused": refuse_proposal,
    "withdrawn": withdraw_proposal,
}


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each of them gave or raised, begun at one moment over connections of their own."""
    gate, told = Barrier(len(works)), {}

    def run(at: int) -> None:
        try:
            gate.wait()
            told[at] = works[at]()
        except PayungError as error:
            told[at] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(at,)) for at in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [told[at] for at in range(len(works))]


def test_of_two_approvers_one_approves(handed):
    number = handed.propose().proposal
    handed.judge(number)
    check_proposal(handed.place, by("budi"), number)
    told = at_once(
        *(lambda who=who: approve_proposal(handed.place, by(who), number) for who in ("citra", "dedi", "eka"))
    )
    assert sum(isinstance(one, StepRefused) for one in told) == 2
    assert Step.objects.filter(proposal=number, name="approved").count() == 1


def test_approved_and_sent_back_at_once_is_sent_back(handed):
    """Approved first, it may still be sent back; sent back first, it cannot be approved."""
    number = handed.propose().proposal
    handed.judge(number)
    check_proposal(handed.place, by("budi"), number)
    told = at_once(
        lambda: approve_proposal(handed.place, by("citra"), number),
        lambda: refuse_proposal(handed.place, by("dedi"), number, "lain"),
    )
    taken = steps_of(proposal_of(number))
    assert not isinstance(told[1], PayungError) and state_of(taken) == "refused"
    assert isinstance(told[0], StepRefused) == ("approved" not in taken)


def test_one_account_in_two_windows_takes_one_step(handed):
    number = handed.propose().proposal
    handed.judge(number, "dedi")
    at_once(
        lambda: check_proposal(handed.place, by("dedi"), number),
        lambda: approve_proposal(handed.place, by("dedi"), number),
    )
    dedi = Account.objects.get(username="dedi")
    assert list(Step.objects.filter(account=dedi).values_list("name", flat=True)) == ["checked"]


def test_issued_from_two_windows_it_is_one_decree(handed):
    number = approved(handed)
    told = at_once(*(lambda who=who: issue_proposal(handed.place, by(who), number) for who in ("ani", "citra")))
    assert sum(isinstance(one, ProposalNeeded) for one in told) == 1 and Decree.objects.count() == 1
    assert not verify_store(handed.place).faults


@pytest.mark.parametrize("moulds", ["sqlite"], indirect=True)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from([*TAKE, "done"]), st.sampled_from(["ani", "budi", "citra", "dedi", "eka"])),
        max_size=8,
    ),
    st.sampled_from(["ani", "dedi"]),
)
def test_the_store_takes_exactly_the_steps_that_the_rules_allow(handed, moves, first):
    for open_ in Step.objects.filter(name="proposed").select_related("account"):
        taken = steps_of(proposal_of(open_.proposal_id))
        if state_of(taken) in APART:
            withdraw_proposal(handed.place, by(open_.account.username), open_.proposal_id)
    if Decree.objects.exists():
        return
    number = handed.propose(first).proposal
    ids = dict(Account.objects.values_list("username", "id"))
    model: dict[str, int] = {"proposed": ids[first]}
    for step, name in moves:
        expected = hindrance(model, step, ids[name]) is None
        if _try(handed, number, step, name):
            assert expected
            model[step] = ids[name]
        assert steps_of(proposal_of(number)) == model
    held = [model[step] for step in APART if step in model]
    assert len(held) == len(set(held))


def _try(handed: Handed, number: int, step: str, name: str) -> bool:
    try:
        if step == "done":
            issue_proposal(handed.place, by(name), number)
        else:
            if step == "checked":
                handed.judge(number, name)
            TAKE[step](handed.place, by(name), number)
    except (StepRefused, RightMissing, SampleOpen, ProposalNeeded):
        return False
    return True
