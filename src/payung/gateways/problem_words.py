"""What a finding's code means and what to do about it, in words for all rows of its kind."""

import re
from collections.abc import Mapping

from payung.core.allocation.rule_book import ADVICE, RULES
from payung.core.basis.text import Text
from payung.core.places import messages
from payung.gateways.workbooks.problems import PROBLEMS, in_general

_SAYS: Mapping[str, Text] = {
    **{code: in_general(code)[0] for code in PROBLEMS},
    **messages.SAYS,
    **{rule.code: rule.says for rule in RULES},
}
_DO: Mapping[str, Text] = {
    **{code: do for code, (_, do) in PROBLEMS.items()},
    **messages.DO,
    **ADVICE,
    "hidden_rows": Text(id="Hapus barisnya bila tidak dimaksud.", en="Delete them if they are not meant."),
    "hidden_sheet": Text(id="Tampilkan lembarnya bila memang dimaksud.", en="Unhide it if it is meant."),
}
_PLACE = re.compile(r"\{\w+\}")

_KINDS = {
    "nik_length": Text(id="NIK bukan 16 digit.", en="The NIK does not have 16 digits."),
    "nik_column_damaged": Text(
        id="NIK di seluruh kolom berakhiran 0: digit ke-16 hilang di Excel.",
        en="NIKs of a whole column end in 0: Excel lost the 16th digit.",
    ),
    "dob_unreadable": Text(
        id="Tanggal lahir tidak terbaca sebagai tanggal.", en="The birth date cannot be read as a date."
    ),
    "nik_dob_mismatch": Text(id="Tanggal lahir berbeda dari NIK.", en="The birth date differs from the NIK."),
    "dob_day_month_swapped": Text(
        id="Tanggal dan bulan lahir tertukar; dipakai yang menurut NIK.",
        en="Day and month of birth are swapped; the NIK's is used.",
    ),
    "dob_missing": Text(
        id="Tanggal lahir kosong; diambil dari NIK.", en="The birth date is empty; taken from the NIK."
    ),
    "occupation_unknown": Text(id="Pekerjaan tidak dikenal.", en="The occupation is not known."),
    "age_under": Text(id="Belum mencapai usia kerja.", en="Below the working age."),
    "age_over": Text(id="Melewati batas usia.", en="Over the age limit."),
    "age_soon": Text(
        id="Mencapai batas usia selama masa perlindungan.", en="Reaches the age limit while cover would run."
    ),
    "person_duplicate": Text(
        id="Orang yang sama di baris lain, dengan NIK lain.", en="The same person on another row, under another NIK."
    ),
    "person_kept": Text(
        id="Orang yang sama di baris lain; baris ini yang dipakai.", en="The same person elsewhere; this row is used."
    ),
    "person_possible_duplicate": Text(
        id="Mungkin orang yang sama di baris lain.", en="Perhaps the same person on another row."
    ),
    "deceased_possible": Text(
        id="Mungkin sudah meninggal, tercatat dengan NIK lain.", en="Perhaps dead, recorded under another NIK."
    ),
    "covered_possible": Text(
        id="Mungkin sudah peserta aktif dengan NIK lain.", en="Perhaps an active member under another NIK."
    ),
    "deceased": Text(id="Tercatat sudah meninggal.", en="Recorded as deceased."),
    "covered_other_program": Text(id="Sudah dibiayai program lain.", en="Already paid for by another programme."),
    "covered_bpjs_active": Text(id="Sudah peserta aktif BPJS Ketenagakerjaan.", en="Already an active BPJS member."),
    "civil_servant_or_wage": Text(
        id="ASN, TNI, Polri, perangkat desa atau penerima upah.",
        en="Civil servant, soldier, police, village official or wage earner.",
    ),
    "not_village_official": Text(
        id="Bukan perangkat desa atau anggota BPBD.", en="Neither village official nor disaster worker."
    ),
    "official_unknown": Text(id="Jabatan kosong atau tidak dikenal.", en="The office is empty or not known."),
    "not_in_area": Text(id="Desanya di luar wilayah program.", en="The village lies outside the programme's area."),
    "welfare_not_listed": Text(id="Tidak ada di daftar kesejahteraan.", en="Not on the welfare list."),
    "welfare_above": Text(id="Desil kesejahteraan terlalu tinggi.", en="The welfare decile is too high."),
    "nik_two_people": Text(
        id="NIK yang sama dipakai untuk nama yang berbeda.", en="The same NIK is used for different names."
    ),
    "nik_duplicate_file": Text(
        id="NIK sama dengan baris lain di berkas ini.", en="Same NIK as another row of the file."
    ),
    "nik_duplicate_village": Text(id="NIK sudah diajukan desa lain.", en="Another village has put this NIK forward."),
    "quota_exceeded": Text(id="Yang memenuhi syarat melebihi kuota.", en="More are eligible than the quota."),
    "waiting_list": Text(id="Memenuhi syarat; daftar tunggu.", en="Eligible; on the waiting list."),
    "hidden_rows": Text(id="Baris tersembunyi ikut dibaca.", en="Hidden rows were read too."),
    "hidden_sheet": Text(
        id="Lembar tersembunyi berisi daftar dan tidak dibaca.", en="A hidden sheet holds a list and was not read."
    ),
    "sheet_not_read": Text(
        id="Lembar yang seperti daftar orang tidak dibaca.", en="A sheet that looks like a list was not read."
    ),
    "row_not_read": Text(
        id="Baris berisi NIK yang dianggap bukan pekerja.", en="A row with a NIK was taken for no worker."
    ),
    "file_same_content": Text(
        id="Isi berkas sama persis dengan berkas lain.", en="The content is exactly that of another file."
    ),
    "file_missing": Text(
        id="Berkas disebut dalam manifes tetapi tidak ada.", en="A file of the manifest is not there."
    ),
    "file_superseded": Text(
        id="Digantikan versi yang lebih baru dari desa yang sama.",
        en="Replaced by a newer version of the same village.",
    ),
    "file_conflict": Text(
        id="Akun lain sudah mengirim daftar desa ini.", en="Another account has sent this village's list."
    ),
    "earlier_programme": Text(id="Sudah diterima program terdahulu.", en="Accepted by an earlier programme."),
}
"""Codes whose sentence names a row's own values or a file, said without them."""
OTHER = Text(id="Masalah lain (kode {code}).", en="Another problem (code {code}).")


def what_is_wrong(code: str) -> Text | None:
    """The sentence of ``code`` without the values of a row; None for a code no rule book has."""
    says = _KINDS.get(code) or _SAYS.get(code)
    return says and Text(id=_PLACE.sub("…", says.id), en=_PLACE.sub("…", says.en))


def kind_called(code: str) -> Text:
    """``what_is_wrong``; a sentence also for a code that nothing here knows: of a store that a later version wrote."""
    return what_is_wrong(code) or OTHER.filled(code=code)


def what_to_do(code: str) -> Text | None:
    """What to do about ``code``; None for a code no rule book has. Findings' messages end with it."""
    return _DO.get(code)
