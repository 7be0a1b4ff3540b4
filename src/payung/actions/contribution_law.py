"""Work out what months of cover cost. Changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from payung.core.law.book import LawBook
from payung.core.law.contribution_question import contribution_question
from payung.core.law.paying import Paying, ReadAs, other_sums, paying, under_each_reading


@dataclass(frozen=True)
class Priced:
    """What the months cost, and what they would cost if the law were read otherwise."""

    paying: Paying
    otherwise: tuple[ReadAs, ...]  # other readings that change the sum
    compared: tuple[ReadAs, ...]  # every reading of the sentence asked to be compared

    @property
    def idle_readings(self) -> tuple[str, ...]:
        """Keys a reading was given for, though the answer does not rest on them."""
        used = {value.key for value in self.paying.answer.rests_on}
        return tuple(key for key in self.paying.asked.readings if key not in used)


def contribution_law(given: Mapping[str, object], *, compare: str | None = None) -> Priced:
    """The cost of the months that ``given`` asks for, by field of ``core.law.contribution_question``.

    ``compare``: key of a sentence of the law to show under every reading.
    Raises: ContributionQuestionWrong, WageEarnersNotHeld, NoValueInForce, BelowFirstBand, UnknownParameter,
    UnknownReading, ParameterFileWrong.
    """
    book, asked = LawBook.read(), contribution_question(given)
    found = paying(book, asked)
    compared = under_each_reading(book, asked, compare) if compare is not None else []
    return Priced(found, tuple(other_sums(book, found)), tuple(compared))
