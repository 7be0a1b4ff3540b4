"""Pages of the law and of the catalogue of programmes."""

from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.law.book import LawBook, Parameter
from payung.core.law.values import UNITS, Bands, Number, Reading, Table, Value, shown_amount
from payung.core.programmes.catalogue import programme_ids, read_programme
from payung.core.programmes.describe import describe
from scripts.reference.markdown import both, cell, table


def parameters() -> str:
    """The law: every value over time, its article, where it was seen, who compared it, its doubts, readings, tables."""
    book = LawBook.read()
    entries = [book.parameters[key] for key in book.keys()]  # noqa: SIM118 -- a method of ours
    values = [value for entry in entries for value in entry.values]
    doubtful = sum(value.doubt is not None for value in values)
    quoted = sum(value.quoted is not None for value in values)
    checked = sum(entry.checked is not None for entry in entries)
    return (
        "# Ketentuan · Parameters of the law\n\n"
        f"{len(entries)} ketentuan dengan {len(values)} nilai; {doubtful} nilai masih ragu, {quoted} dikutip kata demi "
        f"kata, {checked} ketentuan sudah dicocokkan dengan naskah resmi. Nilai berlaku sejak harinya sampai nilai "
        "berikutnya. Cara mengubahnya: [mengubah ketentuan](../how-to/change-the-law.md).\n\n"
        f"{len(entries)} parameters with {len(values)} values; {doubtful} values are in doubt, {quoted} are quoted "
        f"word for word, {checked} parameters were compared with the official text. A value is in force from its day "
        "until the next one begins. How to change one: [change the law](../how-to/change-the-law.md).\n"
        + "".join(parameter(entry) for entry in entries)
    )


def parameter(entry: Parameter) -> str:
    """One entry: its values, what they are quoted from, and what is in them."""
    checked = f"{entry.checked}, {entry.checked_by}" if entry.checked else "belum / not yet"
    headings = ("sejak / since", "nilai / value", "dasar / article", "terlihat di / seen in", "keraguan / doubt")
    return (
        f"\n## `{entry.key}`\n\n{entry.name.id}<br>\n*{entry.name.en}*\n\n"
        f"Satuan / unit: {UNITS[entry.unit].id} / {UNITS[entry.unit].en} · dicocokkan / checked: {checked}\n\n"
        + table(headings, map(_value, entry.values))
        + "".join(map(_quoted, entry.values))
        + "".join(map(_content, entry.values))
    )


def _value(value: Value) -> tuple[object, ...]:
    article = f"[{value.article}]({value.url})" if value.url else value.article
    return value.since, _short(value), article, value.seen, both(value.doubt)


def _short(value: Value) -> str | None:
    if isinstance(value, Number):
        return both(value.shown())
    if isinstance(value, Reading):
        return f"`{value.code}`"
    count = len(value.bands) if isinstance(value, Bands) else len(value.rows) if isinstance(value, Table) else 0
    return both(Text(id=f"{count} baris", en=f"{count} rows"))


def _quoted(value: Value) -> str:
    return f"\n{value.since}:\n\n> {cell(value.quoted)}\n" if value.quoted else ""


def _content(value: Value) -> str:
    """Bands, rows and readings in full; nothing for a number."""
    since = f"\n**{value.since}**\n\n"
    if isinstance(value, Bands):
        rows = [(number(band.starts), both(shown_amount(band.amount, value.unit))) for band in value.bands]
        return since + table(("mulai / from", "nilai / value"), rows)
    if isinstance(value, Table):
        headings = ("kode / code", "baris / row", "nilai / value", "keraguan / doubt")
        lines = [
            (f"`{row.code}`", both(row.name), both(shown_amount(row.amount, value.unit)), both(row.doubt))
            for row in value.rows.values()
        ]
        return since + table(headings, lines)
    if isinstance(value, Reading):
        read = [
            (f"`{code}`", both(says), "dipakai / used" if code == value.code else "")
            for code, says in value.readings.items()
        ]
        return since + table(("kode / code", "cara membaca / reading", ""), read)
    return ""


def programmes() -> str:
    """The catalogue: each programme as ``payung programme show`` prints it, in both languages."""
    entries = [read_programme(id_) for id_ in programme_ids()]
    figures = [figure for entry in entries for figure in entry.figures]
    misfits = sum(not figure.fits for figure in figures)
    index = table(
        ("program / programme", "wilayah / area", "angka / figures", "tidak cocok / do not fit", "terbuka / open"),
        (
            (
                f"[`{entry.id}`](#{entry.id})",
                entry.area_name,
                len(entry.figures),
                sum(not figure.fits for figure in entry.figures),
                len(entry.open),
            )
            for entry in entries
        ),
    )
    return (
        "# Program · Programmes of the catalogue\n\n"
        f"{len(entries)} program. Dari {len(figures)} angka yang dihitung ulang, {misfits} tidak cocok.<br>\n"
        f"*{len(entries)} programmes. Of {len(figures)} figures that were recomputed, {misfits} do not fit.*\n\n"
        + index
        + "".join(_programme(id_) for id_ in programme_ids())
    )


def _programme(id_: str) -> str:
    programme = read_programme(id_)
    lines = [f"\n## {id_}\n"]
    for language in ("id", "en"):
        (title, _), *rest = describe(programme, language)
        lines.append(f"\n### {title}\n\n")
        for label, value in rest:
            lines.append(f"- {cell(label)}: {cell(value)}\n" if value else f"\n**{cell(label)}**\n\n")
    return "".join(lines)
