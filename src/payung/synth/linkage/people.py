"""Made-up people in families of real villages, with those that are easily taken for one another."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from payung.core.places.places import Gazetteer, nik_prefixes
from payung.synth.linkage import numbers
from payung.synth.linkage.mixes import Mix
from payung.synth.linkage.naming import PEOPLES, Flags, Numbers, Words, name_people, twin_names

ON = np.datetime64("2026-11-01")
"""The day everybody here is 17 to 85 years old."""

SIZES = (0.24, 0.30, 0.24, 0.14, 0.08)
"""Families with one, two, … five grown members on some list."""

PREFIX_HERE, PREFIX_PROVINCE = 0.75, 0.90
TWIN_SEX_ALIKE = 0.75


@dataclass
class People:
    """One line a person, all of the same length. ``twin_of`` and ``spouse``: line of that person, or -1."""

    family: Numbers
    village: Numbers  # line of the gazetteer's villages
    woman: Flags
    born: Numbers  # days since 1970-01-01
    name: Words
    mother: Words
    nik: Numbers
    card: Numbers
    spouse: Numbers
    twin_of: Numbers
    role: Numbers  # 0 head, 1 spouse, 2 … child
    alike: dict[str, Numbers]  # kind of likeness -> pairs of lines, shape (n, 2)

    def __len__(self) -> int:
        return len(self.family)


def make_people(count: int, mix: Mix, area: str, seed: int) -> People:
    """``count`` people of the villages of ``area`` (Kemendagri code, "" is the country); the same for the same seed."""
    random = np.random.default_rng([seed, 1])
    people = _families(count, len(Gazetteer.read(area).villages), mix, random)
    _make_twins(people, mix, random)
    _name(people, mix, random)
    for kind in ("namesakes_year", "namesakes_date", "first_of_july"):
        _make_namesakes(people, kind, mix, random)
    _number(people, area, random)
    _list_siblings(people)
    return people


def _families(count: int, villages: int, mix: Mix, random: np.random.Generator) -> People:
    sizes = random.choice(len(SIZES), count, p=SIZES) + 1
    starts = np.concatenate([[0], np.cumsum(sizes)])
    family = np.repeat(np.arange(count), sizes)[:count]
    place = np.arange(count) - starts[family]
    size = sizes[family]
    paired = (random.random(count) < 0.8)[family] & (size > 1)
    role = np.where(place == 0, 0, np.where((place == 1) & paired, 1, 2))
    many = random.lognormal(0, 0.6, villages)
    village = random.choice(villages, count, p=many / many.sum())[family]
    head_woman = (random.random(count) < 0.12)[family]
    woman = np.where(role == 0, head_woman, np.where(role == 1, ~head_woman, random.random(count) < 0.5))
    has_child = np.zeros(count, dtype=bool)
    has_child[family[role == 2]] = True
    head_age = np.where(has_child, random.normal(56, 8, count), random.normal(43, 12, count)).clip(19, 82)
    head_age = np.where(has_child, head_age.clip(40, 82), head_age)[family]
    younger = np.where(woman, 1, -1) * random.normal(3.5, 4, count)
    child_age = 17 + random.random(count) * (head_age - 38).clip(1, 30)
    age = np.where(role == 0, head_age, np.where(role == 1, (head_age - younger).clip(18, 85), child_age))
    born = _birthdays((2026.8 - age), mix, random)
    lines = np.arange(count)
    spouse = np.full(count, -1)
    wives = lines[role == 1]
    spouse[wives], spouse[wives - 1] = wives - 1, wives
    empty = np.full(count, "", dtype=object)
    none = np.full(count, -1)
    return People(family, village, woman, born, empty, empty.copy(), none, none, spouse, none.copy(), role, {})


def _birthdays(year: npt.NDArray[np.float64], mix: Mix, random: np.random.Generator) -> Numbers:
    """A day of about that ``year``; the older, the more often the first of July, because nobody knew."""
    day = ((year - 1970) * 365.2425).astype(np.int64)
    whole = (day.astype("datetime64[D]")).astype("datetime64[Y]")
    unknown = random.random(len(day)) < mix.first_of_july * np.where(year < 1975, 1.6, 0.6)
    other = random.random(len(day))
    turn = np.where(other < 0.012, 364, np.where(other < 0.022, 0, -1))  # 31 December (30 in leap years), 1 January
    start = whole.astype("datetime64[D]").astype(np.int64)
    july = (whole.astype("datetime64[M]") + 6).astype("datetime64[D]").astype(np.int64)
    return np.where(unknown, july, np.where(turn >= 0, start + turn, day))


def _make_twins(people: People, mix: Mix, random: np.random.Generator) -> None:
    child = people.role == 2
    second = np.flatnonzero(child[1:] & child[:-1] & (people.family[1:] == people.family[:-1])) + 1
    first_pairs = second[np.concatenate([[True], np.diff(people.family[second]) > 0])] if len(second) else second
    twins = first_pairs[random.random(len(first_pairs)) < mix.twins]
    people.twin_of[twins] = twins - 1
    people.born[twins] = people.born[twins - 1]
    alike = twins[random.random(len(twins)) < TWIN_SEX_ALIKE]
    people.woman[alike] = people.woman[alike - 1]
    people.alike["twins"] = np.stack([twins - 1, twins], axis=1)


def _name(people: People, mix: Mix, random: np.random.Generator) -> None:
    shares = mix.peoples or dict.fromkeys(PEOPLES, 1.0)
    weights = np.array([shares.get(key, 0.0) for key in PEOPLES])
    count = len(people)
    of_village = random.choice(len(PEOPLES), people.village.max() + 1, p=weights / weights.sum())
    of_family = random.choice(len(PEOPLES), count, p=weights / weights.sum())
    own = (random.random(count) < 0.55)[people.family]  # villages have a people of their own, and others among them
    kind = np.where(own, of_village[people.village], of_family[people.family])
    people.name = name_people(kind, people.woman, people.family, random)
    same_sex = people.alike["twins"][np.diff(people.woman[people.alike["twins"]].astype(int), axis=1)[:, 0] == 0]
    one, other = same_sex.T
    people.name[one], people.name[other] = twin_names(people.name[one], people.name[other], people.woman[one], random)
    people.mother = name_people(kind, np.ones(count, dtype=bool), people.family + 7, random)
    head = np.searchsorted(people.family, people.family)
    mothers = np.where(people.woman[head], head, people.spouse[head])
    known = (people.role == 2) & (mothers >= 0)
    people.mother[known] = people.name[mothers[known]]
    orphans = (people.role == 2) & (mothers < 0)
    first_child = np.searchsorted(people.family[orphans], people.family[orphans])
    people.mother[orphans] = people.mother[orphans][first_child]
    _name_sons(people, head, mix, random)


def _name_sons(people: People, head: Numbers, mix: Mix, random: np.random.Generator) -> None:
    sons = np.flatnonzero((people.role == 2) & ~people.woman & ~people.woman[head] & (people.twin_of < 0))
    sons = sons[np.concatenate([[True], np.diff(people.family[sons]) > 0])] if len(sons) else sons
    twins = np.zeros(len(people), dtype=bool)
    twins[people.alike["twins"].ravel()] = True
    sons = sons[(random.random(len(sons)) < mix.father_and_son) & ~twins[sons]]
    people.name[sons] = people.name[head[sons]]
    people.alike["father_and_son"] = np.stack([head[sons], sons], axis=1)


def _make_namesakes(people: People, kind: str, mix: Mix, random: np.random.Generator) -> None:
    """Give some people the name of somebody like them, of another family.

    namesakes_year: of the same village and birth year; namesakes_date: born the same day, some of the same village;
    first_of_july: of the same village, both born on some first of July of the same year.
    """
    taken = np.zeros(len(people), dtype=bool)
    for pairs in people.alike.values():
        taken[pairs.ravel()] = True
    year = people.born.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    july = people.born == (year * 12 + 6).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    here = july if kind == "first_of_july" else ~july
    lines = np.flatnonzero(here & ~taken)
    group = people.born * 2 if kind == "namesakes_date" else (people.village * 400 + year) * 2
    group = group[lines] + people.woman[lines]
    order = np.lexsort((random.random(len(lines)), group))
    lines, group = lines[order], group[order]
    pair = np.flatnonzero((group[1:] == group[:-1]) & (people.family[lines[1:]] != people.family[lines[:-1]]))[::2]
    pair = pair[np.concatenate([[True], np.diff(pair) > 1])] if len(pair) else pair
    wanted = min(len(pair), int(len(people) * mix.namesakes / 2))
    pair = random.permutation(pair)[:wanted]
    one, other = lines[pair], lines[pair + 1]
    people.name[other] = people.name[one]
    if kind == "namesakes_date":  # half of them neighbours
        near = random.random(wanted) < 0.5
        people.village[other[near]] = people.village[one[near]]
    people.alike[kind] = np.stack([one, other], axis=1)


def _number(people: People, area: str, random: np.random.Generator) -> None:
    villages = Gazetteer.read(area).villages
    home = np.array([int(village.district_code) for village in villages])[people.village]
    every = np.array(sorted(map(int, nik_prefixes())))
    near = every[np.isin(every // 10_000, np.unique(home // 10_000))]
    count = len(people)
    lot, by_family = random.random(count), (random.random(count) < 0.85)[people.family]
    lot = np.where((people.role == 2) & by_family, lot[np.searchsorted(people.family, people.family)], lot)
    draws = random.integers(0, len(near), count), random.integers(0, len(every), count)
    issued = np.where(lot < PREFIX_HERE, home, np.where(lot < PREFIX_PROVINCE, near[draws[0]], every[draws[1]]))
    twins = people.alike["twins"]
    issued[twins[:, 1]] = issued[twins[:, 0]]
    one, other = people.alike["namesakes_date"].T  # the same name, day and number but its end would be one person
    apart = near[(np.searchsorted(near, issued[one]) + 1) % len(near)]
    issued[other] = np.where(issued[other] == issued[one], apart, issued[other])
    people.nik = numbers.niks(issued, people.born, people.woman, people.twin_of >= 0, random)
    people.card = numbers.cards(home, people.family, random)


def _list_siblings(people: People) -> None:
    child = people.role == 2
    brothers = np.flatnonzero(child[1:] & child[:-1] & (people.family[1:] == people.family[:-1])) + 1
    brothers = brothers[people.twin_of[brothers] < 0]
    people.alike["siblings"] = np.stack([brothers - 1, brothers], axis=1)
    wives = np.flatnonzero(people.role == 1)
    people.alike["spouses"] = np.stack([wives - 1, wives], axis=1)


def as_table(people: People, area: str) -> pl.DataFrame:
    """person, nik, name, birth_date, sex, village_code, mother_name, family_card: as the civil registry has them."""
    codes = pl.Series([village.code for village in Gazetteer.read(area).villages])
    return pl.DataFrame(
        {
            "person": np.arange(len(people)),
            "nik": pl.Series(people.nik).cast(pl.String),
            "name": pl.Series(people.name, dtype=pl.String),
            "birth_date": pl.Series(people.born.astype(np.int32)).cast(pl.Date),
            "sex": pl.Series(people.woman).replace_strict({True: "P", False: "L"}, return_dtype=pl.String),
            "village_code": codes.gather(people.village),
            "mother_name": pl.Series(people.mother, dtype=pl.String),
            "family_card": pl.Series(people.card).cast(pl.String),
        }
    )
