"""Read every parameter file of the law and count what nobody has compared with the official text. Changes nothing."""

from dataclasses import dataclass
from datetime import date

from payung.actions.list_law import is_doubtful
from payung.core.law.book import LawBook, Parameter
from payung.core.law.values import Reading, Value


@dataclass(frozen=True)
class CheckedLaw:
    """What is sure about the law held here. Values are those of every day unless said otherwise."""

    parameters: tuple[Parameter, ...]
    coming: tuple[Value, ...]  # those that begin after the day, by day and key
    on: date

    @property
    def values(self) -> tuple[Value, ...]:
        """Every value of every day."""
        return tuple(value for parameter in self.parameters for value in parameter.values)

    @property
    def not_compared(self) -> int:
        """Values nobody has compared with the official text."""
        return sum(value.checked is None for value in self.values)

    @property
    def not_quoted(self) -> int:
        """Values whose sentence of the law is not copied word for word."""
        return sum(value.quoted is None for value in self.values)

    @property
    def doubtful(self) -> int:
        """Values that have a doubt, or a row that has one."""
        return sum(is_doubtful(value) for value in self.values)

    @property
    def read_otherwise(self) -> tuple[Parameter, ...]:
        """Sentences that can be read in more than one way."""
        return tuple(
            parameter
            for parameter in self.parameters
            if isinstance(parameter.values[-1], Reading) and len(parameter.values[-1].readings) > 1
        )


def check_law(*, on: date) -> CheckedLaw:
    """Every parameter, read and validated, and the values that begin after ``on``. Raises: ParameterFileWrong."""
    held = LawBook.read().parameters
    parameters = tuple(held[key] for key in sorted(held))
    coming = [value for parameter in parameters for value in parameter.values if value.since > on]
    return CheckedLaw(parameters, tuple(sorted(coming, key=lambda value: (value.since, value.key))), on)
