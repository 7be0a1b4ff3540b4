"""Made-up people: numbers given once, names that are or are not the same person's."""

from datetime import date

import pytest

from payung.core.people.names import name_sounds
from payung.core.people.nik import nik_parts
from payung.core.places.places import Gazetteer, nik_prefixes
from payung.synth.chance import chance
from payung.synth.names import another_name, in_old_spelling, make_name, same_name
from payung.synth.people import ON, Registry, born, make_person

VILLAGE = Gazetteer.read("15").villages[0]


@pytest.fixture
def registry() -> Registry:
    return Registry(tuple(sorted(nik_prefixes())))


def test_a_number_is_given_once(registry):
    rng = chance(1, "numbers")
    niks = [registry.nik(rng, "150101", date(1980, 7, 1), "P") for _ in range(1500)]
    assert len(set(niks)) == 1500
    assert {(parts.sex, parts.day, parts.month, parts.year) for nik in niks if (parts := nik_parts(nik))} == {
        ("P", 1, 7, 80)
    }


def test_people_are_of_the_ages_asked_for(registry):
    rng = chance(1, "ages")
    people = [make_person(rng, registry, VILLAGE) for _ in range(2000)]
    assert all(born(65) < person.dob <= born(18) for person in people)
    first_of_july = sum((person.dob.day, person.dob.month) == (1, 7) for person in people)
    assert 120 < first_of_july < 210  # eight of a hundred, as in published lists
    assert sum(person.nik.startswith("15") for person in people) > 1600
    assert len({person.nik[:2] for person in people}) > 8


def test_edges_of_age():
    assert (born(18), born(65, 1)) == (date(2008, 11, 1), date(1961, 11, 2))
    assert date(2026, 11, 1) == ON


def alike(one: str, other: str) -> bool:
    """As the rule for two people with one NIK compares names."""
    (a, b), (c, d) = name_sounds(one), name_sounds(other)
    return a == c and (b is None or d is None or b == d)


@pytest.mark.parametrize("sex", ["L", "P"])
def test_the_same_name_is_taken_for_the_same(sex):
    rng = chance(2, "same")
    for _ in range(3000):
        name = make_name(rng, sex)
        written = same_name(rng, name, sex)
        assert alike(name, written), (name, written)


@pytest.mark.parametrize("sex", ["L", "P"])
def test_another_name_is_taken_for_another(sex):
    rng = chance(3, "other")
    for _ in range(3000):
        name = make_name(rng, sex)
        other = another_name(rng, sex, than=name)
        assert not alike(name, other), (name, other)


def test_old_spelling():
    assert in_old_spelling("Jujun Suparman") == "Djoedjoen Soeparman"
