"""Months of a plan: yyyymm, one after the other, as bits of a whole number."""

from collections.abc import Sequence

from payung.core.basis.months import between, first_day, in_english, later, named

__all__ = ["between", "bits", "first_day", "in_english", "later", "named"]


def bits(months: Sequence[int], chosen: Sequence[int]) -> int:
    """The set of those of ``months`` that are among ``chosen``, as a whole number.

    >>> bits((202601, 202602, 202603), (202602, 202612))
    2
    """
    wanted = set(chosen)
    return sum(1 << place for place, month in enumerate(months) if month in wanted)
