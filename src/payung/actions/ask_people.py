"""Show the doubtful pairs of a linkage result, both records side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payung.actions.people_folder import PAIRS, RECORDS, PairUnknown, read_people
from payung.actions.write_people import sides
from payung.core.linkage.decisions import Decision


@dataclass(frozen=True)
class Pair:
    """One pair: ``facts`` are its columns in pairs.parquet and left_… and right_… of both records; ``history``: what
    persons decided about it, oldest first."""

    number: int
    facts: Mapping[str, Any]
    history: tuple[Decision, ...]


@dataclass(frozen=True)
class Asked:
    """The pairs asked for, and how many doubtful ones there are in all."""

    pairs: tuple[Pair, ...]
    doubtful: int
    folder: Path


def ask_people(path: Path, *, pair: int | None = None, most: int = 0) -> Asked:
    """The doubtful pairs of the result in ``path``, heaviest first, at most ``most`` (0: all); or the ``pair`` of that
    number, doubtful or not.

    Raises: PeopleFolderWrong, PairUnknown, ModelUnreadable, DecisionUnreadable.
    """
    folder = read_people(path)
    pairs = folder.table(PAIRS)
    doubtful = pairs.filter(outcome="ask")
    chosen = doubtful.head(most) if most else doubtful
    if pair is not None:
        chosen = pairs.filter(pair=pair).head(1)
        if not chosen.height:
            raise PairUnknown(pair)
    whole = sides(chosen, folder.table(RECORDS))
    by_keys: dict[tuple[str, str], list[Decision]] = {}
    for decision in folder.decisions:
        by_keys.setdefault((decision.left, decision.right), []).append(decision)
    found = tuple(
        Pair(
            facts["pair"],
            facts,
            tuple(by_keys.get((min(keys := (facts["left_key"], facts["right_key"])), max(keys)), ())),
        )
        for facts in whole.iter_rows(named=True)
    )
    return Asked(found, doubtful.height, path)
