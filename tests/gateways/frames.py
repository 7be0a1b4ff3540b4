"""Made-up tables as the deciding part hands them to the gateways. Nobody in them exists."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from payung.core.basis.text import Text
from payung.core.programmes.programme import Case, Fund, Programme
from payung.core.roster.table import COLUMNS, DECISIONS, FINDINGS

CONTRIBUTION = 16_800
TYPES = {"int64": pl.Int64, "string": pl.String, "date": pl.Date, "bool": pl.Boolean}
OUTCOME = {**COLUMNS, **DECISIONS, "amount": "int64"}
FILES = {
    "file": "string",
    "village_code": "string",
    "status": "string",
    "message_id": "string",
    "message_en": "string",
    "rows_read": "int64",
    "workers": "int64",
    "not_data": "int64",
}
FIRST = [
    "Siti",
    "Muhammad",
    "Nur",
    "Ahmad",
    "Sri",
    "Dewi",
    "Budi",
    "Rahmat",
    "Yuliana",
    "Hendra",
    "Eko",
    "Rosmawati",
    "Zainal",
]
LAST = [
    "Aminah",
    "Hidayat",
    "Lestari",
    "Saputra",
    "Wahyuni",
    "Nasution",
    "Hasanah",
    "Pratama",
    "Siregar",
    "Rahayu",
    "Putra",
]
PLACES = ["Sungai Duren", "Muaro Pijoan", "Mekar Jaya", "Sido Mulyo", "Tanjung Harapan", "Pulau Betung", "Simpang Limo"]
REGENCIES = ("Muaro Jambi", "Batanghari", "Tebo")
WORK = (("farmer", "Petani"), ("fisher", "Nelayan"), ("driver", "Ojek"), ("trader", "Pedagang keliling"))
PROBLEMS = (
    ("correct", "nik", "nik_length", "NIK 15 digit, harus 16. Periksa KTP; jangan pakai spasi atau tanda kutip."),
    ("correct", "birth_date", "nik_dob_mismatch", "Tanggal lahir 12-08-1987 berbeda dari NIK (13-08-1987)."),
    (
        "reject",
        "birth_date",
        "age_over",
        "Usia 67 pada 01-11-2026; syarat 18–64 (Permenaker 1/2025). Ganti nama.",
    ),
    ("reject", "nik", "covered_bpjs_active", "Peserta aktif BPJS TK (segmen PU). Tidak perlu didaftarkan."),
)


def table(rows: list[dict[str, object]], columns: dict[str, str]) -> pl.DataFrame:
    """A frame with exactly ``columns``; what a row does not name is null."""
    return pl.DataFrame(
        [[row.get(name) for name in columns] for row in rows],
        schema={name: TYPES[kind] for name, kind in columns.items()},
        orient="row",
    )


def case(*, per: str = "village", amount: int | None = 10_000_000, quota: int | None = 50, group: str = "SA") -> Case:
    """A made-up programme of Jambi province on 1 November 2026."""
    fund = Fund(
        id="bkbk",
        name=Text(id="BKBK desa (contoh)", en="Village aid (example)"),
        source="APBD Provinsi",
        group_kind=group,
        group_per=per,  # type: ignore[arg-type]
        public_money=True,
        per=per,  # type: ignore[arg-type]
        amount=amount,
    )
    programme = Programme(
        id="jambi-contoh",
        name=Text(id="BKBK Jambi (contoh)", en="Jambi village aid (example)"),
        area_code="15",
        area_name="Jambi",
        run_by="Pemerintah Provinsi Jambi",
        year=2026,
        legal_basis=("Peraturan Gubernur Jambi 16/2022", "Keputusan Gubernur Jambi 853/2022"),
        months=12,
        quota=quota,
        quota_per="village",
        fund=fund,
        criteria=("age", "alive", "not_covered"),
        decile_at_most=None,
        ranked_by=("occupation_risk", "oldest", "draw"),
        open=(Text(id="Bulan mulai tidak disebut; dipakai Januari.", en="No source names the first month: January."),),
        figures=(),
        sources=("contoh",),
    )
    return Case(programme, date(2026, 11, 1), CONTRIBUTION, 18, 65, "Permenaker 1/2025", 2026)


@dataclass(frozen=True)
class World:
    """The four frames of a run."""

    outcome: pl.DataFrame
    findings: pl.DataFrame
    villages: pl.DataFrame
    files: pl.DataFrame


def nik(code: str, day: date, woman: bool, serial: int) -> str:
    """A well-formed NIK of nobody."""
    return f"{code[:6]}{day.day + 40 * woman:02d}{day.month:02d}{day.year % 100:02d}{serial:04d}"


def village_code(number: int) -> str:
    """Ten digits: 20 villages a district, 8 districts a regency."""
    return f"15{number // 160 + 1:02d}{number // 20 % 8 + 1:02d}{2001 + number % 20}"


def village_row(number: int) -> dict[str, object]:
    """One made-up village."""
    return {
        "village_code": village_code(number),
        "village": f"{PLACES[number % len(PLACES)]} {number // len(PLACES) + 1}",
        "kind": "kelurahan" if number % 20 == 19 else "desa",
        "district": f"Kecamatan {number // 20 + 1}",
        "regency": f"Kabupaten {REGENCIES[number // 160 % 3]}" + (f" {number // 480 + 1}" if number >= 480 else ""),
        "province": "Jambi",
    }


def world(villages: int = 3, people: int = 8, *, seed: int = 1) -> World:
    """``villages`` files of ``people`` workers: about one in four to correct or rejected, the last one waiting.

    One more file could not be read.
    """
    draw = random.Random(seed)
    rows: list[dict[str, object]] = []
    findings: list[dict[str, object]] = []
    files: list[dict[str, object]] = []
    places = [village_row(number) for number in range(villages)]
    for number, place in enumerate(places):
        code, file = str(place["village_code"]), f"{number:04d}.xlsx"
        rank = 0
        for serial in range(people):
            row = worker(draw, code, file, serial, len(rows))
            if serial == 1 or draw.random() < 0.2:
                decision, column, reason, message = PROBLEMS[len(findings) % len(PROBLEMS)]
                row |= {"decision": decision, "reasons": reason, "months": 0, "amount": 0}
                findings.append(finding(file, row["row"], column, reason, message))
            else:
                rank += 1
                months = 0 if serial == people - 1 else 12
                row |= {
                    "decision": "accept",
                    "reasons": None if months else "waiting_list",
                    "rank": rank,
                    "months": months,
                    "amount": months * CONTRIBUTION,
                    "fund": "bkbk" if months else None,
                }
            rows.append(row)
        files.append(file_row(file, code, people))
    lost = village_row(villages)
    places.append(lost)
    says = {"message_id": "Berkas dikunci dengan kata sandi. Simpan tanpa kata sandi.", "message_en": "Locked."}
    files.append(file_row("rusak.xlsx", str(lost["village_code"]), 0) | {"status": "file-locked", **says})
    findings.append(
        {"file": "rusak.xlsx", "code": "file-locked", "severity": "block", **says},
    )
    return World(
        table(rows, OUTCOME),
        table(findings, FINDINGS),
        table(places, dict.fromkeys(("village_code", "village", "kind", "district", "regency", "province"), "string")),
        table(files, FILES),
    )


def worker(draw: random.Random, code: str | None, file: str, serial: int, position: int) -> dict[str, object]:
    """A roster row with its decision columns open."""
    day, woman = date(1962, 1, 1) + timedelta(days=draw.randrange(15_000)), draw.random() < 0.5
    number = nik(code or "1505032004", day, woman, position % 9000 + 1)
    work = draw.choice(WORK)
    return {
        "position": position,
        "file": file,
        "sheet": "Daftar",
        "row": serial + 6,
        "village_code": code,
        "nik": number,
        "nik_form": "text",
        "name": f"{draw.choice(FIRST)} {draw.choice(LAST)}",
        "sex": "P" if woman else "L",
        "birth_place": "Jambi",
        "birth_date": day,
        "birth_date_form": "read",
        "dob": day,
        "family_card": number[:12] + "0001",
        "occupation": work[0],
        "occupation_text": work[1],
        "address": f"Jalan Contoh {draw.randrange(1, 200)}",
        "rt": f"{draw.randrange(1, 20):02d}",
        "rw": "01",
        "mother_name": f"{draw.choice(FIRST)} {draw.choice(LAST)}",
        "phone": "081200000000",
        "person_key": f"nik-{number}",
        "programme": "jambi-contoh",
        "work_declared": True,
    }


def finding(file: str, row: object, column: str, code: str, message: str) -> dict[str, object]:
    """A blocking finding of one row."""
    return {
        "file": file,
        "sheet": "Daftar",
        "row": row,
        "column": column,
        "code": code,
        "severity": "block",
        "message_id": message,
        "message_en": f"({code})",
    }


def file_row(file: str, code: str | None, workers: int) -> dict[str, object]:
    """A file that was read, with two rows that are not data."""
    not_data = 2 if workers else 0
    return {
        "file": file,
        "village_code": code,
        "status": "read",
        "rows_read": workers + not_data,
        "workers": workers,
        "not_data": not_data,
    }
