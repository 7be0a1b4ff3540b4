"""Make a province: people, village files, registers and the answer key. The same seed gives the same bytes."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random

import polars as pl

from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.places.places import Gazetteer, Village, nik_prefixes
from payung.synth.bad_files import BadFile, write_bad_files
from payung.synth.budget import write_facts, write_funds
from payung.synth.chance import chance
from payung.synth.compose import lay_out
from payung.synth.file_names import file_name
from payung.synth.folder import MARK, fresh
from payung.synth.key import SCHEMA, SHEETS, key_rows, sheet_rows, write_table
from payung.synth.layouts import LAYOUTS, Layout
from payung.synth.lines import Registers
from payung.synth.lists import DAMAGES, Country, VillageList, make_lines
from payung.synth.people import ON, Registry
from payung.synth.registers import fill_registers, write_registers
from payung.synth.what_if import write_scenarios, write_universe
from payung.synth.write import write_book
from payung.synth.year_funds import write_year_funds

PROGRAMME = "jambi-bkbk-2022"
DAMAGE_EVERY = {False: (80, 40), True: (40, 10)}
"""Of workbooks and of text files (True), one of so many has a NIK column damaged from top to bottom; the first is the
one counted second."""

RESENT_EVERY = 60
"""One village of so many sends its list twice: the manifest says which is newer, and the older one does not count."""

OnVillage = Callable[[], None]
"""Called after each village's file is written."""

Sent = tuple[str, Village, str]
"""File, village, version."""


class VillagesTooMany(PayungError):
    """More villages were asked for than the province has, or none."""

    code = "villages-too-many"
    exit_code = 80

    def __init__(self, asked: int, there: int) -> None:
        super().__init__(
            Text(
                id=f"Diminta {asked} desa; provinsi ini punya {there}.",
                en=f"{asked} villages were asked for; this province has {there}.",
            ),
            Text(id=f"Pilih 1 sampai {there}.", en=f"Choose 1 to {there}."),
        )


@dataclass(frozen=True)
class Made:
    """What was made. ``rows`` are worker rows; the mappings count rows by what was planted on them."""

    folder: Path
    province: str
    villages: int
    seed: int
    files: int
    rows: int
    accept: int
    correct: int
    reject: int
    members: int
    deaths: int
    welfare: int
    mistakes: Mapping[str, int] = field(default_factory=dict)
    noises: Mapping[str, int] = field(default_factory=dict)
    layouts: Mapping[str, int] = field(default_factory=dict)  # files
    bad_files: Sequence[BadFile] = ()

    @property
    def in_words(self) -> Text:
        """The outcome in one sentence."""
        figures = [number(n) for n in (self.villages, self.rows, self.accept, self.correct, self.reject, self.files)]
        villages, rows, accept, correct, reject, files = figures
        return Text(
            id=f"{villages} desa, {files} berkas, {rows} baris pekerja karangan: {accept} seharusnya diterima, "
            f"{correct} diperbaiki, {reject} ditolak.",
            en=f"{villages} villages, {files} files, {rows} rows of made-up workers: {accept} to be accepted, "
            f"{correct} to correct, {reject} rejected.",
        )


def make(
    *,
    province: str,
    villages: int,
    seed: int,
    out: Path,
    bad_files: bool = False,
    manifest: bool = True,
    on_village: OnVillage | None = None,
) -> Made:
    """Write a made-up province below ``out``: a new or empty folder, or one that an earlier call made.

    Writes rosters/, manifest.csv (unless ``manifest`` is False), members.parquet, deaths.csv, welfare.csv, facts.csv
    and funds.yaml (for ``payung budget allocate``), year.yaml and second.yaml (the same, for a year of months),
    scenarios.yaml and universe.yaml (for ``payung plan simulate``), answer_key.csv and .parquet, sheets.csv and
    synth.json. Lists that a newer one replaces are in neither key nor
    sheets.csv. Real village names; every person is invented.
    Raises: VillagesTooMany, FolderNotMadeUp, AreaUnknown.
    """
    gazetteer = Gazetteer.read(province)
    if not 0 < villages <= len(gazetteer.villages):
        raise VillagesTooMany(villages, len(gazetteer.villages))
    chosen = _evenly(gazetteer.villages, villages)
    with fresh(out) as folder:
        made = _write_all(province, chosen, seed, folder, bad_files, manifest, on_village)
    return replace(made, folder=out)


def _write_all(
    province: str,
    chosen: list[Village],
    seed: int,
    out: Path,
    bad_files: bool,
    manifest: bool,
    on_village: OnVillage | None,
) -> Made:
    country = Country(Registry(tuple(sorted(nik_prefixes()))))
    lists = _make_lists(country, chosen, seed)
    key, sheets = _write_lists(lists, out / "rosters", seed, on_village)
    older = _write_older(lists, out / "rosters", seed) if manifest else []
    broken = write_bad_files(out / "rosters", chosen, chance(seed, "bad")) if bad_files else []
    fill_registers(country, chosen, chance(seed, "registers"))
    write_registers(country.registers, out)
    write_facts(lists, out / "facts.csv")
    names = Gazetteer.read(province).region_names
    write_funds(province, chosen, names, out / "funds.yaml")
    write_year_funds(province, len(chosen), out / "year.yaml", out / "second.yaml")
    write_scenarios(out / "scenarios.yaml")
    write_universe(province, lists, names, out / "universe.yaml")
    if manifest:
        _write_manifest(lists, older, broken, seed, out / "manifest.csv")
    for suffix in ("csv", "parquet"):
        write_table(key, SCHEMA, out / f"answer_key.{suffix}")
    write_table(sheets, SHEETS, out / "sheets.csv")
    made = _counted(out, province, seed, lists, len(older), country.registers, broken)
    _write_meta(made, out / MARK)
    return made


def _evenly(villages: Sequence[Village], count: int) -> list[Village]:
    return [villages[(2 * at + 1) * len(villages) // (2 * count)] for at in range(count)]


def _make_lists(country: Country, villages: Sequence[Village], seed: int) -> list[VillageList]:
    taken: set[str] = set()
    lists = []
    layouts = _dealt(len(villages), chance(seed, "layouts"))
    sent: Counter[bool] = Counter()
    for village, layout in zip(villages, layouts, strict=True):
        rng = chance(seed, village.code)
        every, first = DAMAGE_EVERY[layout.csv]
        turn, place = divmod(sent[layout.csv], every)
        damage = DAMAGES[layout.csv][turn % 2] if place == first else ""
        sent[layout.csv] += 1
        file = file_name(village, rng, layout.suffix, taken)
        lists.append(VillageList(village, layout, file, make_lines(country, village, layout, rng, damage)))
    return lists


def _dealt(count: int, rng: Random) -> list[Layout]:
    """A layout for each village: each of them once, then by share; shuffled."""
    dealt = list(LAYOUTS) + rng.choices(LAYOUTS, [layout.share for layout in LAYOUTS], k=max(count - len(LAYOUTS), 0))
    rng.shuffle(dealt)
    return dealt[:count]


def _write_lists(
    lists: Sequence[VillageList], folder: Path, seed: int, on_village: OnVillage | None
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    key: list[tuple[object, ...]] = []
    sheets: list[tuple[object, ...]] = []
    for listed in lists:
        book = lay_out(listed.layout, listed.village, listed.lines, chance(seed, f"{listed.village.code}/hand"))
        write_book(book, listed.layout, folder / listed.file)
        key += key_rows(listed.file, listed.village.code, listed.layout, book.pages)
        sheets += sheet_rows(listed.file, listed.layout, book.pages)
        if on_village:
            on_village()
    return key, sheets


def _write_older(lists: Sequence[VillageList], folder: Path, seed: int) -> list[Sent]:
    """Write the shorter lists that some villages sent first; nobody in them is to be taken from there."""
    older = []
    for listed in lists[RESENT_EVERY // 2 :: RESENT_EVERY]:
        path = Path(listed.file)
        file = path.with_name(f"{path.stem} (lama){path.suffix}").as_posix()
        lines = listed.lines[: len(listed.lines) * 2 // 3]
        book = lay_out(listed.layout, listed.village, lines, chance(seed, f"{listed.village.code}/older"))
        write_book(book, listed.layout, folder / file)
        older.append((file, listed.village, "1"))
    return older


def _write_manifest(
    lists: Sequence[VillageList], older: Sequence[Sent], broken: Sequence[BadFile], seed: int, path: Path
) -> None:
    rng = chance(seed, "manifest")
    resent = {village.code for _, village, _ in older}
    sent = [(listed.file, listed.village, "2" if listed.village.code in resent else "1") for listed in lists]
    sent += [*older, *((bad.file, bad.village, "1") for bad in broken)]
    rows: list[tuple[object, ...]] = []
    for file, village, version in sorted(sent, key=lambda one: one[0]):
        day = ON - timedelta(days=rng.randint(5, 30) + (30 if version == "1" else 0))
        at = f"{day.isoformat()}T{rng.randint(7, 21):02d}:{rng.randrange(60):02d}:00+07:00"
        rows.append((file, village.code, village.name, at, version))
    names = ("file", "village_code", "village_name", "uploaded_at", "version")
    write_table(rows, dict.fromkeys(names, pl.String), path)


def _counted(
    out: Path,
    province: str,
    seed: int,
    lists: Sequence[VillageList],
    older: int,
    registers: Registers,
    broken: Sequence[BadFile],
) -> Made:
    lines = [line for listed in lists for line in listed.lines]
    decisions = Counter(line.decision for line in lines)
    return Made(
        folder=out,
        province=province,
        villages=len(lists),
        seed=seed,
        files=len(lists) + older + len(broken),
        rows=len(lines),
        accept=decisions["accept"],
        correct=decisions["correct"],
        reject=decisions["reject"],
        members=len(registers.members),
        deaths=len(registers.deaths),
        welfare=len(registers.welfare),
        mistakes=_tally(line.mistake for line in lines),
        noises=_tally(line.noise for line in lines),
        layouts=_tally(listed.layout.id for listed in lists),
        bad_files=tuple(broken),
    )


def _tally(kinds: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(kind for kind in kinds if kind).items()))


def _write_meta(made: Made, path: Path) -> None:
    """What the key was made with: the day it is judged on stands here."""
    meta = {"programme": PROGRAMME, "on": ON.isoformat()} | asdict(made)
    del meta["folder"]
    meta["bad_files"] = [
        {"file": bad.file, "village_code": bad.village.code, "problem": bad.problem} for bad in made.bad_files
    ]
    path.write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
