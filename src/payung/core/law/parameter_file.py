"""One parameter of the law, read from its YAML file; an official who edits it is told what is wrong and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from payung.core.basis.entry import Entry, FileWrong, read_entry
from payung.core.basis.text import Text
from payung.core.law.values import UNITS, Band, Bands, Number, Reading, Row, Table, Value

_MOST = 10**15
_KINDS = ("amount", "bands", "table", "reading")


class ParameterFileWrong(FileWrong):
    """A parameter's file has a field that is missing, unknown or not what it must be."""

    code = "parameter-file-wrong"
    exit_code = 31
    kind = Text(id="ketentuan", en="parameter")


@dataclass(frozen=True)
class _Heading:
    """What all values of a file share."""

    key: str
    name: Text
    unit: str
    checked: date | None
    checked_by: str | None
    readings: Mapping[str, Text]


def read_values(key: str, path: Path) -> tuple[Value, ...]:
    """Every dated value of the file at ``path``, first to last. Raises: ParameterFileWrong."""
    top = read_entry(path, f"{key}.yaml", ParameterFileWrong)
    checked, checked_by = _checked(top)
    heading = _Heading(key, top.both("name"), top.word("unit", UNITS), checked, checked_by, _readings(top))
    days = top.entry("values")
    for since in days.names():
        if type(since) is not date:
            days.wrong(str(since), Text(id="tanggal tanpa tanda kutip: 2026-01-01", en="a day, not quoted: 2026-01-01"))
    values = tuple(_value(days.entry(since), since, heading) for since in sorted(days.names()))
    if not values:
        top.wrong("values", Text(id="berisi paling sedikit satu tanggal", en="at least one day"))
    if len({type(value) for value in values}) > 1:
        top.wrong("values", Text(id="satu jenis isi untuk semua tanggal", en="one kind of value for all days"))
    top.done()
    return values


def _checked(top: Entry) -> tuple[date | None, str | None]:
    """The day of the comparison and the office that made it: both or neither."""
    if "checked" not in top.names():
        top.wrong("checked", Text(id="ada: tanggal pencocokan, atau null", en="there: the day of comparison, or null"))
    day, office = top.maybe_day("checked"), top.maybe_text("checked_by")
    if (day is None) != (office is None):
        top.wrong(
            "checked_by",
            Text(
                id="ada bila dan hanya bila checked berisi tanggal: kantor yang mencocokkan",
                en="there if and only if checked holds a day: the office that compared",
            ),
        )
    return day, office


def _readings(top: Entry) -> dict[str, Text]:
    if not top.has("readings"):
        return {}
    entry = top.entry("readings")
    return {str(code): entry.both(code) for code in entry.names()}


def _value(entry: Entry, since: date, heading: _Heading) -> Value:
    source = entry.entry("source")
    shared: dict[str, Any] = {
        "key": heading.key,
        "name": heading.name,
        "unit": heading.unit,
        "checked": heading.checked,
        "checked_by": heading.checked_by,
        "since": since,
        "article": source.text("article"),
        "url": source.maybe_text("url"),
        "seen": source.maybe_text("seen"),
        "quoted": source.maybe_text("quoted"),
        "doubt": entry.maybe_both("doubt"),
    }
    source.done()
    given = [kind for kind in _KINDS if entry.has(kind)]
    if len(given) != 1:
        entry.wrong(
            _KINDS[0], Text(id=f"tepat satu dari: {', '.join(_KINDS)}", en=f"exactly one of: {', '.join(_KINDS)}")
        )
    if (given == ["reading"]) != (heading.unit == "reading"):
        entry.wrong(
            given[0], Text(id="reading bila dan hanya bila satuannya reading", en="reading with that unit only")
        )
    value = _KIND[given[0]](entry, shared, heading)
    entry.done()
    return value


def _number(entry: Entry, shared: dict[str, Any], heading: _Heading) -> Number:
    return Number(**shared, amount=entry.whole("amount", 0, _MOST))


def _bands(entry: Entry, shared: dict[str, Any], heading: _Heading) -> Bands:
    bands = []
    for band in entry.entries("bands"):
        bands.append(Band(band.whole("from", 0, _MOST), band.whole("amount", 0, _MOST)))
        band.done()
    starts = [band.starts for band in bands]
    if not starts or starts != sorted(set(starts)):
        entry.wrong("bands", Text(id="golongan yang makin tinggi", en="bands that rise"))
    return Bands(**shared, bands=tuple(bands))


def _table(entry: Entry, shared: dict[str, Any], heading: _Heading) -> Table:
    listed = entry.entry("table")
    rows = {}
    for code in listed.names():
        row = listed.entry(code)
        name = Text(id=row.text("id"), en=row.text("en"))
        rows[str(code)] = Row(str(code), name, row.whole("amount", 0, _MOST), row.maybe_both("doubt"))
        row.done()
    if not rows:
        entry.wrong("table", Text(id="berisi paling sedikit satu baris", en="at least one row"))
    return Table(**shared, rows=rows)


def _reading(entry: Entry, shared: dict[str, Any], heading: _Heading) -> Reading:
    return Reading(**shared, code=entry.word("reading", heading.readings), readings=heading.readings)


_KIND = {"amount": _number, "bands": _bands, "table": _table, "reading": _reading}
