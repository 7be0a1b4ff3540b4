"""A later answer wins, but nobody accepted is lost in silence, and the same answer again changes nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.core.cover.answer_changes import CHANGES, CONFIRM, changes
from tests.core.cover.exchange import BOTH, STANDING, Engine, collected

NEW = {"enrolment": pl.Int64, "state": pl.String, "membership_number": pl.String, "reason": pl.String}
A, B = "08000000001", "08000000002"


def changed(engine: str, folder: Path, before: list[tuple[object, ...]], now: list[tuple[object, ...]]) -> pl.DataFrame:
    """``before`` (enrolment, state, number, reason; the person is 10 times the enrolment) and ``now`` likewise."""
    run = Engine(engine, folder)
    standing = pl.DataFrame([(one[0], 10 * one[0], *one[1:]) for one in before], STANDING, orient="row")
    said = pl.DataFrame(now, NEW, orient="row")
    people = said.select("enrolment", person=pl.col("enrolment") * 10)
    return collected(changes(run.frame(said), run.frame(standing), run.frame(people)), "enrolment")


CASES = [
    # before, said -> after, change, confirm
    (("unanswered", None, None), ("accepted", A, None), ("accepted", A, None), "accepted", None),
    (("unanswered", None, None), ("rejected", None, "x"), ("rejected", None, "x"), "rejected", None),
    (("unanswered", None, "p"), ("unanswered", None, "q"), ("unanswered", None, "p"), None, None),
    (("rejected", None, "x"), ("accepted", A, None), ("accepted", A, None), "accepted", None),
    (("rejected", None, "x"), ("rejected", None, "y"), ("rejected", None, "y"), "reason", None),
    (("rejected", None, None), ("rejected", None, "y"), ("rejected", None, "y"), "reason", None),
    (("rejected", None, "x"), ("rejected", None, None), ("rejected", None, "x"), None, None),
    (("rejected", None, "x"), ("rejected", None, "x"), ("rejected", None, "x"), None, None),
    (("rejected", None, "x"), ("unanswered", None, None), ("rejected", None, "x"), None, None),
    (("accepted", A, None), ("accepted", A, None), ("accepted", A, None), None, None),
    (("accepted", A, None), ("accepted", None, None), ("accepted", A, None), None, None),
    (("accepted", None, None), ("accepted", A, None), ("accepted", A, None), "number", None),
    (("accepted", None, None), ("accepted", None, None), ("accepted", None, None), None, None),
    (("accepted", A, None), ("unanswered", None, None), ("accepted", A, None), None, None),
    (("accepted", A, None), ("accepted", B, None), ("accepted", A, None), None, "other_number"),
    (("accepted", A, None), ("rejected", None, "x"), ("accepted", A, None), None, "rejected_after_accepted"),
    (("accepted", None, None), ("rejected", None, "x"), ("accepted", None, None), None, "rejected_after_accepted"),
]


@pytest.mark.parametrize("engine", BOTH)
def test_every_step(engine, tmp_path):
    before = [(at, *case[0]) for at, case in enumerate(CASES, start=1)]
    for at, case in enumerate(CASES, start=1):
        found = changed(engine, tmp_path, [before[at - 1]], [(at, *case[1])])
        assert found.rows() == [(at, case[0][0], *case[2], case[3], case[4])], case
    assert {case[3] for case in CASES} >= set(CHANGES) and {case[4] for case in CASES} | {"number_of_another"} >= set(
        CONFIRM
    )


@pytest.mark.parametrize("engine", BOTH)
def test_who_was_never_written_down_is_unanswered_before(engine, tmp_path):
    found = changed(engine, tmp_path, [], [(1, "accepted", A, None)])
    assert found.rows() == [(1, "unanswered", "accepted", A, None, "accepted", None)]


@pytest.mark.parametrize("engine", BOTH)
def test_a_number_that_is_somebody_elses_is_not_taken(engine, tmp_path):
    before = [(1, "accepted", A, None), (2, "rejected", None, "x"), (3, "accepted", None, None)]
    found = changed(engine, tmp_path, before, [(2, "accepted", A, None), (3, "accepted", A, None)])
    assert found["confirm"].to_list() == ["number_of_another"] * 2
    assert found["state"].to_list() == ["rejected", "accepted"] and found["membership_number"].to_list() == [None, None]
    freed = changed(engine, tmp_path, [(1, "rejected", A, None)], [(2, "accepted", A, None)])
    assert freed["change"].to_list() == ["accepted"]  # who was rejected holds no number


ROW = st.one_of(
    st.tuples(st.just("accepted"), st.sampled_from((None, A, B)), st.none()),
    st.tuples(st.just("rejected"), st.none(), st.sampled_from((None, "x", "y"))),
    st.tuples(st.just("unanswered"), st.none(), st.none()),
)


@settings(max_examples=80)
@given(st.lists(ROW, min_size=4, max_size=4), st.lists(ROW, min_size=4, max_size=4), st.sampled_from(BOTH))
def test_the_same_answer_twice_changes_nothing_more_and_nobody_accepted_is_lost(before, now, engine):
    was = [(at, *one) for at, one in enumerate(before)]
    said = [(at, *one) for at, one in enumerate(now)]
    with TemporaryDirectory() as folder:
        once = changed(engine, Path(folder), was, said)
        after = once.select("enrolment", "state", "membership_number", "reason").rows()
        again = changed(engine, Path(folder), after, said)
    assert set(again["change"]) <= {None}
    assert again.select("enrolment", "state", "membership_number", "reason").rows() == after
    for (_, state, number, _), row in zip(was, once.iter_rows(named=True), strict=True):
        assert row["change"] is None or row["confirm"] is None
        if state == "accepted":
            assert row["state"] == "accepted" and (number is None or row["membership_number"] == number)
