"""Questions as they are asked: typed, as text, in Indonesian; what is missing or impossible is named."""

from datetime import date

import pytest

from payung.core.claims.answers_given import QuestionWrong
from payung.core.claims.question import question_from
from payung.core.law.accident import Loss
from payung.core.law.scholarship import Child

DEATH = {"kind": "death", "day": date(2026, 2, 15), "started": "2025-06-01"}
WORK = {"kind": "work-death", "accident": "2026-02-15", "started": "2025-06-01"}
DISABLED = {**WORK, "kind": "disability"}


def test_typed_values_and_text_ask_the_same():
    typed = {**DEATH, "income": 1_500_000, "paid": ["2025-06..2026-01"], "heirs": ["spouse", "child"]}
    text = {
        "kind": "meninggal", "day": "2026-02-15", "started": "2025-06-01", "income": "1500000",
        "paid": "2025-06..2025-12, 2026-01", "heirs": "janda; anak",
    }  # fmt: skip
    assert question_from(typed) == question_from(text)
    assert question_from(typed).paid == tuple(date(2025, month, 1) for month in range(6, 13)) + (date(2026, 1, 1),)


def test_what_is_not_given_is_left_open():
    asked = question_from(DEATH)
    assert (asked.paid, asked.income, asked.filed, asked.memberships) == (None, None, None, 1)
    assert asked.happened == asked.outcome == date(2026, 2, 15)


def test_losses_children_and_costs_are_read():
    asked = question_from({**DISABLED, "losses": ["toe_other*2", "arm_right_shoulder@40", "hearing_one_10db*3@50%"]})
    assert asked.losses == (Loss("toe_other", 2), Loss("arm_right_shoulder", 1, 40), Loss("hearing_one_10db", 3, 50))
    asked = question_from({**WORK, "children": ["2015-04-02 SD 3", "2006-01-01 kuliah menikah", "2024-01-01 none"]})
    assert asked.children == (
        Child(date(2015, 4, 2), "primary", 3), Child(date(2006, 1, 1), "higher", 1, married=True),
        Child(date(2024, 1, 1), "none"),
    )  # fmt: skip
    assert question_from({**WORK, "costs": ["darat=3000000", "kacamata=1"]}).costs == {"land": 3_000_000, "glasses": 1}
    assert question_from({**WORK, "costs": {"land": 5}}).costs == {"land": 5}


def test_the_outcome_of_an_accident_may_come_later():
    asked = question_from({**WORK, "day": "2026-03-01"})
    assert (asked.happened, asked.outcome) == (date(2026, 2, 15), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({**DEATH, "kind": "murder"}, "kind"),
        ({"kind": "death", "started": "2025-06-01"}, "day"),
        ({"kind": "death", "day": "2026-02-15"}, "started"),
        ({**DEATH, "day": "15-02-2026"}, "day"),
        ({**DEATH, "day": "2026-02-30"}, "day"),
        ({**DEATH, "day": 20260215}, "day"),
        ({**DEATH, "incme": 1}, "incme"),
        ({**DEATH, "income": -1}, "income"),
        ({**DEATH, "income": "-1"}, "income"),
        ({**DEATH, "income": 1.5}, "income"),
        ({**DEATH, "income": "1.500.000"}, "income"),
        ({**DEATH, "income": True}, "income"),
        ({**DEATH, "income": "9" * 30}, "income"),
        ({**DEATH, "paid": ["2025-05"]}, "paid"),
        ({**DEATH, "paid": ["2025-13"]}, "paid"),
        ({**DEATH, "paid": ["2025-09..2025-07"]}, "paid"),
        ({**DEATH, "paid": ["1000-01..9998-01"]}, "paid"),
        ({**DEATH, "filed": "2026-02-14"}, "filed"),
        ({**DEATH, "heirs": ["neighbour"]}, "heirs"),
        ({**DEATH, "losses": ["both_eyes"]}, "losses"),
        ({**DEATH, "total": "ya"}, "total"),
        ({**DEATH, "costs": ["land=1"]}, "costs"),
        ({**DEATH, "absent": ["2026-02-16..2026-03-01"]}, "absent"),
        ({**DEATH, "accident": "2026-02-01"}, "accident"),
        ({**DEATH, "children": ["2015-04-02"]}, "children"),
        ({**DEATH, "children": ["2015-04-02 sd 7"]}, "children"),
        ({**DEATH, "children": ["2015-04-02 sd 0"]}, "children"),
        ({**DEATH, "children": ["2015-04-02 sd tiga"]}, "children"),
        ({**DEATH, "children": ["2015-04-02 playgroup"]}, "children"),
        ({**DEATH, "children": ["sd 3"]}, "children"),
        ({**DEATH, "children": ["2026-02-16 none"]}, "children"),
        ({**DEATH, "memberships": 0}, "memberships"),
        ({**DEATH, "readings": ["jkm/two_memberships"]}, "readings"),
        ({**WORK, "memberships": 2}, "memberships"),
        ({**WORK, "diagnosed": "2026-02-15"}, "accident"),
        ({"kind": "work-death", "started": "2025-06-01", "day": "2026-02-15"}, "accident"),
        ({**WORK, "day": "2026-02-14"}, "day"),
        ({**WORK, "costs": ["land=1", "darat=2"]}, "costs"),
        ({**WORK, "costs": ["boat=1"]}, "costs"),
        ({**WORK, "costs": ["land"]}, "costs"),
        (DISABLED, "losses"),
        ({**DISABLED, "total": True, "losses": ["both_eyes"]}, "losses"),
        ({**DISABLED, "losses": ["toe_other*0"]}, "losses"),
        ({**DISABLED, "losses": ["toe_other@101"]}, "losses"),
        ({**DISABLED, "losses": ["toe_other@4.5"]}, "losses"),
        ({**DISABLED, "losses": ["toe_other"], "children": ["2015-04-02 sd 3"]}, "children"),
        ({**DISABLED, "total": True, "heirs": ["spouse"]}, "heirs"),
        ({**WORK, "kind": "temporary"}, "absent"),
        ({**WORK, "kind": "costs"}, "costs"),
        ({**WORK, "kind": "temporary", "absent": ["2026-02-14..2026-02-20"]}, "absent"),
        ({**WORK, "kind": "temporary", "absent": ["2026-02-20..2026-02-16"]}, "absent"),
        ({**WORK, "kind": "temporary", "absent": ["2026-02-15..2026-02-20", "2026-02-20..2026-02-25"]}, "absent"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_the_field_named(values, field):
    with pytest.raises(QuestionWrong) as error:
        question_from(values)
    assert error.value.field == field and field in error.value.says.id
