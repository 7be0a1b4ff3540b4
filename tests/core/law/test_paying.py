"""What a period costs: each month at its own rate, due days, months ahead, and readings side by side."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.basis.days import months_after
from payung.core.law.book import LawBook, NoValueInForce, UnknownParameter, UnknownReading
from payung.core.law.contribution_question import (
    PAYERS,
    ContributionQuestion,
    ContributionQuestionWrong,
    WageEarnersNotHeld,
    contribution_question,
)
from payung.core.law.contributions import monthly_contribution
from payung.core.law.paying import other_sums, paying, under_each_reading

BOOK = LawBook.read()
VILLAGE = "bpu/public_money_means"


def asked(month: str, **more: object) -> ContributionQuestion:
    return contribution_question({"month": month, "payer": "self", **more})


def total(month: str, **more: object) -> int:
    return paying(BOOK, asked(month, **more)).total


def said(month: str, **more: object) -> list[str]:
    return [step.says.id for step in paying(BOOK, asked(month, **more)).answer.steps]


@pytest.mark.parametrize(
    ("month", "more", "rupiah"),
    [
        ("2025-06", {"months": 7, "people": 5_606, "payer": "apbd"}, 659_265_600),  # Lumajang
        ("2019-05", {"people": 5, "payer": "csr"}, 84_000),
        ("2026-01", {"months": 12, "payer": "apbd"}, 12 * 16_800),
        ("2026-01", {"months": 12}, 3 * 16_800 + 9 * 8_400),
        ("2026-11", {"months": 3}, 2 * 8_400 + 16_800),
        ("2026-03", {"months": 2}, 16_800 + 8_400),
        ("2027-03", {"months": 2, "sector": "transport"}, 8_400 + 16_800),
        ("2020-08", {"months": 12}, 6 * 168 + 6 * 16_800),
        ("2026-11", {"income": 3_600_000, "payer": "zakat"}, 20_650),
        ("2026-11", {"income": 3_600_000, "payer": "apbn", "jht": True}, 41_300 + 69_000),
        ("2026-11", {"payer": "dana-desa"}, 16_800),
        ("2015-07", {}, 16_800),
    ],
)
def test_each_month_costs_its_own_rate(month, more, rupiah):
    assert total(month, **more) == rupiah


@given(
    st.dates(date(2015, 7, 1), date(2029, 12, 31)),
    st.integers(1, 40),
    st.integers(1, 10_000),
    st.sampled_from(sorted(PAYERS)),
    st.sampled_from(["other", "transport"]),
    st.one_of(st.none(), st.integers(0, 30_000_000)),
    st.booleans(),
)
def test_a_period_is_the_sum_of_its_months_and_of_its_parts(first, months, people, payer, sector, income, jht):
    question = contribution_question(
        {"month": first, "months": months, "people": people, "payer": payer, "sector": sector, "income": income}
        | {"jht": jht}
    )
    found = paying(BOOK, question)
    month = first.replace(day=1)
    each = [
        monthly_contribution(
            BOOK.on(months_after(month, ahead)), payer=PAYERS[payer], income=income, sector=sector, jht=jht
        ).total
        for ahead in range(months)
    ]
    assert found.total == people * sum(each) == sum(part.amount for part in found.answer.parts)
    runs = [step.amount for step in found.answer.steps if "orang" in step.says.id]
    assert sum(runs) == found.total or (not runs and months == people == 1)
    assert [due.month for due in found.months] == [months_after(month, ahead) for ahead in range(months)]
    assert all(due.due == due.month.replace(day=15) for due in found.months)
    assert ("jht" in [part.code for part in found.answer.parts]) is jht


def test_months_at_one_rate_are_one_run_even_where_the_article_changes():
    steps = paying(BOOK, asked("2025-12", months=2, payer="apbd")).answer.steps
    jkk = next(step for step in steps if step.says.id.startswith("Iuran JKK"))
    since = [value.since for value in jkk.rests_on if value.key == "bpu/payable_percent_public_money"]
    assert since == [date(2021, 2, 1), date(2026, 1, 1)]
    assert not any(".." in step.says.id for step in steps)


def test_two_rates_are_two_runs_each_with_its_months_and_one_income_base():
    lines = said("2026-11", months=3, people=2)
    assert lines[0] == "Golongan terendah: dasar penghasilan Rp1.000.000"
    assert [line for line in lines if "orang" in line] == [
        "2026-11..2026-12 · 2 bulan × 2 orang × Rp8.400 = Rp33.600",
        "2027-01 · 1 bulan × 2 orang × Rp16.800 = Rp33.600",
    ]
    assert sum("Golongan" in line for line in lines) == 1


def test_the_doubt_of_a_month_in_the_middle_is_not_lost_behind_a_later_value_of_the_same_key():
    values = paying(BOOK, asked("2021-01", months=2)).answer.rests_on
    assert [value.since for value in values if value.key == "bpu/payable_percent"] == [
        date(2020, 8, 1),
        date(2021, 2, 1),
    ]


def test_a_base_that_changes_in_between_is_said_for_each_run():
    key = "bpu/income_bands"
    old = BOOK.parameters[key].values[0]
    new = replace(old, since=date(2027, 1, 1), bands=(replace(old.bands[0], amount=1_200_000), *old.bands[1:]))
    book = LawBook({**BOOK.parameters, key: replace(BOOK.parameters[key], values=(old, new))})
    found = paying(book, asked("2026-12", months=2, payer="apbd"))
    assert found.total == 16_800 + 18_800
    assert [step.says.id for step in found.answer.steps if "Golongan" in step.says.id] == [
        "2026-12 · Golongan terendah: dasar penghasilan Rp1.000.000",
        "2027-01 · Golongan terendah: dasar penghasilan Rp1.200.000",
    ]


@pytest.mark.parametrize(
    ("months", "line"),
    [
        (2, "2 bulan dapat dibayar sekaligus di muka (yang dapat: 1, 2, 3, 6, 12)"),
        (12, "12 bulan dapat dibayar sekaligus di muka (yang dapat: 1, 2, 3, 6, 12)"),
        (7, "7 bulan tidak dapat dibayar sekaligus di muka (yang dapat: 1, 2, 3, 6, 12); misalnya 6 + 1"),
        (11, "11 bulan tidak dapat dibayar sekaligus di muka (yang dapat: 1, 2, 3, 6, 12); misalnya 6 + 3 + 2"),
        (24, "24 bulan tidak dapat dibayar sekaligus di muka (yang dapat: 1, 2, 3, 6, 12); misalnya 12 + 12"),
    ],
)
def test_what_can_be_paid_at_once(months, line):
    assert said("2025-01", months=months)[-1] == line


def test_nothing_is_said_about_paying_ahead_for_a_single_month():
    assert not any("sekaligus" in line for line in said("2025-01"))


def test_due_days_on_a_weekend_are_named():
    found = paying(BOOK, asked("2026-08", months=3))  # 15 Aug 2026 is a Saturday, 15 Sep a Tuesday, 15 Oct a Thursday
    assert [due.on_weekend for due in found.months] == [True, False, False]
    assert "2026-08-15." in found.answer.notes[0].id and "2026-09" not in found.answer.notes[0].id
    assert paying(BOOK, asked("2026-09")).answer.notes == ()


def test_village_money_under_both_readings():
    each = under_each_reading(BOOK, asked("2026-05", payer="add"), VILLAGE)
    assert [(one.code, one.paying.total, one.used) for one in each] == [
        ("with_village", 16_800, True),
        ("state_and_regional", 8_400, False),
    ]
    used = asked("2026-05", payer="add", readings=(f"{VILLAGE}=state_and_regional",))
    assert paying(BOOK, used).total == 8_400
    assert [one.used for one in under_each_reading(BOOK, used, VILLAGE)] == [False, True]


@pytest.mark.parametrize(
    ("month", "payer", "differ"), [("2026-05", "add", 1), ("2026-05", "apbd", 0), ("2027-05", "add", 0)]
)
def test_other_readings_are_told_only_where_they_change_the_sum(month, payer, differ):
    assert len(other_sums(BOOK, paying(BOOK, asked(month, payer=payer)))) == differ


def test_another_reading_is_told_whether_it_costs_less_or_more():
    cheaper = paying(BOOK, asked("2026-05", payer="add", readings={VILLAGE: "state_and_regional"}))
    assert [(one.code, one.paying.total) for one in other_sums(BOOK, cheaper)] == [("with_village", 16_800)]


@pytest.mark.parametrize(
    ("payer", "whose"),
    [("apbn", "public"), ("apbd", "public"), ("apbdes", "village"), ("add", "village"), ("dana-desa", "village")]
    + [("csr", "private"), ("zakat", "private"), ("self", "private")],
)
def test_whose_money_a_purse_holds(payer, whose):
    assert asked("2026-05", payer=payer).payer == whose


def changed(key: str, since: date, **other: object) -> LawBook:
    parameter = BOOK.parameters[key]
    values = (*parameter.values, replace(parameter.values[-1], since=since, **other))
    return LawBook({**BOOK.parameters, key: replace(parameter, values=values)})


def test_a_due_day_that_changes_in_between_is_that_of_each_month_and_both_are_rested_on():
    key = "bpu/pay/due_day"
    found = paying(changed(key, date(2027, 2, 1), amount=31), asked("2027-01", months=3))
    assert [str(due.due) for due in found.months] == ["2027-01-15", "2027-02-28", "2027-03-31"]
    assert [value.since.year for value in found.answer.rests_on if value.key == key] == [2015, 2027]


def test_what_can_be_paid_at_once_is_asked_of_the_law_of_the_first_month():
    key = "bpu/pay/months_ahead"
    rows = {code: row for code, row in BOOK.parameters[key].values[0].rows.items() if code != "six"}
    book = changed(key, date(2027, 2, 1), rows=rows)
    lines = [
        paying(book, asked(month, months=6)).answer.steps[-1].says.id.split("(")[0] for month in ("2027-01", "2027-02")
    ]
    assert lines == ["6 bulan dapat dibayar sekaligus di muka ", "6 bulan tidak dapat dibayar sekaligus di muka "]


def test_a_number_cannot_be_compared_under_readings():
    for key, error in [("bpu/jkm/contribution", UnknownReading), ("bpu/jkm/kontribusi", UnknownParameter)]:
        with pytest.raises(error):
            under_each_reading(BOOK, asked("2026-05"), key)
    with pytest.raises(UnknownReading):
        paying(BOOK, asked("2026-05", readings={VILLAGE: "nobody"}))


@pytest.mark.parametrize("month", ["2015-06", "0001-01"])
def test_before_the_law_nothing_is_guessed(month):
    with pytest.raises(NoValueInForce):
        paying(BOOK, asked(month))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("month", wrong) for wrong in ("2026-13", "2026-00", "2026", "Mei 2026", "2026-05-01", "", "2100-01")),
        *(
            ("income", wrong)
            for wrong in (-1, "-1", "1.500.000", "1,5", "satu", 10**12 + 1, "9" * 40, "9" * 5_000, 1.5, True, "²")
        ),
        *(("people", wrong) for wrong in (0, -3, "0", 300_000_001, "1e3")),
        *(("months", wrong) for wrong in (0, -1, 121, "")),
        *(("payer", wrong) for wrong in ("", "bumn", "APBN/APBD")),
        *(("sector", wrong) for wrong in ("", "pertanian")),
        ("segment", "pns"),
        ("jht", "ya"),
        ("tahun", 2026),
        *(("readings", wrong) for wrong in ("a", ("a=",), ("=b",), ("a=b", "a=c"), ({"a": ""}))),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_and_says_which_field(field, value):
    with pytest.raises(ContributionQuestionWrong) as error:
        contribution_question({"month": "2026-05", "payer": "self", field: value})
    assert field.removesuffix("s") in error.value.field and error.value.do.en.startswith("It must be")


@pytest.mark.parametrize("missing", ["month", "payer"])
def test_the_month_and_the_payer_must_be_given(missing):
    given = {"month": "2026-05", "payer": "self", missing: None}
    with pytest.raises(ContributionQuestionWrong):
        contribution_question(given)


def test_the_limits_themselves_are_accepted():
    found = asked("2026-05", income=str(10**12), people="300000000", months="120")
    assert (found.income, found.people, found.months) == (10**12, 300_000_000, 120)
    assert asked("2099-12").first == date(2099, 12, 1)
    assert asked("2026-05", payer=" APBD ", sector="Transport").payer == "public"


def test_wage_earners_are_refused():
    with pytest.raises(WageEarnersNotHeld):
        asked("2026-05", segment="PU")
