"""Rules about the birth date and the sex, beside what the NIK says of both."""

import narwhals as nw

from payung.core.basis.text import Text
from payung.core.roster.rule import Rule, shown_day

UNREADABLE = Rule(
    code="dob_unreadable",
    column="birth_date",
    severity="block",
    outcome="correct",
    says=Text(
        id='Tanggal lahir "{x}" tidak terbaca sebagai tanggal.',
        en='The birth date "{x}" cannot be read as a date.',
    ),
    do=Text(id="Tulis hari-bulan-tahun, misalnya 17-08-1987.", en="Write day-month-year, such as 17-08-1987."),
    broken=lambda case: nw.col("written_unreadable"),
    values=lambda case: {"x": nw.col("birth_date_text")},
)

DIFFERS = Rule(
    code="nik_dob_mismatch",
    column="birth_date",
    severity="block",
    outcome="correct",
    says=Text(
        id="Tanggal lahir {a} berbeda dari NIK ({b}).",
        en="The birth date {a} differs from the NIK ({b}).",
    ),
    do=Text(
        id="Cocokkan keduanya dengan KTP-el, perbaiki yang keliru.",
        en="Compare both with the identity card and correct the wrong one.",
    ),
    broken=lambda case: nw.col("dob_differs"),
    values=lambda case: {"a": shown_day(nw.col("written")), "b": shown_day(nw.col("nik_born"))},
)

SWAPPED = Rule(
    code="dob_day_month_swapped",
    column="birth_date",
    severity="warn",
    outcome=None,
    says=Text(
        id="Tanggal dan bulan lahir tertukar (di berkas {a}, menurut NIK {b}); dipakai yang menurut NIK.",
        en="Day and month of birth are swapped (in the file {a}, by the NIK {b}); the NIK's is used.",
    ),
    do=Text(id="Terima perbaikan ini atau cocokkan dengan KTP-el.", en="Accept, or compare with the identity card."),
    broken=lambda case: nw.col("dob_swapped"),
    values=lambda case: {"a": shown_day(nw.col("written")), "b": shown_day(nw.col("nik_born"))},
)

MISSING = Rule(
    code="dob_missing",
    column="birth_date",
    severity="warn",
    outcome=None,
    says=Text(
        id="Tanggal lahir kosong; diambil dari NIK ({b}).",
        en="The birth date is empty; it was taken from the NIK ({b}).",
    ),
    do=Text(id="Isi tanggal lahir sesuai KTP-el.", en="Fill in the birth date as on the identity card."),
    broken=lambda case: nw.col("dob_from_nik") & nw.col("written").is_null(),
    values=lambda case: {"b": shown_day(nw.col("nik_born"))},
)

SEX = Rule(
    code="nik_sex_mismatch",
    column="sex",
    severity="warn",
    outcome=None,
    says=Text(id="Jenis kelamin tidak cocok dengan NIK.", en="The sex does not agree with the NIK."),
    do=Text(id="Periksa jenis kelamin dan NIK pada KTP-el.", en="Check sex and NIK on the identity card."),
    broken=lambda case: (
        nw.col("nik_sound") & ((nw.col("nik_woman") & nw.col("man")) | (~nw.col("nik_woman") & nw.col("woman")))
    ),
)

RULES = (UNREADABLE, DIFFERS, SWAPPED, MISSING, SEX)
