"""Write docs/reference from the data and the code: ``make docs``. Same data, same bytes; a test compares.

A page is a function without arguments that returns Markdown; PAGES names its file.
"""

import os
import runpy
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import click

os.environ["DJANGO_SETTINGS_MODULE"] = "payung.entry.web.settings"  # pages, too, have errors of their own

import payung
from payung.actions.people_folder import PEOPLE_COLUMNS
from payung.core.allocation.criteria import CRITERIA
from payung.core.allocation.people import LEFT, PAID, PEOPLE, UNPAID
from payung.core.allocation.reasons import CHOSEN_REASONS, LEFT_REASONS, UNPAID_REASONS
from payung.core.allocation.rule_book import RULES
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.law.book import LawBook, Parameter
from payung.core.law.values import UNITS, Bands, Number, Reading, Table, Value, shown_amount
from payung.core.linkage.decisions import DECISIONS as PAIR_DECISIONS
from payung.core.places import messages
from payung.core.programmes.catalogue import programme_ids, read_programme
from payung.core.programmes.describe import describe
from payung.core.roster.table import DECISIONS, FINDINGS
from payung.entry.cli.main import main as main_command
from payung.gateways.manifest import COLUMNS as MANIFEST
from payung.gateways.registers import SCHEMAS
from payung.gateways.workbooks.problems import PROBLEMS

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE = "<!-- Made by scripts/build_reference.py; change the data, then run `make docs`. -->\n"


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; what would break a cell is escaped, None is a dash."""
    names = list(headings)
    lines = [names, ["---"] * len(names), *([_cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    return "–" if value is None else " ".join(str(value).replace("|", "\\|").split())


def both(text: Text | None) -> str | None:
    """Both languages in one cell; once where they say it alike."""
    if text is None:
        return None
    return text.id if text.id == text.en else f"{text.id}<br>{text.en}"


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
        + "".join(_parameter(entry) for entry in entries)
    )


def _parameter(entry: Parameter) -> str:
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
    return f"\n{value.since}:\n\n> {_cell(value.quoted)}\n" if value.quoted else ""


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
            lines.append(f"- {_cell(label)}: {_cell(value)}\n" if value else f"\n**{_cell(label)}**\n\n")
    return "".join(lines)


def rules() -> str:
    """Everything that may be wrong with a row, in the order of the rule book, and what is said about a file."""
    rows = [
        (f"`{rule.code}`", both(rule.says), rule.severity, rule.outcome, rule.criterion, both(rule.do))
        for rule in RULES
    ]
    about_files = [(f"`{code}`", both(says), both(do)) for code, (says, do) in sorted(PROBLEMS.items())]
    about_places = [(f"`{code}`", both(says), both(messages.DO[code])) for code, says in messages.SAYS.items()]
    headings = ("kode / code", "yang salah / what is wrong", "yang dilakukan / what to do")
    return (
        "# Aturan · Rules\n\n"
        "Sebuah baris **ditolak** (reject) bila ada satu aturan berakibat reject, **perlu diperbaiki** (correct) bila "
        "ada satu berakibat correct, selain itu **diterima** (accept). Peringatan tidak menghalangi.<br>\n"
        "*A row is rejected when one rule leads to reject, to be corrected when one leads to correct, else accepted. "
        "Warnings do not stop it. A criterion is asked only by programmes that name it.*\n\n"
        "## Baris · Rows\n\n"
        + table(
            (headings[0], headings[1], "tingkat / severity", "akibat / outcome", "syarat / criterion", headings[2]),
            rows,
        )
        + "\n## Berkas · Files\n\n"
        + table(headings, about_files)
        + "\n## Desa · Villages\n\n"
        + table(headings, about_places)
    )


def errors() -> str:
    """Errors that stop a command, with the exit code of each."""
    for module in walk_packages(payung.__path__, "payung."):
        import_module(module.name)
    found = [error for error in _subclasses(PayungError) if "code" in vars(error)]
    rows = [
        (f"<a id='{error.code}'></a>`{error.code}`", error.exit_code, (error.__doc__ or "").strip().splitlines()[0])
        for error in sorted(found, key=lambda error: error.exit_code)
    ]
    return (
        "# Galat · Errors\n\n"
        "Perintah yang berhasil keluar dengan 0; `roster check` dan `synth score` keluar 1 bila ada temuan; salah "
        "pakai keluar 2. Galat di bawah ini masing-masing punya kode keluar sendiri, tanpa data pribadi.<br>\n"
        "*A command that did its work exits 0, `roster check` and `synth score` 1 when they found something, wrong "
        "usage 2. Each error below has an exit code of its own and holds no personal data.*\n\n"
        + table(("kode / code", "keluar / exit", "arti / meaning"), rows)
    )


def _subclasses(error: type[PayungError]) -> list[type[PayungError]]:
    return [sub for direct in error.__subclasses__() for sub in (direct, *_subclasses(direct))]


def commands() -> str:
    """Every command with its help."""
    lines = ["# Perintah · Commands\n"]
    context = click.Context(main_command, info_name="payung")
    for noun in main_command.list_commands(context):
        command = main_command.get_command(context, noun)
        assert command is not None  # noqa: S101 - a wrong table of commands is a bug
        for name, sub in _verbs(f"payung {noun}", command):
            shown = click.Context(sub, info_name=name, terminal_width=100, max_content_width=100)
            lines.append(f"\n## {name}\n\n```\n{sub.get_help(shown)}\n```\n")
    return "".join(lines)


def _verbs(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """The command itself, or every command below it with its whole name."""
    if not isinstance(command, click.Group):
        yield name, command
        return
    for verb, sub in command.commands.items():
        yield from _verbs(f"{name} {verb}", sub)


def files() -> str:
    """The tables that go in and come out."""
    return (
        "# Berkas · Files of a run\n\n"
        "## Masukan · In\n\n"
        + table(
            ("berkas / file", "kolom / columns"),
            [
                ("manifest", ", ".join(MANIFEST)),
                *((kind, ", ".join(columns)) for kind, columns in SCHEMAS.items()),
            ],
        )
        + "\nCSV (`,` `;` tab `|`, UTF-8) or Parquet; paid_through is YYYY-MM, segment PU or BPU, status AKTIF or "
        "NONAKTIF.\n\n## decisions.parquet, decisions.csv\n\n"
        "Satu baris untuk tiap baris yang dibaca sebagai pekerja. · One line for each row taken as a worker.\n\n"
        + table(("kolom / column", "jenis / type"), DECISIONS.items())
        + "\n## findings.parquet, findings.csv\n\n"
        "Satu baris untuk tiap masalah; tanpa NIK dan nama. · One line for each problem; no NIK, no name.\n\n"
        + table(("kolom / column", "jenis / type"), FINDINGS.items())
        + "\n## Lainnya · Others\n\n"
        + table(
            ("berkas / file", "isi / content"),
            [
                (
                    "pairs.csv",
                    "pasangan yang mungkin satu orang, berdampingan · records that may be one person, side by side",
                ),
                (
                    "people.parquet",
                    "kunci orang tiap catatan, untuk --persons · the key of each person, for a later --persons",
                ),
                (
                    "decisions (--decisions)",
                    f"keputusan atas pasangan · decisions about pairs: {', '.join(PAIR_DECISIONS)}",
                ),
                ("corrections/", "satu buku kerja per desa: hanya baris bermasalah · one workbook a village"),
                ("decree/", "lampiran SK, lengkap dan publik, PDF dan XLSX · the annex, full and public"),
                ("bpjs/", "pendaftaran per wadah · enrolment by group account"),
                ("summary.html", "ringkasan, dapat dicetak · the summary, printable"),
                ("run.json", "masukan dan aturan yang dipakai, agar dapat diulang · what went in, to repeat the run"),
            ],
        )
        + "\n## payung people link\n\n"
        + table(
            ("berkas / file", "isi / content"),
            [
                ("people.parquet, .csv", f"orang tiap baris · the person of each row: {', '.join(PEOPLE_COLUMNS)}"),
                (
                    "pairs.parquet, .csv",
                    "pasangan, bobot, alasan, saran · pairs, weight, why, suggestion, verdict",
                ),
                ("ask.xlsx", "pasangan ragu untuk diisi, NIK ditutup · doubtful pairs to fill, NIKs hidden"),
                ("decisions.csv", "semua putusan sejak awal · every decision, oldest first"),
                ("model.json", "bobot tiap tingkat · what each level weighs"),
                ("records.parquet, prepared.parquet", "catatan, untuk --against · the records, to be met by --against"),
                ("run.json", "masukan dan angka hasil · what went in and the figures"),
            ],
        )
        + _budget_files()
    )


def _budget_files() -> str:
    """The tables of ``payung budget allocate``, its criteria and its reasons."""
    plan = {"people": PEOPLE, "paid": PAID, "unpaid": UNPAID, "left": LEFT}
    tables = "".join(
        f"\n### {name}.parquet\n\n" + table(("kolom / column", "jenis / type"), columns.items())
        for name, columns in plan.items()
    )
    unpaid, left = (
        [(f"`{code}`", both(said)) for code, said in each.items()]
        for each in ({**UNPAID_REASONS, **CHOSEN_REASONS}, LEFT_REASONS)
    )
    words = [(f"`{each.code}`", f"`{each.word}`", both(each.name)) for each in CRITERIA]
    return (
        "\n## Pembagian dana · Sharing of money\n\n"
        "Himpunan bulan adalah satu bilangan: bit 0 bulan pertama rencana. Himpunan syarat juga, menurut urutan "
        "tabel di bawah. · A set of months is one number: bit 0 is the plan's first month; a set of criteria likewise, "
        "in the order of the table below.\n"
        + tables
        + "\n### Sebab tidak dibayar · Why a month is unpaid\n\n"
        + table(("kode / code", "arti / meaning"), unpaid)
        + "\n### Sebab sisa uang · Why money is left\n\n"
        + table(("kode / code", "arti / meaning"), left)
        + "\n### Syarat · Criteria\n\n"
        + table(("kode / code", "kata / word", "arti / meaning"), words)
    )


def access() -> str:
    """Which role opens which page, and what each page answers about what: the cells that a test tries one by one."""
    import payung.store  # noqa: F401 - sets Django up
    from payung.core.access.roles import MAY, ROLES
    from payung.entry.web.routes import ROUTES

    written = runpy.run_path(str(CELLS / "matrix" / "tables.py"))
    verdicts = runpy.run_path(str(CELLS / "verdicts.py"))
    heading = "# Siapa boleh membuka apa / Who may open what\n\n"
    rows = (
        (f"`/{route.path}`", route.right or ("masuk / signed in" if route.right == "" else "umum / public"),
         ", ".join(role for role in ROLES if route.right in MAY[role]) if route.right else None)
        for route in ROUTES
    )  # fmt: skip
    says, may, letters = written["SAYS"], verdicts["MAY_OPEN"], verdicts["LETTERS"]
    said = (
        (f"`/{route.path}`", "".join(letters) if may[route.name] == "*" else may[route.name],
         *says[route.name].cells(route.path))
        for route in ROUTES if route.name in says
    )  # fmt: skip
    named = ", ".join(f"`{letter}` {role}" for letter, role in letters.items())
    return (
        heading
        + table(("Halaman / page", "Hak / right", "Peran / roles"), rows)
        + MATRIX.format(letters=named)
        + table(MATRIX_COLUMNS, said)
    )


CELLS = Path(__file__).resolve().parent.parent / "tests" / "entry" / "web"
MATRIX = """
## Jawaban setiap halaman / What each page answers

Peran yang tidak disebut selalu mendapat 403, dengan GET maupun POST, apa pun objeknya; yang belum masuk dibawa ke
halaman masuk. Objek wilayah lain, siklus lain atau yang tidak ada dijawab 404, byte demi byte sama. 200 ditampilkan
atau diunduh, 303 dilakukan, 400 tanpa nomor isian, 405 halaman ini tidak menerima isian, 422 boleh, tetapi isian atau
keadaannya ditolak. "200,v404": 200 bagi semua kecuali `v`. Setiap sel diuji pada kedua basis data.

*A role that is not named gets 403, by GET and by POST, whatever the object; who is not signed in is led to sign in.
What is of another region, another cycle or not there is answered 404, byte for byte alike. 200 shown or downloaded,
303 done, 400 without the number of a form, 405 this page takes no form, 422 allowed, but what was sent or how things
stand is refused. "200,v404": 200 for all but `v`. Every cell is tried on both databases.*

{letters}

"""
MATRIX_COLUMNS = (
    *("Halaman / page", "Peran / roles", "GET, wilayah sendiri / own region", "POST, wilayah sendiri / own region"),
    *("GET, siklus provinsi / cycle of the province", "POST, siklus provinsi / cycle of the province"),
    *("GET, akun provinsi / account of the province", "POST, akun provinsi / account of the province"),
)


def first_load() -> str:
    """What a first visit fetches beside the page itself. Raises: AssetsMissing."""
    import payung.store  # noqa: F401 - sets Django up
    from payung.entry.web.assets import STATIC, asset, require_assets
    from payung.entry.web.routes import ROUTES

    require_assets()
    size = {name: -(-(STATIC / f"{asset(name)}.gz").stat().st_size // 1024) for name in LOADED}
    rows = [(f"`{name}`", f"{size[name]} KiB", who) for name, who in LOADED.items()]
    counts = {"routes": len(ROUTES), "public": sum(route.right is None for route in ROUTES)}
    sums = {"staff": sum(size.values()), "outside": size["payung.css"] + size["payung.js"]}
    return FIRST_LOAD.format(table=table(("Berkas / file", "gzip", "Bagi / for"), rows), **counts, **sums)


LOADED = {"payung.css": "semua / all", "payung.js": "semua / all", "htmx.js": "petugas / staff"}
FIRST_LOAD = (Path(__file__).parent / "first_load.md").read_text("utf-8")
PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands,
    "errors.md": errors,
    "files.md": files,
    "first-load.md": first_load,
    "access.md": access,
    "rules.md": rules,
    "parameters.md": parameters,
    "programmes.md": programmes,
}
"""File below docs/reference -> the function that renders it."""


def rendered() -> dict[str, str]:
    """File name -> content of every page."""
    return {name: MADE + page().rstrip("\n") + "\n" for name, page in sorted(PAGES.items())}


def main(arguments: list[str]) -> int:
    """Write every page that changed, and name it; with --check write nothing and return 1 if one is not current."""
    check = arguments == ["--check"]
    pages = rendered()
    old = [name for name, content in pages.items() if _committed(name) != content]
    for name in old:
        sys.stdout.write(f"docs/reference/{name}\n")
        if not check:
            REFERENCE.mkdir(parents=True, exist_ok=True)
            (REFERENCE / name).write_text(pages[name], "utf-8")
    return 1 if check and old else 0


def _committed(name: str) -> str | None:
    path = REFERENCE / name
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
