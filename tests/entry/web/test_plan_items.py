"""What a plan's page says of its sums, of plans of every age."""

from payung.entry.web.budget import words
from payung.entry.web.budget.views import _items

SUMS = {"people": 7, "person_months": 84, "amount": 1_411_200, "waiting": 1, "left": 0}


def said(**more) -> dict[str, object]:
    return {item.key.id: item.value for item in _items({**SUMS, **more})}


def test_a_plan_that_does_not_say_how_many_were_accepted_shows_the_rest():
    assert words.ACCEPTED.id not in said() and said()[words.PAID.id] == 7
    assert words.ACCEPTED.id not in said(apart={"held": 1, "restricted": 0})


def test_whoever_is_left_out_is_in_the_equation_and_named():
    held = said(apart={"accepted": 14, "held": 1, "unplaced": 2, "restricted": 1, "erased": 2})
    assert held[words.ACCEPTED.id].id.startswith("14 = 7 dibayar + 1 menunggu + 1 sudah punya bulan itu + 5 tidak")
    assert [held[name.id] for name in (words.UNPLACED, words.RESTRICTED, words.ERASED)] == [2, 1, 2]
    assert words.UNPLACED.id not in said(apart={"accepted": 8})


def test_what_decrees_before_hold_is_said_where_there_is_some():
    assert said(gone=403_200)[words.GONE.id] == 403_200
    assert words.GONE.id not in said(gone=0) and words.GONE.id not in said()
