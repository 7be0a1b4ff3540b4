"""The summary of a run: one page that needs nothing else, to read, print and keep. No names, no NIKs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from payung.core.basis.days import long_day
from payung.core.basis.rupiah import in_words, number, rupiah
from payung.core.basis.text import Text
from payung.core.programmes.programme import Case
from payung.gateways import summary_figures as figures
from payung.gateways.labels import district_label, dotted, village_label
from payung.gateways.problem_words import what_is_wrong, what_to_do
from payung.gateways.summary_parts import STYLE, bar, both, equation, paragraph, said, section, table, tiles
from payung.gateways.tally import Tally, tally

_SEVERITY = {
    "block": Text(id="menghalangi", en="blocks"),
    "warn": Text(id="peringatan", en="warning"),
    "info": Text(id="keterangan", en="note"),
}
_UNTIED = ("village_ambiguous", "village_unknown")


@dataclass(frozen=True)
class LawLine:
    """A value of the law the run used, as printed; ``checked``: a person compared it with the official text."""

    name: Text
    value: Text
    article: str
    checked: bool


@dataclass(frozen=True)
class RegisterLine:
    """A list of another office: whether it was given, and how many rows it has."""

    name: Text
    given: bool
    rows: int | None = None


def write_summary(
    outcome: pl.DataFrame,
    findings: pl.DataFrame,
    villages: pl.DataFrame,
    files: pl.DataFrame,
    path: Path,
    *,
    case: Case,
    engine: str,
    law: Sequence[LawLine] = (),
    registers: Sequence[RegisterLine] = (),
    fingerprint: str | None = None,
) -> Tally:
    """Write the page to ``path`` and give its figures.

    ``fingerprint`` is that of the decree's full list. Raises: CountsDoNotAdd when rows read are not accounted for.
    """
    counts = tally(outcome, files)
    places = figures.by_village(outcome, villages, files)
    body = [
        _first_figures(counts, case),
        _equation(counts),
        _money(counts, places, case),
        _problems(findings, outcome, files),
        _regencies(places),
        _villages(places, case),
        _files(files, findings),
        _registers(registers),
        _law(law, case),
        _open(case),
    ]
    title = f"Ringkasan – {case.programme.name.id}"
    page = (
        '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{said(title)}</title><style>{STYLE}</style></head><body>"
        f"{_header(case, engine)}<main>{''.join(body)}</main>{_footer(case, engine, fingerprint)}</body></html>\n"
    )
    path.write_text(page, encoding="utf-8", newline="\n")
    return counts


def _header(case: Case, engine: str) -> str:
    programme = case.programme
    area = "" if programme.area_name in programme.run_by else f" · {programme.area_name}"
    basis = f"<p>Dasar / legal basis: {said('; '.join(programme.legal_basis))}</p>" if programme.legal_basis else ""
    return (
        f"<header><p>{said(f'{programme.run_by}{area} · {programme.year}')}</p>"
        f"<h1>{both(programme.name)}</h1>"
        + paragraph(
            Text(
                id=f"Keadaan per {long_day(case.on)} · iuran {rupiah(case.contribution)} per orang per bulan",
                en=f"As of {case.on.isoformat()} · contribution {rupiah(case.contribution)} per person and month",
            )
        )
        + basis
        + f"<p>Undian / seed {case.seed} · mesin / engine {said(engine)}</p></header>"
    )


def _first_figures(counts: Tally, case: Case) -> str:
    return tiles(
        [
            (number(counts.funded), Text(id="orang dibiayai", en="people funded")),
            (number(counts.waiting), Text(id="orang di daftar tunggu", en="people on the waiting list")),
            (number(counts.months), Text(id="orang-bulan perlindungan", en="person-months of cover")),
            (rupiah(counts.amount), Text(id="iuran terpakai", en="contributions used")),
            (number(counts.correct), Text(id="baris perlu diperbaiki desa", en="rows for villages to correct")),
        ]
    ) + paragraph(
        Text(
            id=f"Terbilang: {in_words(counts.amount)}.",
            en=f"{number(counts.months)} × {rupiah(case.contribution)} = {rupiah(counts.amount)}",
        )
        if counts.amount == counts.months * case.contribution
        else Text(id=f"Terbilang: {in_words(counts.amount)}.", en="Amount in words.")
    )


def _equation(counts: Tally) -> str:
    parts = [
        ("accept", counts.accepted, "diterima", "accepted"),
        ("correct", counts.correct, "perlu diperbaiki", "to correct"),
        ("reject", counts.rejected, "ditolak", "rejected"),
        ("other", counts.not_data, "bukan data", "not data"),
    ]
    return section(
        "baris",
        Text(id="Ke mana setiap baris pergi", en="Where every row went"),
        equation(counts.rows_read, Text(id="baris dibaca", en="rows read"), parts),
        paragraph(
            Text(
                id=f"{number(counts.accepted)} diterima = {number(counts.funded)} dibiayai + "
                f"{number(counts.waiting)} daftar tunggu. Bukan data: judul, kop, baris kosong, jumlah, tanda tangan.",
                en=f"{number(counts.accepted)} accepted = {number(counts.funded)} funded + {number(counts.waiting)} "
                "waiting. Not data: titles, letterheads, empty rows, totals, signatures.",
            )
        ),
    )


def _money(counts: Tally, places: pl.DataFrame, case: Case) -> str:
    title = Text(id="Dana dan sisanya", en="Money and what is left")
    fund = case.programme.fund
    left = figures.left_over(places, case)
    if left is None or fund.amount is None:
        unstated = Text(
            id="Sumber program tidak menyebut jumlah dana; batasnya kuota orang.",
            en="No source states an amount of money; the quota of people is the limit.",
        )
        return section("dana", title, paragraph(unstated, "notice"))
    purses = 1 if fund.per == "area" else int(places["village_code"].is_not_null().sum())
    budget, rest = purses * fund.amount, int(left["left"].sum())
    each = "wilayah" if fund.per == "area" else f"{number(purses)} desa/kelurahan"
    used = Text(
        id=f"{fund.name.id}: {rupiah(fund.amount)} untuk {each} = {rupiah(budget)}; "
        f"terpakai {rupiah(counts.amount)}, sisa {rupiah(budget - counts.amount)}.",
        en=f"{fund.name.en}: {rupiah(budget)} in all; used {rupiah(counts.amount)}, "
        f"left {rupiah(budget - counts.amount)}.",
    )
    by_reason = (
        left.group_by("reason").agg(pl.len(), pl.col("left").sum()).sort("left", "reason", descending=[True, False])
    )
    rows = [
        (both(figures.REASONS[reason]), number(many), rupiah(amount)) for reason, many, amount in by_reason.iter_rows()
    ]
    headings = [Text(id="Sebab", en="Why"), Text(id="#Dana", en="purses"), Text(id="#Sisa", en="left")]
    total = ("Jumlah", number(left.height), rupiah(rest))
    return section("dana", title, paragraph(used), table(headings, rows, "Sisa dana menurut sebab", total=total))


def _problems(findings: pl.DataFrame, outcome: pl.DataFrame, files: pl.DataFrame) -> str:
    kinds = figures.by_problem(findings, outcome, files)
    rows = []
    for code, severity, count, villages, message_id, message_en in kinds.iter_rows():
        wrong = what_is_wrong(code) or Text(id=message_id or code, en=message_en or code)
        todo = what_to_do(code)
        tag = f'<span class="tag {said(severity)}">{both(_SEVERITY.get(severity, _SEVERITY["info"]))}</span>'
        rows.append(
            (
                both(wrong),
                tag,
                number(count),
                number(villages),
                both(todo) if todo else "",
                f"<code>{said(code)}</code>",
            )
        )
    people = findings.filter(pl.col("row").is_not_null()).select("file", "sheet", "row").n_unique()
    head = Text(
        id=f"{number(findings.height)} temuan pada {number(people)} baris.",
        en=f"{number(findings.height)} findings on {number(people)} rows.",
    )
    headings = [
        Text(id="Masalah", en="problem"),
        Text(id="Sifat", en="kind"),
        Text(id="#Banyaknya", en="count"),
        Text(id="#Desa", en="villages"),
        Text(id="Yang harus dilakukan", en="what to do"),
        Text(id="Kode", en="code"),
    ]
    shown = table(headings, rows, "Masalah menurut jenis") if rows else ""
    return section("masalah", Text(id="Masalah menurut jenis", en="Problems by kind"), paragraph(head), shown)


def _regencies(places: pl.DataFrame) -> str:
    by = figures.by_regency(places)
    rows = []
    for row in by.iter_rows(named=True):
        parts = [("accept", row["accepted"], "diterima"), ("correct", row["correct"], "perlu diperbaiki")]
        shares = bar([*parts, ("reject", row["rejected"], "ditolak")], height=12)
        rows.append((f"{said(row['regency'])}{shares}", *_counted(row, ("villages", *_COUNTS)), rupiah(row["amount"])))
    sums = {name: int(by[name].sum()) for name in ("villages", *_COUNTS, "amount")}
    headings = [Text(id="Kabupaten/Kota", en="regency or city"), Text(id="#Desa", en="villages"), *_COUNT_HEADINGS]
    total = ("Jumlah", *_counted(sums, ("villages", *_COUNTS)), rupiah(sums["amount"]))
    return section(
        "kabupaten",
        Text(id="Menurut kabupaten/kota", en="By regency"),
        table(headings, rows, "Menurut kabupaten/kota", total=total),
    )


_COUNTS = ("accepted", "correct", "rejected", "funded", "waiting", "months")
_COUNT_HEADINGS = (
    Text(id="#Diterima", en="accepted"),
    Text(id="#Diperbaiki", en="to correct"),
    Text(id="#Ditolak", en="rejected"),
    Text(id="#Dibiayai", en="funded"),
    Text(id="#Tunggu", en="waiting"),
    Text(id="#Bulan", en="months"),
    Text(id="#Iuran", en="money"),
)


def _counted(row: dict[str, int], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(number(row[name]) for name in names)


def _villages(places: pl.DataFrame, case: Case) -> str:
    blocks = []
    headings = [Text(id="Desa/Kelurahan", en="village"), Text(id="Kecamatan", en="district"), *_COUNT_HEADINGS]
    for group in places.partition_by("regency", maintain_order=True) if places.height else []:
        name = group["regency"][0]
        rows = []
        for place in group.iter_rows(named=True):
            label = said(village_label(place["kind"], place["village"]))
            code = f'<span class="en">{said(dotted(place["village_code"]))}</span>' if place["village_code"] else ""
            district = said(district_label(place["district"])) if place["district"] else ""
            rows.append((f"{label}{code}", district, *_counted(place, _COUNTS), rupiah(place["amount"])))
        line = f"{said(name)}: {number(group.height)} desa/kelurahan, {number(int(group['months'].sum()))} bulan, "
        line += rupiah(int(group["amount"].sum()))
        shown = table(headings, rows, f"Desa di {name}")
        blocks.append(f"<details><summary>{line}</summary>{shown}</details>")
    return section("desa", Text(id="Bulan dan iuran menurut desa", en="Months and money by village"), *blocks)


def _files(files: pl.DataFrame, findings: pl.DataFrame) -> str:
    unread = files.filter(pl.col("status") != "read").sort("file")
    rows = [
        (said(file), both(Text(id=message or status, en=english or status)), f"<code>{said(status)}</code>")
        for file, status, message, english in unread.select("file", "status", "message_id", "message_en").iter_rows()
    ]
    untied = findings.filter(pl.col("row").is_null() & pl.col("code").is_in(_UNTIED)).sort("file")
    doubts = [
        (said(file), both(Text(id=message or "", en=english or "")))
        for file, message, english in untied.select("file", "message_id", "message_en").iter_rows()
    ]
    file = Text(id="Berkas", en="file")
    do = Text(id="Sebab dan yang harus dilakukan", en="why, and what to do")
    none = Text(id="Semua berkas terbaca.", en="Every file was read.")
    certain = Text(id="Desa setiap berkas sudah pasti.", en="The village of every file is certain.")
    headings = [file, do, Text(id="Kode", en="code")]
    return section(
        "berkas",
        Text(id=f"Berkas yang tidak dipakai ({number(len(rows))})", en="Files that were not used"),
        table(headings, rows, "Berkas yang tidak dipakai") if rows else paragraph(none),
    ) + section(
        "ragu",
        Text(id=f"Berkas yang desanya belum pasti ({number(len(doubts))})", en="Files whose village is not certain"),
        table([file, Text(id="Desa yang mungkin", en="possible villages")], doubts, "Desa belum pasti")
        if doubts
        else paragraph(certain),
    )


def _registers(registers: Sequence[RegisterLine]) -> str:
    lines = []
    for register in registers:
        if register.given:
            rows = number(register.rows or 0)
            text = Text(id=f"{register.name.id}: {rows} baris.", en=f"{register.name.en}: {rows} rows.")
            lines.append(paragraph(text))
        else:
            text = Text(
                id=f"{register.name.id}: TIDAK DIBERIKAN, jadi tidak diperiksa.",
                en=f"{register.name.en}: NOT GIVEN, so not checked.",
            )
            lines.append(paragraph(text, "notice"))
    title = Text(id="Daftar dari instansi lain", en="Lists of other offices")
    return section("daftar", title, *lines) if lines else ""


def _law(law: Sequence[LawLine], case: Case) -> str:
    yes, no = Text(id="sudah", en="yes"), Text(id="belum", en="not yet")
    rows = [(both(line.name), both(line.value), said(line.article), both(yes if line.checked else no)) for line in law]
    ages = Text(
        id=f"Usia {case.age_minimum} sampai sebelum {case.age_limit} tahun pada hari keputusan ({case.age_basis}).",
        en=f"Age {case.age_minimum} to under {case.age_limit} on the day of the decision ({case.age_basis}).",
    )
    headings = [
        Text(id="Ketentuan", en="rule"),
        Text(id="Nilai", en="value"),
        Text(id="Dasar", en="article"),
        Text(id="Dicocokkan dengan naskah resmi", en="compared with the official text"),
    ]
    shown = table(headings, rows, "Ketentuan hukum") if rows else ""
    title = Text(id="Ketentuan hukum yang dipakai", en="Values of the law that were used")
    return section("hukum", title, paragraph(ages), shown)


def _open(case: Case) -> str:
    title = Text(id="Yang tidak disebut sumber program", en="What the programme's sources leave open")
    lines = [paragraph(text, "notice") for text in case.programme.open]
    return section("terbuka", title, *lines) if lines else ""


def _footer(case: Case, engine: str, fingerprint: str | None) -> str:
    seal = f"<p>Sidik daftar / fingerprint: <code>{said(fingerprint)}</code></p>" if fingerprint else ""
    again = Text(
        id="Halaman ini tidak memuat nama atau NIK. Masukan, hari, dan undian yang sama memberi hasil yang sama.",
        en="This page holds no names and no NIKs. The same input, day and seed give the same result.",
    )
    return f"<footer>{seal}{paragraph(again)}</footer>"
