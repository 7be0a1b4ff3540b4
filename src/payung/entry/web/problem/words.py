"""Words of the pages about problems."""

from payung.core.basis.text import Text
from payung.entry.web.things import NAME, NIK, NO_VILLAGE, REGION, ROW, VILLAGES

TITLE = Text(id="Masalah", en="Problems")
SUM = Text(
    id="{findings} masalah pada {rows} baris di {villages} desa",
    en="Problems: {findings}, on rows: {rows}, in villages: {villages}",
)
SUM_WITH_FILES = Text(
    id="{findings} masalah di {villages} desa: {of_rows} pada {rows} baris, {of_files} tentang seluruh berkas atau "
    "lembar",
    en="Problems: {findings}, in villages: {villages}. On rows: {of_rows} (rows: {rows}); about whole files or "
    "sheets: {of_files}",
)
SUM_OF_FILES = Text(
    id="{findings} masalah tentang seluruh berkas atau lembar di {villages} desa",
    en="Problems about whole files or sheets: {findings}, in villages: {villages}",
)
BLOCKING = Text(id="Menghalangi", en="Blocking")
WARNINGS = Text(id="Peringatan", en="Warnings")
KIND = Text(id="Masalah", en="Problem")
FOUND = Text(id="Masalah", en="Problems")
ROWS = Text(id="Baris", en="Rows")
BY_REGION = Text(id="Menurut wilayah", en="By region")
ONLY = Text(id="Hanya: {kind}", en="Only: {kind}")
ALL_KINDS = Text(id="Semua jenis", en="All kinds")
NONE = Text(id="Tidak ada masalah.", en="No problems.")
SAFE = Text(id="Lihat {n} perbaikan aman", en="See {n} safe repairs")
SAFE_TITLE = Text(id="Perbaikan aman", en="Safe repairs")
SAFE_LEAD = Text(
    id="Hanya yang pasti: NIK yang sah memuat tanggal lahir, NIK tidak berhuruf, dan angka yang utuh sama dengan "
    "teksnya. Keputusan sudah memakai nilai di kanan; menerapkan berarti tidak perlu bertanya ke desa, dan dapat "
    "dibatalkan. Spasi, titik dan tanda kutip, kata lain untuk laki-laki dan perempuan, huruf besar dan kecil sudah "
    "dirapikan saat daftar dibaca, jadi tidak menjadi masalah. Nama berisi gelar atau angka tetap ditanyakan ke desa.",
    en="Only what is certain: a sound NIK holds the birth date, a NIK has no letters, and a whole number is the same "
    "as its text. Decisions use the value on the right already; accepting means the village need not be asked, and can "
    "be undone. Spaces, dots and quotes, other words for man and woman, capitals and small letters were put right when "
    "lists were read, and are no problem. A name with a title or a digit is asked of the village.",
)
ACCEPT = Text(id="Terapkan {n} perbaikan aman", en="Accept {n} safe repairs")
ACCEPTED = Text(id="{n} masalah ditutup.", en="Problems closed: {n}.")
UNDO = Text(id="Batalkan perbaikan aman terakhir", en="Take the last safe repairs back")
UNDONE = Text(id="{n} masalah dibuka lagi.", en="Problems open again: {n}.")
NO_SAFE = Text(id="Tidak ada perbaikan aman yang menunggu.", en="No safe repair waits.")
BEFORE = Text(id="Di daftar", en="In the list")
AFTER = Text(id="Dipakai", en="Used")
PLACE = Text(id="Berkas · lembar", en="File · sheet")
WHY = Text(id="Apa yang salah dan cara memperbaiki", en="What is wrong and how to repair it")
FILE_LEVEL = Text(id="seluruh berkas", en="the whole file")
LEVEL = Text(id="Tingkat", en="Level")
CORRECTIONS = Text(id="Berkas perbaikan", en="Correction workbooks")
CORRECTIONS_LEAD = Text(
    id="Satu berkas tiap desa, hanya baris yang bermasalah, NIK 4 angka terakhir, terkunci selain sel kuning. Berkas "
    "yang kembali terisi dikirim seperti daftar desa: isinya dipakai pada baris yang sama.",
    en="One workbook a village, only rows with problems, last 4 digits of NIKs, locked but for the yellow cells. "
    "Filled ones are sent back as village lists are: what they say is used on the same rows.",
)
FETCH = Text(id="Unduh berkas perbaikan ({n})", en="Fetch correction workbooks ({n})")
FETCH_ONE = Text(id="Unduh berkas perbaikan desa ini", en="Fetch this village's workbook")
WHOLE = Text(id="Dengan NIK lengkap", en="With whole NIKs")
WHOLE_HINT = Text(id="Dicatat bersama alasannya.", en="It is noted with the reason.")
NO_WHOLE = Text(id="NIK 4 angka terakhir saja", en="Last 4 digits of NIKs alone")
FETCHED = Text(id="Diunduh", en="Fetched")
ANSWERED = Text(id="Dijawab", en="Answered")
NOT_YET = Text(id="belum", en="not yet")
SUMMARY = Text(id="Ringkasan per kecamatan", en="Summary by district")
SUMMARY_LEAD = Text(
    id="Untuk dicetak dan diserahkan kepada camat: nama kecamatan mengunduh PDF-nya, tanpa data orang.",
    en="To print and hand to the head of district: a district's name downloads its PDF, without anybody's data.",
)
DISTRICT = Text(id="Kecamatan", en="District")
BLOCKED = Text(id="Menghalangi", en="Blocking")
WARNED = Text(id="Peringatan", en="Warnings")
PAPER = Text(id="Unduh PDF semua kecamatan", en="Download the PDF of all districts")
RESULT = Text(id="Hasil pemeriksaan {number}, menurut aturan per {on}", en="Result {number}, by the rules of {on}")
