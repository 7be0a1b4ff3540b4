"""Made-up people. No serial of theirs is one a registry hands out for such a day, so no NIK here is a person's."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from payung.core.places.places import Village
from payung.synth.names import make_name

ON = date(2026, 11, 1)
"""The day the answer key is judged on."""

ELIGIBLE = (18, 65)
"""Completed years on ``ON``: from 18, not yet 65. As jambi-bkbk-2022 asks."""

PERSON_SERIALS = (6001, 8999)
CARD_SERIALS = (9001, 9999)
"""Registries count from 0001 for each day and district; these are far above what any of them reaches."""

FIRST_OF_JULY_SHARE = 0.08
"""People whose birthday nobody knew, and who were all given the first of July."""

MOVERS = (("33", 30), ("35", 20), ("13", 20), ("12", 12), ("16", 12), ("32", 6))
"""Provinces people moved from, and how often."""


@dataclass(slots=True)
class Person:
    """One made-up person, as the registry would know them."""

    nik: str
    name: str
    sex: str  # L or P
    dob: date
    birth_place: str
    card: str  # number of the family card
    mother: str
    hamlet: str
    rt: str
    rw: str
    address: str
    phone: str
    occupation: str


@dataclass
class Registry:
    """Gives out numbers, each only once. ``districts``: every 6-digit code a NIK may begin with, sorted."""

    districts: tuple[str, ...]
    given: set[str] = field(default_factory=set)
    _of_province: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def district(self, rng: Random, village: Village) -> str:
        """Where somebody who lives in ``village`` was first registered: mostly there."""
        lot = rng.random()
        if lot < 0.72:
            return village.district_code
        if lot < 0.86:
            return rng.choice(self.within(village.province_code))
        if lot < 0.97:
            return rng.choice(self.within(rng.choices(*zip(*MOVERS, strict=True))[0]))
        return rng.choice(self.districts)

    def within(self, province: str) -> tuple[str, ...]:
        """The codes of one province, of today and of the past."""
        if province not in self._of_province:
            self._of_province[province] = tuple(code for code in self.districts if code[:2] == province)
        return self._of_province[province]

    def nik(self, rng: Random, district: str, dob: date, sex: str) -> str:
        """A new NIK."""
        day = dob.day + (40 if sex == "P" else 0)
        return self._new(rng, f"{district}{day:02d}{dob:%m%y}", PERSON_SERIALS)

    def card(self, rng: Random, district: str) -> str:
        """A new family card number: like a NIK, with the day the card was issued."""
        issued = date(2009, 1, 1) + timedelta(days=rng.randrange(365 * 16))
        return self._new(rng, f"{district}{issued:%d%m%y}", CARD_SERIALS)

    def _new(self, rng: Random, start: str, serials: tuple[int, int]) -> str:
        while (number := f"{start}{rng.randint(*serials):04d}") in self.given:
            pass
        self.given.add(number)
        return number


PLACES = ("Muara Bungo", "Jambi", "Sarolangun", "Bangko", "Sengeti", "Kuala Tungkal", "Muara Tebo", "Sungai Penuh",
          "Wonogiri", "Kebumen", "Pati", "Padang", "Solok", "Medan", "Palembang", "Blitar")  # fmt: skip
HAMLETS = (
    ("Dusun I", "Dusun II", "Dusun III"),
    ("Dusun 1", "Dusun 2", "Dusun 3", "Dusun 4"),
    ("Dusun Mekar Jaya", "Dusun Sido Makmur", "Dusun Simpang Empat"),
    ("Dusun Ulu", "Dusun Tengah", "Dusun Ilir"),
)
ROADS = ("Jl. Lintas Timur", "Jl. Poros", "Jl. Mawar", "Simpang Tiga", "Jl. Pasar Lama", "Jl. H. Somad", "Lorong Damai")
WORK = (
    ("Petani", 20), ("Petani/Pekebun", 14), ("Buruh Tani", 9), ("Buruh Harian Lepas", 10), ("Penyadap karet", 6),
    ("Petani sawit", 6), ("Nelayan", 4), ("Pedagang", 6), ("Wiraswasta", 6), ("Tukang Ojek", 3), ("Sopir", 2),
    ("Tukang bangunan", 3), ("Mengurus Rumah Tangga", 4), ("Guru ngaji", 2), ("Penjahit", 1), ("Kader Posyandu", 2),
    ("Buruh sawit", 3), ("Pekebun", 3), ("Dagang sayur", 1), ("BHL", 1), ("Tani", 2), ("Pencari kayu", 1),
    ("Marbot Masjid", 1), ("Ketua RT", 1), ("Ibu Rumah Tangga / jualan", 1), ("pedangang", 1), ("Peternak", 1),
)  # fmt: skip
_WORDS, _SHARES = zip(*WORK, strict=True)


def make_person(rng: Random, registry: Registry, village: Village, *, ages: tuple[int, int] = ELIGIBLE) -> Person:
    """Somebody of ``village`` who on ``ON`` has completed at least ``ages[0]`` years and not yet ``ages[1]``."""
    sex = "L" if rng.random() < 0.58 else "P"
    dob = _birthday(rng, ages)
    home = rng.choice(HAMLETS[int(village.code[-3:]) % len(HAMLETS)])
    rt, rw = f"{rng.randint(1, 9):03d}", f"{rng.randint(1, 3):03d}"
    return Person(
        nik=registry.nik(rng, registry.district(rng, village), dob, sex),
        name=make_name(rng, sex),
        sex=sex,
        dob=dob,
        birth_place=village.name if rng.random() < 0.45 else rng.choice(PLACES),
        card=registry.card(rng, village.district_code),
        mother=make_name(rng, "P"),
        hamlet=home,
        rt=rt,
        rw=rw,
        address=_address(rng, home, rt),
        phone=f"08{rng.choice(('12', '13', '52', '53', '22', '95'))}0000{rng.randrange(10_000):04d}",
        occupation=rng.choices(_WORDS, _SHARES)[0],
    )


def _address(rng: Random, home: str, rt: str) -> str:
    if rng.random() < 0.01:
        return f"{rng.choice(ROADS)}\n{home}"  # a line break inside the cell
    return rng.choice((f"{home} RT {rt[-2:]}", f"{rng.choice(ROADS)} No. {rng.randint(1, 90)}", home))


def born(years: int, days: int = 0, on: date = ON) -> date:
    """The birthday of somebody who completes ``years`` years ``days`` days after ``on``.

    >>> born(65), born(18, 1)
    (datetime.date(1961, 11, 1), datetime.date(2008, 11, 2))
    """
    return date(on.year - years, on.month, on.day) + timedelta(days=days)


def _birthday(rng: Random, ages: tuple[int, int]) -> date:
    oldest, youngest = born(ages[1], 1), born(ages[0])
    if rng.random() < FIRST_OF_JULY_SHARE and oldest.year + 1 <= youngest.year - 1:
        return date(rng.randint(oldest.year + 1, youngest.year - 1), 7, 1)
    if ages[0] >= ELIGIBLE[0] and ages[1] <= ELIGIBLE[1]:  # most workers on such lists are between 30 and 58
        years = min(max(int(rng.gauss(43, 11)), ages[0]), ages[1] - 1)
        oldest, youngest = born(years + 1, 1), born(years)
    return oldest + timedelta(days=rng.randrange((youngest - oldest).days + 1))
