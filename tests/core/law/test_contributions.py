"""What a month of cover costs, by day, payer and sector; published amounts first."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.law.book import LawBook, NoValueInForce
from payung.core.law.contributions import Contribution, monthly_contribution

BOOK = LawBook.read()


def owed(day: str, *, public_money: bool, sector: str = "other") -> Contribution:
    return monthly_contribution(
        BOOK.on(date.fromisoformat(day)), payer="public" if public_money else "private", sector=sector
    )


def test_the_contribution_is_16_800_rupiah_10_000_and_6_800():
    contribution = owed("2025-07-01", public_money=True)
    assert (contribution.jkk, contribution.jkm, contribution.total) == (10_000, 6_800, 16_800)


def test_lumajang_paid_seven_full_months_of_2025_for_5606_workers():
    months = [owed(f"2025-{month:02d}-01", public_money=True).total for month in range(6, 13)]
    assert 5_606 * sum(months) == 659_265_600  # printed as 659,2 juta


def test_a_donor_pays_five_workers_for_a_month_in_2019():
    assert 5 * owed("2019-05-21", public_money=False).total == 84_000


@pytest.mark.parametrize(
    ("day", "other", "transport"),
    [
        ("2025-12-31", 16_800, 16_800),
        ("2026-01-01", 16_800, 8_400),
        ("2026-03-31", 16_800, 8_400),
        ("2026-04-01", 8_400, 8_400),
        ("2026-12-31", 8_400, 8_400),
        ("2027-01-01", 16_800, 8_400),
        ("2027-03-31", 16_800, 8_400),
        ("2027-04-01", 16_800, 16_800),
    ],
)
def test_the_relief_of_2026_starts_and_ends_on_its_days_and_is_not_for_public_money(day, other, transport):
    assert owed(day, public_money=False).total == other
    assert owed(day, public_money=False, sector="transport").total == transport
    assert owed(day, public_money=True).total == owed(day, public_money=True, sector="transport").total == 16_800


@pytest.mark.parametrize(
    ("day", "total"), [("2020-07-31", 16_800), ("2020-08-01", 168), ("2021-01-31", 168), ("2021-02-01", 16_800)]
)
@pytest.mark.parametrize("sector", ["other", "transport"])
@pytest.mark.parametrize("public_money", [True, False])
def test_the_relief_of_the_pandemic_is_for_all(day, total, sector, public_money):
    assert owed(day, public_money=public_money, sector=sector).total == total


@pytest.mark.parametrize("public_money", [True, False])
def test_there_is_no_contribution_before_july_2015(public_money):
    assert owed("2015-07-01", public_money=public_money).total == 16_800
    with pytest.raises(NoValueInForce):
        owed("2015-06-30", public_money=public_money)


@given(st.dates(date(2015, 7, 1), date(2035, 1, 1)), st.booleans(), st.sampled_from(["other", "transport"]))
def test_every_amount_is_whole_rupiah_and_nothing_is_rounded(day, public_money, sector):
    law = BOOK.on(day)
    contribution = monthly_contribution(law, payer="public" if public_money else "private", sector=sector)
    full = 10_000 + law["bpu/jkm/contribution"].amount
    assert contribution.total * 100 % full == 0
    assert 0 < contribution.total <= full


def test_the_steps_say_the_calculation_and_rest_on_the_articles():
    contribution = owed("2026-05-01", public_money=False)
    base, jkk, jkm = contribution.steps
    assert "Golongan terendah: dasar penghasilan Rp1.000.000" in base.says.id and base.amount is None
    assert jkk.says.id == "Iuran JKK: Rp1.000.000 × 1 % × 50 % = Rp5.000" and jkk.amount == contribution.jkk == 5_000
    assert jkm.says.en == "JKM contribution: Rp6.800 × 50 % = Rp3.400" and jkm.amount == contribution.jkm == 3_400
    assert [value.key for value in contribution.answer.rests_on] == [
        "bpu/income_bands", "bpu/jkk/contribution_percent", "bpu/payable_percent", "bpu/jkm/contribution",
    ]  # fmt: skip


def test_a_share_that_is_not_whole_rupiah_is_refused_instead_of_rounded():
    law = BOOK.on(date(2026, 5, 1))
    key = "bpu/payable_percent"
    third = replace(law.parameters[key], values=(replace(law[key], amount=33),))
    odd = replace(law.parameters["bpu/jkm/contribution"], values=(replace(law["bpu/jkm/contribution"], amount=6_801),))
    changed = replace(law, parameters={**law.parameters, key: third, "bpu/jkm/contribution": odd})
    with pytest.raises(ValueError, match="not whole rupiah"):
        monthly_contribution(changed, payer="private")
