"""List the parameters of the law. Changes nothing."""

from dataclasses import dataclass
from datetime import date

from payung.core.law.book import LawBook, Parameter
from payung.core.law.values import Table, Value


@dataclass(frozen=True)
class Listed:
    """A parameter and its value on the day; None where the first value begins later."""

    parameter: Parameter
    value: Value | None

    @property
    def doubtful(self) -> bool:
        """Whether the value, or a row of it, must still be compared with the official text."""
        return self.value is not None and is_doubtful(self.value)


def list_law(*, on: date, doubtful: bool = False) -> list[Listed]:
    """Every parameter with its value on ``on``, by key; with ``doubtful`` only those in doubt.

    Raises: ParameterFileWrong.
    """
    parameters = LawBook.read().parameters
    listed = [Listed(parameters[key], in_force(parameters[key], on)) for key in sorted(parameters)]
    return [one for one in listed if one.doubtful or not doubtful]


def in_force(parameter: Parameter, day: date) -> Value | None:
    """The value of ``parameter`` on ``day``; None before the first."""
    return parameter.on(day) if parameter.values[0].since <= day else None


def is_doubtful(value: Value) -> bool:
    """Whether ``value`` or one of its rows has a doubt."""
    rows = value.rows.values() if isinstance(value, Table) else ()
    return value.doubt is not None or any(row.doubt is not None for row in rows)
