"""Rules about several rows with one NIK.

They read what the group of rows says: ``twin_first`` (position of the first), and of that first row (of the last, where
the row is the first) twin_row, twin_sheet, twin_file, twin_village; ``twin_two_people``; ``twin_same_file``.
"""

import narwhals as nw

from payung.core.basis.text import Text
from payung.core.roster.rule import Rule

TWO_PEOPLE = Rule(
    code="nik_two_people",
    column="nik",
    severity="block",
    outcome="correct",
    says=Text(
        id="NIK yang sama dipakai untuk nama yang berbeda (juga di {file} baris {row}).",
        en="The same NIK is used for different names (also in {file} row {row}).",
    ),
    do=Text(
        id="Periksa KTP-el keduanya; isi NIK masing-masing.",
        en="Look at both identity cards; give each person their own NIK.",
    ),
    broken=lambda case: nw.col("twin_two_people"),
    values=lambda case: {"file": nw.col("twin_file"), "row": nw.col("twin_row")},
)

SAME_FILE = Rule(
    code="nik_duplicate_file",
    column="nik",
    severity="block",
    outcome="reject",
    says=Text(
        id="NIK sama dengan baris {row} lembar {sheet} berkas ini; satu orang didaftarkan satu kali.",
        en="Same NIK as row {row} of sheet {sheet} in this file; one person is enrolled once.",
    ),
    do=Text(id="Hapus salah satu.", en="Delete one of them."),
    broken=lambda case: nw.col("twin_later") & nw.col("twin_same_file"),
    values=lambda case: {"row": nw.col("twin_row"), "sheet": nw.col("twin_sheet")},
)

OTHER_FILE = Rule(
    code="nik_duplicate_village",
    column="nik",
    severity="block",
    outcome="reject",
    says=Text(
        id="NIK sudah diajukan desa {village} ({file} baris {row}); satu orang didaftarkan satu kali.",
        en="Village {village} has already put this NIK forward ({file} row {row}); one person is enrolled once.",
    ),
    do=Text(id="Pastikan domisilinya, hapus dari salah satu daftar.", en="Settle where the person lives; keep one."),
    broken=lambda case: nw.col("twin_later") & ~nw.col("twin_same_file"),
    values=lambda case: {
        "village": nw.col("twin_village"),
        "file": nw.col("twin_file"),
        "row": nw.col("twin_row"),
    },
)

RULES = (TWO_PEOPLE, SAME_FILE, OTHER_FILE)
