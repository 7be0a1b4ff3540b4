"""Show the doubtful pairs of a linkage result, both records side by side, or write them into a workbook to fill."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payung.actions.people_folder import PAIRS, RECORDS, PairUnknown, read_people
from payung.actions.write_people import MOST_ASKED, sides
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.linkage.decisions import Decision
from payung.gateways.ask_book import write_ask_book


class BookThere(PayungError):
    """The workbook to write is there already, perhaps with answers in it."""

    code = "people-book-there"
    exit_code = 97

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(id=f"'{path.name}' sudah ada; tidak ditimpa.", en=f"'{path.name}' is there already; it was left."),
            Text(id="Pilih nama lain untuk --book.", en="Choose another name for --book."),
        )


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


def ask_people(
    path: Path, *, pair: int | None = None, most: int = 0, book: Path | None = None, whole: bool = False
) -> Asked:
    """The doubtful pairs of the result in ``path``, heaviest first, at most ``most`` (0: all); or the ``pair`` of that
    number, doubtful or not. With ``book`` they are also written there, to be filled; ``whole``: with NIKs in full.

    Raises: PeopleFolderWrong, PairUnknown, BookThere, ModelUnreadable, DecisionUnreadable.
    """
    folder = read_people(path)
    pairs = folder.table(PAIRS)
    doubtful = pairs.filter(outcome="ask")
    chosen = doubtful.head(most) if most else doubtful
    if pair is not None:
        chosen = pairs.filter(pair=pair).head(1)
        if not chosen.height:
            raise PairUnknown(pair)
    both = sides(chosen, folder.table(RECORDS))
    if book is not None:
        _reserve(book)
        left_out = 0 if pair is not None else doubtful.height - min(chosen.height, MOST_ASKED)
        write_ask_book(both.head(MOST_ASKED), book, left_out=left_out, whole=whole)
    by_keys: dict[tuple[str, str], list[Decision]] = {}
    for decision in folder.decisions:
        by_keys.setdefault((decision.left, decision.right), []).append(decision)
    found = tuple(
        Pair(
            facts["pair"],
            facts,
            tuple(by_keys.get((min(keys := (facts["left_key"], facts["right_key"])), max(keys)), ())),
        )
        for facts in both.iter_rows(named=True)
    )
    return Asked(found, doubtful.height, path)


def _reserve(book: Path) -> None:
    """Make the file, for its owner alone. Raises: BookThere."""
    book.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(book, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise BookThere(book) from None
