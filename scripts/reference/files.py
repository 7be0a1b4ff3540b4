"""The page of the tables that go in and come out."""

from payung.actions.people_folder import PEOPLE_COLUMNS
from payung.core.allocation.criteria import CRITERIA
from payung.core.allocation.people import LEFT, PAID, PEOPLE, UNPAID
from payung.core.allocation.reasons import CHOSEN_REASONS, LEFT_REASONS, UNPAID_REASONS
from payung.core.linkage.decisions import DECISIONS as PAIR_DECISIONS
from payung.core.roster.table import DECISIONS, FINDINGS
from payung.gateways.manifest import COLUMNS as MANIFEST
from payung.gateways.registers import SCHEMAS
from scripts.reference.markdown import both, table


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
