"""The cover of one person on one day, with its reason: a month counts when enrolled, billed, paid and confirmed.

For whole tables see ``status_columns``, for sentences ``status_words``, for what heirs get ``core.claims.heirs_get``.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from payung.core.basis.days import months_after
from payung.core.basis.text import Text
from payung.core.cover.doubts import CLAIM_IN_GRACE, doubts_of
from payung.core.cover.person_months import STEPS, CoverFacts, Ended, Step, Why, due_day
from payung.core.cover.standing import AFTER_REENTRY, REENTRY, History, Standing, months_between, standing
from payung.core.law.ages import LIMIT
from payung.core.law.book import Law, LawBook
from payung.core.law.first_months import EDGE, MONTHS, full_from

MONTHS_NEEDED = "scholarship/months_needed_jkm"
MONTHS_COUNTED = "scholarship/months_counted"

CoverState = Literal["not_enrolled", "awaiting", "first_months", "active", "grace", "lapsed", "ended"]
STATES: dict[CoverState, Text] = {
    "not_enrolled": Text(id="belum terdaftar", en="not enrolled"),
    "awaiting": Text(id="belum lengkap, perlindungan belum pasti", en="a step is missing, cover is not certain"),
    "first_months": Text(id="aktif, dalam bulan-bulan pertama", en="active, in the first months"),
    "active": Text(id="aktif", en="active"),
    "grace": Text(id="menunggak, masih dapat dilunasi", en="in arrears, can still be settled"),
    "lapsed": Text(id="kepesertaan berakhir", en="membership ended"),
    "ended": Text(id="tidak dibayar lagi", en="paid for no longer"),
}
Missing = Step | Literal["start"]

Cover = Literal["full", "reduced", "pending", "no"]
COVERS: dict[Cover, Text] = {
    "full": Text(id="ya, penuh", en="yes, in full"),
    "reduced": Text(id="ya, biaya pemakaman saja", en="yes, burial costs only"),
    "pending": Text(id="belum pasti", en="not certain"),
    "no": Text(id="tidak", en="no"),
}
COVERED: tuple[CoverState, ...] = ("first_months", "active")


@dataclass(frozen=True)
class Mark:
    """A number of months that changes what is paid: one of the days, or none where the law has no such mark."""

    reached_on: date | None
    expected_on: date | None  # the day it will be reached when every month from the day's own on is paid


@dataclass(frozen=True)
class Status:
    """The cover of one person on the day ``on``. Months are first days of months; only those counting are counted."""

    on: date
    state: CoverState
    missing: Missing | None  # the first step that is missing; "start": the first month is still to come
    why: Why | None  # of the state "ended"
    since: date | None  # the first day of what the state says; None where nothing ever began
    jkk: Cover
    jkm: Cover
    started: date | None  # the day the run that counts began
    months: int  # since that day, or of all runs where membership continues after re-entry
    months_ever: int
    paid_through: date | None  # the last month covered, when nothing more is paid
    lapses_on: date | None  # the day membership ends, when nothing more is paid
    unpaid: tuple[date, ...]  # the months of arrears up to the day
    unconfirmed: tuple[date, ...]  # months up to the day that are paid, but not on BPJS's list
    settled_on: date | None  # the day, after ``on``, on which what was missing that day was paid
    full_mark: Mark  # the full death benefit
    scholarship_mark: Mark  # the scholarship of a death not caused by work
    basis: tuple[date, ...]  # the months the answer rests on
    unsure: tuple[Text, ...]  # what the law does not say clearly, where it matters here

    @property
    def covered_until(self) -> date | None:
        """The last day covered when nothing more is paid."""
        return months_after(self.paid_through, 1) - timedelta(days=1) if self.paid_through else None

    @property
    def settle_until(self) -> date | None:
        """The last day on which arrears can be settled; None outside arrears."""
        return self.lapses_on - timedelta(days=1) if self.lapses_on and self.state == "grace" else None


@dataclass(frozen=True)
class _Views:
    """The same months seen three ways, each as a standing on the day; None where there is no such month."""

    certain: Standing | None  # all four steps, payment known on the day
    hoped: Standing | None  # the same, confirmed or not
    later: Standing | None  # all four steps, whenever paid
    counted: tuple[date, ...]
    hoped_months: tuple[date, ...]
    later_months: tuple[date, ...]
    steps: dict[date, int]  # month -> steps done by the day


def cover_status(law: Law | LawBook, facts: CoverFacts, on: date) -> Status:
    """The cover that ``facts`` give on ``on``, by the law of that day, or by ``law`` where it is the law of one day.

    Cover begins on the first day of the first month that counts, as an agreement with government or village says.
    Source: as ``standing``; bpu/pay/due_day, bpu/cover/claim_in_grace, bpu/age/limit, scholarship/months_needed_jkm.
    Raises: NoValueInForce.
    """
    if isinstance(law, LawBook):
        law = law.on(on)
    views = _views(law, facts, on)
    state, missing, since = _state(views, on)
    ended = ended_by(facts, views.counted, on)
    why: Why | None = None
    if ended is not None:
        state, missing, why = "ended", None, ended.why
        since = _not_since(ended, views.certain, on)
    elif state == "lapsed" and facts.born and (limit := birthday(facts.born, law[LIMIT].amount)) <= on:
        state, missing, why, since = "ended", None, "age", max(limit, since or limit)
    certain, settled = views.certain, _settled(facts, views, state, on)
    basis = _basis(views, state, settled)
    jkk, jkm = _covers(law, state, on, views, settled)
    last = certain.paid_through if certain and certain.started else None
    run = certain.started if certain and state not in ("lapsed", "ended") else None
    start = since if missing == "start" and since else on.replace(day=1)  # of a run that has not begun
    stands = Status(
        on=on, state=state, missing=missing, why=why, since=since, jkk=jkk, jkm=jkm,
        started=run,
        months=certain.months if certain else 0,
        months_ever=certain.months_ever if certain else 0,
        paid_through=last,
        lapses_on=certain.lapses_on if certain and last else None,
        unpaid=_unpaid(views, on) if state in ("grace", "lapsed") else (),
        unconfirmed=tuple(sorted(set(views.hoped_months) - set(views.counted) - _future(views.hoped_months, on))),
        settled_on=settled,
        full_mark=_full_mark(law, views, on, run, start),
        scholarship_mark=_scholarship_mark(law, views, on, run, start),
        basis=basis,
        unsure=(),
    )  # fmt: skip
    return replace(stands, unsure=doubts_of(law, facts, stands))


def birthday(born: date, years: int) -> date:
    """The day on which ``years`` are completed; who is born on 29 February ages on 1 March.

    >>> birthday(date(1960, 2, 29), 65), birthday(date(1960, 2, 29), 64)
    (datetime.date(2025, 3, 1), datetime.date(2024, 2, 29))
    """
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def ended_by(facts: CoverFacts, counted: tuple[date, ...], on: date) -> Ended | None:
    """The fact that ended somebody's cover by ``on``, or None.

    A death ends it. Whoever moved, left or reached the age limit stays covered in a month that counts all the same,
    but who left only in a month that began afterwards. Of several facts the last stands.
    """
    past = sorted((one for one in facts.ended if one.on < on), key=lambda one: (one.on, _ORDER[one.why]))
    died = [one for one in past if one.why == "died"]
    if died or not past:
        return died[0] if died else None
    last, month = past[-1], on.replace(day=1)
    covered = month in counted and (last.why != "left" or month > last.on)
    return None if covered else last


def _not_since(ended: Ended, certain: Standing | None, on: date) -> date:
    """The first day no longer covered: after a death that of the next day, else once the paid months are over."""
    after, over = ended.on + timedelta(days=1), _after(certain)
    return max(after, over) if over and over <= on and ended.why != "died" else after


_ORDER: dict[Why, int] = {"age": 0, "moved": 1, "left": 2, "died": 3}


def _views(law: Law, facts: CoverFacts, on: date) -> _Views:
    due, steps = due_day(law), dict[date, int]()
    whenever = set()
    for row in facts.months:
        month = row.first_day
        steps[month] = max(row.steps(due, on), steps.get(month, 0))
        if row.enrolled and row.billed and row.paid and row.confirmed:
            whenever.add(month)
    counted = tuple(sorted(month for month, done in steps.items() if done == len(STEPS)))
    hoped = tuple(sorted(month for month, done in steps.items() if done >= len(STEPS) - 1))
    later = tuple(sorted(whenever))
    certain = _standing(law, counted, on)
    return _Views(
        certain=certain,
        hoped=certain if hoped == counted else _standing(law, hoped, on),
        later=certain if later == counted else _standing(law, later, on),
        counted=counted, hoped_months=hoped, later_months=later, steps=steps,
    )  # fmt: skip


def _standing(law: Law, months: tuple[date, ...], on: date) -> Standing | None:
    return standing(law, History(months[0], months), on) if months else None


def _state(views: _Views, on: date) -> tuple[CoverState, Missing | None, date | None]:
    """State, missing step and since when, for somebody whose cover nothing ended."""
    certain, hoped = (view.state if view else "not_started" for view in (views.certain, views.hoped))
    if views.certain and certain in ("first_months", "active"):
        return certain, None, views.certain.started
    if hoped in ("first_months", "active") or (hoped == "grace" != certain):
        return "awaiting", "confirmed", _first_unconfirmed(views, on)
    if views.certain and certain == "grace":
        return "grace", "paid", _unpaid(views, on)[0]
    if views.certain and certain == "lapsed":
        return "lapsed", "paid", views.certain.lapses_on
    return _not_begun(views.steps, on)


def _not_begun(steps: dict[date, int], on: date) -> tuple[CoverState, Missing | None, date | None]:
    """Nobody's months count yet: which step the last month waits for, and since which month."""
    begun = sorted(month for month, done in steps.items() if month <= on and done)
    if begun:
        return "awaiting", tuple(STEPS)[steps[begun[-1]]], begun[0]
    coming = sorted(month for month, done in steps.items() if done)
    if coming:
        return "awaiting", "start", coming[0]
    named = sorted(month for month in steps if month <= on)
    return "not_enrolled", "enrolled" if named else None, named[0] if named else None


def _first_unconfirmed(views: _Views, on: date) -> date:
    """The first month after the last certain one that is paid, but not confirmed."""
    last = max((month for month in views.counted if month <= on), default=date.min)
    return min(month for month in views.hoped_months if last < month <= on)


def _after(stands: Standing | None) -> date | None:
    return months_after(stands.paid_through, 1) if stands and stands.paid_through else None


def _settled(facts: CoverFacts, views: _Views, state: CoverState, on: date) -> date | None:
    """When what was missing on ``on`` was paid afterwards, so that by all that is known now the day is covered."""
    if state in (*COVERED, "ended") or views.later is None or views.later.state not in COVERED:
        return None
    late = [
        row.paid_on
        for row in facts.months
        if row.paid_on
        and row.first_day <= on < row.paid_on
        and row.first_day in views.later_months
        and row.first_day not in views.counted
        and row.paid
    ]
    return max(late, default=None)


def _basis(views: _Views, state: CoverState, settled: date | None) -> tuple[date, ...]:
    if settled:
        return views.later_months
    return views.hoped_months if state == "awaiting" else views.counted


def _covers(law: Law, state: CoverState, on: date, views: _Views, settled: date | None) -> tuple[Cover, Cover]:
    """Cover for a work accident and for a death not caused by work."""
    if state in COVERED:
        return "full", "full" if state == "active" else "reduced"
    if state == "grace":
        reading = law.reading(CLAIM_IN_GRACE).code
        if reading == "not_payable":
            return "no", "no"
        stands = views.later if settled else views.certain
        if reading == "payable" or settled:
            first = stands is not None and stands.full_from is not None and on < stands.full_from
            return "full", "reduced" if first else "full"
        return "pending", "pending"
    covers = COVERED if law.reading(CLAIM_IN_GRACE).code == "not_payable" else (*COVERED, "grace")
    waits = state == "awaiting" and views.hoped is not None and views.hoped.state in covers
    return ("pending", "pending") if waits or settled else ("no", "no")


def _full_mark(law: Law, views: _Views, on: date, run: date | None, start: date) -> Mark:
    if law[MONTHS].amount == 0:
        return Mark(None, None)
    full = views.certain.full_from if views.certain else None
    once = law.reading(AFTER_REENTRY).code == "once" and full is not None
    if full is None or not (run or once):
        full = full_from(law, start)[law.reading(EDGE).code]
    return Mark(full, None) if full <= on else Mark(None, full)


def _scholarship_mark(law: Law, views: _Views, on: date, run: date | None, start: date) -> Mark:
    """The month in which the months counted, as scholarship/months_counted is read, become enough."""
    needed, month = law[MONTHS_NEEDED].amount, on.replace(day=1)
    months, certain = 0, views.certain
    if certain:
        goes_on = run is not None or law.reading(REENTRY).code == "continues"
        counted = {
            "since_restart": certain.months if goes_on else 0,
            "unbroken": certain.months_unbroken if certain.unpaid <= 1 else 0,
            "ever": certain.months_ever,
        }
        months = counted[law.reading(MONTHS_COUNTED).code]
    if not months:
        return Mark(None, months_after(start, needed - 1))
    known = [one for one in views.counted if one <= on][-months:]
    if months >= needed:
        return Mark(known[needed - 1], None)
    # The day's own month is among those counted, or will be the next one.
    return Mark(None, months_after(month, needed - months - (known[-1] != month)))


def _unpaid(views: _Views, on: date) -> tuple[date, ...]:
    """The months after the last certain one, up to the day's own, that nobody paid."""
    last = views.certain.paid_through if views.certain else None
    if last is None:
        return ()
    after = (months_after(last, ahead) for ahead in range(1, months_between(last, on) + 1))
    return tuple(month for month in after if month not in views.hoped_months)


def _future(months: tuple[date, ...], on: date) -> set[date]:
    return {month for month in months if month > on}
