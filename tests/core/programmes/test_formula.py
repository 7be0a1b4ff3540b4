"""Formulas compute what they say, and can do nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.programmes.formula import LONGEST, evaluate


@given(a=st.integers(0, 10**9), b=st.integers(0, 10**9), c=st.integers(1, 10**6))
def test_a_formula_is_whole_number_arithmetic(a, b, c):
    assert evaluate("(a + b) * 3 - a // c", {"a": a, "b": b, "c": c}) == (a + b) * 3 - a // c


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("a / 2", "only"),
        ("a ** a", "only"),
        ("-a", "only"),
        ("1.5 * a", "only"),
        ("True + a", "only"),
        ("'a' * 9", "only"),
        ("a if a else a", "only"),
        ("[a for a in a]", "only"),
        ("a.real", "only"),
        ("print(a)", "only"),
        ("b", "b has no value"),
        ("a // (a - a)", "zero"),
        ("a +", "not a formula"),
        ("a\x00", "not a formula"),
        ("", "not a formula"),
        ("a + " * LONGEST + "a", "more than"),
    ],
)
def test_anything_else_is_refused(formula, why):
    with pytest.raises(ValueError, match=why):
        evaluate(formula, {"a": 7})
