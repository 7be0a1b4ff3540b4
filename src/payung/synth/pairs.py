"""Mistakes that take two rows: one person listed twice, one NIK on two people, a neighbour's NIK."""

from dataclasses import replace

from payung.synth.lines import Line, World, write_line
from payung.synth.mistakes import slipped
from payung.synth.names import another_name, same_name

SLIP_HERE, SLIP_ELSEWHERE = "person_twice_file", "person_twice_village"
TWICE_HERE, TWICE_ELSEWHERE, TWO_PEOPLE, TWO_PEOPLE_ELSEWHERE, NEIGHBOUR = (
    "nik_duplicate_file",
    "nik_duplicate_village",
    "nik_two_people",
    "nik_two_people_elsewhere",
    "nik_of_neighbour",
)
PER_THOUSAND = {
    TWICE_HERE: 6, TWICE_ELSEWHERE: 6, TWO_PEOPLE: 2, TWO_PEOPLE_ELSEWHERE: 1, NEIGHBOUR: 3, SLIP_HERE: 3,
    SLIP_ELSEWHERE: 3,
}  # fmt: skip
"""How many of a thousand rows are the second of such a pair."""


def plant_pair(kind: str, line: Line, first: Line, world: World, number: int) -> None:
    """Make the plain ``line`` the second of a pair with ``first``; ``number`` names the pair.

    ``first`` is plain, or for TWICE_ELSEWHERE the first of a pair, which becomes three. SLIP_HERE and SLIP_ELSEWHERE:
    one person twice with a slip in the NIK; nothing but likeness finds them.
    """
    if kind in (TWO_PEOPLE, TWO_PEOPLE_ELSEWHERE):
        _one_nik_two_people(kind, line, first, world)
    elif kind == NEIGHBOUR:
        line.nik = first.person.nik
        line.block("correct", "nik_dob_mismatch", kind)
        first.noise = "nik_lent"
    elif kind in (SLIP_HERE, SLIP_ELSEWHERE):
        _one_person_twice(line, first, world)
        line.nik, line.birth = slipped(first.person.nik, world.rng), first.person.dob
        line.block("reject", "person_duplicate", kind)
        line.group = first.group = f"P{number:05d}"
    else:
        _one_person_twice(line, first, world)
        line.block("reject", kind, kind)
        line.group = first.group = first.group or f"P{number:05d}"


def _one_person_twice(line: Line, first: Line, world: World) -> None:
    person = first.person
    again = write_line(person)
    line.person, line.nik, line.sex, line.birth = person, again.nik, again.sex, again.birth
    line.card, line.occupation = again.card, again.occupation
    line.name = same_name(world.rng, person.name, person.sex) if world.rng.random() < 0.6 else person.name
    if world.rng.random() < 0.15:
        line.birth = None


def _one_nik_two_people(kind: str, line: Line, first: Line, world: World) -> None:
    twin = first.person
    line.person = replace(line.person, nik=twin.nik, dob=twin.dob, sex=twin.sex)
    line.person.name = another_name(world.rng, twin.sex, than=twin.name)
    line.nik, line.name, line.sex = twin.nik, line.person.name, twin.sex
    line.birth = twin.dob if world.rng.random() < 0.7 else None
    for one in (first, line):
        one.block("correct", TWO_PEOPLE, kind)
