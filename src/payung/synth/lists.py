"""The list one village makes: how many people, and which mistakes and noise lie on which line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from payung.core.places.places import Village
from payung.synth.layouts import Layout
from payung.synth.lines import Line, Registers, World, Written, write_line
from payung.synth.mistakes import MISTAKES, Mistake, in_scientific, plant
from payung.synth.noise import NOISES, Noise
from payung.synth.pairs import (
    NEIGHBOUR,
    PER_THOUSAND,
    SLIP_ELSEWHERE,
    SLIP_HERE,
    TWICE_ELSEWHERE,
    TWO_PEOPLE_ELSEWHERE,
    plant_pair,
)
from payung.synth.people import ELIGIBLE, Registry, make_person

MEAN_ROWS, SPREAD, FEWEST, MOST = 62, 17, 14, 150
DUST_ON_REFUSED = 0.08
LISTED_IN_WELFARE = 0.85
DONORS = 3
"""Plain lines a village leaves for later villages to list again."""
THRICE = 0.08
"""Of people listed again by another village, those who were already listed twice."""

Damage = str
"""What happened to a whole NIK column: "" nothing, number, scientific, zeros (text again after the damage)."""
DAMAGES = {False: ("number", "zeros"), True: ("scientific", "zeros")}
_DAMAGE_REASON = {"number": "nik_numeric_damaged", "zeros": "nik_numeric_damaged", "scientific": "nik_scientific"}


@dataclass
class VillageList:
    """One file before it is laid out."""

    village: Village
    layout: Layout
    file: str
    lines: list[Line]


@dataclass
class Country:
    """What villages share while their lists are made, one after the other."""

    registry: Registry
    registers: Registers = field(default_factory=Registers)
    donors: list[Line] = field(default_factory=list)
    twice: list[Line] = field(default_factory=list)
    telling: list[Line] = field(default_factory=list)  # donors whose lists show birth date and family card
    pairs: int = 0


def make_lines(country: Country, village: Village, layout: Layout, rng: Random, damage: Damage) -> list[Line]:
    """The lines of one village; ``country`` is changed: numbers given out, registers, donors."""
    world = World(rng, country.registry, country.registers, village)
    count = min(max(round(rng.gauss(MEAN_ROWS, SPREAD)), FEWEST), MOST)
    lines: list[Line] = []
    for number in range(count):
        person = make_person(rng, country.registry, village, ages=_ages(layout))
        if number and rng.random() < 0.15:
            person.card = lines[-1].person.card  # of the same household
        line = write_line(person)
        if damage:
            _damage(line, damage, rng)
        else:
            _plant(line, lines, layout, world, country)
        if rng.random() < LISTED_IN_WELFARE:
            country.registers.welfare.append(
                (line.person.nik, rng.choices(range(1, 11), (30, 24, 16, 10, 7, 5, 3, 2, 2, 1))[0])
            )
        lines.append(line)
    if not damage:
        plain = [line for line in lines if line.plain]
        country.donors.extend(plain[:DONORS])
        if {"birth", "card"} <= layout.shows:
            country.telling.extend(plain[DONORS : 2 * DONORS])
        country.twice.extend(line for line in lines if line.group and line.decision == "accept")
    return lines


def _ages(layout: Layout) -> tuple[int, int]:
    """Where a spreadsheet flips birth dates, nobody's age may hang on day and month."""
    youngest, limit = ELIGIBLE
    return (youngest + 1, limit - 1) if layout.holding == "american" else ELIGIBLE


def _damage(line: Line, damage: Damage, rng: Random) -> None:
    cut = line.person.nik[:15] + "0"
    ways: dict[Damage, Written] = {"number": float(cut), "zeros": cut, "scientific": in_scientific(cut, rng)}
    line.nik = ways[damage]
    line.block("correct", _DAMAGE_REASON[damage], f"nik_column_{damage}")


def _plant(line: Line, before: Sequence[Line], layout: Layout, world: World, country: Country) -> None:
    """Put at most one mistake or noise on a new line."""
    rng = world.rng
    lot = rng.random() * 1000
    mistakes, noises = _possible(layout)
    for mistake in mistakes:
        lot -= mistake.per_thousand
        if lot < 0:
            plant(mistake, line, world)
            if mistake.decision == "reject" and line.nik == line.person.nik and rng.random() < DUST_ON_REFUSED:
                _put(rng.choice([noise for noise in noises if noise.dust]), line, world)
            return
    for kind, share in PER_THOUSAND.items():
        lot -= share
        if lot < 0:
            first = _first_of_pair(kind, line, before, layout, country, rng)
            if first:
                country.pairs += 1
                plant_pair(kind, line, first, world, country.pairs)
            return
    for noise in noises:
        lot -= noise.per_thousand
        if lot < 0:
            _put(noise, line, world)
            return


def _put(noise: Noise, line: Line, world: World) -> None:
    noise.plant(line, world)
    line.noise = noise.kind


def _first_of_pair(
    kind: str, line: Line, before: Sequence[Line], layout: Layout, country: Country, rng: Random
) -> Line | None:
    """A line to make a pair with; None when there is none."""
    if kind == NEIGHBOUR and "birth" not in layout.shows:
        return None
    if kind in (SLIP_HERE, SLIP_ELSEWHERE) and not {"birth", "card"} <= layout.shows:
        return None
    if kind == TWICE_ELSEWHERE and country.twice and rng.random() < THRICE:
        return rng.choice(country.twice[-400:])
    if kind == SLIP_ELSEWHERE:
        free = [other for other in country.telling[-400:] if other.plain]
    elif kind in (TWICE_ELSEWHERE, TWO_PEOPLE_ELSEWHERE):
        free = [other for other in country.donors[-400:] if other.plain]
    else:
        free = [other for other in before if other.plain and _births_differ(line, other)]
    return rng.choice(free) if free else None


def _births_differ(one: Line, other: Line) -> bool:
    a, b = one.person.dob, other.person.dob
    return a != b and (a.year, a.month, a.day) != (b.year, b.day, b.month)


@lru_cache(maxsize=64)
def _possible(layout: Layout) -> tuple[tuple[Mistake, ...], tuple[Noise, ...]]:
    """The mistakes and noise a list of this layout can show."""
    shows = layout.shows
    return (
        tuple(mistake for mistake in MISTAKES if mistake.needs <= shows),
        tuple(noise for noise in NOISES if noise.needs <= shows),
    )
