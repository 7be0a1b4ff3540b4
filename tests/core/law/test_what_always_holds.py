"""What holds for every day, base, month, child and cost, whatever the amounts of the law are."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.law import accident
from payung.core.law.answer import Answer
from payung.core.law.book import LawBook
from payung.core.law.contributions import monthly_contribution
from payung.core.law.death import death_benefit
from payung.core.law.difference import compare_parts, explain
from payung.core.law.heirs import RELATIONS, who_receives
from payung.core.law.scholarship import LEVELS, MOST_YEARS, Child, scholarship, years_old

BOOK = LawBook.read()
FIRST, RULE = date(2015, 7, 1), date(2019, 12, 2)
BASES = [band.amount for band in BOOK.on(FIRST).bands("bpu/income_bands").bands]
EDGES = tuple(BOOK.on(date(2025, 3, 1)).reading("bpu/jkm/first_months/edge").readings)
LOSSES = tuple(BOOK.on(FIRST).table("jkk/disability_table").rows)

days = st.dates(FIRST, date(2040, 12, 31))
days_of_scholarships = st.dates(RULE, date(2040, 12, 31))
bases = st.sampled_from(BASES)
losses = st.lists(
    st.builds(accident.Loss, st.sampled_from(LOSSES), st.integers(1, 5), st.integers(1, 100)), min_size=1, max_size=4
)
costs = st.dictionaries(st.sampled_from(list(accident.COSTS)), st.integers(0, 10**9), min_size=1)


@st.composite
def children(draw, on, most=5):
    found = []
    for _ in range(draw(st.integers(1, most))):
        born = on - timedelta(days=draw(st.integers(0, 22 * 365)))
        level = draw(st.sampled_from(list(LEVELS)))
        found.append(
            Child(born, level, draw(st.integers(1, MOST_YEARS[level])), *draw(st.tuples(*[st.booleans()] * 2)))
        )
    return found


def adds_up(answer: Answer) -> int:
    """The sum, after seeing that it is whole, never below zero, and that of the steps."""
    assert all(type(part.amount) is int and part.amount >= 0 for part in answer.parts)
    assert answer.total == sum(part.amount for part in answer.parts)
    assert answer.total == sum(step.amount or 0 for step in answer.steps)
    assert len({part.code for part in answer.parts}) == len(answer.parts)
    return answer.total


@given(days, st.integers(0, 40_000_000), st.integers(0, 40_000_000), st.booleans())
def test_a_higher_income_never_costs_less_and_a_contribution_adds_up(day, income, more, jht):
    law = BOOK.on(day)
    for sector in ("other", "transport"):
        private = monthly_contribution(law, payer="private", income=income, sector=sector, jht=jht)
        for payer in ("public", "village", "private"):
            one = monthly_contribution(law, payer=payer, income=income, sector=sector, jht=jht)
            two = monthly_contribution(law, payer=payer, income=income + more, sector=sector, jht=jht)
            assert one.total == one.jkk + one.jkm + one.jht == adds_up(one.answer) <= two.total
            assert one.jkm == two.jkm and (one.jht == 0) == (not jht)
            assert one.total >= private.total, "relief is never for public money alone"


@given(days, st.integers(0, 4000), st.sampled_from(EDGES))
def test_the_first_months_pay_less_or_the_same_never_more(day, before, edge):
    book = BOOK.read_as("bpu/jkm/first_months/edge", edge)
    law, started = book.on(day), day - timedelta(days=before)
    full = law["jkm/lump_sum"].amount + 24 * law["jkm/periodic"].amount + law["jkm/burial"].amount
    paid = adds_up(death_benefit(law, started=started))
    assert paid in (full, law["jkm/burial"].amount)
    assert paid == full or day >= date(2025, 2, 24)
    assert adds_up(death_benefit(law, started=started - timedelta(days=1))) >= paid, "longer cover never pays less"
    if before >= 94:
        assert paid == full
    elif day >= date(2025, 2, 24) and before <= 58:
        assert paid < full


@given(days, days, st.sampled_from(EDGES))
def test_the_split_of_the_first_months_changes_no_sum(day, started, edge):
    started = min(day, started)
    book = BOOK.read_as("bpu/jkm/first_months/edge", edge)
    split = book.read_as("bpu/jkm/first_months/components", "grant_and_burial")
    assert adds_up(death_benefit(book.on(day), started=started)) == adds_up(
        death_benefit(split.on(day), started=started)
    )


@given(days, bases, bases)
def test_a_work_death_pays_more_on_a_higher_base_and_never_less_than_another_death(day, one, two):
    low, high = sorted((one, two))
    law = BOOK.on(day)
    paid = adds_up(accident.death_by_accident(law, low))
    assert paid <= adds_up(accident.death_by_accident(law, high))
    assert paid >= adds_up(death_benefit(law, started=date(2015, 1, 1)))
    assert adds_up(accident.total_disability(law, low)) <= adds_up(accident.total_disability(law, high))


@pytest.mark.parametrize("base", [1, 100_000, 416_666, 416_667])
def test_a_work_death_never_pays_less_than_the_death_grant(base):
    law = BOOK.on(date(2026, 3, 1))
    part = accident.death_by_accident(law, base * 1000).parts[0]
    assert part.amount == max(48_000 * base, 20_000_000)


@given(days, bases, losses, losses)
def test_a_further_loss_never_pays_less_and_never_more_than_total_disability(day, base, some, more):
    law = BOOK.on(day)
    paid = adds_up(accident.partial_disability(law, base, some))
    assert paid <= adds_up(accident.partial_disability(law, base, [*some, *more]))
    assert 0 < paid <= accident.total_disability(law, base).parts[0].amount
    assert paid == adds_up(accident.partial_disability(law, base, some[::-1]))


@given(days, bases, st.sampled_from(LOSSES), st.integers(1, 4), st.integers(1, 99))
def test_more_of_a_loss_never_pays_less(day, base, code, count, percent):
    law = BOOK.on(day)

    def paid(*loss):
        return accident.partial_disability(law, base, [accident.Loss(*loss)]).total

    assert paid(code, count, percent) <= paid(code, count + 1, percent)
    assert paid(code, count, percent) <= paid(code, count, percent + 1) <= paid(code, count)


@given(days, bases, st.integers(0, 900))
def test_a_day_more_unable_to_work_never_pays_less_nor_more_than_a_day(day, base, length):
    law, last = BOOK.on(day), day + timedelta(days=length)
    one = adds_up(accident.temporary_inability(law, base, [(day, last)]))
    two = adds_up(accident.temporary_inability(law, base, [(day, last + timedelta(days=1))]))
    assert 0 < one <= two
    assert one <= base * (length + 1)
    assert one <= base * (length // 28 + 1)


@given(st.dates(RULE, date(2030, 1, 1)), bases, st.integers(0, 900))
def test_the_later_rule_of_inability_never_pays_less(day, base, length):
    span = [(day, day + timedelta(days=length))]
    old, new = BOOK.on(date(2019, 12, 1)), BOOK.on(RULE)
    assert accident.temporary_inability(old, base, span).total <= accident.temporary_inability(new, base, span).total


@given(days_of_scholarships, costs, st.integers(0, 10**6))
def test_costs_are_never_repaid_above_what_was_spent_or_the_limit(day, spent, more):
    law = BOOK.on(day)
    answer = accident.repaid_costs(law, spent)
    adds_up(answer)
    assert [part.code.removeprefix("cost_") for part in answer.parts] == [
        code for code in accident.COSTS if code in spent
    ]
    again = accident.repaid_costs(law, {code: amount + more for code, amount in spent.items()})
    for part, after in zip(answer.parts, again.parts, strict=True):
        cost = spent[part.code.removeprefix("cost_")]
        assert part.amount <= (cost * 14 // 10 if part.code == "cost_prosthesis" else cost)
        assert part.amount <= after.amount


@given(days_of_scholarships, st.data())
def test_scholarships_stay_within_their_ceilings_and_end_before_23(day, data):
    family = data.draw(children(day))
    plan = scholarship(BOOK.on(day), family, months_paid=36, work=data.draw(st.booleans()))
    assert plan.first_year + plan.following == sum(part.amount for part in plan.instalments) <= 174_000_000
    assert len({part.child for part in plan.instalments}) <= 2
    per_child = Counter()
    for part in plan.instalments:
        child = family[part.child - 1]
        per_child[part.child] += part.amount
        assert not child.married and not child.working
        assert part.amount > 0 and part.due >= day and years_old(child.born, part.due) < 23
    assert all(amount <= 87_000_000 for amount in per_child.values())
    assert len({(part.child, part.due) for part in plan.instalments}) == len(plan.instalments), "one a year"
    levels = Counter((part.child, part.level) for part in plan.instalments)
    most = {"kindergarten_primary": 8, "junior": 3, "senior": 3, "higher": 5}
    assert all(count <= most[level] for (_, level), count in levels.items())


@given(days_of_scholarships, st.data())
def test_the_order_of_children_changes_no_sum_and_a_further_child_takes_nothing_away(day, data):
    law, family = BOOK.on(day), data.draw(children(day))
    plan = scholarship(law, family, months_paid=0, work=True)
    turned = scholarship(law, family[::-1], months_paid=0, work=True)
    fewer = scholarship(law, family[:-1], months_paid=0, work=True)
    whole = plan.first_year + plan.following
    assert whole == turned.first_year + turned.following >= fewer.first_year + fewer.following


@given(days, st.integers(0, 120), st.data())
def test_more_months_paid_never_take_a_scholarship_away(day, months, data):
    law, family = BOOK.on(day), data.draw(children(day))
    one = scholarship(law, family, months_paid=months, work=False)
    two = scholarship(law, family, months_paid=months + 1, work=False)
    needed = 36 if day >= RULE else 60
    assert one.first_year + one.following <= two.first_year + two.following
    assert months >= needed or not one.instalments
    at_work = scholarship(law, family, months_paid=0, work=True)
    assert one.instalments in ((), at_work.instalments)


@given(days, st.lists(st.sampled_from(list(RELATIONS)), min_size=1, unique=True), st.sampled_from(list(RELATIONS)))
def test_a_nearer_heir_comes_first_and_nobody_is_paid_more_than_the_benefit(day, relations, other):
    law = BOOK.on(day)
    benefit = death_benefit(law, started=date(2015, 1, 1))
    alone, together = (who_receives(law, found, benefit) for found in (relations, [*relations, other]))
    assert together.row.amount == min(alone.row.amount, law.table("heirs/order")[RELATIONS[other]].amount)
    paid = sum(part.amount for part in alone.benefit.parts)
    assert paid == (law["jkm/burial"].amount if alone.row.code == "burial_arranger" else benefit.total)
    assert set(alone.relations) <= set(relations) and alone.relations


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_difference_is_the_difference(published, exact):
    found = explain(published, exact)
    assert found.amount == published - exact and (found.because == "equal") == (published == exact)
    assert found.says.id and found.says.en


@given(st.integers(1, 10**10), st.integers(1, 11))
def test_a_rounded_figure_is_never_called_exact_and_its_reason_leads_to_it(exact, power):
    for published in (exact // 10**power * 10**power, -(-exact // 10**power) * 10**power):
        found = explain(published, exact)
        assert found.because != "rounded_down" or published < exact
        assert found.because != "rounded_up" or published > exact
        assert abs(found.amount) < 10**power


@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=4))
def test_the_same_parts_in_another_order_are_equal(parts):
    assert compare_parts(parts, parts[::-1]).because == "equal"
    assert compare_parts([sum(parts)], parts).because in ("equal", "other_component_names")
