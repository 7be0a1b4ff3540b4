"""What somebody saw of a person's data, and what for, in words."""

import re
from collections.abc import Mapping

from payung.actions.fetch_corrections import REASONS
from payung.actions.status_cover import LOOK_WHYS
from payung.core.basis.text import Text

WHATS: Mapping[str, Text] = {
    "corrections": Text(id="berkas perbaikan", en="correction workbooks"),
    "corrections.whole": Text(id="berkas perbaikan dengan NIK lengkap", en="correction workbooks with whole NIKs"),
    "decree full.pdf": Text(id="lampiran SK lengkap, PDF", en="whole annex of the decree, PDF"),
    "decree full.xlsx": Text(id="lampiran SK lengkap, XLSX", en="whole annex of the decree, XLSX"),
    "decree public.pdf": Text(id="versi publik lampiran SK, PDF", en="public annex of the decree, PDF"),
    "decree public.xlsx": Text(id="versi publik lampiran SK, XLSX", en="public annex of the decree, XLSX"),
    "decree signed.pdf": Text(id="SK bertanda tangan, PDF", en="signed decree, PDF"),
    "ending daftar": Text(id="daftar perlindungan yang berakhir", en="list of cover that ends"),
    "ending perpanjangan": Text(id="daftar perpanjangan", en="list to extend cover"),
    "file enrolment": Text(id="berkas pendaftaran BPJS", en="enrolment file for BPJS"),
    "imports.answer": Text(id="isi berkas perbaikan yang kembali", en="correction workbook that came back"),
    "imports.changes": Text(id="perubahan daftar desa", en="changes of a village list"),
    "pair": Text(id="pasangan yang mungkin orang yang sama", en="pair that may be one person"),
    "payment proof": Text(id="bukti pembayaran", en="proof of payment"),
    "person": Text(id="halaman orang", en="page of the person"),
    "person-months": Text(id="buku orang-bulan", en="book of person-months"),
    "person_leave": Text(id="catatan meninggal, pindah atau keluar", en="record of a death, a move or a leaving"),
    "person_nik": Text(id="NIK lengkap", en="whole NIK"),
    "person_rights": Text(id="hak orang atas datanya", en="rights of the person to the data"),
    "person_row": Text(id="keputusan tentang baris", en="decision about a row"),
    "problem.fixes": Text(id="perbaikan aman", en="safe repairs"),
    "question": Text(id="pertanyaan BPJS", en="question of BPJS"),
    "record of reconciliation": Text(id="berita acara pencocokan", en="record of reconciliation"),
    "sample": Text(id="contoh usulan keputusan", en="sample of a proposed decree"),
    "search": Text(id="cari orang", en="find a person"),
    "slips": Text(id="bukti perlindungan untuk dicetak", en="slips to print"),
    "subject": Text(id="permintaan hak atas data", en="request for data rights"),
    "subject.export": Text(id="salinan data untuk orangnya", en="copy of the data for the person"),
}
"""``what`` of a look that is one page or file -> its words."""
LISTS: Mapping[str, Text] = {
    "batas usia": Text(id="batas usia", en="age limit"),
    "contoh": Text(id="contoh untuk diperiksa", en="sample to check"),
    "masalah": Text(id="masalah", en="problems"),
    "orang berakhir": Text(id="perlindungan yang berakhir", en="cover that ends"),
    "pembayaran": Text(id="pembayaran", en="payment"),
    "pendaftaran": Text(id="pendaftaran BPJS", en="enrolment with BPJS"),
    "pertanyaan": Text(id="pertanyaan BPJS", en="questions of BPJS"),
    "tagihan": Text(id="tagihan", en="bill"),
    "tunggakan": Text(id="tunggakan", en="arrears"),
    "tumpukan": Text(id="pencocokan bulan", en="reconciliation of months"),
    "uji": Text(id="uji mandiri", en="self-audit"),
}
"""How the file of a list of people begins -> its words; more may follow there."""
LIST = Text(id="daftar {name}", en="list: {name}")
WHYS: Mapping[str, Text] = {
    "check": Text(id="pemeriksaan usulan", en="checking a proposal"),
    "decree": Text(id="keputusan (SK)", en="decree"),
    "subject": Text(id="hak atas data", en="data rights"),
    "work": Text(id="pekerjaan sehari-hari", en="daily work"),
    **{code[:20]: text for code, text in (*REASONS.items(), *LOOK_WHYS.items())},
}
"""``why`` of a look -> its words; codes are kept with at most 20 characters."""


def what_seen(code: str) -> Text:
    """What ``what`` of a look says; a code without words as it is.

    >>> what_seen("list masalah 1505012007").en, what_seen("something else").id
    ('list: problems 1505012007', 'something else')
    """
    file = code.removeprefix("list ") if code.startswith("list ") else ""
    for start, name in LISTS.items():
        if file.startswith(start):
            number = _NUMBER.fullmatch(file.removeprefix(start))
            listed = LIST.filled(name=name)
            return Text(f"{listed.id} {number[1]}", f"{listed.en} {number[1]}") if number else listed
    return WHATS.get(code, Text(id=code, en=code))


def why_seen(code: str) -> Text:
    """What ``why`` of a look says; a code without words as it is."""
    return WHYS.get(code, Text(id=code, en=code))


_NUMBER = re.compile(r"[ -](\S*\d\S*)")
"""The number or code of a region alone; anything else that follows is in one language."""
