"""The sample of a list that is looked at before it is decided on: how many, and who. Nobody chooses either."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

ONE_IN = 100
"""Where at least one line in so many is wrong …"""
MISSED = 20
"""… the sample finds none of them at most one time in so many."""


def sample_size(people: int, one_in: int = ONE_IN, missed: int = MISSED) -> int:
    """The fewest of ``people`` to look at, so that errors of 1/``one_in`` are found with 1 - 1/``missed``.

    With ``wrong`` = people/one_in, rounded up, and n drawn: (1 - n/people)^wrong <= 1/missed. That is a little more
    than one draw from the whole needs, and holds however the errors lie where each part gives at least its share.
    Whole numbers alone. Raises: ValueError where ``people`` is below 0.

    >>> sample_size(0), sample_size(8), sample_size(100), sample_size(1_000), sample_size(117_150)
    (0, 8, 95, 259, 300)
    """
    if people < 0:
        raise ValueError("nobody is fewer than nobody")
    wrong = -(-people // one_in)
    low, high = 0, people
    while low < high:
        drawn = (low + high) // 2
        if missed * (people - drawn) ** wrong <= people**wrong:
            high = drawn
        else:
            low = drawn + 1
    return low


def shares_of(parts: Mapping[str, int], drawn: int) -> dict[str, int]:
    """How many of each part (name -> people): its share of ``drawn``, rounded up, so that no part goes unseen.

    >>> shares_of({"1505": 900, "1571": 100, "1572": 0}, 95)
    {'1505': 86, '1571': 10, '1572': 0}
    """
    people = sum(parts.values())
    return {part: min(many, -(-many * drawn // people)) if many else 0 for part, many in parts.items()}


def draw(people: Iterable[tuple[int, str]], seed: str) -> list[int]:
    """Who is looked at, of ``people`` (number, part): by part, then by place in the draw.

    The place is the SHA-256 of "seed", a tab and the number, so that anybody who has the list can draw again.
    """
    by_part: dict[str, list[int]] = defaultdict(list)
    for person, part in people:
        by_part[part].append(person)
    sizes = {part: len(by_part[part]) for part in sorted(by_part)}
    drawn = shares_of(sizes, sample_size(sum(sizes.values())))
    return [
        one for part, many in drawn.items() for one in sorted(by_part[part], key=lambda p: place_of(p, seed))[:many]
    ]


def place_of(person: int, seed: str) -> tuple[str, int]:
    """By what people are put in the order of the draw."""
    return hashlib.sha256(f"{seed}\t{person}".encode()).hexdigest(), person
