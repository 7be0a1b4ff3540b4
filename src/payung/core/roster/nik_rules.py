"""Rules about the NIK as it stands in the row."""

import narwhals as nw

from payung.core.basis.text import Text
from payung.core.roster.rule import Rule

_AS_TEXT = Text(
    id="Ketik ulang 16 digit sesuai KTP-el di sel berformat Teks.",
    en="Type all 16 digits again as on the identity card, in a cell formatted as Text.",
)
_AS_ON_CARD = Text(id="Cocokkan NIK dengan KTP-el atau KK.", en="Compare the NIK with the identity or family card.")

MISSING = Rule(
    code="nik_missing",
    column="nik",
    severity="block",
    outcome="correct",
    says=Text(id="NIK kosong.", en="The NIK is empty."),
    do=Text(id="Isi 16 digit sesuai KTP-el.", en="Fill in the 16 digits as on the identity card."),
    broken=lambda case: nw.col("nik_absent"),
)

SCIENTIFIC = Rule(
    code="nik_scientific",
    column="nik",
    severity="block",
    outcome="correct",
    says=Text(
        id="NIK tersimpan dalam notasi ilmiah (seperti 1,57E+15); digitnya sudah hilang.",
        en="The NIK is stored in scientific notation (like 1.57E+15); its digits are lost.",
    ),
    do=_AS_TEXT,
    broken=lambda case: nw.col("nik_scientific") & ~nw.col("nik_absent"),
)

NUMERIC_DAMAGED = Rule(
    code="nik_numeric_damaged",
    column="nik",
    severity="block",
    outcome="correct",
    says=Text(
        id="NIK tersimpan sebagai angka; digit terakhirnya bisa hilang.",
        en="The NIK is stored as a number; its last digit may be lost.",
    ),
    do=_AS_TEXT,
    broken=lambda case: nw.col("nik_cut"),
)

NOT_DIGITS = Rule(
    code="nik_not_digits",
    column="nik",
    severity="block",
    outcome="correct",
    says=Text(id="NIK berisi selain angka.", en="The NIK holds something other than digits."),
    do=_AS_ON_CARD,
    broken=lambda case: ~nw.col("nik_absent") & ~nw.col("nik_digits_only") & ~nw.col("nik_scientific"),
)

LENGTH = Rule(
    code="nik_length",
    column="nik",
    severity="block",
    outcome="correct",
    says=Text(id="NIK {n} digit, harus 16.", en="The NIK has {n} digits, it must have 16."),
    do=Text(
        id="Periksa KTP-el; ketik tanpa spasi dan tanda kutip.",
        en="Look at the identity card; type without spaces or quotes.",
    ),
    broken=lambda case: (
        ~nw.col("nik_absent") & nw.col("nik_digits_only") & nw.col("nik_number").is_null() & ~nw.col("nik_scientific")
    ),
    values=lambda case: {"n": nw.col("nik").str.len_chars()},
)

SERIAL_ZERO = Rule(
    code="nik_serial_zero",
    column="nik",
    severity="block",
    outcome="correct",
    says=Text(id="Empat digit terakhir NIK 0000.", en="The last four digits of the NIK are 0000."),
    do=_AS_ON_CARD,
    broken=lambda case: (nw.col("nik_serial") == 0) & ~nw.col("nik_cut"),
)

BAD_DATE = Rule(
    code="nik_bad_date",
    column="nik",
    severity="block",
    outcome="correct",
    says=Text(id="Digit 7–12 NIK bukan tanggal.", en="Digits 7–12 of the NIK are not a date."),
    do=_AS_ON_CARD,
    broken=lambda case: ~nw.col("nik_number").is_null() & nw.col("nik_born").is_null(),
)

IS_FAMILY_CARD = Rule(
    code="nik_is_kk",
    column="nik",
    severity="block",
    outcome="correct",
    says=Text(
        id="Kolom NIK berisi nomor Kartu Keluarga.",
        en="The NIK column holds a family card number.",
    ),
    do=Text(
        id="Isi NIK orangnya, bukan nomor KK.",
        en="Fill in the person's NIK, not the number of the family card.",
    ),
    broken=lambda case: nw.col("nik_is_card"),
)

LETTER_O = Rule(
    code="nik_letter_o",
    column="nik",
    severity="warn",
    outcome=None,
    says=Text(
        id="NIK ditulis dengan huruf O; dibaca sebagai angka 0.",
        en="The NIK is written with the letter O; it was read as the digit 0.",
    ),
    do=_AS_ON_CARD,
    broken=lambda case: nw.col("nik_letter"),
)

STORED_AS_NUMBER = Rule(
    code="nik_as_number",
    column="nik",
    severity="warn",
    outcome=None,
    says=Text(
        id="NIK tersimpan sebagai angka; kali ini utuh.",
        en="The NIK is stored as a number; this time it is whole.",
    ),
    do=Text(
        id="Ubah kolom NIK menjadi Teks sebelum mengetik.",
        en="Make the NIK column Text before typing.",
    ),
    broken=lambda case: nw.col("nik_stored_number") & ~nw.col("nik_number").is_null() & ~nw.col("nik_cut"),
)

UNKNOWN_DISTRICT = Rule(
    code="nik_bad_region",
    column="nik",
    severity="warn",
    outcome=None,
    says=Text(
        id="6 digit awal NIK bukan kode wilayah yang dikenal, kini atau dahulu.",
        en="The first 6 digits of the NIK are no region code known now or in the past.",
    ),
    do=Text(id="Periksa digit 1–6 pada KTP-el.", en="Check digits 1–6 on the identity card."),
    broken=lambda case: ~nw.col("nik_number").is_null() & ~nw.col("nik_known_district"),
)

RULES = (
    MISSING,
    SCIENTIFIC,
    NUMERIC_DAMAGED,
    NOT_DIGITS,
    LENGTH,
    SERIAL_ZERO,
    BAD_DATE,
    IS_FAMILY_CARD,
    LETTER_O,
    STORED_AS_NUMBER,
    UNKNOWN_DISTRICT,
)
