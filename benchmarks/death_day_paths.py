"""The four ways to the cover of every member on every day, each as a matrix of small numbers, and how they compare."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import polars as pl

from benchmarks.death_day_replay import Answer, days_that_matter, replay
from payung.core.cover import slip_text
from payung.core.cover.person_months import CoverFacts, Ended, PersonMonth
from payung.core.cover.slip import STATES_1, SlipHolder, packed, slip_of, unpacked
from payung.core.cover.status import cover_status
from payung.core.law.book import LawBook
from payung.engines.cover_sweep import cover_spans
from payung.synth.histories import FIRST_DAY, LAST_DAY, Histories

DAYS = (LAST_DAY - FIRST_DAY).days + 1
ANSWERS: list[Answer | None] = [None]
"""Number -> answer; 0 is nobody's."""
_NUMBERS: dict[Answer | None, int] = {None: 0}
CERTAIN = {"full": 2, "reduced": 1}
Matrix = np.ndarray[Any, np.dtype[np.uint8]]


def number(answer: Answer | None) -> int:
    if answer not in _NUMBERS:
        _NUMBERS[answer] = len(ANSWERS)
        ANSWERS.append(answer)
    return _NUMBERS[answer]


def from_ledger(made: Histories, book: LawBook) -> tuple[Matrix, pl.DataFrame]:
    """(a) The person-month table, as a set; with the spans."""
    spans = cover_spans(made.months, book, FIRST_DAY, LAST_DAY, ended=made.ended, people=made.people)
    found = np.zeros((made.people.height, DAYS), np.uint8)
    kinds = spans.select("state", "missing", "jkk", "jkm").rows()
    first, last = ((spans[name] - FIRST_DAY).dt.total_days().to_numpy() for name in ("from", "until"))
    for person, start, end, kind in zip(spans["person"].to_list(), first, last, kinds, strict=True):
        found[person, start : end + 1] = number(kind)
    return found, spans


def from_events(made: Histories, *, every_day: bool) -> Matrix:
    """(b) Replay of events; asked on every day, or on every day on which something can change."""
    found = np.zeros((made.people.height, DAYS), np.uint8)
    start, stop = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
    born = dict(made.people.iter_rows())
    for person, events in _by_person(made.events):
        member = replay(events, born[person])
        days = range(start, stop + 1) if every_day else days_that_matter(member, start, stop)
        for day, after in zip(days, [*days[1:], stop + 1], strict=True):
            found[person, day - start : after - start] = number(member.answer(day))
    return found


RUNS = """
WITH known AS (
    SELECT d.day, e.person, e.first, e.last FROM days d JOIN exported e ON e.booked <= d.day AND e.first <= d.day
), joined AS (
    SELECT *, max(last) OVER (
        PARTITION BY day, person ORDER BY first ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM known
), begun AS (
    SELECT day, person,
        max(CASE WHEN before IS NULL OR first > before + INTERVAL 4 MONTH THEN first END) AS run,
        bool_or(date_trunc('month', day) BETWEEN first AND last) AS here
    FROM joined GROUP BY day, person
)
SELECT b.day, b.person,
    CASE WHEN b.day >= DATE '2025-02-24' AND b.day < run + INTERVAL 3 MONTH THEN 1 ELSE 2 END AS cover
FROM begun b LEFT JOIN closed c USING (person)
WHERE b.here AND (c.died IS NULL OR b.day <= c.died)
    AND (c.gone IS NULL OR b.day <= c.gone OR date_trunc('month', b.day) > c.gone)
"""


def from_export(made: Histories) -> Matrix:
    """(c) BPJS's runs: 2 covered in full, 1 burial costs only, 0 not certain."""
    found = np.zeros((made.people.height, DAYS), np.uint8)
    with duckdb.connect() as base:
        base.register("exported", made.exported.to_arrow())
        base.register("facts", made.ended.to_arrow())
        # Whoever BPJS is told has left is struck off that day; a move or a birthday strikes nobody off.
        base.execute("""CREATE TABLE closed AS
            SELECT person, min(\"on\") FILTER (why = 'died') AS died, max(\"on\") FILTER (why = 'left') AS gone
            FROM facts GROUP BY person""")
        base.execute("CREATE TABLE days (day DATE)")
        for start in range(0, DAYS, 8):
            base.execute("DELETE FROM days")
            some = [(FIRST_DAY + timedelta(days=day),) for day in range(start, min(DAYS, start + 8))]
            base.executemany("INSERT INTO days VALUES (?)", some)
            rows = base.execute(RUNS).fetchnumpy()
            days = (rows["day"].astype("datetime64[D]") - np.datetime64(FIRST_DAY)).astype(int)
            found[np.asarray(rows["person"], int), days] = np.asarray(rows["cover"])
    return found


def from_slips(made: Histories, book: LawBook, *, every_day: bool) -> tuple[Matrix, Matrix, Matrix]:
    """(d) What a slip issued on the day says, written as text and read again.

    Place of the state in ``STATES_1`` plus 1; whether it says that day is covered; days of its promise from then on.
    """
    state, covers, promised = (np.zeros((made.people.height, DAYS), dtype) for dtype in (np.uint8, np.uint8, np.uint16))
    months, ended = dict(_by_person(made.months)), dict(_by_person(made.ended))
    born = dict(made.people.iter_rows())
    changes = _issue_days(made)
    holder = SlipHolder("Siti Aminah", "0" * 12 + "0001", None, "1508032005", "contoh", "SB", "25000123")
    for person, rows in months.items():
        told = tuple(PersonMonth(row[1], *row[5:]) for row in rows)
        facts = CoverFacts(told, tuple(Ended(*row[1:]) for row in ended.get(person, ())), born[person])
        days = range(DAYS) if every_day else changes.get(person, [0])
        for day, after in zip(days, [*days[1:], DAYS], strict=True):
            on = FIRST_DAY + timedelta(days=day)
            said = slip_of(cover_status(book, facts, on), holder, person)
            slip = unpacked(slip_text.read(slip_text.written(packed(said, b"key1"), bytes(64)))[0])
            state[person, day:after] = STATES_1.index(slip.state) + 1
            covers[person, day:after] = slip.covers(on)
            if slip.covers(on) and slip.covered_through is not None:
                end = _last_day(slip.covered_through)
                promised[person, day:after] = [max(0, (end - on).days - ahead + 1) for ahead in range(after - day)]
    return state, covers, promised


def _issue_days(made: Histories) -> dict[int, list[int]]:
    """Days on which a slip may say something else, by person; more than needed is no harm."""
    days = {0, (date(2025, 2, 24) - FIRST_DAY).days}
    days |= {day for day in range(DAYS) if (FIRST_DAY + timedelta(days=day)).day == 1}
    found = {person: set(days) for person in made.people["person"].to_list()}
    for person, month, on in made.months.select("person", "month", "paid_on").drop_nulls().iter_rows():
        if (on.year * 100 + on.month, True) != (month, on.day <= 15):  # in time it counts from the first on
            found[person].add((on - FIRST_DAY).days)
    for person, on in made.ended.select("person", "on").iter_rows():
        found[person].add((on - FIRST_DAY).days + 1)
    for person, born in made.people.drop_nulls().iter_rows():
        near = date(born.year + 65, born.month, min(born.day, 28))  # the birthday itself is up to three days later
        found[person].update((near + timedelta(days=more) - FIRST_DAY).days for more in range(4))
    return {person: sorted(day for day in some if 0 <= day < DAYS) for person, some in found.items()}


def _last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _by_person(table: pl.DataFrame) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    person, rows = -1, []
    for row in table.iter_rows():
        if row[0] != person and rows:
            yield person, rows
            rows = []
        person = row[0]
        rows.append(row)
    if rows:
        yield person, rows


def struck_off(made: Histories) -> np.ndarray[Any, Any]:
    """By member, the number of days until a death or leaving, the first of them, that nobody knew of before."""
    found = np.full(made.people.height, DAYS)
    for person, why, on in made.ended.iter_rows():
        if why in ("died", "left"):
            found[person] = min(found[person], max(0, (on - FIRST_DAY).days + 1))
    return found


def compared(
    made: Histories, ledger: Matrix, events: Matrix, export: Matrix, slips: tuple[Matrix, Matrix, Matrix]
) -> dict[str, Any]:
    """How many member-days agree, and the kinds of those that do not, with one example (member, day) each."""
    state, covers, promised = slips
    answers = ANSWERS[1:]
    sure = np.array([0] + [CERTAIN.get(one[3], 0) if one[0] in ("active", "first_months") else 0 for one in answers])
    places = np.array([0] + [STATES_1.index(one[0]) + 1 for one in answers])
    known = sure[ledger]
    broken = _broken_promises(known > 0, promised, struck_off(made))
    return {
        "days": int((ledger > 0).sum()),
        "events": _differ(ledger, events, ANSWERS),
        "export": _differ(known, export, ["not certain", "reduced", "full"]),
        "slip state": _differ(places[ledger], state, ["none", *STATES_1]),
        "slip cover": _differ(known > 0, covers > 0, ["not covered", "covered"]),
        "slip promise": _differ(broken, np.zeros_like(broken), ["kept", "broken"]),
    }


def _broken_promises(
    covered: np.ndarray[Any, Any], promised: Matrix, known_until: np.ndarray[Any, Any]
) -> np.ndarray[Any, Any]:
    """Where a slip promises more days than are covered from that day on, deaths and leaving apart."""
    run = np.zeros(covered.shape, np.uint16)
    run[:, -1] = covered[:, -1]
    for day in range(covered.shape[1] - 2, -1, -1):
        run[:, day] = np.where(covered[:, day], run[:, day + 1] + 1, 0)
    left = np.clip(known_until[:, None] - np.arange(covered.shape[1]), 0, None)
    return np.minimum(promised, left) > run


def _differ(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any], names: list[Any]) -> dict[str, Any]:
    where = np.argwhere(one != other)
    kinds: dict[str, tuple[int, str]] = {}
    for person, day in where[:200_000]:
        kind = f"{names[int(one[person, day])]} / {names[int(other[person, day])]}"
        example = kinds.get(kind, (0, f"{person} on {FIRST_DAY + timedelta(days=int(day))}"))[1]
        kinds[kind] = kinds.get(kind, (0, ""))[0] + 1, example
    return {"differ": len(where), "kinds": kinds}
