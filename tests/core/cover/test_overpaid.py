"""What comes back and how: by kind and policy, and never a rupiah twice."""

from datetime import date

import narwhals as nw
import pytest
from hypothesis import given

from payung.core.cover.overpaid import POLICIES, RULES, WHY, overpaid_sums, overpayments
from payung.core.cover.treatments import KINDS, TREATMENTS
from tests.core.cover.matching import matched, sides
from tests.core.cover.test_match import LIST_MONTHS, worlds

TREATED = """
 kind        | swap    | credit | none
 ended       | replace | offset | lost
 twice       | claim   | offset | claim
 not_decreed | claim   | offset | claim
 above_price | claim   | offset | claim
 not_on_list | replace | offset | claim
"""


def sums(found):
    return nw.to_native(overpaid_sums(nw.from_native(found.lazy()))).collect().to_dicts()


def test_kind_and_policy_decide_what_becomes_of_it():
    heading, *rows = [[cell.strip() for cell in line.split("|")] for line in TREATED.strip().splitlines()]
    drawn = {
        (row[0], policy): treatment for row in rows for policy, treatment in zip(heading[1:], row[1:], strict=True)
    }
    assert drawn == {(kind, policy): treatment for kind, by in RULES.items() for policy, treatment in by.items()}
    assert set(drawn.values()) == set(TREATMENTS) and list(KINDS) == [row[0] for row in rows] == list(WHY)
    assert set(POLICIES) == set(heading[1:])


def test_a_bill_with_every_kind():
    given = sides(
        decree=[(person, 202510, 16_800, "bkbk") for person in (1, 2, 3, 4)],
        billed=[(1, 1, 202510, 16_800), (2, 2, 202510, 16_800), (3, 2, 202510, 16_800), (4, 3, 202510, 20_000),
                (5, 9, 202510, 16_800), (6, 4, 202510, 16_800)],
        listed=[(person, person, 202510) for person in (1, 2, 9)],
        ended=[(1, "moved", date(2025, 1, 1))],
    )  # fmt: skip
    found = overpayments(sums(matched(given)), {"bkbk": "swap"})
    assert [(one.kind, one.treatment, one.months, one.rupiah) for one in found] == [
        ("ended", "replace", 1, 16_800),
        ("twice", "claim", 1, 16_800),
        ("not_decreed", "claim", 1, 16_800),
        ("above_price", "claim", 1, 3_200),
        ("not_on_list", "replace", 2, 33_600),
    ]
    assert all(one.why.id and one.why.en for one in found)
    assert "mengganti" in found[0].why.id and "mengganti" not in found[1].why.id


def test_594_paid_and_557_listed_under_each_policy():
    decree = [(person, 202510, 16_800, "dbhcht") for person in range(594)]
    given = sides(
        decree=decree,
        billed=[(person, person, month, price) for person, month, price, _ in decree],
        listed=[(person, person, 202510) for person in range(557)],
    )
    for policy, treatment in (("swap", "replace"), ("credit", "offset"), ("none", "claim")):
        (one,) = overpayments(sums(matched(given)), {"dbhcht": policy})
        assert (one.treatment, one.months, one.rupiah) == (treatment, 37, 621_600)


def test_a_fund_without_a_policy_is_a_mistake():
    with pytest.raises(KeyError):
        overpayments([{"fund": "x", "kind": "ended", "person_months": 1, "rupiah": 1}], {})


@given(worlds(), LIST_MONTHS)
def test_the_kinds_come_to_what_was_overpaid_and_what_is_not_confirmed(given, list_months):
    found = matched(given, list_months)
    by = sums(found)
    assert sum(row["rupiah"] for row in by if row["kind"] != "not_on_list") == found["overpaid"].sum()
    unlisted = found.filter(found["listed"] == "not_on_list")
    due = (unlisted["amount"] - unlisted["overpaid"]).sum()
    assert sum(row["rupiah"] for row in by if row["kind"] == "not_on_list") == due
    assert all(row["rupiah"] > 0 and row["kind"] in KINDS for row in by)
    assert sum(row["rupiah"] for row in by) <= found["amount"].sum()
    listed = overpayments(by, {"bkbk": "none", "add": "credit", "zakat": "swap"})
    assert sum(one.rupiah for one in listed) == sum(row["rupiah"] for row in by)
