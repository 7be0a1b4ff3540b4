"""Drawn person-months, endings and birth dates, as facts of one person and as tables."""

from datetime import date, timedelta
from random import Random

import polars as pl
from hypothesis import strategies as st

from payung.core.basis.days import months_after
from payung.core.cover.person_months import CoverFacts, Ended, PersonMonth

MONTHS = {
    "person": pl.Int64, "month": pl.Int64, "fund": pl.String, "purse": pl.Int64, "price": pl.Int64,
    "enrolled": pl.Boolean, "billed": pl.Boolean, "paid": pl.Boolean, "confirmed": pl.Boolean, "paid_on": pl.Date,
}  # fmt: skip
ENDED = {"person": pl.Int64, "why": pl.String, "on": pl.Date}
PEOPLE = {"person": pl.Int64, "birth_date": pl.Date}


@st.composite
def person_months(draw, first: date) -> list[PersonMonth]:
    """Months of two and a half years at most, mostly whole runs; late, ahead, unconfirmed, under two funds."""
    rows = []
    for ahead in range(draw(st.integers(0, 14))):
        if draw(st.integers(0, 6)) == 0:
            first = months_after(first, draw(st.integers(1, 5)))  # a gap
        day = months_after(first, ahead)
        for _ in range(draw(st.sampled_from((1, 1, 1, 1, 2)))):
            done = draw(st.sampled_from((4, 4, 4, 4, 4, 4, 3, 2, 1, 0, None)))
            flags = [draw(st.booleans()) for _ in range(4)] if done is None else [place < done for place in range(4)]
            late = draw(st.sampled_from((None, 0, 9, 13, 14, 15, 16, 40, 100, -1, -50)))
            paid_on = None if late is None else day + timedelta(days=late)
            rows.append(PersonMonth(day.year * 100 + day.month, *flags, paid_on))
    return draw(st.permutations(rows))


@st.composite
def facts(draw) -> CoverFacts:
    """One person around the years 2024 to 2026."""
    first = draw(st.sampled_from([date(2024, month, 1) for month in (1, 2, 5, 11, 12)] + [date(2025, 6, 1)]))
    months = draw(person_months(first))
    ends = st.builds(
        Ended,
        st.sampled_from(("age", "moved", "left", "died")),
        st.dates(first, months_after(first, 18)) | st.sampled_from((date(2024, 2, 29), date(2025, 2, 28))),
    )
    born = draw(st.none() | st.dates(date(1959, 1, 1), date(1962, 1, 1)) | st.just(date(1960, 2, 29)))
    return CoverFacts(tuple(months), tuple(draw(st.lists(ends, max_size=2))), born)


def draw_facts(draw: Random) -> CoverFacts:
    """One person as ``facts`` draws them, for a table that is the same every time."""
    first, rows = date(2024, draw.choice((1, 2, 5, 11, 12)), 1), []
    for ahead in range(draw.randint(0, 14)):
        if draw.random() < 0.15:
            first = months_after(first, draw.randint(1, 5))
        day = months_after(first, ahead)
        for _ in range(draw.choice((1, 1, 1, 2))):
            done = draw.choice((4, 4, 4, 4, 4, 4, 4, 3, 2, 1, 0))
            late = draw.choice((None, 0, 9, 14, 15, 16, 40, 100, -1, -50))
            paid_on = None if late is None else day + timedelta(days=late)
            rows.append(PersonMonth(day.year * 100 + day.month, *(place < done for place in range(4)), paid_on))
    edge = (date(2024, 2, 29), date(2025, 2, 28), date(2025, 2, 24), date(2024, 12, 1), date(2025, 5, 31))
    ended = [
        Ended(draw.choice(("age", "moved", "left", "died")), draw.choice(edge))
        for _ in range(draw.choice((0, 0, 1, 2)))
    ]
    born = draw.choice(
        (None, date(1960, 2, 29), date(1960, 2, 24), date(1959, 1, 1) + timedelta(days=draw.randrange(900)))
    )
    return CoverFacts(tuple(rows), tuple(ended), born)


def tables(people: list[CoverFacts]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The tables months, ended and people; a person's number is the place in the list."""
    months = [
        (number, row.month, "A", 1, 16_800, row.enrolled, row.billed, row.paid, row.confirmed, row.paid_on)
        for number, one in enumerate(people)
        for row in one.months
    ]
    ended = [(number, end.why, end.on) for number, one in enumerate(people) for end in one.ended]
    born = [(number, one.born) for number, one in enumerate(people)]
    return (
        pl.DataFrame(months, schema=MONTHS, orient="row"),
        pl.DataFrame(ended, schema=ENDED, orient="row"),
        pl.DataFrame(born, schema=PEOPLE, orient="row"),
    )
