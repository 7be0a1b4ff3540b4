"""The columns of a spreadsheet of cases: which field of a question, or which expected sum, a heading means."""

from collections.abc import Mapping

from payung.core.basis.text import Text
from payung.core.roster.headings import plain

FIELDS: Mapping[str, tuple[str, ...]] = {
    "kind": ("JENIS KLAIM", "JENIS PERISTIWA", "JENIS SANTUNAN", "JENIS", "KLAIM", "KIND"),
    "started": (
        "MULAI PERLINDUNGAN", "MULAI KEPESERTAAN", "TANGGAL MULAI", "TANGGAL MULAI PERLINDUNGAN", "TGL MULAI",
        "TANGGAL MULAI KEPESERTAAN", "PESERTA SEJAK", "TERDAFTAR SEJAK", "MULAI", "STARTED",
    ),
    "paid": ("BULAN DIBAYAR", "BULAN IURAN", "BULAN IURAN DIBAYAR", "IURAN DIBAYAR", "PAID"),
    "day": (
        "TANGGAL MENINGGAL", "TGL MENINGGAL", "HARI MENINGGAL", "MENINGGAL", "TANGGAL KEMATIAN",
        "TANGGAL MENINGGAL ATAU CACAT", "DAY",
    ),
    "accident": ("TANGGAL KECELAKAAN", "TGL KECELAKAAN", "HARI KECELAKAAN", "ACCIDENT"),
    "diagnosed": ("TANGGAL DIAGNOSIS", "TGL DIAGNOSIS", "TANGGAL DIAGNOSA", "DIAGNOSED"),
    "income": (
        "PENGHASILAN", "PENGHASILAN SEBULAN", "PENGHASILAN TERDAFTAR", "PENGHASILAN DILAPORKAN", "UPAH",
        "UPAH DILAPORKAN", "UPAH SEBULAN", "INCOME",
    ),
    "total": ("CACAT TOTAL", "CACAT TOTAL TETAP", "TOTAL DISABILITY"),
    "losses": ("CACAT SEBAGIAN", "KODE CACAT", "CACAT", "LOSSES"),
    "absent": ("TIDAK BEKERJA", "MASA TIDAK BEKERJA", "TIDAK MAMPU BEKERJA", "ABSENT"),
    "children": ("ANAK", "ANAK ANAK", "CHILDREN"),
    "heirs": ("AHLI WARIS", "HUBUNGAN AHLI WARIS", "HEIRS"),
    "memberships": ("JUMLAH KEPESERTAAN", "MEMBERSHIPS"),
    "filed": ("TANGGAL DIAJUKAN", "TANGGAL PENGAJUAN", "TANGGAL KLAIM", "DIAJUKAN", "FILED"),
    "readings": ("CARA MEMBACA", "BACAAN", "READINGS"),
    "costs.land": ("BIAYA DARAT", "ANGKUTAN DARAT", "BIAYA ANGKUTAN DARAT"),
    "costs.sea": ("BIAYA LAUT", "ANGKUTAN LAUT", "BIAYA ANGKUTAN LAUT"),
    "costs.air": ("BIAYA UDARA", "ANGKUTAN UDARA", "BIAYA ANGKUTAN UDARA"),
    "costs.home_care": ("PERAWATAN DI RUMAH", "BIAYA PERAWATAN DI RUMAH"),
    "costs.prosthesis": ("PROTHESIS", "ORTHOSIS ATAU PROTHESIS", "PROTESIS", "BIAYA PROTHESIS"),
    "costs.dentures": ("GIGI TIRUAN", "BIAYA GIGI TIRUAN"),
    "costs.hearing_aid": ("ALAT BANTU DENGAR", "BIAYA ALAT BANTU DENGAR"),
    "costs.glasses": ("KACAMATA", "KACA MATA", "BIAYA KACAMATA"),
    "expect.total": (
        "SANTUNAN", "JUMLAH SANTUNAN", "SANTUNAN DITERIMA", "SANTUNAN DIBAYAR", "JUMLAH DITERIMA", "JUMLAH DIBAYAR",
        "SANTUNAN MENURUT BERITA", "SANTUNAN SEHARUSNYA", "TOTAL SANTUNAN", "EXPECTED",
    ),
    "expect.first_year": ("BEASISWA TAHUN PERTAMA", "BEASISWA TAHUN I", "FIRST YEAR"),
    "expect.following": ("BEASISWA SESUDAHNYA", "BEASISWA BERIKUTNYA", "BEASISWA TAHUN BERIKUTNYA", "FOLLOWING"),
    "expect.scholarship": ("BEASISWA", "JUMLAH BEASISWA", "TOTAL BEASISWA", "SCHOLARSHIP"),
    "source": ("SUMBER", "SUMBER BERITA", "DASAR", "SOURCE"),
}  # fmt: skip
"""Field -> headings in capitals that mean it. ``costs.`` and ``expect.`` lead to a part of the field before the point.

Several columns headed ANAK 1, ANAK 2 … are one field.
"""

EXPECTED: Mapping[str, Text] = {
    "expect.total": Text(id="santunan", en="benefit"),
    "expect.first_year": Text(id="beasiswa tahun pertama", en="scholarship, first year"),
    "expect.following": Text(id="beasiswa sesudahnya", en="scholarship, following years"),
    "expect.scholarship": Text(id="beasiswa seluruhnya", en="scholarship, all years"),
}
"""Sums a row may expect; at least one must stand in it."""

AMOUNTS = frozenset((*(field for field in FIELDS if field.startswith("costs.")), *EXPECTED, "income"))
DAYS = frozenset(("started", "day", "accident", "diagnosed", "filed"))

KINDS: Mapping[str, str] = {
    **dict.fromkeys(
        ("JKM", "KEMATIAN", "MENINGGAL", "MENINGGAL BIASA", "MENINGGAL SAKIT", "MENINGGAL BUKAN KARENA KERJA",
         "MENINGGAL BUKAN KECELAKAAN KERJA", "JKM MENINGGAL", "DEATH"), "death",
    ),
    **dict.fromkeys(
        ("JKK MENINGGAL", "MENINGGAL KERJA", "MENINGGAL KARENA KERJA", "MENINGGAL KECELAKAAN KERJA",
         "MENINGGAL KARENA KECELAKAAN KERJA", "KECELAKAAN KERJA MENINGGAL", "WORK DEATH"), "work-death",
    ),
    **dict.fromkeys(("CACAT", "JKK CACAT", "CACAT KARENA KERJA", "DISABILITY"), "disability"),
    **dict.fromkeys(
        ("STMB", "JKK STMB", "TIDAK MAMPU BEKERJA", "SEMENTARA TIDAK MAMPU BEKERJA", "TEMPORARY"), "temporary",
    ),
    **dict.fromkeys(("BIAYA", "JKK BIAYA", "PENGGANTIAN BIAYA", "COSTS"), "costs"),
}  # fmt: skip
"""Kinds of claim as offices write them, in capitals."""

_FIELD_OF = {heading: field for field, headings in FIELDS.items() for heading in headings}


def field_of(heading: str) -> str | None:
    """The field that ``heading`` means, None for a column nobody reads. What stands in brackets is no matter.

    >>> field_of("Tgl. Meninggal"), field_of("Anak 2"), field_of("Santunan (Rp)"), field_of("Catatan")
    ('day', 'children', 'expect.total', None)
    """
    said = plain(heading.split("(")[0])
    words = said.split()
    if len(words) == 2 and words[0] == "ANAK" and words[1].isdigit():
        return "children"
    return _FIELD_OF.get(said)
