"""Whose word counts about those who were drawn, over drawn tables of words."""

from hypothesis import given
from hypothesis import strategies as st

from payung.core.review.verdicts import standing, wrong_to_anybody

WORDS = st.lists(st.tuples(st.integers(1, 3), st.sampled_from("abc"), st.sampled_from(["right", "wrong"])), max_size=15)


@given(WORDS)
def test_the_last_word_of_each_account_stands(said):
    found = standing(said)
    assert {(drawn, account) for drawn, its in found.items() for account in its} == {each[:2] for each in said}
    for drawn, its in found.items():
        for account, word in its.items():
            assert word == [one for *who, one in said if who == [drawn, account]][-1]


@given(WORDS, st.integers(1, 3))
def test_nobody_takes_back_what_another_found_wrong(said, drawn):
    doubted = [*said, (drawn, "a", "wrong")]
    others = [(drawn, account, "right") for account in "bcd"]
    assert drawn in wrong_to_anybody([*doubted, *others])
    assert wrong_to_anybody([*doubted, *others]) - {drawn} == wrong_to_anybody(said) - {drawn}
    back = [*doubted, *others, (drawn, "a", "right")]
    assert drawn not in wrong_to_anybody(back)


@given(WORDS)
def test_without_a_doubt_nobody_is_wrong(said):
    assert not wrong_to_anybody([(*who, "right") for *who, _ in said])
