"""What persons decided about doubtful pairs: kept in a file, stronger than any weight, reversible.

The file is CSV with the columns ``DECISIONS``; a later line about the same pair replaces an earlier one, and
``withdrawn`` takes a decision back.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from typing import Literal

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text

Verdict = Literal["same", "different", "withdrawn"]
VERDICTS: tuple[Verdict, ...] = ("same", "different", "withdrawn")
DECISIONS = ("left", "right", "verdict", "by", "on", "reason")


class DecisionUnreadable(PayungError):
    """A line of the decisions file is not one."""

    code = "linkage-decision-unreadable"
    exit_code = 91

    def __init__(self, line: int) -> None:
        super().__init__(
            Text(
                id=f"Baris {line} berkas keputusan pencocokan tidak terbaca.",
                en=f"Line {line} of the linkage decisions cannot be read.",
            ),
            Text(
                id=f"Kolom: {', '.join(DECISIONS)}; verdict: {', '.join(VERDICTS)}; on: tttt-bb-hh.",
                en=f"Columns: {', '.join(DECISIONS)}; verdict: {', '.join(VERDICTS)}; on: yyyy-mm-dd.",
            ),
        )


@dataclass(frozen=True)
class Decision:
    """``left`` < ``right`` are record keys; ``by`` decided so on day ``on``."""

    left: str
    right: str
    verdict: Verdict
    by: str
    on: date
    reason: str = ""


def decide(one: str, other: str, verdict: Verdict, by: str, on: date, reason: str = "") -> Decision:
    """A decision about two records, whichever is named first."""
    return Decision(min(one, other), max(one, other), verdict, by, on, reason)


def read_decisions(text: str) -> tuple[Decision, ...]:
    """Every line of the file, in its order. Raises: DecisionUnreadable.

    >>> read_decisions("left,right,verdict,by,on,reason\\nb,a,same,Ani,2026-11-01,\\n")[0].left
    'a'
    """
    if not text.strip():
        return ()
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    if tuple(next(lines)) != DECISIONS:
        raise DecisionUnreadable(1)
    return tuple(_decision(at, line) for at, line in enumerate(lines, 2) if line)


def _decision(at: int, line: list[str]) -> Decision:
    if len(line) != len(DECISIONS):
        raise DecisionUnreadable(at)
    one, other, verdict, by, on, reason = line
    try:
        day = date.fromisoformat(on)
    except ValueError as fault:
        raise DecisionUnreadable(at) from fault
    if verdict not in VERDICTS or not one or not other or one == other:
        raise DecisionUnreadable(at)
    return decide(one, other, verdict, by, day, reason)


def written(decisions: Iterable[Decision]) -> str:
    """The file of ``decisions``, in the order given: what was once written stays readable.

    >>> written([decide("b", "a", "same", "Ani", date(2026, 11, 1))])
    'left,right,verdict,by,on,reason\\na,b,same,Ani,2026-11-01,\\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(DECISIONS)
    writer.writerows(astuple(decision) for decision in decisions)
    return out.getvalue()


def in_force(decisions: Iterable[Decision]) -> Mapping[tuple[str, str], Decision]:
    """The last decision about each pair, those taken back left out; keys are sorted."""
    last = {(decision.left, decision.right): decision for decision in decisions}
    return {pair: last[pair] for pair in sorted(last) if last[pair].verdict != "withdrawn"}
