"""The same question under other readings of the law and under earlier law, to compare and to explain differences."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from payung.core.basis.text import Text
from payung.core.claims.estimate import Estimate, cash_benefit, estimate
from payung.core.claims.question import Question
from payung.core.law.book import LawBook, NoValueInForce
from payung.core.law.difference import Difference, explain
from payung.core.law.values import Reading


@dataclass(frozen=True)
class Alternative:
    """The estimate when the sentence ``key`` is read as ``code``."""

    key: str
    code: str
    says: Text
    used: bool  # this is the reading the main answer uses
    estimate: Estimate


def readings_of(book: LawBook, question: Question, key: str) -> list[Alternative]:
    """The question under every reading of ``key``. Raises: as ``estimate``; UnknownParameter, UnknownReading."""
    parameter = book.parameter(key)
    value = parameter.values[-1]
    if not isinstance(value, Reading):
        book.read_as(key, "")  # says that the key cannot be read otherwise
    assert isinstance(value, Reading)  # noqa: S101 -- the line above raised
    used = question.readings.get(key, value.code)
    return [
        Alternative(key, code, says, code == used, estimate(book, _read(question, key, code)))
        for code, says in value.readings.items()
    ]


def other_outcomes(book: LawBook, found: Estimate) -> list[Alternative]:
    """Every other reading of a sentence ``found`` rests on that would change what is paid."""
    keys = [value.key for value in found.rests_on if isinstance(value, Reading) and len(value.readings) > 1]
    return [
        other
        for key in keys
        for other in readings_of(book, found.question, key)
        if not other.used and _paid(other.estimate) != _paid(found)
    ]


def explain_published(book: LawBook, found: Estimate, published: int) -> Difference:
    """Why the published sum is not the exact one: an older rule, a part left out, a period, rounding."""
    return explain(published, found.cash.total, parts=found.cash.parts, older=_older_sums(book, found))


def _older_sums(book: LawBook, found: Estimate) -> list[tuple[date, int]]:
    """For each change of a value used: the last day of the earlier law, and the sum it gave."""
    changes = {value.since for key in found.rests_on for value in book.parameters[key.key].values}
    sums = []
    for change in sorted(changes):
        until = change - timedelta(days=1)
        if change > found.law_day:
            continue
        try:
            sums.append((until, cash_benefit(book.on(until), found.question, found.standing).total))
        except NoValueInForce:
            continue  # before the first value there was no rule
    return sums


def _read(question: Question, key: str, code: str) -> Question:
    return replace(question, readings={**question.readings, key: code})


def _paid(found: Estimate) -> tuple[object, ...]:
    return found.state, found.cash.total, found.scholarship.first_year, found.scholarship.following
