"""The relational steps of a decision, and how any lazy engine does them.

An engine may do a step differently where it knows its own tables better; the answer must be the same, row by row.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw

Frame = nw.LazyFrame[Any]


@dataclass(frozen=True)
class Result:
    """A table to write: its columns come from judged rows through ``shape``; ``order`` sorts them."""

    name: str
    columns: Mapping[str, str]  # as in core.roster.table
    order: str
    shape: Callable[[Frame], Frame]

    def made(self, frame: Frame) -> Frame:
        """The rows of this table, in order."""
        return self.shape(frame).sort(self.order).select(*self.columns)


TWIN_TRUTHS = ("twin_two_people", "twin_later", "twin_same_file")
_SHOWN = {"twin_row": "row", "twin_sheet": "sheet", "twin_file": "file", "twin_village": "village_code"}
TWIN_SHOWN = tuple(_SHOWN)


class Tables(ABC):
    """What ``spine.decide`` asks of an engine. Rows are known by ``position``, unique in the roster."""

    @abstractmethod
    def scan(self, path: Path) -> Frame:
        """The Parquet file at ``path``."""

    def scan_rows(self, path: Path) -> Frame:
        """The roster table at ``path``."""
        return self.scan(path)

    @abstractmethod
    def keep(self, frame: Frame, names: Sequence[str]) -> Frame:
        """Compute now, so that what follows does not compute it again; only ``names`` need to stay."""

    @abstractmethod
    def write(self, frame: Frame, results: Sequence["Result"], out: Path) -> None:
        """Write each of ``results`` made from ``frame`` as Parquet into the folder ``out``."""

    def with_text(self, frame: Frame, name: str, text: nw.Expr, flags: Sequence[str]) -> Frame:
        """Add ``name``: ``text``, which depends on the true/false columns ``flags`` alone and is "" if none is true."""
        return frame.with_columns(**{name: text})

    def strongest(self, register: Frame, order: Mapping[str, nw.Expr]) -> Frame:
        """One row per ``key``: the first by the expressions of ``order``, none of them null."""
        return strongest(register, order)

    def look_up(self, frame: Frame, register: Frame, judged: Sequence[str], shown: Sequence[str]) -> Frame:
        """Add the columns of ``register`` (unique ``key``) to the rows whose ``nik_asked`` equals it, null elsewhere.

        ``judged`` are read by rules, ``shown`` by messages alone.
        """
        return frame.join(register, left_on="nik_asked", right_on="key", how="left")

    def with_cards(self, frame: Frame) -> Frame:
        """Add nik_on_a_card: whether ``nik_no_adult`` and some row of the same file has it as family card number."""
        return with_cards(frame)

    def with_twins(self, frame: Frame) -> Frame:
        """Among rows where ``candidate``, add ``TWIN_TRUTHS`` (never null) and, for messages, ``TWIN_SHOWN``."""
        return with_twins(frame)

    def with_turn(self, frame: Frame, name: str, who: str, scope: str | None, order: str) -> Frame:
        """Add ``name``: 1, 2, 3 … among the rows where ``who``, within ``scope``, by ``order``, then position."""
        return with_turn(frame, name, who, scope, order)


def strongest(register: Frame, order: Mapping[str, nw.Expr]) -> Frame:
    """See ``Tables.strongest``; by a count over each NIK, so a NIK on many rows costs no more than others."""
    numbered = register.with_columns(**order).with_columns(
        strength=nw.col("key").cum_count().over("key", order_by=[*order])
    )
    return numbered.filter(nw.col("strength") == 1).drop("strength", *order)


def with_cards(frame: Frame) -> Frame:
    """See ``Tables.with_cards``."""
    cards = frame.filter(~nw.col("family_number").is_null()).select(
        card_file=nw.col("file"), card_number=nw.col("family_number"), nik_on_a_card=nw.lit(True)
    )
    suspects = frame.with_columns(card_asked=nw.when(nw.col("nik_no_adult")).then(nw.col("nik_number")))
    joined = suspects.join(
        cards.unique(["card_file", "card_number"]),
        left_on=["file", "card_asked"],
        right_on=["card_file", "card_number"],
        how="left",
    )
    return joined.with_columns(nik_on_a_card=nw.col("nik_on_a_card").fill_null(False))


def with_twins(frame: Frame) -> Frame:
    """See ``Tables.with_twins``; by totals over each NIK, never by joining a NIK's rows with each other."""
    asked = frame.with_columns(twin_key=nw.when(nw.col("candidate")).then(nw.col("nik_number")))
    sounds = {
        f"{least}_{name}": getattr(nw.col(name), least)()
        for name in ("name_sound_1", "name_sound_2")
        for least in ("min", "max")
    }
    groups = (
        asked.filter(nw.col("candidate"))
        .group_by("twin_key")
        .agg(
            nw.len().alias("twin_count"),
            nw.col("position").min().alias("twin_first"),
            nw.col("position").max().alias("twin_last"),
            *(e.alias(n) for n, e in sounds.items()),
        )
        .filter(nw.col("twin_count") > 1)
    )
    differ = [nw.col(f"min_{name}") != nw.col(f"max_{name}") for name in ("name_sound_1", "name_sound_2")]
    people = groups.with_columns(twin_people=(differ[0].fill_null(False) | differ[1].fill_null(False)))
    ends = people
    for end in ("first", "last"):
        own = {f"{end}_{name}": nw.col(name) for name in _SHOWN.values()}
        at = asked.select(**{f"{end}_at": nw.col("position")}, **own)
        ends = ends.join(at, left_on=f"twin_{end}", right_on=f"{end}_at", how="inner")
    shown = [f"{end}_{name}" for end in ("first", "last") for name in _SHOWN.values()]
    known = ends.select("twin_first", "twin_people", *shown, group_key=nw.col("twin_key"))
    joined = asked.join(known, left_on="twin_key", right_on="group_key", how="left")
    is_first = nw.col("position") == nw.col("twin_first")  # a row is told of another one, never of itself
    return joined.with_columns(
        twin_two_people=nw.col("twin_people").fill_null(False),
        twin_later=(~nw.col("twin_people") & (nw.col("position") > nw.col("twin_first"))).fill_null(False),
        twin_same_file=(nw.col("file") == nw.col("first_file")).fill_null(False),
        **{
            told: nw.when(is_first).then(nw.col(f"last_{name}")).otherwise(nw.col(f"first_{name}"))
            for told, name in _SHOWN.items()
        },
    ).drop(*shown)


def with_turn(frame: Frame, name: str, who: str, scope: str | None, order: str) -> Frame:
    """See ``Tables.with_turn``."""
    waiting = frame.with_columns(asks=nw.when(nw.col(who)).then(nw.col("position")))
    group = [who] if scope is None else [who, scope]
    place = nw.col("asks").cum_count().over(*group, order_by=[order, "position"])
    return waiting.with_columns(**{name: nw.when(nw.col(who)).then(place.cast(nw.Int64))}).drop("asks")
