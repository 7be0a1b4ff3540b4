"""Every person sent has one state, every line one fate: on each engine what the rules say one by one."""

from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.core.cover.answers import KINDS, MOST_CANDIDATES, NOTICES, WHY, candidates, notices, states, with_fates
from tests.core.cover.exchange import BOTH, SAID, SENT, Engine, collected, fates_one_by_one
from tests.table import table

TYPES = {
    "enrolment": "int64", "person": "int64", "answer": "int64", "nik": "string", "name_key": "string",
    "birth_date": "date", "status": "string", "membership_number": "string", "reason": "string",
}  # fmt: skip
N = "157101410787000"
"""Fifteen digits of nobody's NIK."""

PEOPLE = f"""
enrolment | person | nik  | name_key | birth_date
        1 |     11 | {N}1 | SITI A   | 1987-07-01
        2 |     12 | {N}2 | BUDI     | 1980-01-02
        3 |     13 | {N}3 | ALI      | 1970-03-04
        4 |     14 | {N}4 | ALI      | 1970-03-04
        5 |     15 |      | WATI     | 1990-05-06
        6 |     16 | {N}6 |          | 1990-05-06
        7 |     17 | {N}7 | SARI     |
        8 |     18 | {N}8 | JOKO     | 1971-02-03
        9 |     18 | {N}8 | JOKO     | 1971-02-03
"""


def sent(drawing: str = PEOPLE) -> pl.DataFrame:
    return table(drawing, **TYPES).select(*SENT)


def judged(drawing: str, folder: Path, engine: str, people: str = PEOPLE) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines and the states; what loops say is compared on the way."""
    exported, told = sent(people), table(drawing, **TYPES).with_row_index("answer").cast({"answer": pl.Int64})
    told = told.with_columns(pl.lit(None, pl.String).alias(name) for name in SAID if name not in told.columns)
    told = told.select(pl.col(name).cast(dtype) for name, dtype in SAID.items())
    run = Engine(engine, folder)
    fates = collected(with_fates(run.frame(exported), run.frame(told)), "answer")
    assert fates.select("answer", "kind", "why", "enrolment").rows() == fates_one_by_one(exported, told)
    assert set(SAID) <= set(fates.columns) and set(fates["kind"]) <= set(KINDS)
    made = collected(states(run.frame(exported), run.frame(fates)), "enrolment")
    assert made["enrolment"].to_list() == sorted(exported["enrolment"].to_list())
    return fates, made


def state_of(made: pl.DataFrame, enrolment: int) -> tuple[object, ...]:
    return made.filter(pl.col("enrolment") == enrolment).select("state", "membership_number", "reason", "answer").row(0)


@pytest.mark.parametrize("engine", BOTH)
def test_accepted_rejected_and_not_answered(engine, tmp_path):
    fates, made = judged(
        f"""
        nik  | status     | membership_number | reason
        {N}1 | accepted   | 08001234567       |
        {N}2 | rejected   | 08009999999       | usia
        {N}3 | unanswered |                   | proses
        """,
        tmp_path,
        engine,
    )
    assert fates["kind"].to_list() == ["used"] * 3
    assert state_of(made, 1) == ("accepted", "08001234567", None, 0)
    assert state_of(made, 2) == ("rejected", None, "usia", 1)  # the number of a rejected person is none of ours
    assert state_of(made, 3) == ("unanswered", None, "proses", 2)
    assert state_of(made, 4) == ("unanswered", None, None, None)


@pytest.mark.parametrize("engine", BOTH)
def test_without_a_nik_only_who_is_alone_with_name_and_birth_date(engine, tmp_path):
    fates, made = judged(
        f"""
        nik                 | name_key | birth_date | status
                            | SITI A   | 1987-07-01 | accepted
        157101              | BUDI     | 1980-01-02 | accepted
                            | ALI      | 1970-03-04 | accepted
                            | SITI A   | 1988-07-01 | accepted
                            | SITI A   |            | accepted
                            |          | 1990-05-06 | accepted
        1571**********0007  | SARI     |            | accepted
        9{N}                | BUDI     | 1980-01-02 | accepted
                            | WATI     | 1990-05-06 | rejected
        """,
        tmp_path,
        engine,
    )
    kinds = ["used", "used", "ambiguous", "unknown", "unknown", "unknown", "unknown", "unknown", "used"]
    assert fates["kind"].to_list() == kinds
    assert fates["why"][7] == "nik_not_sent"  # a whole NIK that was not sent is never passed over for a name
    assert [state_of(made, at)[0] for at in (1, 2, 3, 4, 5)] == [
        "accepted", "accepted", "unanswered", "unanswered", "rejected",
    ]  # fmt: skip


@pytest.mark.parametrize("engine", BOTH)
def test_a_nik_that_lost_its_last_digit_needs_the_name(engine, tmp_path):
    fates, _ = judged(
        f"""
        nik  | name_key | birth_date | status
        {N}? | BUDI     |            | accepted
        {N}? | ALI      | 1970-03-04 | accepted
        {N}? | NOBODY   |            | accepted
        {N}? |          |            | accepted
        {N}? | WATI     | 1990-05-06 | accepted
        """,
        tmp_path,
        engine,
    )
    assert fates["kind"].to_list() == ["used", "ambiguous", "unknown", "unknown", "used"]
    assert fates["enrolment"].to_list() == [2, None, None, None, 5]


@pytest.mark.parametrize("engine", BOTH)
def test_fifteen_digits_tell_apart_whom_name_and_birth_date_do_not(engine, tmp_path):
    people = f"""
    enrolment | person | nik               | name_key | birth_date
            1 |     11 | {N}1              | ALI      | 1970-03-04
            2 |     12 | 9801014107870001  | ALI      | 1970-03-04
            3 |     13 | 9901014107870003  | ALI      | 1970-03-04
    """
    lines = f"""
    nik              | name_key | birth_date | status
    {N}?             | ALI      | 1970-03-04 | accepted
    990101410787000? | ALI      |            | rejected
                     | ALI      | 1970-03-04 | accepted
    """
    fates, _ = judged(lines, tmp_path, engine, people)
    assert fates["enrolment"].to_list() == [1, 3, None]
    assert fates["kind"].to_list() == ["used", "used", "ambiguous"]


@pytest.mark.parametrize("engine", BOTH)
def test_the_same_line_twice_counts_once_and_the_fullest_is_used(engine, tmp_path):
    fates, made = judged(
        f"""
        nik  | status     | membership_number | reason
        {N}1 | accepted   |                   |
        {N}1 | unanswered |                   | proses
        {N}1 | accepted   | 08001234567       |
        {N}1 | accepted   | 08001234567       |
        {N}2 | rejected   |                   |
        {N}2 | rejected   |                   | usia
        {N}2 | rejected   |                   | NIK
        """,
        tmp_path,
        engine,
    )
    kinds = ["repeated", "repeated", "used", "repeated", "repeated", "used", "repeated"]
    assert fates["kind"].to_list() == kinds
    assert state_of(made, 1)[1] == "08001234567" and state_of(made, 2)[2] == "usia"


@pytest.mark.parametrize("engine", BOTH)
def test_contradictions_leave_everyone_unanswered(engine, tmp_path):
    fates, made = judged(
        f"""
        nik  | name_key | birth_date | status        | membership_number
        {N}1 |          |            | accepted      | 08001234567
        {N}1 |          |            | rejected      |
        {N}2 |          |            | contradictory |
        {N}3 |          |            | accepted      | 08000000003
        {N}3 |          |            | accepted      | 08000000033
        {N}6 |          |            | accepted      | 08000000006
        {N}7 |          |            | accepted      | 08000000006
        {N}4 |          |            | rejected      | 08000000006
        """,
        tmp_path,
        engine,
    )
    why = ["accepted_and_rejected"] * 2 + ["line_itself"] + ["two_numbers"] * 2 + ["number_shared"] * 2
    assert fates["why"].to_list() == [*why, None]
    assert {state_of(made, at)[0] for at in (1, 2, 3, 6, 7)} == {"unanswered"}
    assert state_of(made, 4)[0] == "rejected"  # its number is only quoted


@pytest.mark.parametrize("engine", BOTH)
def test_numbers_quoted_beside_a_rejection_contradict_nothing(engine, tmp_path):
    fates, made = judged(
        f"""
        nik  | status     | membership_number | reason
        {N}1 | rejected   | 08000000001       | sudah peserta
        {N}1 | rejected   | 08000000002       | sudah peserta
        {N}2 | accepted   | 08000000003       |
        {N}2 | unanswered | 08000000004       |
        """,
        tmp_path,
        engine,
    )
    assert fates["kind"].to_list() == ["used", "repeated", "used", "repeated"]
    assert state_of(made, 2)[:2] == ("accepted", "08000000003")


@pytest.mark.parametrize("engine", BOTH)
def test_lines_without_a_nik_that_differ_may_be_two_people(engine, tmp_path):
    fates, made = judged(
        f"""
        nik  | name_key | birth_date | status   | membership_number | reason
             | SITI A   | 1987-07-01 | rejected |                   | usia
             | SITI A   | 1987-07-01 | rejected |                   | NIK
             | BUDI     | 1980-01-02 | rejected |                   | usia
             | BUDI     | 1980-01-02 | rejected |                   | usia
        {N}1 |          |            | accepted | 08001234567       |
        """,
        tmp_path,
        engine,
    )
    assert fates["kind"].to_list() == ["ambiguous", "ambiguous", "used", "repeated", "used"]
    assert fates["why"].to_list()[:2] == ["lines_differ"] * 2
    assert state_of(made, 1)[0] == "accepted"


@pytest.mark.parametrize("engine", BOTH)
def test_one_number_in_two_groups_of_one_person_is_theirs(engine, tmp_path):
    people = f"""
    enrolment | person | nik  | name_key | birth_date
            1 |     11 | {N}1 | A        | 1987-07-01
            2 |     11 | {N}2 | A        | 1987-07-01
    """
    lines = f"""
    nik  | status   | membership_number
    {N}1 | accepted | 08001234567
    {N}2 | accepted | 08001234567
    """
    fates, made = judged(lines, tmp_path, engine, people)
    assert made["state"].to_list() == ["accepted", "accepted"]


@pytest.mark.parametrize("engine", BOTH)
def test_whom_a_line_may_mean_is_listed(engine, tmp_path):
    fates, _ = judged(
        f"""
        nik  | name_key | birth_date | status
        {N}8 |          |            | accepted
             | ALI      | 1970-03-04 | accepted
        9{N} | BUDI     | 1980-01-02 | accepted
        {N}? | ALI      |            | accepted
        {N}1 |          |            | accepted
        """,
        tmp_path,
        engine,
    )
    run = Engine(engine, tmp_path)
    found = collected(candidates(run.frame(sent()), run.frame(fates)), "answer", "enrolment")
    assert found.rows() == [(0, 8), (0, 9), (1, 3), (1, 4), (2, 2), (3, 3), (3, 4)]


@pytest.mark.parametrize("engine", BOTH)
def test_a_name_of_thousands_lists_a_few(engine, tmp_path):
    many = pl.DataFrame(
        {"enrolment": range(500), "person": range(500), "nik": [None] * 500, "name_key": ["A"] * 500,
         "birth_date": [date(1980, 1, 1)] * 500},
        schema=SENT,
    )  # fmt: skip
    line = pl.DataFrame([(0, None, "A", date(1980, 1, 1), "accepted", None, None)], SAID, orient="row")
    run = Engine(engine, tmp_path)
    fates = collected(with_fates(run.frame(many), run.frame(line)), "answer")
    assert fates["why"].to_list() == ["name_sent_twice"]
    found = collected(candidates(run.frame(many), run.frame(fates)), "enrolment")
    assert found["enrolment"].to_list() == list(range(MOST_CANDIDATES))


@pytest.mark.parametrize("engine", BOTH)
def test_what_is_to_be_looked_at(engine, tmp_path):
    fates, made = judged(
        f"""
        nik  | name_key | birth_date | status   | membership_number
        {N}1 | SITI B   | 1987-07-01 | accepted | 08001234567
        {N}2 | BUDI     | 1980-02-01 | accepted | 8001234568
        {N}3 | ALI      |            | accepted |
        {N}4 |          | 1970-03-04 | rejected |
        """,
        tmp_path,
        engine,
    )
    run = Engine(engine, tmp_path)
    found = collected(notices(run.frame(sent()), run.frame(fates)), "answer", "notice")
    assert found.rows() == [
        (0, 1, "name_differs"),
        (1, 2, "birth_date_differs"),
        (1, 2, "number_unusual"),
        (2, 3, "number_missing"),
    ]
    assert set(found["notice"]) == set(NOTICES)
    assert state_of(made, 2)[:2] == ("accepted", None)  # a number that is not whole is not taken


@pytest.mark.parametrize("engine", BOTH)
def test_nobody_sent_and_no_lines(engine, tmp_path):
    run = Engine(engine, tmp_path)
    none, lines = pl.DataFrame(schema=SENT), pl.DataFrame(schema=SAID)
    one = pl.DataFrame([(0, f"{N}1", None, None, "accepted", None, None)], SAID, orient="row")
    assert collected(with_fates(run.frame(none), run.frame(one)), "answer")["kind"].to_list() == ["unknown"]
    fates = collected(with_fates(run.frame(sent()), run.frame(lines)), "answer")
    assert fates.is_empty()
    assert set(collected(states(run.frame(sent()), run.frame(fates)), "enrolment")["state"]) == {"unanswered"}


NIKS = st.sampled_from((None, *(f"{N}{last}" for last in range(5)), f"{N}?", "12", f"{N}1x"))
NAMES, BORN = st.sampled_from((None, "A", "B")), st.sampled_from((None, date(1980, 1, 1), date(1990, 1, 1)))
NUMBERS = st.sampled_from((None, None, "08001234567", "08001234568", "123"))
DRAWN_PEOPLE = st.lists(st.tuples(st.integers(1, 4), NIKS, NAMES, BORN), max_size=7)
DRAWN_LINES = st.lists(
    st.tuples(
        NIKS,
        NAMES,
        BORN,
        st.sampled_from(("accepted", "accepted", "rejected", "unanswered", "contradictory")),
        NUMBERS,
        st.sampled_from((None, "usia", "NIK")),
    ),
    max_size=9,
)


@settings(max_examples=150)
@given(DRAWN_PEOPLE, DRAWN_LINES, st.sampled_from(BOTH))
def test_the_equations_hold_and_every_engine_says_what_loops_say(people, lines, engine):
    exported = pl.DataFrame([(at, *one) for at, one in enumerate(people)], SENT, orient="row")
    told = pl.DataFrame([(at, *line) for at, line in enumerate(lines)], SAID, orient="row")
    with TemporaryDirectory() as folder:
        run = Engine(engine, Path(folder))
        fates = collected(with_fates(run.frame(exported), run.frame(told)), "answer")
        made = collected(states(run.frame(exported), run.frame(fates)), "enrolment")
        listed = collected(candidates(run.frame(exported), run.frame(fates)), "answer", "enrolment")
    assert fates.select("answer", "kind", "why", "enrolment").rows() == fates_one_by_one(exported, told)
    assert len(lines) == sum(Counter(fates["kind"]).values()) == fates.height
    assert made.height == len(people) and set(made["state"]) <= {"accepted", "rejected", "unanswered"}
    used = fates.filter(pl.col("kind") == "used")
    assert used["enrolment"].n_unique() == used.height
    assert made["answer"].drop_nulls().sort().to_list() == used["answer"].sort().to_list()
    given_ = made.filter(~pl.col("membership_number").is_null())
    held = given_.join(exported.select("enrolment", "person"), on="enrolment")
    assert held["membership_number"].n_unique() == held.select("membership_number", "person").n_unique()
    assert set(made.filter(pl.col("state") != "accepted")["membership_number"]) <= {None}
    open_ = fates.filter(pl.col("kind").is_in(["unknown", "ambiguous"]))["answer"].to_list()
    assert set(listed["answer"]) <= set(open_)
    ambiguous = fates.filter(pl.col("kind") == "ambiguous")["answer"].to_list()
    assert set(ambiguous) <= set(listed["answer"]), "an ambiguous line without anybody it may mean"


def test_every_kind_and_reason_is_said_in_both_languages():
    for said in (*KINDS.values(), *WHY.values(), *NOTICES.values()):
        assert said.id and said.en and said.id != said.en
