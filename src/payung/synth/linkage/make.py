"""Records of several sources about made-up people, what is wrong with each, and who is who."""

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import polars as pl

from payung.core.places.places import Gazetteer
from payung.synth.linkage.mistakes import KINDS, MISTAKES, Mistake
from payung.synth.linkage.mixes import SOURCES, Mix
from payung.synth.linkage.name_lists import CUSTOMS
from payung.synth.linkage.name_slips import COMMON
from payung.synth.linkage.naming import Flags, Numbers, Words, draw
from payung.synth.linkage.people import People, as_table, make_people
from payung.synth.linkage.rows import Rows

SHARED = {"register": 0.6, "members": 0.35, "deaths": 0.4, "programme": 0.6}
"""Of a source's records, how many are of people who also stand on a roster; the others are of a smaller circle."""

CIRCLE = 0.8
SIZES = {"roster": 0.5, "register": 0.16, "members": 0.24, "deaths": 0.02, "programme": 0.08}
"""Shares of the sources where only a total is asked for."""

RECORDS = ("position", "source", "record_key", "nik", "name", "birth_date", "sex", "village_code", "mother_name",
           "family_card")  # fmt: skip


@dataclass(frozen=True)
class LinkageData:
    """``records``: columns of RECORDS, one source after the other. ``truth``: position, person (the same for records
    of one person), kinds (planted mistakes joined by ";", empty when there is none). ``people``: person, family,
    name, birth_date, mother_name and so on as they are. ``alike``: kind, one, other: persons easily taken for one
    another."""

    records: pl.DataFrame
    truth: pl.DataFrame
    people: pl.DataFrame
    alike: pl.DataFrame


def make_linkage(mix: Mix, sizes: Mapping[str, int] | int, *, seed: int, area: str = "15") -> LinkageData:
    """Records as ``mix`` says, about people of ``area``; the same for the same arguments.

    ``sizes``: how many records of each source, or of all together. ``area``: Kemendagri code of a province, regency
    or district; "" is the country. Raises AreaUnknown, and ValueError when one area is too small for so many people.
    """
    if isinstance(sizes, int):
        sizes = {source: int(sizes * share) for source, share in SIZES.items()}
    random = np.random.default_rng([seed, 2])
    rosters = round(sizes.get("roster", 0) / (1 + mix.again))
    others = {source: size for source, size in sizes.items() if source != "roster"}
    strangers = sum(int(size * (1 - SHARED[source])) for source, size in others.items())
    circle = max([int(strangers * CIRCLE), *(int(size * (1 - SHARED[source])) + 1 for source, size in others.items())])
    short = max([0, *(size - int(size * (1 - SHARED[source])) - rosters for source, size in others.items())])
    people = make_people(max(1, rosters + circle + short), mix, area, seed)
    person, source = _who_stands_where(sizes, rosters, len(people), random)
    records, kinds = _spoilt(person, source, people, mix, area, seed)
    alike = [pl.DataFrame({"one": pair[:, 0], "other": pair[:, 1]}).select(pl.lit(kind).alias("kind"), "one", "other")
             for kind, pair in sorted(people.alike.items())]  # fmt: skip
    table = as_table(people, area).with_columns(family=pl.Series(people.family))
    truth = pl.DataFrame({"position": np.arange(len(person)), "person": person, "kinds": kinds})
    return LinkageData(records, truth, table, pl.concat(alike))


def _who_stands_where(
    sizes: Mapping[str, int], rosters: int, people: int, random: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """person and source (number in SOURCES) of every record; families stand on rosters together."""
    person, source = [], []
    for number, name in enumerate(SOURCES):
        size = sizes.get(name, 0)
        if name == "roster":
            again = random.choice(rosters, size - rosters, replace=False)
            chosen = np.concatenate([np.arange(rosters), again])
        else:
            outside = min(int(size * (1 - SHARED[name])), people - rosters)
            inside = random.choice(max(rosters, 1), min(size - outside, rosters), replace=False)
            rest = random.choice(people - rosters, size - len(inside), replace=False) + rosters
            chosen = np.concatenate([inside, rest])
        person.append(random.permutation(chosen))
        source.append(np.full(size, number))
    return np.concatenate(person), np.concatenate(source)


def _spoilt(
    person: Numbers, source: Numbers, people: People, mix: Mix, area: str, seed: int
) -> tuple[pl.DataFrame, pl.Series]:
    table = as_table(people, area)
    frame = table[pl.Series(person)].drop("person")
    known = _Known(table, people, area, seed)
    wanted = _wanted(person, source, people, mix, np.random.default_rng([seed, 3]))
    planted = np.zeros((len(person), len(MISTAKES)), dtype=bool)
    columns = {name: frame[name] for name in RECORDS[3:]}
    for number, mistake in enumerate(MISTAKES):
        at = np.flatnonzero(wanted[:, number])
        if len(at):
            planted[at, number] = _plant(mistake, at, person[at], columns, known, mix, seed)
    _unlike_the_twin(columns, planted, person, people)
    frame = frame.with_columns(**columns).with_columns(
        _written(pl.col("name"), _lot(person, source, people, seed, "case")), pl.col("mother_name").str.to_uppercase()
    )
    frame = _with_gaps(frame, person, source, people, mix, seed)
    for number, mistake in enumerate(MISTAKES):  # what the list does not say at all cannot be said wrongly
        if mistake.field in frame.columns and not mistake.kind.endswith("_missing"):
            planted[:, number] &= frame[mistake.field].is_not_null().to_numpy()
    sources = pl.Series(list(SOURCES)).gather(source)
    frame = frame.with_columns(
        position=pl.Series(np.arange(len(person))), source=sources, record_key=pl.lit(None, pl.String)
    )
    return frame.select(RECORDS), _said(planted)


def _unlike_the_twin(columns: dict[str, pl.Series], planted: Flags, person: Numbers, people: People) -> None:
    """Undo what made a record bear the very name of a twin: nobody could see that mistake."""
    other = np.full(len(people), -1)
    one, two = people.alike["twins"].T
    other[one], other[two] = two, one
    at = np.flatnonzero(planted.any(axis=1) & (other[person] >= 0))
    said = columns["name"].gather(at).to_numpy()
    wrong = at[said == people.name[other[person[at]]]]
    columns["name"] = columns["name"].scatter(wrong, pl.Series(people.name[person[wrong]], dtype=pl.String))
    of_names = np.array([mistake.field.startswith("name") for mistake in MISTAKES])
    planted[np.ix_(wrong, of_names)] = False


class _Known:
    """What a mistake may put in the place of the truth, by person."""

    def __init__(self, table: pl.DataFrame, people: People, area: str, seed: int) -> None:
        random = np.random.default_rng([seed, 4])
        self.name, self.nik = table["name"], table["nik"]
        self.spouse, self.family = people.spouse, people.family
        self.father = np.where(people.role == 2, np.searchsorted(people.family, people.family), -1)
        self.father[(self.father >= 0) & people.woman[self.father]] = -1
        self.men: Words = draw(CUSTOMS["malay"].men, len(people), random)
        by_village = np.lexsort((random.random(len(people)), people.village))
        self.neighbour = np.full(len(people), -1)
        for step in range(1, 7):
            other = np.empty(len(people), dtype=np.int64)
            other[by_village] = np.roll(by_village, -step)
            near = (people.village[other] == people.village) & (people.family[other] != people.family)
            near &= people.name[other] != people.name  # a namesake's number is a mistake that nobody could see
            self.neighbour = np.where((self.neighbour < 0) & near, other, self.neighbour)
        villages = Gazetteer.read(area).villages
        self.codes = [village.code for village in villages]
        self.village = people.village


def _wanted(person: Numbers, source: Numbers, people: People, mix: Mix, random: np.random.Generator) -> Flags:
    """Which record is to have which mistake, shape (records, kinds)."""
    count = len(person)
    share = np.array([mix.spoilt[name] for name in SOURCES])[source]
    several = random.choice(3, count, p=mix.several) + 1
    several[random.random(count) >= share] = 0
    weights = np.array([mix.weights.get(mistake.kind, 1.0) for mistake in MISTAKES])
    fields = np.array([mistake.field for mistake in MISTAKES])
    wanted = np.zeros((count, len(MISTAKES)), dtype=bool)
    at = np.flatnonzero(several)
    keys = random.gumbel(size=(len(at), len(MISTAKES))) + np.log(weights)
    for kind, can in _possible(people).items():
        keys[~can[person[at]], KINDS.index(kind)] = -np.inf
    for which in range(3):
        rows = np.flatnonzero(several[at] > which)
        kind = keys[rows].argmax(axis=1)
        wanted[at[rows], kind] = True
        keys[rows[:, None], np.arange(len(MISTAKES))] = np.where(fields == fields[kind][:, None], -np.inf, keys[rows])
    roster = np.array(SOURCES)[source] == "roster"
    damaged = (random.random(people.village.max() + 1) < mix.zeroed)[people.village[person]] & roster
    wanted[np.ix_(damaged, fields == "nik")] = False
    wanted[damaged, KINDS.index("nik_zeroed")] = True
    return wanted


def _possible(people: People) -> dict[str, Flags]:
    """Kind -> of which people it can be, where not of everybody."""
    first = np.array([name.partition(" ")[0] for name in people.name], dtype=object)
    several = np.array([" " in name for name in people.name])
    day = people.born - people.born.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(
        np.int64
    )
    can = dict.fromkeys(("name_initials", "name_single", "name_middle"), several)
    can["name_muhammad"] = (first == "Muhammad") & several
    can["name_common_form"] = np.isin(first, list(COMMON)) & several
    can["nik_of_spouse"] = people.spouse >= 0
    can["birth_swapped"] = day < 12
    return can


def _plant(
    mistake: Mistake, at: Numbers, person: Numbers, columns: dict[str, pl.Series], known: _Known, mix: Mix, seed: int
) -> Flags:
    """Plant ``mistake`` in the records ``at``; which of them have really changed."""
    random = np.random.default_rng([seed, 5, crc32(mistake.kind.encode())])
    before = {name: column.gather(at).to_list() for name, column in columns.items()}
    spouse, father = known.spouse[person], known.father[person]
    near = known.village[person] + np.where(random.random(len(at)) < 0.5, -1, 1) * random.integers(1, 4, len(at))
    codes = known.codes
    rows = Rows(
        **{name: list(values) for name, values in before.items()},
        spouse_name=_gathered(known.name, spouse),
        spouse_nik=_gathered(known.nik, spouse),
        neighbour_nik=_gathered(known.nik, known.neighbour[person]),
        neighbour_village=[codes[one] for one in near.clip(0, len(codes) - 1)],
        parent_name=[one or other for one, other in zip(_gathered(known.name, father), known.men[person], strict=True)],
        unusual=mix.unusual,
        random=random,
    )
    mistake.plant(rows)
    changed = np.zeros(len(at), dtype=bool)
    for name, values in before.items():
        now = getattr(rows, name)
        if now != values:
            changed |= np.array([old != new for old, new in zip(values, now, strict=True)])
            columns[name] = columns[name].scatter(at, pl.Series(now, dtype=columns[name].dtype))
    return changed


def _gathered(values: pl.Series, at: Numbers) -> list[str | None]:
    """``values`` of the lines ``at``, None where that is -1."""
    return values.gather(pl.Series(at).replace(-1, None)).to_list()


def _lot(person: Numbers, source: Numbers, people: People, seed: int, what: str) -> pl.Series:
    """A number from 0 to 1 for each list: the same for all of a roster's village, for others each record its own."""
    random = np.random.default_rng([seed, 6, crc32(what.encode())])
    lists = random.random(people.village.max() + 1)[people.village[person]]
    own = random.random(len(person))
    return pl.Series(np.where(np.array(SOURCES)[source] == "roster", lists, own))


def _written(name: pl.Expr, lot: pl.Series) -> pl.Expr:
    return (
        pl.when(lot < 0.65).then(name.str.to_uppercase()).when(lot < 0.7).then(name.str.to_lowercase()).otherwise(name)
    )


def _with_gaps(
    frame: pl.DataFrame, person: Numbers, source: Numbers, people: People, mix: Mix, seed: int
) -> pl.DataFrame:
    for field in sorted({field for fields in mix.absent.values() for field in fields}):
        share = pl.Series(np.array([mix.absent.get(name, {}).get(field, 0.0) for name in SOURCES])[source])
        gap = _lot(person, source, people, seed, field) < share
        frame = frame.with_columns(pl.when(~gap).then(pl.col(field)).alias(field))
    return frame


def _said(planted: Flags) -> pl.Series:
    """The kinds of each record in words, "" for most."""
    said = np.full(len(planted), "", dtype=object)
    for at in np.flatnonzero(planted.any(axis=1)):
        said[at] = ";".join(mistake.kind for mistake, here in zip(MISTAKES, planted[at], strict=True) if here)
    return pl.Series(said, dtype=pl.String)
