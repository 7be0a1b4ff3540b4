"""A scenario changes what it says and nothing else; a file that says it wrongly is refused by the name of the field."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.allocation.fund import Tranche
from payung.core.allocation.funds_file import prices
from payung.core.law.book import LawBook
from payung.core.planner.months import between
from payung.core.planner.scenario import (
    Again,
    FundChange,
    LawChange,
    Scenario,
    changed_law,
    changed_plan,
    payable_in,
)
from payung.core.planner.scenario_file import BASE, ScenariosFileWrong, read_scenarios
from tests.core.planner.plans import FUNDS, VILLAGE, YEAR, fund, plan

BOOK = LawBook.read()
TWO = plan(
    fund(tranches=(Tranche(202601, 3_000_000), Tranche(202607, 7_000_000)), people=40),
    fund(5_000, id="b", per="area", village_tranches=None),
)


def changed(**change):
    return changed_plan(TWO, replace(BASE, funds=(FundChange("a", **change),)), BOOK)


def test_without_a_change_the_plan_is_the_same():
    assert changed_plan(TWO, BASE, BOOK) == TWO


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"budget_percent": 50}, {"tranches": (Tranche(202601, 1_500_000), Tranche(202607, 3_500_000))}),
        ({"budget": 1_000_001}, {"tranches": (Tranche(202601, 300_000), Tranche(202607, 700_001))}),
        ({"people": 7}, {"people": 7}),
        ({"people": None}, {"people": None}),
        ({"people_per_village": 7}, {"people_per_village": 7}),
        ({"months": 3}, {"months": YEAR[:3]}),
        ({"until": 202609}, {"months": YEAR[:9]}),
        (
            {"starts": 202603},
            {"months": YEAR[2:], "tranches": (Tranche(202603, 3_000_000), Tranche(202607, 7_000_000))},
        ),
        ({"also_who": ("palm_worker",)}, {"who": ("palm_worker",)}),
    ],
)
def test_a_change_is_made_and_nothing_else(change, fields):
    made = changed(**change)
    assert made.funds == (replace(TWO.funds[0], **fields), TWO.funds[1])
    assert (made.months, made.prices) == (TWO.months, TWO.prices)


def test_a_village_with_its_own_money_keeps_its_share_and_loses_it_to_a_new_budget():
    own = plan(fund(1_000, village_tranches={str(VILLAGE): (Tranche(202601, 333),)}))
    half = changed_plan(own, replace(BASE, funds=(FundChange(None, budget_percent=50),)), BOOK).funds[0]
    assert half.village_tranches == {str(VILLAGE): (Tranche(202601, 166),)} and half.tranches[0].amount == 500
    assert changed_plan(own, replace(BASE, funds=(FundChange(None, budget=9),)), BOOK).funds[0].village_tranches is None


def test_a_fund_left_out_takes_its_prices_with_it():
    cheap = replace(TWO, prices=(TWO.prices[0], (8_400,) * 12))
    made = changed_plan(cheap, replace(BASE, funds=(FundChange("a", left_out=True),)), BOOK)
    assert [one.id for one in made.funds] == ["b"] and made.prices == ((8_400,) * 12,)


def test_again_is_the_same_money_later_in_purses_of_their_own():
    made = changed_plan(TWO, replace(BASE, again=Again(202704, 9)), BOOK)
    assert made.months == between(202601, 202712)
    once, again = made.funds[0], made.funds[2]
    assert once == TWO.funds[0] and again.id == "a-again" and again.people == 40
    assert again.tranches == (Tranche(202704, 3_000_000), Tranche(202710, 7_000_000))
    assert again.months == between(202704, 202712)
    assert len(made.prices) == 4 and {len(row) for row in made.prices} == {24}


def test_the_law_of_next_year_makes_months_dearer_from_its_day_on():
    book = changed_law(BOOK, [LawChange("bpu/jkm/contribution", date(2026, 7, 1), 7_200)])
    made = changed_plan(TWO, Scenario("x", BASE.name, law=(LawChange("bpu/jkm/contribution"),)), book)
    assert made.prices[0] == (16_800,) * 6 + (17_200,) * 6
    assert prices(TWO.months, TWO.funds, BOOK)[0] == (16_800,) * 12


def test_an_amount_of_the_same_day_takes_the_place_of_the_one_that_was_there():
    parameter = BOOK.parameter("bpu/jkm/contribution")
    last = parameter.values[-1].since
    values = changed_law(BOOK, [LawChange("bpu/jkm/contribution", last, 1)]).parameter("bpu/jkm/contribution").values
    assert [value.since for value in values] == [value.since for value in parameter.values] and values[-1].amount == 1


def test_a_reading_of_the_law_can_be_changed():
    key = "bpu/cover/lapse_comparison"
    assert changed_law(BOOK, [LawChange(key, reading="reached")]).on(date(2026, 1, 1)).reading(key).code == "reached"


def test_private_money_has_the_relief_and_loses_it_in_january():
    private = [fund(source="zakat", payer="private")]
    assert prices((202612, 202701), private, BOOK) == ((8_400, 16_800),)


def test_who_may_be_paid_at_the_end_may_be_paid_after_it():
    months = between(202601, 202603)
    sets = np.array([0b111, 0b011, 0b100], np.int64)
    assert payable_in(sets, months, between(202601, 202605)).tolist() == [0b11111, 0b00011, 0b11100]
    assert payable_in(sets, months, months).tolist() == sets.tolist()
    beyond = sets | 1 << 3
    assert payable_in(beyond, months, months).tolist() == sets.tolist()
    assert payable_in(beyond, months, between(202601, 202605)).tolist() == [0b11111, 0b00011, 0b11100]


@given(FUNDS, st.integers(0, 300))
def test_a_budget_in_percent_is_that_of_the_whole_rounded_down(one, percent):
    made = changed_plan(plan(one), replace(BASE, funds=(FundChange(None, budget_percent=percent),)), BOOK)
    whole = sum(tranche.amount for tranche in one.tranches)
    assert sum(tranche.amount for tranche in made.funds[0].tranches) == whole * percent // 100


FILE = """
scenarios:
  - id: setengah
    name: {id: Anggaran setengah, en: Half the budget}
    funds:
      "*": {budget_percent: 50}
      b: {people: null, until: 2026-09, also_who: [palm_worker]}
  - id: lanjut
    name: {id: Dilanjutkan, en: Carried on}
    again: {from: 2027-01}
    law:
      - {key: bpu/jkm/contribution, since: 2027-01-01, amount: 7200}
      - {key: bpu/cover/lapse_comparison, reading: reached}
"""


def read(text, folder):
    (folder / "scenarios.yaml").write_text(text, "utf-8")
    return read_scenarios(folder / "scenarios.yaml", plan=TWO, book=BOOK)


def test_a_file_is_read_as_written(tmp_path):
    base, half, carried = read(FILE, tmp_path)
    assert base == BASE
    assert half.funds == (
        FundChange(None, budget_percent=50),
        FundChange("b", people=None, until=202609, also_who=("palm_worker",)),
    )
    assert carried.again == Again(202701, 12)
    assert carried.law == (
        LawChange("bpu/jkm/contribution", date(2027, 1, 1), 7_200),
        LawChange("bpu/cover/lapse_comparison", reading="reached"),
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("budget_percent: 50", "budget_percent: -1"), "scenarios.1.funds.*.budget_percent"),
        (("budget_percent: 50", "budget_percent: 50, budget: 3"), "scenarios.1.funds.*.budget_percent"),
        (("budget_percent: 50", "budget: 0.5"), "scenarios.1.funds.*.budget"),
        (("budget_percent: 50", "dana: 50"), "scenarios.1.funds.*.dana"),
        (("{budget_percent: 50}", "{}"), "scenarios.1.funds.*"),
        (("{budget_percent: 50}", "{left_out: true}"), "scenarios.1.funds"),
        (("      b:", "      c:"), "scenarios.1.funds.c"),
        (("until: 2026-09", "until: 2025-09"), "scenarios.1.funds.b.until"),
        (("until: 2026-09", "until: 2026-09, starts: 2026-10"), "scenarios.1.funds.b.until"),
        (("[palm_worker]", "[sawit]"), "scenarios.1.funds.b.also_who.1"),
        (("id: lanjut", "id: setengah"), "scenarios.2.id"),
        (("id: lanjut", "id: plan"), "scenarios.2.id"),
        (("id: lanjut", "id: a/b"), "scenarios.2.id"),
        (("from: 2027-01", "from: 2026-12"), "scenarios.2.again.from"),
        (("from: 2027-01", "from: 2027-13"), "scenarios.2.again.from"),
        (("from: 2027-01", "from: 2027-01, months: 13"), "scenarios.2.again.months"),
        (("bpu/jkm/contribution", "bpu/jkm/iuran"), "scenarios.2.law.1.key"),
        (("bpu/jkm/contribution", "bpu/income_bands"), "scenarios.2.law.1.key"),
        (
            (
                "bpu/jkm/contribution, since: 2027-01-01, amount: 7200",
                "bpu/jkm/first_months/months, since: 2027-01-01, amount: 1201",
            ),
            "scenarios.2.law.1.amount",
        ),
        (("since: 2027-01-01", "since: 1990-01-01"), "scenarios.2.law.1.since"),
        (("reading: reached", "reading: maybe"), "scenarios.2.law.2.reading"),
        (("    again: {from: 2027-01}\n    law:", "    laws:"), "scenarios.2"),
        (("en: Half the budget", "fr: x"), "scenarios.1.name.en"),
        (("scenarios:", "skenario:"), "scenarios"),
    ],
)
def test_what_is_wrong_is_named(change, field, tmp_path):
    assert change[0] in FILE
    with pytest.raises(ScenariosFileWrong) as wrong:
        read(FILE.replace(*change), tmp_path)
    assert wrong.value.field == field and wrong.value.line is not None
