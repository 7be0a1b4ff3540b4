"""All about one person as a workbook in Indonesian: a sheet for each kind of thing that is kept."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from payung.core.roster.harmless import harmless
from payung.gateways.sheet_tables import table_formats, write_table

SHEETS: Mapping[str, str] = {
    "answer": "Jawaban BPJS",
    "bill_line": "Baris tagihan",
    "credit_line": "Kredit",
    "credit_use": "Pemakaian kredit",
    "decree_line": "Keputusan (SK)",
    "enrolment": "Pendaftaran BPJS",
    "finding": "Temuan",
    "identity": "NIK",
    "leaving": "Meninggal, pindah, keluar",
    "look": "Siapa melihat data",
    "member_line": "Daftar peserta BPJS",
    "membership": "Nomor peserta",
    "person": "Orang",
    "person_join": "Penyatuan catatan",
    "person_month": "Bulan perlindungan",
    "posting": "Pembukuan iuran",
    "question": "Pertanyaan cabang BPJS",
    "removal": "Dikeluarkan dari SK",
    "sampled": "Contoh pemeriksaan",
    "source_row": "Baris daftar desa",
    "subject_answer": "Jawaban hak atas data",
    "subject_request": "Permintaan hak atas data",
    "verdict": "Hasil pemeriksaan",
    "waiting": "Daftar tunggu",
}
"""Table -> its sheet."""
COLUMNS: Mapping[str, str] = {
    "id": "nomor",
    "name": "nama",
    "birth_date": "tanggal lahir",
    "birth_place": "tempat lahir",
    "sex": "jenis kelamin",
    "village_id": "nomor desa",
    "person_id": "nomor orang",
    "nik": "NIK",
    "membership": "nomor peserta",
    "month": "bulan",
    "price": "iuran (rupiah)",
    "amount": "jumlah (rupiah)",
    "state": "keadaan",
    "why": "alasan",
    "on": "tanggal",
    "due": "batas jawaban",
    "source": "sumber",
    "file": "berkas",
    "sheet": "lembar",
    "row": "baris",
    "decision": "putusan",
    "reasons": "sebab",
    "at": "pada",
    "what": "apa",
    "of": "dari",
    "account_id": "nomor akun",
    "kind": "jenis",
    "asker": "yang meminta",
    "proof": "cara memastikan",
    "outcome": "hasil",
    "note": "catatan",
    "before": "sebelum",
    "after": "sesudah",
    "rank": "urutan",
    "occupation": "pekerjaan",
    "address": "alamat",
}
"""Column -> its heading; others by their own name."""


def as_book(held: Mapping[str, Sequence[Mapping[str, Any]]], about: Mapping[str, Any]) -> bytes:
    """``held``: table -> rows of column -> value. ``about`` stands on the first sheet. Raises: KeyError for a table
    that has no sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        formats = table_formats(workbook)
        first = workbook.add_worksheet("Isi")
        first.write_string(0, 0, "Semua data tentang satu orang di basis data Payung", formats["title"])
        for at, (name, value) in enumerate(about.items(), start=1):
            first.write_string(at, 0, harmless(f"{name}: {value}"), formats["plain"])
        counts: list[list[str | int]] = [[SHEETS[table], len(rows)] for table, rows in held.items()]
        write_table(first, len(about) + 2, ["lembar", "baris"], counts, formats, money=())
        first.set_column(0, 0, 40)
        for table, rows in held.items():
            names = sorted({name for row in rows for name in row}, key=lambda one: (one != "id", one))
            sheet = workbook.add_worksheet(SHEETS[table])
            headings = [COLUMNS.get(name, name) for name in names]
            write_table(
                sheet, 0, headings, ([_cell(row.get(name)) for name in names] for row in rows), formats, money=()
            )
            sheet.set_column(0, len(names), 18)
            sheet.freeze_panes(1, 0)
    return out.getvalue()


def _cell(value: Any) -> str:
    """Numbers of rows have more digits than a spreadsheet keeps, so everything is text."""
    return "" if value is None else str(value)
