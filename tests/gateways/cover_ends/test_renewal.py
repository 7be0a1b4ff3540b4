"""The renewal as a plan: simulating it pays exactly these people, exactly these months, for exactly that money."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from payung.actions.simulate_plan import SimulationRequest, simulate_plan
from payung.core.allocation.funds_file import read_funds
from payung.core.basis.months import between
from payung.engines.cover_watch import ending_people
from payung.gateways.cover_ends.renewal import FUNDS as FUNDS_FILE
from payung.gateways.cover_ends.renewal import PEOPLE, SCENARIOS, RenewalImpossible, write_renewals
from tests.core.cover.ledgers import fund, ledger, people
from tests.gateways.cover_ends.made import BOOK, FUNDS, ON, ending, ends, live


def simulated(folder: Path):
    return simulate_plan(
        SimulationRequest(
            people=[folder / PEOPLE], funds=folder / FUNDS_FILE, out=None, scenarios=folder / SCENARIOS, seed=1
        )
    ).simulation


def test_each_plan_renews_its_people_and_no_others(tmp_path):
    found, listed = write_renewals(ending(), live(), FUNDS, BOOK, tmp_path, until=202712), ending()
    assert [plan.fund for plan in found] == ["bkbk", "csr", "desa"]
    assert sum(plan.people for plan in found) == listed.height
    assert sum(plan.rupiah for plan in found) == ends().cost
    for plan in found:
        theirs = listed.filter(pl.col("fund") == plan.fund).join(live().select("person", "key"), on="person")
        assert sorted(pl.read_parquet(plan.folder / PEOPLE)["key"]) == sorted(theirs["key"])


def test_the_simulation_pays_every_month_of_everyone_for_what_was_said(tmp_path):
    for plan in write_renewals(ending(), live(), FUNDS, BOOK, tmp_path, until=202712, budget=4_000_000):
        result = simulated(plan.folder)
        base = result.base.figures
        assert base.person_months == plan.person_months
        assert sum(month.rupiah for month in base.months) == plan.rupiah
        assert {month.paid for month in base.months if month.month <= 202712} == {plan.people}
        assert [one.scenario.id for one in result.outcomes] == ["plan", "budget", "half", "short"]
        _, budget, half, short = (one.figures for one in result.outcomes)
        assert 0 < half.person_months <= plan.person_months // 2
        assert short.person_months == 3 * plan.people
        assert budget.person_months < plan.person_months


def test_a_membership_goes_on_without_beginning_anew(tmp_path):
    [plan] = write_renewals(ending().filter(pl.col("fund") == "bkbk"), live(), FUNDS, BOOK, tmp_path, until=202706)
    full = ending().filter(pl.col("fund") == "bkbk")["full"].sum()
    assert simulated(plan.folder).base.figures.months[0].full == full


def test_the_city_with_less_money_than_a_year(tmp_path):
    """8,000 people at Rp134.4 million a month, Rp500 million: 29,761 person-months, 3.7 months; here a hundredth."""
    year = between(202501, 202512)
    rows = [(person, month, "kota", True) for person in range(1, 81) for month in year]
    city, money = people(["1504022001"] * 80), [fund("kota", year)]
    found = ending_people(ledger(rows), city, money, BOOK, date(2025, 11, 15), days=60)
    [plan] = write_renewals(found, city, money, BOOK, tmp_path, until=202612, budget=5_000_000)
    assert (plan.people, plan.person_months, plan.rupiah) == (80, 960, 80 * 12 * 16_800)
    budget = next(one for one in simulated(plan.folder).outcomes if one.scenario.id == "budget")
    assert budget.figures.person_months == 297  # 5,000,000 / 16,800


def test_who_is_paid_again_is_renewed_until_then(tmp_path):
    some = ending().with_columns(resumes=pl.when(pl.col("person") == 3).then(202703).cast(pl.Int64))
    found = write_renewals(some, live(), FUNDS, BOOK, tmp_path, until=202706)
    [plan] = [plan for plan in found if plan.fund == "bkbk"]
    assert plan.person_months == plan.people * 6 - 4
    assert simulated(plan.folder).base.figures.person_months == plan.person_months


def test_the_payer_stays_who_it_was(tmp_path):
    for plan in write_renewals(ending(), live(), FUNDS, BOOK, tmp_path, until=202701):
        [read] = read_funds(plan.folder / FUNDS_FILE, BOOK).plan.funds
        was = next(fund for fund in FUNDS if fund.id == plan.fund)
        assert (read.payer, read.sector, read.group_kind, read.area_code) == (
            was.payer, was.sector, was.group_kind, was.area_code,
        )  # fmt: skip


def test_the_same_input_gives_the_same_bytes(tmp_path):
    told = []
    for name in ("one", "two"):
        write_renewals(ending(), live(), FUNDS, BOOK, tmp_path / name, until=202712, budget=10**6)
        told.append({path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")})
    assert told[0] == told[1] and len(told[0]) == 9


@pytest.mark.parametrize("until", [202611, 202901])
def test_months_that_are_none_or_too_many_are_refused(until, tmp_path):
    with pytest.raises(RenewalImpossible):
        write_renewals(ending(), live(), FUNDS, BOOK, tmp_path, until=until)
    assert not list(tmp_path.rglob("*.yaml")) and ON.year == 2026
