"""How parameters of the law are printed: a list, one in full, and how sure all of them are."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text as Line

from payung.actions.check_law import CheckedLaw
from payung.actions.list_law import Listed
from payung.actions.show_law import Shown
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.law.values import UNITS, Bands, Number, Reading, Table, Value, shown_amount
from payung.entry.cli.answers import USED, add, grid, marked

NOT_YET = Text(id="belum", en="not yet")
COUNTS = Text(
    id="{all} ketentuan pada {day}; {doubtful} masih ragu (?), {missing} belum dicocokkan dengan naskah resmi.",
    en="{all} parameters on {day}; {doubtful} in doubt (?), {missing} not yet compared with the official text.",
)
HEADINGS = (
    Text(id="Ketentuan", en="Parameter"),
    Text(id="Nilai", en="Value"),
    Text(id="Sejak", en="Since"),
)
NOT_IN_FORCE = Text(id="belum berlaku", en="not yet in force")
DAY_WIDTH = 10
BANDS = Text(id="{n} golongan", en="{n} bands")
ROWS = Text(id="{n} baris", en="{n} rows")
LABELS = {
    "unit": Text(id="Satuan", en="Unit"),
    "checked": Text(id="Dicocokkan dengan naskah resmi", en="Compared with the official text"),
    "article": Text(id="Dasar", en="Article"),
    "url": Text(id="Tautan", en="Link"),
    "seen": Text(id="Terlihat di", en="Seen in"),
    "quoted": Text(id="Dikutip", en="Quoted"),
    "doubt": Text(id="Ragu", en="Doubt"),
    "readings": Text(id="Cara membaca", en="Readings"),
}
FROM = Text(id="Mulai", en="From")
UP_TO = Text(id="Sampai", en="Up to")
AND_OVER = Text(id="ke atas", en="and over")
CODE = Text(id="Kode", en="Code")
ROW = Text(id="Baris", en="Row")
ROW_DOUBT = Text(id="Baris yang ragu", en="Rows in doubt")
PERIOD = Text(id="{first} sampai {last}", en="{first} to {last}")
ONWARDS = Text(id="Sejak {first}", en="From {first}")
SHARE = Text(id="{n} dari {all} ({percent} %)", en="{n} of {all} ({percent} %)")
COUNTED = {
    "parameters": Text(id="Ketentuan, terbaca dan sah", en="Parameters, read and valid"),
    "values": Text(id="Nilai", en="Values"),
    "not_compared": Text(id="  belum dicocokkan dengan naskah resmi", en="  not yet compared with the official text"),
    "not_quoted": Text(id="  belum dikutip kata demi kata", en="  not yet quoted word for word"),
    "doubtful": Text(id="  masih ragu", en="  in doubt"),
    "coming": Text(id="  mulai berlaku sesudah {day}", en="  that begin after {day}"),
    "readings": Text(id="Kalimat yang dapat dibaca lain", en="Sentences that can be read otherwise"),
}


def print_listed(listed: Sequence[Listed], day: date, language: str, console: Console) -> None:
    """Print a parameter an entry: key and name, its value in short, since when, and ? where it is in doubt."""
    table = _entry_line(*(heading.in_(language) for heading in HEADINGS))
    console.print(table)
    console.print(Rule(characters="─", style=""))
    for one in listed:
        shown = NOT_IN_FORCE if one.value is None else brief(one.value)
        since = (one.value or one.parameter.values[0]).since
        key = f"{one.parameter.key} ?" if one.doubtful else one.parameter.key
        console.print(_entry_line(key, shown.in_(language), str(since)))
        console.print(Padding(Line(one.parameter.name.in_(language), style="dim"), (0, 0, 0, 2)))
    console.print()
    said = COUNTS.filled(
        all=len(listed),
        day=day,
        doubtful=sum(one.doubtful for one in listed),
        missing=sum(one.parameter.checked is None for one in listed),
    )
    console.print(Line(said.in_(language)))


def _entry_line(key: str, shown: str, since: str) -> Grid:
    line = Grid.grid(expand=True, padding=(0, 2, 0, 0))
    line.add_column(ratio=1, overflow="fold")
    line.add_column(justify="right", overflow="fold")
    line.add_column(width=DAY_WIDTH)
    line.add_row(Line(key), Line(shown), since)
    return line


def brief(value: Value) -> Text:
    """A value in a few words: tables and bands only as their size, a reading as its code."""
    if isinstance(value, Number):
        return shown_amount(value.amount, value.unit)
    if isinstance(value, Bands):
        return BANDS.filled(n=len(value.bands))
    if isinstance(value, Table):
        return ROWS.filled(n=len(value.rows))
    assert isinstance(value, Reading)  # noqa: S101 -- there is no other kind
    return Text(id=value.code, en=value.code)


def print_shown(shown: Shown, language: str, console: Console) -> None:
    """Print a parameter and each value asked for in full."""
    parameter = shown.parameter
    console.print(Line(parameter.key, style="bold", overflow="fold"))
    console.print(Line(parameter.name.in_(language)))
    checked = NOT_YET.in_(language)
    if parameter.checked:
        checked = f"{parameter.checked}, {parameter.checked_by}"
    _pairs([("unit", UNITS[parameter.unit].in_(language)), ("checked", checked)], language, console)
    for value in shown.values:
        console.print()
        _print_value(value, shown.until(value), language, console)


def _print_value(value: Value, until: date | None, language: str, console: Console) -> None:
    period = ONWARDS.filled(first=value.since)
    if until is not None:
        period = PERIOD.filled(first=value.since, last=until - timedelta(days=1))
    heading = Grid.grid(expand=True)
    heading.add_column()
    heading.add_column(justify="right")
    heading.add_row(Line(period.in_(language), style="bold"), Line(brief(value).in_(language), style="bold"))
    console.print(heading)
    lines = [
        ("article", value.article),
        ("url", value.url or "–"),
        ("seen", value.seen or "–"),
        ("quoted", value.quoted or NOT_YET.in_(language)),
    ]
    if value.doubt:
        lines.append(("doubt", value.doubt.in_(language)))
    _pairs(lines, language, console)
    if isinstance(value, Bands):
        _print_bands(value, language, console)
    elif isinstance(value, Table):
        _print_rows(value, language, console)
    elif isinstance(value, Reading):
        _print_readings(value, language, console)


def _pairs(lines: Iterable[tuple[str, str]], language: str, console: Console) -> None:
    table = Grid.grid(padding=(0, 2, 0, 0))
    for label, said in lines:
        table.add_row(Line(f"  {LABELS[label].in_(language)}", style="dim"), Line(said, overflow="fold"))
    console.print(table)


def _print_bands(value: Bands, language: str, console: Console) -> None:
    money = value.unit.startswith("rupiah")
    table = grid("#", right=(FROM.in_(language), UP_TO.in_(language), HEADINGS[1].in_(language)))
    ends = [band.starts - 1 for band in value.bands[1:]]
    for place, (band, end) in enumerate(zip(value.bands, [*ends, None], strict=True), 1):
        bounds = (_bound(band.starts, money), AND_OVER.in_(language) if end is None else _bound(end, money))
        add(table, str(place), *bounds, shown_amount(band.amount, value.unit).in_(language))
    console.print()
    console.print(table)


def _bound(place: int, money: bool) -> str:
    return rupiah(place) if money else number(place)


def _print_rows(value: Table, language: str, console: Console) -> None:
    table = grid(CODE.in_(language), ROW.in_(language), right=(HEADINGS[1].in_(language),))
    for row in value.rows.values():
        name = row.name.in_(language) + (" ?" if row.doubt else "")
        add(table, row.code, name, shown_amount(row.amount, value.unit).in_(language))
    console.print()
    console.print(table)
    doubts: dict[str, list[str]] = {}
    for row in value.rows.values():
        if row.doubt:
            doubts.setdefault(row.doubt.in_(language), []).append(row.code)
    if doubts:
        console.print(Line(f"{ROW_DOUBT.in_(language)} (?):", style="bold"))
    for doubt, codes in doubts.items():
        console.print(marked("?", f"{doubt} ({', '.join(codes)})"))


def _print_readings(value: Reading, language: str, console: Console) -> None:
    console.print(Line(f"  {LABELS['readings'].in_(language)}", style="dim"))
    for code, says in value.readings.items():
        used = code == value.code
        said = f"{code}: {says.in_(language)}" + (f" ({USED.in_(language)})" if used else "")
        console.print(marked("  *" if used else "  -", said))


def print_checked(checked: CheckedLaw, language: str, console: Console) -> None:
    """Print how many parameters and values there are, how many of them are not sure, and what is to come."""
    values = len(checked.values)
    readings = checked.read_otherwise
    lines = [
        ("parameters", str(len(checked.parameters))),
        ("values", str(values)),
        ("not_compared", _share(checked.not_compared, values, language)),
        ("not_quoted", _share(checked.not_quoted, values, language)),
        ("doubtful", _share(checked.doubtful, values, language)),
        ("coming", str(len(checked.coming))),
        ("readings", str(len(readings))),
    ]
    table = Grid.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    for label, said in lines:
        add(table, COUNTED[label].filled(day=checked.on).in_(language), said)
    console.print(table)
    if checked.coming:
        _print_coming(checked, language, console)
    if readings:
        console.print()
        console.print(Line(COUNTED["readings"].in_(language) + ":", style="bold"))
    for parameter in readings:
        console.print(marked("*", f"{parameter.key}: {brief(parameter.values[-1]).in_(language)}"))


def _print_coming(checked: CheckedLaw, language: str, console: Console) -> None:
    since, key, value = (heading.in_(language) for heading in (HEADINGS[2], HEADINGS[0], HEADINGS[1]))
    table = grid(since, key, right=(value,))
    for coming in checked.coming:
        add(table, str(coming.since), coming.key, brief(coming).in_(language))
    console.print()
    console.print(table)


def _share(count: int, of: int, language: str) -> str:
    return SHARE.filled(n=count, all=of, percent=_percent(count, of)).in_(language)


def _percent(count: int, of: int) -> int:
    """Whole percent; 100 only where it is all, 0 only where it is none."""
    return max(1, min(99, count * 100 // of)) if 0 < count < of else 100 * bool(count)
