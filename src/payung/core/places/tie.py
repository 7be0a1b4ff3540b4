"""Which village a file, or a row of it, speaks of. What stays ambiguous is not guessed: the candidates are named.

Clues in the order they are believed: the manifest, the hidden sheet of our template, the file's name and folders,
the title rows and sheet names. A believed clue is never overruled by a later one, only doubted aloud.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from payung.core.places.mentions import STRONG, UNMARKED, Mention, NameIndex, name_index
from payung.core.places.names import words
from payung.core.places.places import (
    DISTRICT_DIGITS,
    REGENCY_DIGITS,
    VILLAGE_DIGITS,
    Gazetteer,
    Village,
    codes_in,
    normalise_code,
)

How = Literal["manifest", "template", "path", "titles", "row", "none"]
Problem = Literal["village_ambiguous", "village_unknown"]
Doubt = Literal[
    "village_not_in_list", "village_outside_area", "village_name_differs", "village_clues_differ", "village_code_bad"
]


@dataclass(frozen=True)
class FileClues:
    """What is known of a file before it is tied. Texts are as found; nothing needs to be cleaned."""

    file: str  # path below the rosters' folder, with forward slashes
    manifest_code: str | None = None
    manifest_name: str | None = None
    template_code: str | None = None
    titles: tuple[str, ...] = ()  # one text a row: letterhead, title rows, "Desa : X", "Kecamatan : Y"
    sheet_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tie:
    """The village found, or why there is none. ``problem`` is None exactly when ``code`` is not.

    ``how`` is the clue that was believed; "none" when no clue named a village.
    """

    code: str | None
    how: How
    candidates: tuple[Village, ...] = ()  # by code; what the name can mean when it was not tied
    problem: Problem | None = None
    warnings: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class _Choice:
    """What one group of clues comes to: the villages that fit them all, and those merely named."""

    fit: tuple[Village, ...] = ()
    named: tuple[Village, ...] = ()
    sure: bool = True  # nothing beside the name says it may be longer

    @property
    def village(self) -> Village | None:
        return self.fit[0] if len(self.fit) == 1 and self.sure else None


def tie_file(clues: FileClues, gazetteer: Gazetteer) -> Tie:
    """The village ``clues`` speak of, among those of ``gazetteer``.

    A code of the manifest or template is kept even when the gazetteer lacks it (village lists differ from year to
    year), with a warning. Never raises; the same clues always give the same answer.
    """
    index = name_index(gazetteer)
    warnings: list[Doubt] = []
    manifest, template = normalise_code(clues.manifest_code), normalise_code(clues.template_code)
    if clues.manifest_code and manifest is None:
        warnings.append("village_code_bad")
    path = _from_path(clues.file, index)
    inside = _from_titles(clues, index, path)
    code = manifest or template
    if code is None:
        return _tie_by_names(path, inside, tuple(warnings))
    others = [template, *(choice.village.code for choice in (path.choice, inside) if choice.village)]
    warnings.extend(_doubts(code, clues.manifest_name if manifest else None, gazetteer))
    if any(other is not None and other != code for other in others):
        warnings.append("village_clues_differ")
    return Tie(code, "manifest" if manifest else "template", warnings=tuple(warnings))


def region_told(clues: FileClues, gazetteer: Gazetteer) -> str | None:
    """The smallest region (its code of 6, 4 or 2 digits) that every region in path and titles agrees with, or None.

    Where a file is of a whole district, this is where its rows' villages are looked for.
    """
    index = name_index(gazetteer)
    path = _from_path(clues.file, index).regions
    told = [m.regions for m in (*path, *index.mentions_in_rows(clues.titles)) if m.regions and not m.ordinary]
    agreed = {code for regions in told for code in regions if all(any(code.startswith(r) for r in one) for one in told)}
    smallest = [code for code in agreed if len(code) == max(map(len, agreed))]
    return smallest[0] if len(smallest) == 1 else None


@lru_cache(maxsize=4096)  # a sheet repeats the same few names on every row
def tie_row(village_text: str, within: str | None, gazetteer: Gazetteer) -> Tie:
    """The village a row's own village cell names.

    ``within`` is the code of the file's village (or of any area it is known to be in; None when nothing is known):
    the name is looked for in its district first, then in its regency, then in the whole area. A cell without a
    letter or digit ("-") says nothing: the row stays with ``within`` when that is a village. A code the gazetteer
    lacks is kept, with a warning.
    """
    if not words(village_text) and within and len(within) == VILLAGE_DIGITS:
        return Tie(within, "none")
    for code in codes_in(village_text):
        if gazetteer.village(code) or normalise_code(village_text):
            return Tie(code, "row", warnings=tuple(_doubts(code, None, gazetteer)))
    choice = _choose(name_index(gazetteer).mentions(f"Desa {village_text}"), ())
    fit = _by_code((*choice.fit, *gazetteer.named(village_text)))
    known = within or ""
    for digits in (
        VILLAGE_DIGITS,
        DISTRICT_DIGITS,
        REGENCY_DIGITS,
        0,
    ):  # a name the file's own village has, too, means that village
        near = tuple(v for v in fit if len(known) >= digits and v.code.startswith(known[:digits]))
        if len(near) == 1 and choice.sure:
            return Tie(near[0].code, "row")
        if near:
            return Tie(None, "row", near, "village_ambiguous")
    if choice.named:
        return Tie(None, "row", choice.named, "village_ambiguous")
    return Tie(None, "none", problem="village_unknown")


@dataclass(frozen=True)
class _Path:
    choice: _Choice
    regions: tuple[Mention, ...]  # districts, regencies and provinces that the folders and the file name mention
    perhaps: tuple[Village, ...] = ()  # villages the file name means, unless it means the region called the same
    differs: bool = False  # the code in it is one village's, the name another's
    ordinary: bool = False  # what it names is said with words that mean anything: data baru


def _from_path(file: str, index: NameIndex) -> _Path:
    *folders, name = file.split("/")
    stem = name.rpartition(".")[0] or name
    outer: list[tuple[Mention, ...]] = []
    for folder in folders:
        outer.append(_inner(index.mentions(folder), outer))
    parts = [index.mentions(stem), *reversed(outer)]
    everything = tuple(mention for part in parts for mention in part)
    regions = tuple(mention for mention in everything if mention.regions)
    coded = _by_code(village for code in codes_in(file) if (village := index.gazetteer.village(code)))
    for at, part in enumerate(parts):
        around = tuple(m for other in (*parts[:at], *parts[at + 1 :]) for m in other if m.regions or at == 0)
        choice = _choose(part, around)
        if choice.named or _lacking(part):
            break
    if coded:
        return _Path(_Choice(coded, coded), (), differs=choice.village not in (None, *coded))
    perhaps = _by_code(v for m in parts[0] for v in m.villages if all(r.allows(v) for r in regions))
    ordinary = all(m.ordinary and not m.whole for m in part)
    return _Path(choice, regions, perhaps, ordinary=ordinary)


def _inner(folder: tuple[Mention, ...], outer: Iterable[tuple[Mention, ...]]) -> tuple[Mention, ...]:
    """In Sarolangun/Sarolangun the inner folder is the district: a region already named is not named again."""
    above = {region for mentions in outer for mention in mentions for region in mention.regions}
    return tuple(
        replace(m, regions=tuple(r for r in m.regions if r not in above or len(r) == DISTRICT_DIGITS) or m.regions)
        for m in folder
    )


def _from_titles(clues: FileClues, index: NameIndex, path: _Path) -> _Choice:
    gazetteer = index.gazetteer
    for text in clues.titles:
        coded = [village for code in codes_in(text) if (village := gazetteer.village(code))]
        if coded:
            return _Choice(tuple(coded), tuple(coded))
    titles = index.mentions_in_rows(clues.titles)
    sheets = (mention for name in clues.sheet_names for mention in index.mentions(name))
    told = [m for m in titles if m.strength > UNMARKED or (m.whole and not m.regions)]
    told += [m for m in sheets if m.whole and not m.regions and not m.ordinary]
    if clues.manifest_name and normalise_code(clues.manifest_code) is None:
        told += [m for m in index.mentions(f"Desa {clues.manifest_name}") if m.strength == STRONG]
    return _choose(tuple(told), path.regions)


def _choose(part: tuple[Mention, ...], around: tuple[Mention, ...]) -> _Choice:
    """The villages that ``part`` names and that every region mentioned in ``part`` or ``around`` allows."""
    speaking = tuple(m for m in part if not m.ordinary) or part
    around = tuple(m for m in around if not m.ordinary)
    naming = [m for m in speaking if m.names_village(_districts_beside(m, speaking, around))]
    strongest = max((m.strength for m in naming), default=UNMARKED)
    naming = [m for m in naming if m.strength == strongest]
    context = [m for m in speaking if m.regions and all(m is not n for n in naming)]
    named = _by_code(village for m in naming for village in m.villages)
    fit = tuple(v for v in named if all(m.allows(v) for m in (*naming, *context, *around)))
    return _Choice(fit, named, sure=not any(m.loose for m in naming))


def _districts_beside(mention: Mention, part: tuple[Mention, ...], around: tuple[Mention, ...]) -> tuple[str, ...]:
    others = (m for m in (*part, *around) if m is not mention)
    return tuple(region for m in others for region in m.regions if len(region) == DISTRICT_DIGITS)


def _lacking(part: tuple[Mention, ...]) -> bool:
    """Whether a text says "Desa" before a name the list lacks."""
    return any(not m.villages and not m.regions for m in part)


def _tie_by_names(path: _Path, inside: _Choice, warnings: tuple[Doubt, ...]) -> Tie:
    by_path = path.choice.village
    if path.ordinary and inside.village is not None:
        return Tie(inside.village.code, "titles", warnings=warnings)
    if by_path is not None:
        differ = path.differs or inside.village not in (None, by_path)
        return Tie(by_path.code, "path", warnings=(*warnings, "village_clues_differ") if differ else warnings)
    possible = path.choice.fit or path.choice.named
    if inside.village is not None and (not possible or inside.village in possible):
        return Tie(inside.village.code, "titles", warnings=warnings)
    candidates = _by_code((*possible, *(inside.fit or inside.named))) or path.perhaps
    if candidates:
        return Tie(None, "path" if possible or path.perhaps else "titles", candidates, "village_ambiguous", warnings)
    return Tie(None, "none", problem="village_unknown", warnings=warnings)


def _doubts(code: str, name: str | None, gazetteer: Gazetteer) -> list[Doubt]:
    village = gazetteer.village(code)
    if not code.startswith(gazetteer.area):
        return ["village_outside_area"]
    if village is None:
        return ["village_not_in_list"]
    return ["village_name_differs"] if name and village not in gazetteer.named(name) else []


def _by_code(villages: Iterable[Village]) -> tuple[Village, ...]:
    return tuple(sorted(set(villages), key=lambda village: village.code))
