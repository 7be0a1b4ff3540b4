"""The order of steps, over every path that accounts can take."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from payung.core.access.roles import RIGHTS
from payung.core.review.steps import AFTER, APART, RIGHT, STEPS, hindrance, refusing, state_of

ACCOUNTS = (1, 2, 3)
MOVES = st.lists(st.tuples(st.sampled_from(list(STEPS)), st.sampled_from(ACCOUNTS)), max_size=12)


def walk(moves):
    taken: dict[str, int] = {}
    for step, account in moves:
        if hindrance(taken, step, account) is None:
            taken[step] = account
    return taken


@given(MOVES)
def test_no_path_lets_one_account_take_two_steps_or_skip_one(moves):
    taken = walk(moves)
    accounts = [taken[step] for step in APART if step in taken]
    assert len(set(accounts)) == len(accounts)
    for before, after in zip((*APART, "done"), (*APART[1:], "done"), strict=False):
        assert after not in taken or before in taken
    assert not {"refused", "withdrawn"} & taken.keys() or "done" not in taken
    assert not {"refused", "withdrawn"} <= taken.keys()
    if "withdrawn" in taken:
        assert taken["withdrawn"] == taken["proposed"]
    if "refused" in taken:
        assert taken["refused"] not in (accounts if "approved" not in taken else accounts[:1])


@given(MOVES, st.sampled_from(list(STEPS)), st.sampled_from(ACCOUNTS))
def test_what_is_over_stays_over(moves, step, account):
    taken = walk(moves)
    if state_of(taken) in ("done", "refused", "withdrawn"):
        assert hindrance(taken, step, account) is not None


def test_three_accounts_get_there_in_one_way_alone():
    ways = set()
    for accounts in product(ACCOUNTS, repeat=4):
        taken = walk(zip((*APART, "done"), accounts, strict=True))
        if "done" in taken:
            ways.add(accounts[:3])
    assert len(ways) == 6


def test_what_was_approved_is_sent_back_by_anybody_who_may_approve_but_its_proposer():
    taken = {"proposed": 1, "checked": 2, "approved": 3}
    assert refusing(taken) == "decree.approve"
    assert [hindrance(taken, "refused", account) is None for account in (1, 2, 3, 4)] == [False, True, True, True]
    assert hindrance({**taken, "done": 1}, "refused", 4) is not None


def test_why_is_said():
    assert "only proposed so far" in hindrance({"proposed": 1}, "approved", 2).en
    assert "approved already" in hindrance({"proposed": 1, "checked": 2, "approved": 3}, "checked", 4).en
    assert "diusulkan" in hindrance({"proposed": 1}, "checked", 1).id
    assert "only the account" in hindrance({"proposed": 1}, "withdrawn", 2).en
    assert set(RIGHT.values()) <= set(RIGHTS) and set(AFTER) == {"", *STEPS}
    assert refusing({"proposed": 1}) == "decree.check" and refusing({"proposed": 1, "checked": 2}) == "decree.approve"
