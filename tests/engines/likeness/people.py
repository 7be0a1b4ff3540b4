"""Made-up people on two lists, who is who being known, with mistakes in a mix that each test chooses."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

import polars as pl

from payung.synth.names import make_name, same_name


@dataclass(frozen=True)
class Mix:
    """Chances that a copied row has each mistake, and hard negatives per person."""

    nik_missing: float = 0.08
    nik_one_digit: float = 0.04
    nik_swapped: float = 0.02
    nik_last_lost: float = 0.015
    nik_last_zero: float = 0.015
    birth_missing: float = 0.02
    birth_swapped: float = 0.02
    birth_digit: float = 0.02
    name_variant: float = 0.25
    name_typo: float = 0.06
    name_short: float = 0.06
    mother_missing: float = 0.35
    card_missing: float = 0.25
    card_other: float = 0.05
    moved: float = 0.04
    village_near: float = 0.02
    twins: float = 0.01
    parents: float = 0.02
    namesakes: float = 0.01
    shared_nik: float = 0.002
    july: float = 0.08


@dataclass
class One:
    """A person as a list writes them."""

    who: int
    nik: str | None
    name: str
    birth_date: date | None
    sex: str
    village_code: str
    mother_name: str | None
    family_card: str | None
    kind: str = ""


@dataclass
class World:
    """``rows``: the records with their true person in ``who``; ``rivals``: person -> person easily taken for them."""

    rows: pl.DataFrame
    rivals: set[tuple[int, int]] = field(default_factory=set)


def make_world(seed: int, persons: int, mix: Mix, *, shared: float = 0.5) -> World:
    """A register of ``persons`` and about as many roster rows, of which ``shared`` are persons of the register."""
    rng = Random(seed)
    villages = [f"15{1 + v // 100:02d}{1 + v // 10 % 10:02d}{2001 + v % 10}" for v in range(max(3, persons // 700))]
    everyone: list[One] = []
    rivals: set[tuple[int, int]] = set()
    given: set[str] = set()
    while len(everyone) < persons * (1.5 - shared / 2) + 1:
        one = _unique(_person(rng, len(everyone), rng.choice(villages), mix), given)
        everyone.append(one)
        lot = rng.random()
        make = next(
            (make for limit, make in ((mix.twins, _twin), (mix.twins + mix.parents, _child),
             (mix.twins + mix.parents + mix.namesakes, _namesake),
             (mix.twins + mix.parents + mix.namesakes + mix.shared_nik, _same_nik)) if lot < limit), None)  # fmt: skip
        if make:
            other = make(rng, one, len(everyone))
            everyone.append(other if make is _same_nik else _unique(other, given))
            rivals.add((one.who, one.who + 1))
    register = [("register", one) for one in everyone if rng.random() < 0.7]
    roster = [("roster", _copied(rng, one, mix, villages)) for one in everyone if rng.random() < 0.7]
    rows = register + roster
    rng.shuffle(rows)
    table = pl.DataFrame(
        [{"position": at, "source": source, **vars(one)} for at, (source, one) in enumerate(rows)],
        schema_overrides={"birth_date": pl.Date},
        infer_schema_length=None,
    )
    return World(table, rivals)


def _nik(rng: Random, village: str, born: date, sex: str) -> str:
    """A number nobody else has: ``_unique`` makes up for serials that meet."""
    day = born.day + (40 if sex == "P" else 0)
    return f"{village[:6]}{day:02d}{born:%m%y}{rng.choice((rng.randint(1, 30), rng.randint(1, 9000))):04d}"


def _unique(one: One, given: set[str]) -> One:
    nik = one.nik or ""
    while nik in given:
        nik = f"{nik[:12]}{int(nik[12:]) % 9998 + 1:04d}"
    given.add(nik)
    return replace(one, nik=nik)


def _person(rng: Random, who: int, village: str, mix: Mix) -> One:
    sex = rng.choice("LP")
    born = date(1960, 1, 1) + timedelta(days=rng.randrange(16500))
    if rng.random() < mix.july:
        born = date(born.year, 7, 1)
    home = village if rng.random() < 0.8 else f"33{rng.randint(1, 29):02d}{rng.randint(1, 20):02d}2001"
    card = (
        f"{village[:6]}{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{rng.randint(9, 24):02d}{rng.randint(1, 99):04d}"
    )
    return One(
        who, _nik(rng, home, born, sex), make_name(rng, sex).upper(), born, sex, village, make_name(rng, "P"), card
    )


def _twin(rng: Random, one: One, who: int) -> One:
    assert one.nik
    sex = rng.choice((one.sex, one.sex, "LP"[one.sex == "L"]))
    day = (int(one.nik[6:8]) - 40 * (one.sex == "P")) + 40 * (sex == "P")
    nik = f"{one.nik[:6]}{day:02d}{one.nik[8:12]}{int(one.nik[12:]) + 1:04d}"
    words = one.name.split()
    fresh = [word for word in make_name(rng, sex).upper().split() if word not in words] or ["KEMBAR"]
    name = " ".join([fresh[0], *words[1:]]) if len(words) > 1 and rng.random() < 0.5 else " ".join(fresh)
    return replace(one, who=who, nik=nik, name=name, sex=sex, kind="twin")


def _child(rng: Random, one: One, who: int) -> One:
    assert one.birth_date
    born = one.birth_date + timedelta(days=365 * 22 + rng.randrange(3000))
    name = one.name if rng.random() < 0.4 else f"{make_name(rng, one.sex).split()[0].upper()} {one.name.split()[0]}"
    mother = make_name(rng, "P")
    nik = _nik(rng, one.village_code, born, one.sex)
    return replace(one, who=who, nik=nik, name=name, birth_date=born, mother_name=mother, kind="child")


def _namesake(rng: Random, one: One, who: int) -> One:
    assert one.birth_date
    born = one.birth_date
    if (born.month, born.day) != (7, 1):
        born = date(born.year, 1, 1) + timedelta(days=rng.randrange(365))
    other = _person(rng, who, one.village_code, Mix(july=0))
    return replace(
        other, nik=_nik(rng, one.village_code, born, one.sex), name=one.name, birth_date=born, sex=one.sex,
        kind="namesake",
    )  # fmt: skip


def _same_nik(rng: Random, one: One, who: int) -> One:
    return replace(_person(rng, who, one.village_code, Mix()), nik=one.nik, kind="shared_nik")


def _copied(rng: Random, one: One, mix: Mix, villages: list[str]) -> One:
    """``one`` as another list writes the same person."""

    def hit(chance: float) -> bool:
        return rng.random() < chance

    kinds = []
    nik, name, born, mother, card, village = (
        one.nik, one.name, one.birth_date, one.mother_name, one.family_card, one.village_code
    )  # fmt: skip
    assert nik and born
    for kind, make in (("nik_one_digit", _one_digit), ("nik_swapped", _swap), ("nik_last_lost", lambda r, n: n[:15]),
                       ("nik_last_zero", lambda r, n: n[:15] + "0"), ("nik_missing", lambda r, n: None)):  # fmt: skip
        if nik == one.nik and hit(getattr(mix, kind)):
            nik = make(rng, nik)
            kinds.append(kind)
    if hit(mix.birth_missing):
        born = None
        kinds.append("birth_missing")
    elif hit(mix.birth_swapped) and born.day <= 12:
        born = date(born.year, born.day, born.month)
        kinds.append("birth_swapped")
    elif hit(mix.birth_digit):
        born = date(born.year, born.month, born.day % 10 + (20 if born.day < 20 and born.month != 2 else 10) or 1)
        kinds.append("birth_digit")
    if hit(mix.name_variant):
        name = same_name(rng, name.title(), one.sex)
        kinds.append("name_variant")
    if hit(mix.name_typo):
        name = _typo(rng, name)
        kinds.append("name_typo")
    if hit(mix.name_short) and len(name.split()) > 1:
        name = " ".join(name.split()[:-1])
        kinds.append("name_short")
    if hit(mix.moved):
        village = rng.choice(villages)
        kinds.append("moved")
    return replace(
        one, nik=nik, name=name, birth_date=born, village_code=village,
        mother_name=None if hit(mix.mother_missing) else mother,
        family_card=None if hit(mix.card_missing) else _one_digit(rng, card or "") if hit(mix.card_other) else card,
        kind="+".join(kinds),
    )  # fmt: skip


def _one_digit(rng: Random, number: str) -> str:
    at = rng.randrange(len(number))
    return f"{number[:at]}{(int(number[at]) + rng.randint(1, 9)) % 10}{number[at + 1 :]}"


def _swap(rng: Random, number: str) -> str:
    places = [at for at in range(len(number) - 1) if number[at] != number[at + 1]]
    at = rng.choice(places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _typo(rng: Random, name: str) -> str:
    at = rng.randrange(1, len(name) - 1)
    return rng.choice(
        (name[:at] + name[at + 1 :], name[:at] + rng.choice("abcdeghiklmnoprstuwy").upper() + name[at + 1 :],
         name[:at] + name[at] * 2 + name[at + 1 :], name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :])
    )  # fmt: skip
