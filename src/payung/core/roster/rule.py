"""What a rule is. A rule judges all rows at once, on any engine, and says in two languages what it found."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import narwhals as nw

from payung.core.basis.days import short_day
from payung.core.basis.text import Text
from payung.core.programmes.programme import Case

Severity = Literal["block", "warn", "info"]
Outcome = Literal["correct", "reject"]
Values = Mapping[str, nw.Expr | str]


def _no_values(case: Case) -> Values:
    return {}


@dataclass(frozen=True)
class Rule:
    """Something that may be wrong with a row.

    ``code`` never changes: it stands in files that villages send back. ``broken`` is true for the rows it names; it
    reads the columns ``facts`` adds, never text, and null counts as not broken. ``values`` fills the ``{name}`` places
    of ``says`` from the row's own columns; no NIK and no name may be among them. ``outcome`` is what a blocking rule
    leads to: the village corrects the row, or it is rejected.
    """

    code: str
    column: str  # the roster column to look at
    severity: Severity
    outcome: Outcome | None
    says: Text
    do: Text
    broken: Callable[[Case], nw.Expr]
    values: Callable[[Case], Values] = _no_values
    criterion: str | None = None  # the programme criterion that asks for it; None when every programme does
    linked: bool = False  # asked only where rows were compared by likeness

    @property
    def flag(self) -> str:
        """The name of this rule's true/false column."""
        return f"broke_{self.code}"

    def applies(self, case: Case) -> bool:
        """Whether the programme of ``case`` asks for this rule at all."""
        wanted = self.criterion is None or self.criterion in case.programme.criteria
        return wanted and (case.linked or not self.linked)


def flag(*codes: str) -> nw.Expr:
    """True where at least one of the rules of ``codes`` is broken."""
    return nw.any_horizontal(*(nw.col(f"broke_{code}") for code in codes), ignore_nulls=True)


def message(text: str, values: Values) -> nw.Expr:
    """``text`` with its ``{name}`` places filled from columns; a value that is null is shown as a dash."""
    parts = []
    for piece in re.split(r"(\{\w+\})", text):
        value: nw.Expr | str = values[piece[1:-1]] if piece.startswith("{") else piece
        if isinstance(value, str):
            parts.append(nw.lit(value, nw.String))
        else:
            parts.append(value.cast(nw.String).fill_null("–"))
    return nw.concat_str(parts) if len(parts) > 1 else parts[0]


def shown_day(number: nw.Expr) -> nw.Expr:
    """A column yyyymmdd as text, day first: 07-08-1987."""
    text = number.cast(nw.String)
    return nw.concat_str([text.str.slice(6, 2), text.str.slice(4, 2), text.str.slice(0, 4)], separator="-")


def shown_month(number: nw.Expr) -> nw.Expr:
    """A column yyyymm as text, month first: 08-1987."""
    text = number.cast(nw.String)
    return nw.concat_str([text.str.slice(4, 2), text.str.slice(0, 4)], separator="-")


def shown_on(case: Case) -> str:
    """The day of the decision, as messages print it."""
    day: date = case.on
    return short_day(day)
