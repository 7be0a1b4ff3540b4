"""Where one membership of an informal worker (BPU) stands on a day, from the months that were paid.

For whole tables see ``columns``.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from payung.core.basis.days import months_after
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.law.book import Law, LawBook
from payung.core.law.first_months import EDGE, full_from

LAPSE = "bpu/cover/lapse_after_unpaid_months"
COMPARISON = "bpu/cover/lapse_comparison"
REENTRY = "bpu/cover/reentry"
AFTER_REENTRY = "bpu/jkm/first_months/after_reentry"

State = Literal["not_started", "first_months", "active", "grace", "lapsed"]
STATES: dict[State, Text] = {
    "not_started": Text(id="belum mulai", en="not started"),
    "first_months": Text(id="aktif, dalam bulan-bulan pertama", en="active, in the first months"),
    "active": Text(id="aktif", en="active"),
    "grace": Text(id="menunggak, masih dapat dilunasi", en="in arrears, can still be settled"),
    "lapsed": Text(id="kepesertaan berakhir", en="membership ended"),
}


class PaidBeforeCover(PayungError):
    """A month was paid that lies before the month in which cover began."""

    code = "paid-before-cover"
    exit_code = 38

    def __init__(self, paid: date, started: date) -> None:
        super().__init__(
            says=Text(
                id=f"Bulan {paid:%Y-%m} dibayar, padahal perlindungan baru mulai {started}.",
                en=f"The month {paid:%Y-%m} was paid, but cover began only on {started}.",
            ),
            do=Text(
                id="Periksa bulan iuran, atau isi hari mulai yang pertama.",
                en="Check the months paid, or give the day cover began the first time.",
            ),
        )


@dataclass(frozen=True)
class History:
    """What was paid for one person.

    ``started``: the day cover began the first time. ``paid``: first days of the paid months, sorted, each once; a month
    settled late is among them like any other. Raises: PaidBeforeCover; ValueError where ``paid`` is not such a list.
    """

    started: date
    paid: tuple[date, ...]

    def __post_init__(self) -> None:
        if any(month.day != 1 for month in self.paid) or any(one >= next_ for one, next_ in pairwise(self.paid)):
            raise ValueError("paid months are first days of months, sorted, each once")
        if self.paid and self.paid[0] < self.started.replace(day=1):
            raise PaidBeforeCover(self.paid[0], self.started)


@dataclass(frozen=True)
class Standing:
    """Where a membership stands on a day. Months are counted up to the day's own month; those paid ahead are not."""

    state: State
    started: date | None  # the day the current run began; a run after a lapse begins with its first paid month
    paid_through: date | None  # first day of the last month of the run that is paid; None where none is
    unpaid: int  # months begun after that, up to the day's own month
    lapses_on: date  # first day of the month in which membership ends when nothing more is paid
    months: int  # paid months that count: of this run, or of all runs where membership continues after re-entry
    months_ever: int  # paid months of all runs
    months_unbroken: int  # paid months one after another, up to the last
    full_from: date | None  # first day with the full death benefit


def standing(law: Law | LawBook, history: History, on: date) -> Standing:
    """Where ``history`` stands on ``on``, by the law of that day, or by ``law`` where it is the law of one day.

    Unpaid months up to the limit are grace, more end the membership; a later payment begins a new run. Months left
    unpaid inside a run are a gap and no end while they are within the limit. A month paid ahead counts as paid where no
    unpaid month lies before it.
    Source: parameters bpu/cover/lapse_*, bpu/cover/reentry, bpu/jkm/first_months/*. Raises: NoValueInForce.

    >>> paid = tuple(date(2026, month, 1) for month in (1, 2, 3))
    >>> july = standing(LawBook.read(), History(date(2026, 1, 10), paid), date(2026, 7, 1))
    >>> july.state, july.unpaid, july.lapses_on.isoformat()
    ('lapsed', 4, '2026-07-01')
    """
    if isinstance(law, LawBook):
        law = law.on(on)
    most = most_unpaid(law)
    begun = on >= history.started
    before = months_after(history.started.replace(day=1), -1)  # nothing is unpaid yet
    known = tuple(month for month in history.paid if month <= on) if begun else ()
    run = _unbroken(known, most)
    rejoined = run and months_between(before, run[0]) - 1 > most
    started = run[0] if rejoined else history.started
    through = _paid_ahead(history.paid, run[-1] if run else before)
    unpaid = max(0, months_between(through, on)) if begun else 0
    again = law.reading(AFTER_REENTRY).code == "again"
    full = full_from(law, started if again else history.started)[law.reading(EDGE).code]
    return Standing(
        state=_state(begun, unpaid, most, on < full),
        started=started if begun else None,
        paid_through=through if through > before else None,
        unpaid=unpaid,
        lapses_on=months_after(through, most + 1),
        months=len(known) if law.reading(REENTRY).code == "continues" else len(run),
        months_ever=len(known),
        months_unbroken=len(_unbroken(known, 0)),
        full_from=full if begun else None,
    )


def most_unpaid(law: Law) -> int:
    """How many months may be unpaid, one after another, before the membership ends. Raises: NoValueInForce."""
    limit = law[LAPSE].amount
    return limit if law.reading(COMPARISON).code == "more_than" else limit - 1


def months_between(one: date, other: date) -> int:
    """Calendar months from the month of ``one`` to that of ``other``.

    >>> months_between(date(2025, 12, 31), date(2026, 1, 1))
    1
    """
    return (other.year - one.year) * 12 + other.month - one.month


def _state(begun: bool, unpaid: int, most: int, first: bool) -> State:
    if not begun:
        return "not_started"
    if unpaid:
        return "grace" if unpaid <= most else "lapsed"
    return "first_months" if first else "active"


def _unbroken(paid: tuple[date, ...], gap: int) -> tuple[date, ...]:
    """The last months of ``paid``, as far back as no more than ``gap`` unpaid months lie between two of them."""
    first = len(paid) - 1
    while first > 0 and months_between(paid[first - 1], paid[first]) - 1 <= gap:
        first -= 1
    return paid[max(first, 0) :]


def _paid_ahead(paid: tuple[date, ...], through: date) -> date:
    """The last month paid without a gap after ``through``."""
    while (after := months_after(through, 1)) in paid:
        through = after
    return through
