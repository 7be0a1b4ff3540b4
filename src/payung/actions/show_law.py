"""Show one parameter of the law. Changes nothing."""

from dataclasses import dataclass
from datetime import date

from payung.core.law.book import LawBook, Parameter
from payung.core.law.values import Value


@dataclass(frozen=True)
class Shown:
    """A parameter and those of its values that were asked for, first to last."""

    parameter: Parameter
    values: tuple[Value, ...]

    def until(self, value: Value) -> date | None:
        """The first day of the value after ``value``; None for the last."""
        later = [other.since for other in self.parameter.values if other.since > value.since]
        return later[0] if later else None


def show_law(key: str, *, on: date | None = None) -> Shown:
    """The parameter ``key``: its whole history, or the value in force on ``on``.

    Raises: UnknownParameter, which names keys that look alike; NoValueInForce before the first value;
    ParameterFileWrong.
    """
    parameter = LawBook.read().parameter(key)
    return Shown(parameter, parameter.values if on is None else (parameter.on(on),))
