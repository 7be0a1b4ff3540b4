"""Which places a text mentions: a folder name, a file name, a title row. Nothing is decided here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from payung.core.places.names import (
    DISTRICT_WORDS,
    KIND_WORDS,
    PROVINCE_WORDS,
    REGENCY_WORDS,
    key_of,
    without_kind,
    words,
)
from payung.core.places.places import (
    DISTRICT_DIGITS,
    PROVINCE_DIGITS,
    REGENCY_DIGITS,
    VILLAGE_DIGITS,
    Gazetteer,
    Village,
    province_names,
)

UNMARKED, WEAK, STRONG = 0, 1, 2

_WEAK_KINDS = {"DUSUN": "dusun", "RIO": "dusun", "KAMPUNG": "kampung"}
"""Elsewhere these are parts of a village, so only where villages are called so do they mark one."""

_LEVELS = (
    dict.fromkeys(KIND_WORDS, VILLAGE_DIGITS)
    | dict.fromkeys(DISTRICT_WORDS, DISTRICT_DIGITS)
    | dict.fromkeys(REGENCY_WORDS, REGENCY_DIGITS)
    | dict.fromkeys(PROVINCE_WORDS, PROVINCE_DIGITS)
)
"""A word that says a name follows -> the digits in the code of what is named."""

_ORDINARY = frozenset(
    words(
        "daftar data nama list lampiran form format formulir template blanko rekap rekapitulasi usulan calon peserta "
        "penerima pekerja tenaga kerja rentan miskin bpjs ketenagakerjaan bnba bkbk dumisake sk apbd tahun th ta bulan "
        "tanggal final fix revisi rev perbaikan koreksi lengkap salinan copy of kirim ulang baru lama akhir terakhir "
        "pusat buku pemerintah kantor kepala bupati dan di dari untuk yang se ke no nomor kode ver versi sheet"
    )
)
"""Words of titles and file names that say nothing of a place, even where some village is called so."""


_NEW_OR_OLD = frozenset({"BARU", "LAMA"})
"""A new list, or a village that was divided: beside a name they leave it unsure."""

_UNSURE_BEFORE = _NEW_OR_OLD | {"DUSUN", "KAMPUNG"}
"""Where villages are not called dusun, "Dusun X" is a part of some other village."""


@dataclass(frozen=True)
class Mention:
    """One name in a text, with every place it can mean.

    ``regions`` are codes of districts, regencies, provinces. ``strength`` says how surely the name is a village's:
    STRONG after "Desa" and the like, WEAK after "Dusun" or "Kampung". A mention that means nothing known stands
    for "Desa" before a name the list lacks. ``loose``: the word beside it may belong to the name.
    """

    villages: tuple[Village, ...]
    regions: tuple[str, ...]
    strength: int
    whole: bool = False  # the text holds nothing else
    ordinary: bool = False  # made of words that are common in titles
    loose: bool = False

    def names_village(self, districts: tuple[str, ...]) -> bool:
        """Whether a village is what is named. A name that is a region's, too, is a village's when the text says
        so or the village's district is among ``districts``, those named beside it."""
        if self.strength > UNMARKED or not self.regions:
            return bool(self.villages) or not self.regions
        return any(village.code.startswith(districts) for village in self.villages)

    def allows(self, village: Village) -> bool:
        """Whether ``village`` is one of those named, or lies in a region named."""
        return village.code.startswith(self.regions) or village in self.villages


class NameIndex:
    """Names of an area ready to be found in texts. Villages are the area's, regions are its whole province's,
    so that a file from the next regency is not taken for a village of the same name."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        province = Gazetteer.read(gazetteer.area[:2])
        self.gazetteer = gazetteer
        self.regions: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for code, name in province_names().items():
            self._add(key_of(words(name)), code)
        for code, name in province.region_names.items():
            said = words(name)
            self._add(key_of(said), code)
            if len(code) == REGENCY_DIGITS:
                self._add(key_of(without_kind(said, REGENCY_WORDS)), code)
        place_words = (words(village.name) for village in province.villages)
        seen = frozenset(word for said in place_words for word in said if not word.isdigit())
        self.place_words = (seen - _ORDINARY) | _NEW_OR_OLD
        names = (*province.region_names.values(), *(village.name for village in province.villages))
        self.longest = max((len(words(name)) for name in names), default=1) + 1

    def _add(self, known: str, code: str) -> None:
        if code not in self.regions.get(known, ()):
            self.regions[known] += (code,)

    def villages(self, said: tuple[str, ...], kind: str | None = None) -> tuple[Village, ...]:
        """Villages of the area called ``said``, of ``kind`` when one is given."""
        known = key_of(said)
        found = self.gazetteer.by_key(known) or self.gazetteer.by_short_key(known)
        return tuple(village for village in found if kind is None or village.kind == kind)

    def regions_called(self, said: tuple[str, ...], digits: int | None = None) -> tuple[str, ...]:
        """Codes of the regions called ``said``, only those of ``digits`` digits when given."""
        return tuple(code for code in self.regions.get(key_of(said), ()) if digits in (None, len(code)))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every place ``text`` mentions, from left to right, the longest name first, none within another."""
        return tuple(self._scan(words(text)))

    def mentions_in_rows(self, texts: Iterable[str]) -> tuple[Mention, ...]:
        """What title rows mention. A row that names nothing and ends with "Desa" goes on in the next row."""
        found: list[Mention] = []
        carried: tuple[str, ...] = ()
        for text in texts:
            said = carried + words(text)
            here = self._scan(said)
            found.extend(here)
            carried = said[-1:] if said and not here and said[-1] in _LEVELS else ()
        return tuple(found)

    def _scan(self, said: tuple[str, ...]) -> list[Mention]:
        found: list[Mention] = []
        at = free_from = 0  # free_from: the first word after the last name or marker
        while at < len(said):
            level = _LEVELS.get(said[at])
            end, mention = self._marked(said, at, level) if level else self._unmarked(said, at)
            if mention is not None:
                unmarked = mention.strength == UNMARKED
                before = unmarked and at > 0 and self._goes_before(said[at - 1], at > free_from)
                found.append(
                    replace(
                        mention,
                        whole=at == 0 and end == len(said),
                        ordinary=unmarked and _ORDINARY.issuperset(said[at:end]),
                        loose=before or self._goes_on(said, end),
                    )
                )
            if mention is not None or level:
                free_from = end
            at = end
        return found

    def _goes_before(self, word: str, free: bool) -> bool:
        """Whether ``word`` may begin the name after it (Baru Sungai Tutung). ``free``: it names nothing itself."""
        return word in _UNSURE_BEFORE or (free and word in self.place_words and word not in _ORDINARY)

    def _goes_on(self, said: tuple[str, ...], end: int) -> bool:
        """Whether the word at ``end`` may still belong to the name before it: Mekar Jaya, then Makmur."""
        following = said[end : end + 2]
        if not following or following[0] in _LEVELS or following[0] not in self.place_words:
            return False
        if following[0] == "V" and following[-1].isdigit():  # a version, not the fifth
            return False
        next_name = self._unmarked(said, end)[1]
        return next_name is None or not next_name.regions

    def _unmarked(self, said: tuple[str, ...], at: int) -> tuple[int, Mention | None]:
        for end in range(min(len(said), at + self.longest), at, -1):
            villages, regions = self.villages(said[at:end]), self.regions_called(said[at:end])
            if villages or regions:
                return end, Mention(villages, regions, UNMARKED)
        return at + 1, None

    def _marked(self, said: tuple[str, ...], at: int, level: int) -> tuple[int, Mention | None]:
        """The name after the marker at ``at``; the marker can be part of the name (Dusun Baru, Kota Jambi)."""
        for end in range(min(len(said), at + self.longest + 1), at + 1, -1):
            name, named = said[at + 1 : end], said[at:end]
            if level == VILLAGE_DIGITS:
                kind = _WEAK_KINDS.get(said[at])
                meant = self.gazetteer.by_key(key_of(named)) + self.villages(name, kind)
                strength = WEAK if kind else STRONG
                mention = Mention(tuple(dict.fromkeys(meant)), self.regions_called(named), strength)
            else:
                mention = Mention((), self.regions_called(named if level == REGENCY_DIGITS else name, level), STRONG)
            if mention.villages or mention.regions:
                return end, mention
        end, mention_within = self._unmarked(said, at)
        return (end, mention_within) if mention_within else self._lone_marker(said, at, level)

    def _lone_marker(self, said: tuple[str, ...], at: int, level: int) -> tuple[int, Mention | None]:
        """A marker that no known name follows."""
        following = said[at + 1] if at + 1 < len(said) else ""
        if said[at] == "KABUPATEN" and following == "KOTA":
            return self._either_kind_of_regency(said, at + 1)
        next_level = _LEVELS.get(following, level)
        if next_level != level:  # "Kecamatan/Desa : X / Y" marks nothing
            return at + 2, None
        if level == VILLAGE_DIGITS and said[at] not in _WEAK_KINDS and following in self.place_words:
            return at + 1, Mention((), (), STRONG)
        return at + 1, None

    def _either_kind_of_regency(self, said: tuple[str, ...], at: int) -> tuple[int, Mention | None]:
        """ "Kabupaten/Kota : X": whichever of both is called X."""
        for end in range(min(len(said), at + 1 + self.longest), at + 1, -1):
            regions = self.regions_called(said[at + 1 : end], REGENCY_DIGITS)
            if regions:
                return end, Mention((), regions, STRONG)
        return at + 1, None


@lru_cache(maxsize=8)
def name_index(gazetteer: Gazetteer) -> NameIndex:
    """The index of a gazetteer, built once."""
    return NameIndex(gazetteer)
