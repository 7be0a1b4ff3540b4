"""Run every case of an office's spreadsheet through the estimate, and say which agree. Changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from payung.actions.watch import Unwatched, Watcher
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.claims.alternatives import explain_published, other_outcomes
from payung.core.claims.answers_given import QuestionWrong
from payung.core.claims.case_columns import EXPECTED
from payung.core.claims.estimate import Estimate, estimate
from payung.core.claims.question import question_from
from payung.core.law.book import LawBook
from payung.core.law.difference import explain
from payung.gateways.case_sheet import CaseRow, read_case_sheet


@dataclass(frozen=True)
class Differing:
    """One sum that is not as expected, whole rupiah.

    ``otherwise``: the readings of the law (key, code) under which it would be as expected. ``says``: why it differs;
    None where only such a reading explains it.
    """

    what: Text
    expected: int
    found: int
    says: Text | None
    otherwise: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CheckedCase:
    """One row: it agrees, it differs, or it cannot be asked (``wrong``)."""

    case: CaseRow
    differing: tuple[Differing, ...] = ()
    wrong: PayungError | None = None

    @property
    def agrees(self) -> bool:
        """Whether every sum the row expects comes out to the rupiah."""
        return not self.differing and self.wrong is None


@dataclass(frozen=True)
class CheckedCases:
    """All cases of a file; ``unused``: headings nobody reads; ``skipped``: sheet and row of what is no case."""

    cases: tuple[CheckedCase, ...]
    unused: tuple[str, ...]
    skipped: tuple[tuple[str, int], ...]

    @property
    def agreeing(self) -> int:
        """How many agree."""
        return sum(case.agrees for case in self.cases)

    @property
    def wrong(self) -> tuple[CheckedCase, ...]:
        """The rows that cannot be asked."""
        return tuple(case for case in self.cases if case.wrong)


def check_claim(path: Path, *, watcher: Watcher | None = None) -> CheckedCases:
    """Check every case of the spreadsheet at ``path`` against the law as it is held here.

    Raises: CaseSheetUnreadable. A row that cannot be asked does not stop the others.
    """
    watcher = watcher or Unwatched()
    sheet, book = read_case_sheet(path), LawBook.read()
    watcher.stage(Text(id="Menghitung kasus", en="Estimating cases"), len(sheet.cases))
    checked = []
    for case in sheet.cases:
        checked.append(_checked(book, case))
        watcher.step()
    return CheckedCases(tuple(checked), sheet.unused, sheet.skipped)


def _checked(book: LawBook, case: CaseRow) -> CheckedCase:
    if case.wrong:
        return CheckedCase(case, (), case.wrong)
    try:
        found = estimate(book, question_from(case.values))
    except QuestionWrong as wrong:
        return CheckedCase(case, (), case.wrong_at(wrong.field, wrong.expected))
    except PayungError as error:
        return CheckedCase(case, (), error)
    sums = _sums(found)
    differing = (
        _differing(book, found, field, expected, sums[field])
        for field, expected in case.expected.items()
        if sums[field] != expected
    )
    return CheckedCase(case, tuple(differing))


def _sums(found: Estimate) -> Mapping[str, int]:
    first, following = found.scholarship.first_year, found.scholarship.following
    return {
        "expect.total": found.cash.total,
        "expect.first_year": first,
        "expect.following": following,
        "expect.scholarship": first + following,
    }


def _differing(book: LawBook, found: Estimate, field: str, expected: int, sum_found: int) -> Differing:
    why = explain_published(book, found, expected) if field == "expect.total" else explain(expected, sum_found)
    otherwise = tuple(
        (other.key, other.code) for other in other_outcomes(book, found) if _sums(other.estimate)[field] == expected
    )
    says = None if otherwise and why.because == "unexplained" else why.says
    return Differing(EXPECTED[field], expected, sum_found, says, otherwise)
