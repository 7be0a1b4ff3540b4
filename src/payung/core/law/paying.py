"""What a period of cover costs: each month at its own rate, when it is due, and what can be paid in advance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from payung.core.basis.days import months_after
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.law.answer import Answer, Part, Step
from payung.core.law.book import LawBook
from payung.core.law.contribution_question import ContributionQuestion
from payung.core.law.contributions import NAMES, Contribution, monthly_contribution
from payung.core.law.values import Number, Reading

SATURDAY = 5


@dataclass(frozen=True)
class MonthDue:
    """One month of cover: its first day, the day it is due, and what it costs for one person."""

    month: date
    due: date  # as the law names it; on a holiday the next working day, which no list here knows
    due_day: Number
    person: Contribution

    @property
    def on_weekend(self) -> bool:
        """Whether the due day is a Saturday or a Sunday."""
        return self.due.weekday() >= SATURDAY


@dataclass(frozen=True)
class Paying:
    """What the months asked for cost, in order."""

    asked: ContributionQuestion
    months: tuple[MonthDue, ...]
    answer: Answer  # one part a cover, whole rupiah for all people and months

    @property
    def total(self) -> int:
        """Whole rupiah, all people and months."""
        return self.answer.total


@dataclass(frozen=True)
class ReadAs:
    """The same months when the sentence ``key`` of the law is read as ``code``."""

    key: str
    code: str
    says: Text
    used: bool  # this is the reading of the answer it is compared with
    paying: Paying


def paying(book: LawBook, asked: ContributionQuestion) -> Paying:
    """What ``asked`` costs under the law of ``book``, read as the question asks; whole rupiah.

    Every month is priced by the law of its own first day. Source: as ``monthly_contribution``; bpu/pay/*.
    Raises: NoValueInForce, BelowFirstBand, UnknownParameter, UnknownReading.
    """
    for key, code in asked.readings.items():
        book = book.read_as(key, code)
    months = tuple(_month(book, asked, months_after(asked.first, ahead)) for ahead in range(asked.months))
    runs = [tuple(run) for _, run in groupby(months, key=_rate)]
    parts = [Part(code, name, _sum(months, code) * asked.people) for code, name in NAMES.items()]
    steps = [*_rate_steps(runs, asked.people), _due_step(months), *_ahead_step(book, asked)]
    answer = Answer(tuple(part for part in parts if part.code != "jht" or asked.jht), tuple(steps), _weekends(months))
    return Paying(asked, months, answer)


def under_each_reading(book: LawBook, asked: ContributionQuestion, key: str) -> list[ReadAs]:
    """What ``asked`` costs under every reading of ``key``.

    Raises: as ``paying``; UnknownReading where ``key`` cannot be read in more than one way.
    """
    value = book.parameter(key).values[0]
    if not isinstance(value, Reading):
        book.read_as(key, "")
    assert isinstance(value, Reading)  # noqa: S101 -- the line above raised
    used = asked.readings.get(key, value.code)
    return [
        ReadAs(key, code, says, code == used, paying(book, replace(asked, readings={**asked.readings, key: code})))
        for code, says in value.readings.items()
    ]


def other_sums(book: LawBook, found: Paying) -> list[ReadAs]:
    """Every other reading of a sentence ``found`` rests on that would change the sum."""
    keys = dict.fromkeys(value.key for value in found.answer.rests_on if isinstance(value, Reading))
    each = [one for key in keys for one in under_each_reading(book, found.asked, key)]
    return [one for one in each if not one.used and one.paying.total != found.total]


def _month(book: LawBook, asked: ContributionQuestion, month: date) -> MonthDue:
    law = book.on(month)
    person = monthly_contribution(law, payer=asked.payer, income=asked.income, sector=asked.sector, jht=asked.jht)
    day = law["bpu/pay/due_day"]
    last = months_after(month.replace(day=1), 1).toordinal() - month.toordinal()
    return MonthDue(month, month.replace(day=min(day.amount, last)), day, person)


def _sum(months: Sequence[MonthDue], cover: str) -> int:
    return sum(getattr(due.person, cover) for due in months)


def _rate(due: MonthDue) -> tuple[tuple[Text, int | None], ...]:
    """What two months must share to be shown as one run: every step, though not the article behind it."""
    return tuple((step.says, step.amount) for step in due.person.steps)


def _rate_steps(runs: Sequence[Sequence[MonthDue]], people: int) -> Iterator[Step]:
    """The steps of each run of months at one rate; the income base, where all share it, once."""
    shared = int(len({run[0].person.steps[0].says for run in runs}) == 1)
    if shared:
        yield _joined([due.person.steps[0] for run in runs for due in run])
    for run in runs:
        when = f"{_span(run)} · " if len(runs) > 1 else ""
        for alike in list(zip(*(due.person.steps for due in run), strict=True))[shared:]:
            step = _joined(alike)
            yield replace(step, says=Text(id=when + step.says.id, en=when + step.says.en))
        yield from _times_step(run, people, when)


def _joined(alike: Sequence[Step]) -> Step:
    """One step for steps that say the same, resting on all that they rest on."""
    values = {(value.key, value.since): value for step in alike for value in step.rests_on}
    return replace(alike[0], rests_on=tuple(values.values()))


def _times_step(run: Sequence[MonthDue], people: int, when: str) -> Iterator[Step]:
    person, months = run[0].person, len(run)
    total = person.total * months * people
    if months * people > 1 or when:
        each = f"{rupiah(person.total)} = {rupiah(total)}"
        yield Step(
            Text(
                id=f"{when}{months} bulan × {number(people)} orang × {each}",
                en=f"{when}{_counted(months, 'month')} × {_counted(people, 'person', 'people')} × {each}",
            ),
            total,
        )


def _due_step(months: Sequence[MonthDue]) -> Step:
    days = str(months[0].due) if len(months) == 1 else f"{months[0].due} … {months[-1].due}"
    values = {due.due_day.since: due.due_day for due in months}
    return Step(
        Text(
            id=f"Jatuh tempo pada bulan iuran itu sendiri: {days}; bila hari libur, hari kerja berikutnya",
            en=f"Due in the contribution month itself: {days}; on a holiday, the next working day",
        ),
        None,
        tuple(values.values()),
    )


def _ahead_step(book: LawBook, asked: ContributionQuestion) -> Iterator[Step]:
    """What can be paid at once; nothing is said about a single month."""
    if asked.months == 1:
        return
    allowed = book.on(asked.first).table("bpu/pay/months_ahead")
    counts = sorted(row.amount for row in allowed.rows.values())
    listed = ", ".join(map(str, counts))
    if asked.months in counts:
        yield Step(
            Text(
                id=f"{asked.months} bulan dapat dibayar sekaligus di muka (yang dapat: {listed})",
                en=f"{asked.months} months can be paid at once in advance (possible: {listed})",
            ),
            None,
            (allowed,),
        )
        return
    split, left = [], asked.months
    while any(count <= left for count in counts):
        split.append(max(count for count in counts if count <= left))
        left -= split[-1]
    instead = Text("", "") if left else Text(id=f"; misalnya {_plus(split)}", en=f"; for example {_plus(split)}")
    yield Step(
        Text(
            id=f"{asked.months} bulan tidak dapat dibayar sekaligus di muka (yang dapat: {listed}){instead.id}",
            en=f"{asked.months} months cannot be paid at once in advance (possible: {listed}){instead.en}",
        ),
        None,
        (allowed,),
    )


def _weekends(months: Sequence[MonthDue]) -> tuple[Text, ...]:
    days = ", ".join(str(due.due) for due in months if due.on_weekend)
    if not days:
        return ()
    return (
        Text(
            id=f"Jatuh tempo pada Sabtu atau Minggu: {days}. Hari libur nasional tidak diketahui di sini.",
            en=f"Due on a Saturday or Sunday: {days}. Public holidays are not known here.",
        ),
    )


def _span(run: Sequence[MonthDue]) -> str:
    first, last = (f"{due.month:%Y-%m}" for due in (run[0], run[-1]))
    return first if first == last else f"{first}..{last}"


def _plus(counts: Sequence[int]) -> str:
    return " + ".join(map(str, counts))


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{number(count)} {one if count == 1 else many or one + 's'}"
