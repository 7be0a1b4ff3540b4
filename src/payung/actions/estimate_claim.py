"""Estimate what a claim pays. Changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from payung.core.claims.alternatives import Alternative, explain_published, other_outcomes, readings_of
from payung.core.claims.estimate import Estimate, estimate
from payung.core.claims.question import question_from
from payung.core.law.book import LawBook
from payung.core.law.difference import Difference


@dataclass(frozen=True)
class Estimated:
    """The estimate, how it would come out otherwise, and why a published figure differs from it."""

    estimate: Estimate
    otherwise: tuple[Alternative, ...]  # other readings that change what is paid
    compared: tuple[Alternative, ...]  # every reading of the sentences asked to be compared
    difference: Difference | None


def estimate_claim(
    values: Mapping[str, object], *, compare: tuple[str, ...] = (), published: int | None = None
) -> Estimated:
    """The estimate of the question that ``values`` ask, by field of ``core.claims.question``.

    ``compare``: keys of the law to show under every reading; ``published``: a printed sum to explain, whole rupiah.
    Raises: QuestionWrong, and as ``core.claims.estimate.estimate``.
    """
    book, question = LawBook.read(), question_from(values)
    found = estimate(book, question)
    return Estimated(
        estimate=found,
        otherwise=tuple(other_outcomes(book, found)),
        compared=tuple(one for key in compare for one in readings_of(book, question, key)),
        difference=None if published is None else explain_published(book, found, published),
    )
