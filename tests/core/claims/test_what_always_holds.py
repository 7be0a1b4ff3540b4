"""What holds for every question: it is answered or refused by name, adds up, and longer cover never pays less."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.basis.days import months_after
from payung.core.basis.errors import PayungError
from payung.core.claims.alternatives import explain_published, other_outcomes, readings_of
from payung.core.claims.estimate import EventBeforeCover, estimate
from payung.core.claims.question import question_from
from payung.core.law.accident import COSTS
from payung.core.law.book import LawBook
from payung.core.law.heirs import RELATIONS
from payung.core.law.scholarship import LEVELS, MOST_YEARS

BOOK = LawBook.read()
LOSSES = tuple(BOOK.on(date(2020, 1, 1)).table("jkk/disability_table").rows)
READINGS = [(key, code) for key in BOOK.readings() for code in BOOK.parameter(key).values[0].readings]
FIRST = date(2019, 12, 2)  # from here on every parameter has a value but one, which no question of today needs
MORE = ("absent", "costs", "income", "filed", "paid", "children", "heirs")


@st.composite
def asked(draw, kinds=("death", "work-death", "disability", "temporary", "costs"), more=MORE):
    """A question that can be answered, by field, typed."""
    kind = draw(st.sampled_from(kinds))
    happened = draw(st.dates(FIRST, date(2030, 12, 31)))
    started = max(date(2015, 7, 1), happened - timedelta(days=draw(st.integers(0, 2500))))
    values = {"kind": kind, "started": started, ("day" if kind == "death" else "accident"): happened}
    if kind == "disability":
        total = draw(st.booleans())
        values |= {"total": True} if total else {"losses": draw(st.lists(st.sampled_from(LOSSES), min_size=1))}
    spans = {"absent": [f"{happened}..{happened + timedelta(days=draw(st.integers(0, 500)))}"]}
    spent = {"costs": draw(st.dictionaries(st.sampled_from(list(COSTS)), st.integers(0, 10**8), min_size=1))}
    may = {
        "absent": {} if kind == "death" else spans,
        "costs": {} if kind == "death" else spent,
        "income": {"income": draw(st.integers(0, 30_000_000))},
        "filed": {"filed": happened + timedelta(days=draw(st.integers(0, 2500)))},
        "paid": {"paid": paid(draw, started, happened)},
        "children": {"children": born_before(draw, happened)} if "death" in kind or values.get("total") else {},
        "heirs": {"heirs": draw(st.lists(st.sampled_from(list(RELATIONS)), min_size=1))} if "death" in kind else {},
    }
    must = {"temporary": "absent", "costs": "costs"}.get(kind)
    for field in MORE:
        if field == must or (field in more and draw(st.booleans())):
            values |= may[field]
    return values


def paid(draw, started, happened):
    months = [started.replace(day=1)]
    while months[-1] < happened.replace(day=1):
        months.append(months_after(months[-1], 1))
    missing = draw(st.sets(st.integers(1, len(months))))
    return [f"{month:%Y-%m}" for place, month in enumerate(months) if place not in missing]


def born_before(draw, happened):
    found = []
    for _ in range(draw(st.integers(1, 4))):
        level = draw(st.sampled_from(list(LEVELS)))
        born = happened - timedelta(days=draw(st.integers(0, 22 * 365)))
        found.append(
            f"{born} {level} {draw(st.integers(1, MOST_YEARS[level]))} {draw(st.sampled_from(['', 'married']))}"
        )
    return found


def answered(values):
    return estimate(BOOK, question_from(values))


@given(asked())
def test_every_question_that_can_be_asked_is_answered_to_the_rupiah(values):
    found = answered(values)
    assert found.cash.total == sum(part.amount for part in found.cash.parts)
    assert all(type(part.amount) is int and part.amount >= 0 for part in found.cash.parts)
    assert found.scholarship.first_year >= 0 and found.scholarship.following >= 0
    if found.state == "nothing":
        assert not found.cash.parts and not found.scholarship.instalments
        assert not any(step.amount for step in found.steps)
    if found.cash.total:
        assert found.rests_on and all(value.article for value in found.rests_on)
    assert all(step.says.id and step.says.en for step in found.steps)
    assert all(deadline.rests_on for deadline in found.deadlines)
    assert len(set(found.notes)) == len(found.notes)


@given(asked())
def test_what_is_given_as_text_means_the_same(values):
    def said(value):
        return [str(part) for part in value] if isinstance(value, list) else str(value)

    text = {
        field: {name: str(cost) for name, cost in value.items()} if isinstance(value, dict) else said(value)
        for field, value in values.items()
    }
    assert question_from(text) == question_from(values)
    joined = {field: ", ".join(value) if isinstance(value, list) else value for field, value in text.items()}
    joined["costs"] = ";".join(f"{name}={cost}" for name, cost in values.get("costs", {}).items())
    assert question_from(joined) == question_from(values)


@given(asked(more=()), st.integers(0, 400))
def test_longer_cover_never_pays_less(values, days):
    longer = {**values, "started": max(date(2015, 7, 1), values["started"] - timedelta(days=days))}
    assert answered(longer).cash.total >= answered(values).cash.total


@given(asked(kinds=("death", "work-death"), more=("paid", "children")))
def test_arrears_settled_never_pay_less(values):
    settled = {field: value for field, value in values.items() if field != "paid"}
    one, two = answered(values), answered(settled)
    assert two.state == "payable" and two.cash.total >= one.cash.total
    assert two.scholarship.first_year + two.scholarship.following >= (
        one.scholarship.first_year + one.scholarship.following
    )


@given(asked(more=("income",)), st.integers(0, 10_000_000))
def test_a_higher_income_never_pays_less(values, more):
    income = values.get("income", 0)
    one, two = (answered({**values, "income": found}) for found in (income, income + more))
    assert one.cash.total <= two.cash.total
    assert values["kind"] != "death" or one.cash.total == two.cash.total


@given(asked(), st.sampled_from(READINGS))
def test_every_reading_of_every_sentence_gives_an_answer(values, reading):
    key, code = reading
    found = answered({**values, "readings": {key: code}})
    others = {other.code: other for other in readings_of(BOOK, found.question, key)}
    assert others[code].used and others[code].estimate == found
    assert sum(other.used for other in others.values()) == 1


@given(asked())
def test_other_outcomes_are_other_and_rest_on_what_was_read(values):
    found = answered(values)
    used = {value.key for value in found.rests_on}
    for other in other_outcomes(BOOK, found):
        assert not other.used and other.key in used
        one, two = found, other.estimate
        assert (one.state, one.cash.total, one.scholarship.first_year, one.scholarship.following) != (
            two.state, two.cash.total, two.scholarship.first_year, two.scholarship.following,
        )  # fmt: skip


@given(asked(more=("heirs", "children")), st.integers(0, 10**8))
def test_a_published_sum_is_explained_or_said_not_to_be(values, published):
    found = answered(values)
    difference = explain_published(BOOK, found, published)
    assert difference.amount == published - found.cash.total
    assert explain_published(BOOK, found, found.cash.total).because == "equal"


@given(asked(), st.integers(1, 4000))
def test_an_event_before_cover_is_refused(values, days):
    late = {**values, "started": values.get("accident", values.get("day")) + timedelta(days=days)}
    late.pop("paid", None)
    with pytest.raises(EventBeforeCover):
        answered(late)


@given(
    st.dictionaries(
        st.sampled_from(
            ["kind", "started", "day", "accident", "diagnosed", "paid", "income", "total", "losses", "absent", "costs",
             "children", "heirs", "filed", "memberships", "readings", "other"]
        ),
        st.one_of(
            st.text(max_size=20), st.integers(), st.booleans(), st.none(), st.dates(), st.floats(),
            st.lists(st.text(max_size=12), max_size=3), st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
            st.sampled_from(["death", "disability", "2024-01-01", "2024-01..2024-05", "one_eye*2@50", "2015-01-01 sd 3",
                             "1..2", "2024-01-01..", "@", "*", "one_eye*²", "2024-W01", "--", "=", "a=b"]),
        ),
    ),
)  # fmt: skip
def test_nonsense_is_refused_by_name_and_never_breaks(values):
    try:
        answered(values)
    except PayungError as error:
        assert error.says.id and error.do.en
