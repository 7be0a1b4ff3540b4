"""What a calculation of the law returns: its parts, the steps that lead there, and what it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from payung.core.basis.text import Text
from payung.core.law.values import Reading, Value


@dataclass(frozen=True)
class Step:
    """One line of a calculation: what was done, the whole rupiah it gives, and the values of the law it rests on.

    ``amount`` is None for a step that decides something else than money.
    """

    says: Text
    amount: int | None
    rests_on: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Part:
    """One component of an answer, in whole rupiah."""

    code: str
    name: Text
    amount: int


@dataclass(frozen=True)
class Answer:
    """A sum with its parts and steps. The sum is always that of the parts."""

    parts: tuple[Part, ...] = ()
    steps: tuple[Step, ...] = ()
    notes: tuple[Text, ...] = ()  # what the reader must know beyond the doubts of the values

    @property
    def total(self) -> int:
        """Whole rupiah, all parts together."""
        return sum(part.amount for part in self.parts)

    @property
    def rests_on(self) -> tuple[Value, ...]:
        """Every value of the law the answer rests on, each once, in the order of the steps.

        A key stands twice where the answer spans a change of the law.
        """
        return tuple({(value.key, value.since): value for step in self.steps for value in step.rests_on}.values())

    def __add__(self, other: "Answer") -> "Answer":
        """Both answers, one after the other."""
        notes = tuple(dict.fromkeys(self.notes + other.notes))
        return Answer(self.parts + other.parts, self.steps + other.steps, notes)


def doubts(values: Iterable[Value]) -> list[Text]:
    """What is not sure about ``values``: each doubt once, with the names of those that share it; of a sentence with
    several readings also the one used.
    """
    names: dict[Text, dict[Text, None]] = {}
    for value in values:
        if isinstance(value, Reading) and len(value.readings) > 1:
            names.setdefault(_read_as(value), {})
        elif value.doubt:
            names.setdefault(value.doubt, {})[value.name] = None
    return [
        Text(id=_joined([name.id for name in shared], doubt.id), en=_joined([name.en for name in shared], doubt.en))
        for doubt, shared in names.items()
    ]


def _read_as(value: Reading) -> Text:
    used, why = value.readings[value.code], value.doubt or Text(id="", en="")
    return Text(
        id=f'{value.name.id}: dibaca "{used.id}" ({value.key}). {why.id}'.strip(),
        en=f'{value.name.en}: read as "{used.en}" ({value.key}). {why.en}'.strip(),
    )


def _joined(names: list[str], doubt: str) -> str:
    return f"{'; '.join(names)}: {doubt}" if names else doubt


def not_compared(values: Iterable[Value]) -> tuple[int, int]:
    """How many of ``values`` nobody has compared with the official text yet, and how many there are."""
    listed = list(values)
    return sum(value.checked is None for value in listed), len(listed)
