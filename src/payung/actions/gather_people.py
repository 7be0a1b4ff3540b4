"""Gather the records of the lists a user gives to ``payung people``, and where each of them stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from payung.actions.gather_records import gather_records
from payung.actions.people_folder import PLACE, no_records
from payung.actions.read_rosters import READ, REPLACED, read_rosters
from payung.actions.watch import Watcher
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.linkage.record import IDENTITY, SEPARATOR, SOURCES, key_of
from payung.core.people.nik import DIGITS
from payung.gateways.file_digest import sha256_of
from payung.gateways.registers import normalise_register

READING = Text(id="Membaca daftar", en="Reading lists")
COPY = Text(
    id="'{file}' sama persis dengan '{other}': dibaca satu kali.",
    en="'{file}' is exactly '{other}': it was read once.",
)
KNOWN_LIST = Text(
    id="'{file}' sudah ada dalam hasil terdahulu: tidak dibaca lagi.",
    en="'{file}' is in the earlier result already: it was not read again.",
)
EMPTY_LIST = Text(id="'{file}' tidak berisi satu orang pun.", en="'{file}' holds nobody.")
FAULTS = Text(
    id="'{file}': dari {rows} baris, {niks} tanpa NIK 16 angka dan {cells} dengan isian lain yang tidak terbaca.",
    en="'{file}': of {rows} rows, {niks} have no NIK of 16 digits and {cells} another cell that cannot be read.",
)
ROSTER_UNREAD = Text(id="Berkas desa yang tidak terbaca: {n}.", en="Village workbooks not read: {n}.")


@dataclass(frozen=True)
class Given:
    """The lists a user gave; ``lists``: source -> paths of CSV or Parquet. ``on`` decides the century of two-digit
    years in rosters; ``area`` is where villages are looked for ("": the country)."""

    on: date
    rosters: Path | None = None
    manifest: Path | None = None
    area: str = ""
    lists: Mapping[str, Sequence[Path]] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether no list was given."""
        return self.rosters is None and not any(self.lists.values())


@dataclass(frozen=True)
class Lists:
    """``tables``: source -> rows of the ``people`` register and ``PLACE``; ``digests``: file -> sha256; ``notes``: what
    the user must know about them."""

    tables: Mapping[str, pl.DataFrame]
    digests: Mapping[str, str]
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class Gathered:
    """``records``: ``core.linkage.record.COLUMNS`` and ``PLACE``; ``digests``: file -> sha256; ``notes``: what the user
    must know about the lists."""

    records: pl.DataFrame
    digests: Mapping[str, str]
    notes: tuple[Text, ...]


def gather_people(
    given: Given, before: pl.DataFrame, watcher: Watcher, known: Collection[str] = frozenset()
) -> Gathered:
    """Read every list ``given``, but for those whose sha256 is ``known``; records follow those of ``before`` (none: an
    empty table).

    Raises: RegisterUnreadable; what read_rosters raises.
    """
    lists = gather_lists(given.lists, watcher, known)
    tables, digests, notes = dict(lists.tables), dict(lists.digests), list(lists.notes)
    if given.rosters is not None:
        rosters = read_rosters(given.rosters, manifest=given.manifest, area=given.area, on=given.on, watcher=watcher)
        tables["roster"] = rosters.rows.drop("position")
        digests |= dict(rosters.files.filter(pl.col("sha256").is_not_null()).select("file", "sha256").iter_rows())
        if unread := rosters.files.filter(~pl.col("status").is_in([READ, REPLACED])).height:
            notes.append(ROSTER_UNREAD.filled(n=number(unread)))
        found = rosters.findings.filter(pl.col("code") == "file_same_content")
        notes += [Text(id=f"'{file}': {id_}", en=f"'{file}': {en}")
                  for file, id_, en in found.select("file", "message_id", "message_en").iter_rows()]  # fmt: skip
    records = gather_records(tables) if tables else no_records().drop(list(PLACE))
    places = [frame.select(pl.col(name).cast(dtype) for name, dtype in PLACE.items()) for frame in tables.values()]
    placed = pl.concat([records, pl.concat(places)], how="horizontal") if places else no_records()
    placed = placed.with_columns(pl.col("position") + before.height)
    return Gathered(_told_apart(placed, before), digests, tuple(notes))


def gather_lists(lists: Mapping[str, Sequence[Path]], watcher: Watcher, known: Collection[str] = frozenset()) -> Lists:
    """The rows of ``lists`` (source -> paths) that name somebody, sources from the steadiest to the least; of a list
    that has decisions, as an earlier run of a programme, those it accepted. A list given twice is read once, one whose
    sha256 is ``known`` not at all.

    Raises: RegisterUnreadable.
    """
    tables: dict[str, list[pl.DataFrame]] = {}
    digests: dict[str, str] = {}
    notes: list[Text] = []
    paths = [(source, path) for source in SOURCES for path in lists.get(source, ())]
    names = _names([path for _, path in paths])
    if paths:
        watcher.stage(READING, len(paths))
    seen: dict[tuple[str, str], str] = {}
    with TemporaryDirectory() as folder:
        for (source, path), name in zip(paths, names, strict=True):
            watcher.step()
            digest = sha256_of(path)
            if (first := seen.setdefault((source, digest), name)) != name:
                notes.append(COPY.filled(file=name, other=first))
                continue
            if digest in known:
                notes.append(KNOWN_LIST.filled(file=name))
                continue
            digests[name] = digest
            register = normalise_register("people", path, Path(folder) / f"{len(seen)}.parquet")
            rows = _placed(pl.read_parquet(register.path), name)
            tables.setdefault(source, []).append(rows)
            if not rows.height:
                notes.append(EMPTY_LIST.filled(file=name))
            elif register.unusable_nik or register.misread:
                counts = (number(count) for count in (register.rows, register.unusable_nik, register.misread))
                notes.append(FAULTS.filled(file=name, **dict(zip(("rows", "niks", "cells"), counts, strict=True))))
    return Lists({source: pl.concat(frames) for source, frames in tables.items()}, digests, tuple(notes))


def _placed(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """``rows`` with their place; without those that name nobody, and those an earlier programme did not accept."""
    placed = rows.with_row_index("row", offset=2).with_columns(file=pl.lit(name), sheet=pl.lit(None, pl.String))
    said = pl.any_horizontal(pl.col("nik", "name").is_not_null())
    return placed.filter(said & pl.col("decision").fill_null("accept").eq("accept"))


def _names(paths: list[Path]) -> list[str]:
    """What each file is called: its name, after that of its folder or a number where two have one name."""
    names = [path.name for path in paths]
    longer = [
        path.name if names.count(path.name) == 1 else f"{path.absolute().parent.name}/{path.name}" for path in paths
    ]
    return [name if longer.count(name) == 1 else f"{at}/{name}" for at, name in enumerate(longer, 1)]


def _told_apart(records: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """``records`` with a key for those who say what another says and have no NIK: each one its own, by turn.

    Two such records may be two people, and a decision about them must be able to name each. The first of them keeps
    the plain key.
    """
    said = list(IDENTITY)
    both = pl.concat([before.select("position", *said), records.select("position", *said)])
    plain = ~pl.col("nik").str.contains(rf"^[0-9]{{{DIGITS - 1},{DIGITS}}}$").fill_null(False)
    turned = both.filter(plain).with_columns(turn=pl.int_range(pl.len()).over(said)).filter(pl.col("turn") > 0)
    again = turned.filter(pl.col("position") >= before.height)
    if not again.height:
        return records
    texts = again.select(
        text=pl.concat_str(pl.col(said).cast(pl.String).fill_null(""), separator=SEPARATOR), turn="turn"
    )
    keys = [key_of(f"{text}{SEPARATOR}{turn}") for text, turn in texts.iter_rows()]
    own = again.select("position", own=pl.Series(keys, dtype=pl.String))
    joined = records.join(own, on="position", how="left", maintain_order="left")
    return joined.with_columns(record_key=pl.coalesce("own", "record_key")).drop("own")
