"""What several accounts say of those who were drawn: the last word of each account counts, and a doubt is anybody's."""

from collections.abc import Hashable, Iterable, Mapping


def standing(said: Iterable[tuple[int, Hashable, str]]) -> Mapping[int, Mapping[Hashable, str]]:
    """Number of the drawn -> account -> its last word; ``said`` in the order in which it was said.

    >>> standing([(1, "a", "wrong"), (1, "b", "right"), (1, "a", "right"), (2, "b", "wrong")])
    {1: {'a': 'right', 'b': 'right'}, 2: {'b': 'wrong'}}
    """
    found: dict[int, dict[Hashable, str]] = {}
    for drawn, account, word in said:
        found.setdefault(drawn, {})[account] = word
    return found


def wrong_to_anybody(said: Iterable[tuple[int, Hashable, str]]) -> frozenset[int]:
    """The drawn whom some account found wrong last: only that account takes it back, whoever else finds them right.

    >>> sorted(wrong_to_anybody([(1, "a", "wrong"), (1, "b", "right"), (2, "a", "wrong"), (2, "a", "right")]))
    [1]
    """
    return frozenset(drawn for drawn, words in standing(said).items() if "wrong" in words.values())
