"""Drafts of the two letters after a breach of personal data, in Indonesian: to the people, and to the authority.

They name what UU 27/2022 Pasal 46 is known to ask for: whose and which data was exposed, when and how, and what is
done about it. What only the office knows stands in square brackets.
"""

from dataclasses import dataclass
from datetime import datetime

from payung.core.basis.office_day import WIB
from payung.core.basis.rupiah import number


@dataclass(frozen=True)
class Facts:
    """``people`` whom a look names, of ``villages``; ``most`` more people on lists that were shown or taken.

    ``hours`` after it was known the letters are due, by ``article``; ``doubt``: how sure that is.
    """

    since: datetime
    until: datetime
    people: int
    villages: int
    most: int
    hours: int
    article: str
    doubt: str


def to_people(facts: Facts) -> str:
    """What each person is told."""
    return f"""RANCANGAN - periksa dengan bagian hukum sebelum dikirim

Nomor   : [nomor surat]
Hal     : Pemberitahuan kegagalan pelindungan data pribadi

Kepada Bapak/Ibu [nama],

Dengan ini kami memberitahukan bahwa data pribadi Bapak/Ibu dalam program perlindungan pekerja rentan
diduga dilihat atau diambil oleh pihak yang tidak berhak.

1. Data yang terungkap: [nama, tanggal lahir, desa, NIK, ... sebutkan yang terungkap].
2. Kapan dan bagaimana terungkap: antara {_at(facts.since)} dan {_at(facts.until)}; [bagaimana terjadinya].
3. Upaya penanganan dan pemulihan yang kami lakukan: [akun ditutup, kunci diganti, laporan polisi, ...].
4. Yang dapat Bapak/Ibu lakukan: [berhati-hati terhadap telepon atau pesan yang menyebut data ini, ...].

Pertanyaan dapat disampaikan kepada [nama pejabat, telepon, alamat kantor].

Dasar: {facts.article}. Batas waktu: {facts.hours} jam sejak diketahui.
Catatan: {facts.doubt}

[tempat, tanggal]
[nama dan jabatan]
"""


def to_authority(facts: Facts) -> str:
    """What the authority for personal data is told."""
    return f"""RANCANGAN - periksa dengan bagian hukum sebelum dikirim

Nomor   : [nomor surat]
Hal     : Laporan kegagalan pelindungan data pribadi

Kepada [lembaga pelindungan data pribadi yang berwenang],

1. Pengendali data pribadi: [nama pemerintah daerah/dinas], [alamat], pejabat pelindungan data: [nama, kontak].
2. Diketahui pada: [tanggal dan jam].
3. Kapan terjadi: antara {_at(facts.since)} dan {_at(facts.until)}.
4. Bagaimana terjadi: [uraian].
5. Data yang terungkap: [jenis data].
6. Jumlah orang yang datanya tercatat dilihat: {number(facts.people)} orang di {number(facts.villages)} desa.
   Ditambah daftar wilayah atau berkas yang dibuka tanpa nama orang: paling banyak {number(facts.most)} orang.
7. Upaya penanganan dan pemulihan: [uraian].
8. Pemberitahuan kepada orangnya: [sudah/belum, cara, tanggal].

Dasar: {facts.article}. Batas waktu: {facts.hours} jam sejak diketahui.
Catatan: {facts.doubt}

[tempat, tanggal]
[nama dan jabatan]
"""


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(WIB):%d-%m-%Y %H.%M} WIB"
