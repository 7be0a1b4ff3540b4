"""What is suggested about a doubtful pair: never a decision, and right about those everybody would answer alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.linkage.comparisons import COMPARISONS
from payung.core.linkage.situation import MISSING
from payung.core.linkage.suggestion import agreement, suggested

LEVELS = st.fixed_dictionaries(
    {one.field: st.sampled_from([MISSING, *(level.code for level in one.levels)]) for one in COMPARISONS}
)


@pytest.mark.parametrize(
    ("levels", "one_list", "answer"),
    [
        ({"nik": "one_digit", "name": "equal", "family_card": "equal"}, False, "same"),
        ({"nik": "one_digit", "name": "typo", "family_card": "equal"}, False, "different"),
        ({"nik": "same_day", "name": "rest", "mother_name": "equal"}, False, "different"),
        ({"nik": "digit_lost", "name": "equal", "family_card": "other"}, False, "same"),
        ({"nik": "one_digit", "name": "equal", "mother_name": "other"}, False, "different"),
        ({"nik": "one_digit", "name": "equal", "mother_name": "other", "family_card": "equal"}, False, "same"),
        ({"nik": "equal", "name": "other", "mother_name": "equal"}, True, "same"),
        ({"nik": "equal", "name": "other", "village_code": "equal"}, False, "same"),
        ({"nik": "equal", "name": "other", "village_code": "equal"}, True, "different"),
        ({"nik": "equal", "name": "other", "village_code": "other"}, False, "different"),
        ({"nik": "equal", "name": "other", "sex": "other", "mother_name": "equal"}, False, "different"),
        ({"nik": "equal", "name": "given", "birth_date": "other"}, False, "same"),
        ({"nik": "one_digit", "name": "ending", "birth_date": "equal"}, False, "different"),
        ({"nik": "same_day", "name": "ending", "family_card": "equal"}, False, "different"),
        ({"nik": "digit_lost", "name": "ending", "family_card": "equal"}, False, "different"),
        ({"nik": "digit_lost", "name": "typo", "family_card": "equal"}, False, "same"),
        ({"nik": "equal", "name": "ending", "birth_date": "other"}, False, "same"),
        ({"nik": "equal", "name": "letter", "birth_date": "year"}, False, "same"),
        ({"nik": "equal", "name": "letter", "mother_name": "other"}, False, "same"),
        ({"nik": "equal", "name": "faint", "birth_date": "other"}, False, "same"),
        ({"nik": MISSING, "name": "equal", "birth_date": "equal"}, False, "same"),
        ({"nik": MISSING, "name": "typo", "sex": "other"}, False, "different"),
    ],
)
def test_what_everybody_would_answer(levels, one_list, answer):
    assert suggested(levels, one_list=one_list) == answer


@given(LEVELS, st.booleans())
def test_every_pair_has_an_answer_and_the_same_name_on_one_nik_is_one_person(levels, one_list):
    assert suggested(levels, one_list=one_list) in ("same", "different")
    assert suggested(levels | {"nik": "equal", "name": "equal"}, one_list=one_list) == "same"


def test_every_level_is_drawn_as_something():
    for comparison in COMPARISONS:
        drawn = {level.code: agreement(level.code) for level in comparison.levels}
        assert drawn["equal"] == "agrees" and drawn["other"] == "differs"
        assert set(drawn.values()) <= {"agrees", "alike", "differs"}
