"""Clusters: chains join, fences hold, the order of pairs does not matter."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from payung.core.linkage.clusters import components, joined

PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(0, 3)).filter(lambda p: p[0] != p[1]))


def arrays(pairs: list[tuple[int, ...]]) -> list[np.ndarray]:
    return [np.array([pair[at] for pair in pairs], dtype=np.int64) for at in range(3)]


@given(PAIRS)
def test_components_are_what_following_pairs_finds(pairs: list[tuple[int, int, int]]) -> None:
    left, right, _ = arrays(pairs)
    group = list(range(12))
    for _ in pairs:
        for one, other, _ in pairs:
            low = min(group[one], group[other])
            group = [low if g in (group[one], group[other]) else g for g in group]
    assert components(12, left, right).tolist() == group


@given(PAIRS, PAIRS, st.randoms(use_true_random=False))
def test_fences_hold_whatever_the_order(pairs: list, fences: list, random) -> None:  # type: ignore[no-untyped-def]
    fences = [fence for fence in fences if fence[0] != fence[1]]
    apart = arrays(fences)[:2]
    left, right, weight = arrays(pairs)
    found = joined(12, left, right, weight, (apart[0], apart[1]))
    assert all(found[one] != found[other] for one, other, _ in fences)
    assert all(found[found[at]] == found[at] <= at for at in range(12))
    mixed = random.sample(pairs, len(pairs))
    left, right, weight = arrays(mixed)
    assert joined(12, left, right, weight, (apart[1], apart[0])).tolist() == found.tolist()


def test_the_weakest_link_breaks() -> None:
    left, right, weight = np.array([0, 1]), np.array([1, 2]), np.array([5, 9])
    fence = (np.array([0]), np.array([2]))
    assert joined(3, left, right, weight, fence).tolist() == [0, 1, 1]
