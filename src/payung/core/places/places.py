"""Villages of Indonesia with their district, regency and province, by the codes of the Ministry of Home Affairs.

Codes are digits without dots: 2 a province, 4 a regency, 6 a district, 10 a village. BPS uses other codes for some
regencies (it swaps Bungo with Tebo, and Tanjung Jabung Barat with Timur); those are never used here.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.places.names import KIND_WORDS, key_of, without_kind, words

PROVINCE_DIGITS, REGENCY_DIGITS, DISTRICT_DIGITS, VILLAGE_DIGITS = 2, 4, 6, 10
"""Lengths of codes."""

_DATA = files("payung.core.places") / "data"
_DOTTED = re.compile(r"(\d\d)\.?(\d\d)\.?(\d\d)\.?(\d{4})")
_LOCAL_KINDS = {"13": "nagari", "1508": "dusun", "91": "kampung", "92": "kampung", "93": "kampung",
                "94": "kampung", "95": "kampung", "96": "kampung"}  # fmt: skip
_STILL_DESA = ("1309", "1373", "1377")  # Mentawai, Sawahlunto and Pariaman have no nagari
_EAST_TIMOR = range(5401, 5414)
_MOST_DISTRICTS = 25  # of a regency whose districts no list names any more


class AreaUnknown(PayungError):
    """No province, regency or district has the code asked for."""

    code = "area-unknown"
    exit_code = 20

    def __init__(self, area: str) -> None:
        super().__init__(
            Text(id=f"Kode wilayah '{area}' tidak dikenal.", en=f"The area code '{area}' is not known."),
            Text(
                id="Gunakan kode Kemendagri tanpa titik: 2 angka provinsi, 4 kabupaten/kota, 6 kecamatan.",
                en="Use the Kemendagri code without dots: 2 digits a province, 4 a regency, 6 a district.",
            ),
        )


@dataclass(frozen=True, slots=True)
class Village:
    """The lowest unit with a government of its own, and what it lies in. ``code`` has 10 digits."""

    code: str
    name: str
    kind: str  # desa, kelurahan, nagari, dusun (Bungo), kampung (Papua) or desa adat
    district: str
    regency: str  # with Kabupaten or Kota before it
    province: str

    @property
    def district_code(self) -> str:
        """The first 6 digits."""
        return self.code[:6]

    @property
    def regency_code(self) -> str:
        """The first 4 digits."""
        return self.code[:4]

    @property
    def province_code(self) -> str:
        """The first 2 digits."""
        return self.code[:2]

    @property
    def dotted(self) -> str:
        """The code as papers print it.

        >>> Village("1505032004", "Sungai Duren", "desa", "Jambi Luar Kota", "Kabupaten Muaro Jambi", "Jambi").dotted
        '15.05.03.2004'
        """
        return f"{self.code[:2]}.{self.code[2:4]}.{self.code[4:6]}.{self.code[6:]}"

    @property
    def path(self) -> str:
        """Where it lies, in one line: ``Desa Sungai Duren, Kec. Jambi Luar Kota, Kabupaten Muaro Jambi``."""
        return f"{self.kind.title()} {self.name}, Kec. {self.district}, {self.regency}"


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The villages of one area, and the names of the regions they lie in. Made by ``read``; never changed."""

    area: str
    villages: tuple[Village, ...]  # by code
    region_names: dict[str, str]  # code of 2, 4, 6 digits -> name, for the area and what it lies in

    @staticmethod
    def read(area: str = "") -> "Gazetteer":
        """The villages whose code begins with ``area`` (2, 4, 6 or no digits; no digits is the whole country).

        The same object is returned for the same area. Raises AreaUnknown when there is no such area.
        """
        return _read(area)

    def village(self, code: str) -> Village | None:
        """The village with this 10-digit code, None when the area has none."""
        return self._by_code.get(code)

    def within(self, code: str) -> tuple[Village, ...]:
        """Villages whose code begins with ``code``, by code."""
        return tuple(v for v in self.villages if v.code.startswith(code))

    def named(self, name: str, within: str = "") -> tuple[Village, ...]:
        """Villages that ``name`` can mean, by code; a kind before the name (Desa, Kel.) may be there or not.

        All that can be meant are returned: "Dusun Baru" is Dusun Baru and also a dusun called Baru.
        Only when there is none, villages whose own name begins with a kind that ``name`` leaves out.
        """
        said = words(name)
        meant = self.by_key(key_of(said)) + self.by_key(key_of(without_kind(said, KIND_WORDS)))
        meant = meant or self.by_short_key(key_of(said))
        return tuple(sorted({v for v in meant if v.code.startswith(within)}, key=lambda v: v.code))

    def area_name(self, code: str) -> str | None:
        """Name of a province, regency, district or village; None when it is not in or above this area."""
        village = self._by_code.get(code)
        return village.name if village else self.region_names.get(code)

    def by_key(self, wanted: str) -> tuple[Village, ...]:
        """Villages whose whole name has the key ``wanted`` (see names.key)."""
        return self._by_name[0].get(wanted, ())

    def by_short_key(self, wanted: str) -> tuple[Village, ...]:
        """Villages whose name begins with a kind and without it has the key ``wanted``: Dusun Baru for BARU."""
        return self._by_name[1].get(wanted, ())

    @cached_property
    def _by_code(self) -> dict[str, Village]:
        return {village.code: village for village in self.villages}

    @cached_property
    def _by_name(self) -> tuple[dict[str, tuple[Village, ...]], dict[str, tuple[Village, ...]]]:
        whole: dict[str, tuple[Village, ...]] = defaultdict(tuple)
        short: dict[str, tuple[Village, ...]] = defaultdict(tuple)
        for village in self.villages:
            said = words(village.name)
            whole[key_of(said)] += (village,)
            bare = without_kind(said, KIND_WORDS)
            if bare != said:
                short[key_of(bare)] += (village,)
        return dict(whole), dict(short)


def normalise_code(text: str | int | float | None) -> str | None:
    """A village code as 10 digits without dots, None when ``text`` is not one.

    >>> normalise_code("15.05.03.2004"), normalise_code(1505032004.0), normalise_code("1505032004.0")
    ('1505032004', '1505032004', '1505032004')
    >>> normalise_code("15.05.03") is None
    True
    """
    if text is None:
        return None
    bare = re.sub(r"[\s'\u200b\ufeff]", "", str(text))
    match = _DOTTED.fullmatch(bare.removesuffix(".0"))
    return "".join(match.groups()) if match else None


def codes_in(text: str) -> tuple[str, ...]:
    """Every 10-digit code that stands in ``text`` by itself, dotted or not, in order.

    >>> codes_in("perbaikan_1505032004_sungai-duren_2026.xlsx")
    ('1505032004',)
    """
    found = re.finditer(rf"(?<![\d.]){_DOTTED.pattern}(?!\d)", text)
    return tuple("".join(match.groups()) for match in found)


@lru_cache(maxsize=1)
def nik_prefixes() -> frozenset[str]:
    """The 6-digit region codes a NIK can begin with: today's districts and, as far as known, former ones.

    Source and limits: data/NOTICE.md. A NIK with another prefix deserves a warning, never a refusal.
    """
    today = {code for section in _sections().values() for code, _ in _lines(section) if len(code) == 6}
    listed = today | set((_DATA / "former_districts.txt").read_text(encoding="ascii").split())
    regencies = _skipped({code[:4] for code in listed}) | {str(code) for code in _EAST_TIMOR}
    vanished = {f"{regency}{number:02d}" for regency in regencies for number in range(1, _MOST_DISTRICTS + 1)}
    return frozenset(listed | _skipped(listed) | vanished)


@lru_cache(maxsize=1)
def province_names() -> dict[str, str]:
    """Code -> name of every province."""
    return dict(_lines(section.partition("\n")[0])[0] for section in _sections().values())


def _skipped(codes: Iterable[str]) -> set[str]:
    """Codes missing below the highest of their parent; cities (71 and up) are counted apart from regencies."""
    numbers = defaultdict(set)
    for code in codes:
        start = 71 if len(code) == 4 and int(code[-2:]) > 70 else 1
        numbers[code[:-2], start].add(int(code[-2:]))
    return {
        f"{parent}{number:02d}"
        for (parent, start), given in numbers.items()
        for number in range(start, max(given))
        if number not in given
    }


@lru_cache(maxsize=1)
def _sections() -> dict[str, str]:
    """Province code -> its lines of the data file."""
    text = gzip.decompress((_DATA / "regions.txt.gz").read_bytes()).decode()
    return {section[:2]: section for section in text.split("\n\n")}


def _lines(section: str) -> list[tuple[str, str]]:
    pairs = (line.partition("\t") for line in section.splitlines())
    return [(code, name) for code, _, name in pairs]


@lru_cache(maxsize=64)
def _read(area: str) -> Gazetteer:
    regions: dict[str, str] = {}
    villages: list[Village] = []
    chosen = [area[:2]] if area else sorted(_sections())
    for province in chosen:
        for code, name in _lines(_sections().get(province, "")):
            if len(code) < 10 and (area.startswith(code) or code.startswith(area)):
                regions[code] = name  # a parent stands before its villages in the file
            elif len(code) == 10 and code.startswith(area):
                of = regions[code[:6]], regions[code[:4]], regions[code[:2]]
                villages.append(Village(code, name, _kind(code), *of))
    if area and area not in regions:
        raise AreaUnknown(area)
    return Gazetteer(area, tuple(villages), regions)


def _kind(code: str) -> str:
    if code[6] == "1":
        return "kelurahan"
    if code[6] == "3":
        return "desa adat"
    if code[:4] in _STILL_DESA:
        return "desa"
    return _LOCAL_KINDS.get(code[:4]) or _LOCAL_KINDS.get(code[:2], "desa")
