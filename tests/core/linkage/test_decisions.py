"""The file of decisions: kept, replaced by later ones, taken back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.linkage.decisions import (
    VERDICTS,
    Decision,
    DecisionUnreadable,
    decide,
    in_force,
    read_decisions,
    written,
)

DAY = date(2026, 11, 1)
LINES = st.builds(
    decide, st.sampled_from("abc"), st.sampled_from("xyz"), st.sampled_from(VERDICTS), st.text("An, \"'", min_size=1),
    st.dates(), st.text("ya;,\n\"", max_size=8),
)  # fmt: skip


@given(st.lists(LINES))
def test_what_is_written_is_read(lines: list[Decision]) -> None:
    assert list(read_decisions(written(lines))) == lines


def test_the_last_word_counts_and_can_be_taken_back() -> None:
    same, different = decide("b", "a", "same", "Ani", DAY), decide("a", "b", "different", "Budi", DAY)
    assert in_force([same, different]) == {("a", "b"): different}
    assert in_force([same, decide("a", "b", "withdrawn", "Ani", DAY)]) == {}


@pytest.mark.parametrize(
    ("line", "at"),
    [("a,b,maybe,Ani,2026-11-01,", 2), ("a,a,same,Ani,2026-11-01,", 2), ("a,b,same,Ani,1 Nov,", 2), ("a,b,same", 2),
     (",b,same,Ani,2026-11-01,", 2)],
)  # fmt: skip
def test_a_line_that_is_none_is_named(line: str, at: int) -> None:
    with pytest.raises(DecisionUnreadable, match=f"Line {at} "):
        read_decisions(f"left,right,verdict,by,on,reason\n{line}\n")


def test_an_empty_file_and_a_wrong_heading() -> None:
    assert read_decisions("") == ()
    with pytest.raises(DecisionUnreadable, match="Line 1 "):
        read_decisions("one,other\n")
