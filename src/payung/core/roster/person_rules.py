"""Rules about the other cells of a row: name, family card, mother, occupation, declaration, village."""

import narwhals as nw

from payung.core.basis.text import Text
from payung.core.roster.rule import Rule

NAME_MISSING = Rule(
    code="name_missing",
    column="name",
    severity="block",
    outcome="correct",
    says=Text(id="Nama kosong.", en="The name is empty."),
    do=Text(id="Isi nama lengkap sesuai KTP-el.", en="Fill in the full name as on the identity card."),
    broken=lambda case: nw.col("name_absent"),
)

NAME_SUSPECT = Rule(
    code="name_suspect",
    column="name",
    severity="warn",
    outcome=None,
    says=Text(id="Nama berisi angka, gelar, atau tanda.", en="The name holds digits, a title or signs."),
    do=Text(id="Samakan dengan KTP-el.", en="Write it as on the identity card."),
    broken=lambda case: nw.col("name_odd"),
)

FAMILY_CARD_MISSING = Rule(
    code="kk_missing",
    column="family_card",
    severity="warn",
    outcome=None,
    says=Text(id="Nomor KK kosong.", en="The family card number is empty."),
    do=Text(id="Isi 16 digit nomor KK.", en="Fill in the 16 digits of the family card."),
    broken=lambda case: nw.col("family_absent"),
)

FAMILY_CARD_FORMAT = Rule(
    code="kk_format",
    column="family_card",
    severity="warn",
    outcome=None,
    says=Text(id="Nomor KK bukan 16 digit.", en="The family card number is not 16 digits."),
    do=Text(id="Isi 16 digit nomor KK.", en="Fill in the 16 digits of the family card."),
    broken=lambda case: ~nw.col("family_absent") & nw.col("family_number").is_null(),
)

MOTHER_MISSING = Rule(
    code="mother_name_missing",
    column="mother_name",
    severity="warn",
    outcome=None,
    says=Text(id="Nama ibu kandung kosong.", en="The mother's name is empty."),
    do=Text(id="Isi nama ibu kandung; dipakai BPJS.", en="Fill in the mother's name; BPJS asks for it."),
    broken=lambda case: nw.col("mother_absent"),
)

OCCUPATION_MISSING = Rule(
    code="occupation_missing",
    column="occupation",
    severity="warn",
    outcome=None,
    says=Text(id="Pekerjaan kosong.", en="The occupation is empty."),
    do=Text(id="Pilih pekerjaan dari daftar.", en="Choose an occupation from the list."),
    broken=lambda case: nw.col("occupation_absent"),
)

OCCUPATION_UNKNOWN = Rule(
    code="occupation_unknown",
    column="occupation",
    severity="warn",
    outcome=None,
    says=Text(id='Pekerjaan "{x}" tidak dikenal.', en='The occupation "{x}" is not known.'),
    do=Text(id="Pilih pekerjaan dari daftar.", en="Choose an occupation from the list."),
    broken=lambda case: nw.col("occupation_unlisted"),
    values=lambda case: {"x": nw.coalesce("occupation_text", "occupation")},
)

WORK_UNDECLARED = Rule(
    code="work_declaration_missing",
    column="work_declared",
    severity="warn",
    outcome=None,
    says=Text(
        id="Pernyataan masih bekerja dan tidak sedang sakit belum ada.",
        en="The declaration of still working and not being ill is missing.",
    ),
    do=Text(id="Tanda tangani atau centang, dengan tanggal.", en="Sign or tick it, with the date."),
    broken=lambda case: nw.col("work_undeclared"),
)

VILLAGE_UNKNOWN = Rule(
    code="village_unknown",
    column="village_code",
    severity="block",
    outcome="correct",
    says=Text(id="Desa baris ini tidak dikenali.", en="The village of this row is not known."),
    do=Text(
        id="Isi kode atau nama desa, kecamatan, dan kabupaten yang lengkap.",
        en="Fill in the village's code, or its full name with district and regency.",
    ),
    broken=lambda case: nw.col("village_number").is_null(),
)

RULES = (
    NAME_MISSING,
    NAME_SUSPECT,
    FAMILY_CARD_MISSING,
    FAMILY_CARD_FORMAT,
    MOTHER_MISSING,
    OCCUPATION_MISSING,
    OCCUPATION_UNKNOWN,
    WORK_UNDECLARED,
    VILLAGE_UNKNOWN,
)
