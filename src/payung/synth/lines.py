"""A line of a village list: the person meant, what the village wrote, and what a careful officer decides."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from payung.core.places.places import Village
from payung.synth.people import Person, Registry

Written = str | float | None
"""A cell as it is written: text, a binary number, or nothing."""


@dataclass(slots=True)
class Line:
    """One line. What stands in the cells may differ from the person; ``birth`` as a date is written in the layout's
    own way, as a text just so."""

    person: Person
    nik: Written
    name: str | None
    sex: str
    birth: date | str | None
    card: str | None
    occupation: str | None
    decision: str = "accept"
    reason: str = ""  # codes a refusal may carry, the alternatives joined by "|"; empty for accept
    mistake: str = ""  # what was planted that blocks the row
    noise: str = ""  # what was planted that must not block it
    group: str = ""  # rows of one group are one person: exactly one is accepted

    @property
    def plain(self) -> bool:
        """Nothing was planted here yet."""
        return not (self.mistake or self.noise or self.group)

    def block(self, decision: str, reason: str, mistake: str) -> None:
        """State that the row is refused, and why."""
        self.decision, self.reason, self.mistake = decision, reason, mistake


@dataclass
class Registers:
    """The lists other offices keep. Rows as their files have them."""

    members: list[tuple[str, str, str, str, str, str, str]] = field(default_factory=list)
    deaths: list[tuple[str, str, str, str]] = field(default_factory=list)
    welfare: list[tuple[str, int]] = field(default_factory=list)

    def cover(
        self, person: Person, segment: str, programme: str, status: str, paid_through: str, nik: str = ""
    ) -> None:
        """Make somebody a member."""
        self.members.append(
            (nik or person.nik, person.name.upper(), person.dob.isoformat(), segment, programme, status, paid_through)
        )

    def bury(self, person: Person, day: date, nik: str = "") -> None:
        """Record a death."""
        self.deaths.append((nik or person.nik, person.name.upper(), person.dob.isoformat(), day.isoformat()))


@dataclass(frozen=True)
class World:
    """What planting on a line needs to know and to change."""

    rng: Random
    registry: Registry
    registers: Registers
    village: Village


def write_line(person: Person) -> Line:
    """The line of a village that makes no mistake."""
    return Line(
        person=person,
        nik=person.nik,
        name=person.name,
        sex=person.sex,
        birth=person.dob,
        card=person.card,
        occupation=person.occupation,
    )
