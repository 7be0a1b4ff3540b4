"""What the pages of enrolment say."""

from payung.core.basis.text import Text
from payung.entry.web.things import ALL, DAY, DECREE, FILE, FILE_HINT, NAME, NUMBER, PEOPLE, REASON, STATE, VILLAGE

TITLE = Text(id="Pendaftaran ke BPJS", en="Enrolment at BPJS")
LEAD = Text(
    id="Satu berkas per wadah. Setiap orang yang dikirim punya tepat satu keadaan.",
    en="One file a group. Everybody who was sent has exactly one state.",
)
GROUPS = Text(id="Wadah", en="Groups")
GROUP = Text(id="Wadah {kind} {number}", en="Group {kind} {number}")
NO_GROUPS = Text(id="Belum ada yang dikirim ke BPJS.", en="Nobody was sent to BPJS yet.")
DECREES = Text(id="Keputusan", en="Decrees")
NO_DECREES = Text(id="Belum ada keputusan.", en="There is no decree yet.")
KIND = Text(id="Kode", en="Kind")
NOT_SENT = Text(id="Belum dikirim", en="Not sent")
SAID = Text(id="Kata BPJS", en="BPJS's words")
DIGEST = Text(id="Sidik (SHA-256)", en="Digest (SHA-256)")
FETCH = Text(id="Unduh {name}", en="Download {name}")
ANSWERS = Text(id="Jawaban yang diterima", en="Answers received")
ANSWER_LINES = Text(id="Baris tak terpakai", en="Lines not used")
EVERYBODY = Text(id="Orang yang dikirim", en="People who were sent")
STATES = {
    "accepted": Text(id="diterima", en="accepted"),
    "rejected": Text(id="ditolak", en="rejected"),
    "unanswered": Text(id="belum dijawab", en="unanswered"),
}
COLOURS = {"accepted": "green", "rejected": "red", "unanswered": "grey"}
UNKNOWN = Text(id="Alasan belum dikenal", en="Reason not known yet")
UNSAID = Text(id="Tanpa alasan", en="No reason given")

SEND = Text(id="Kirim ke BPJS", en="Send to BPJS")
SEND_LEAD = Text(
    id="Tulis berkas pendaftaran keputusan ini, satu per wadah. Siapa yang dikirim dicatat; dikirim dua kali tidak.",
    en="Write the enrolment files of this decree, one a group. Who is sent is kept; nobody is sent twice.",
)
NUMBER_OF = Text(id="Nomor wadah {kind}", en="Number of the group {kind}")
NUMBER_HINT = Text(id="NPW dari cabang BPJS untuk {what}", en="The number of the BPJS branch for {what}")
TABLE = Text(id="Tabel wadah (CSV)", en="Table of groups (CSV)")
TABLE_HINT = Text(
    id="Bila dana atau desa punya wadah sendiri: fund, village_code, kind, number, name",
    en="Where a fund or a village has a group of its own: fund, village_code, kind, number, name",
)
AGAIN = Text(id="Kirim ulang yang ditolak", en="Send the rejected anew")
SENT_NOW = Text(
    id="{people} orang dikirim dalam {files} berkas. {alone} orang membayar sendiri dan tidak ada di berkas.",
    en="{people} people were sent in {files} files. {alone} people pay for themselves and are in none.",
)
LEFT_OUT = Text(
    id="{people} orang tidak dikirim: pemrosesan datanya dibatasi atas permintaannya.",
    en="{people} people were not sent: the processing of their data is restricted on request.",
)
SENT_BEFORE = Text(
    id="Tidak ada orang baru; semuanya sudah dikirim.", en="Nobody is new; all of them were sent before."
)
BEGUN = Text(
    id="Berkas sedang ditulis. Halaman ini boleh ditinggalkan.",
    en="The files are being written. You may leave this page.",
)
WAITING = Text(id="Berkas pendaftaran sedang ditulis.", en="Enrolment files are being written.")
FAILED = Text(id="Berkas pendaftaran tidak jadi ditulis: {why}", en="Enrolment files were not written: {why}")

ANSWER = Text(id="Unggah jawaban BPJS", en="Upload BPJS's answer")
ANSWER_LEAD = Text(
    id="Berkas dari cabang BPJS untuk wadah ini. Berkas yang sama boleh diunggah lagi: hasilnya sama.",
    en="The file of the BPJS branch for this group. The same file may be uploaded again: the result is the same.",
)
ANSWER_FILE = Text(id="Berkas jawaban", en="The answer")
READ = Text(id="Baca jawaban", en="Read the answer")
KNOWN = Text(
    id="Berkas ini sudah pernah diambil. Tidak ada yang berubah; hasilnya sama seperti di bawah ini.",
    en="This file was taken before. Nothing was changed; its result is the same as below.",
)
TAKEN = Text(id="Jawaban diterima: {lines} baris.", en="The answer was taken: {lines} lines.")
RESULT = Text(id="Hasil jawaban {file}", en="Result of {file}")
EXPORTED = Text(id="Dikirim", en="Exported")
LINES = Text(id="Baris", en="Lines")
YOURS = Text(id="Jawaban tentang orang di wilayah Anda", en="Answers about people of your regions")
NEW = Text(id="Baru dari berkas ini", en="New by this file")
NOTHING_NEW = Text(id="Tidak ada jawaban baru.", en="No answer is new.")
CONFIRM = Text(id="{what} ({count} orang)", en="{what} ({count} people)")
LINE = Text(id="Baris berkas", en="Line of the file")
WHY = Text(id="Mengapa tidak dipakai", en="Why it was not used")
LOST = Text(id="Baris yang tidak dipakai, satu per satu", en="Lines that were not used, one by one")
NONE_LOST = Text(id="Semua baris berkas ini terpakai.", en="Every line of this file was used.")

REASONS = Text(id="Alasan yang belum dikenal", en="Reasons not known yet")
REASONS_LEAD = Text(
    id="Jelaskan sekali; penolakan dengan kata yang sama ikut jelas, juga dari berkas yang akan datang.",
    en="Explain once; rejections in the same words are explained too, also those of files to come.",
)
EXPLAIN = Text(id="Jelaskan", en="Explain")
MEANS = Text(id="Artinya", en="It means")
NO_REASONS = Text(id="Semua alasan BPJS sudah dikenal.", en="All reasons of BPJS are known.")
EXPLAINED = Text(id="{answers} penolakan kini jelas.", en="{answers} rejections are explained now.")
WORDS = Text(id="Kata BPJS", en="BPJS's words")

REPLACE = Text(id="Ganti yang ditolak", en="Replace the rejected")
REPLACE_LEAD = Text(
    id="{people} orang keputusan {number} ditolak BPJS. Bulan mereka dapat diberikan kepada daftar tunggu.",
    en="BPJS rejected {people} people of the decree {number}. Their months can go to those who wait.",
)
REPLACE_SURE = Text(
    id="Ini mengusulkan keputusan perubahan: yang ditolak keluar, berikutnya dari daftar tunggu masuk. Usulan "
    "diperiksa dan disetujui orang lain.",
    en="This proposes an amending decree: the rejected come off, the next who wait come on. Others check and approve "
    "it.",
)
NEW_NUMBER = Text(id="Nomor keputusan perubahan", en="Number of the amending decree")
NEW_DAY = Text(id="Tanggal keputusan perubahan", en="Day of the amending decree")
FIRST = Text(id="Bulan pertama pengganti", en="First month of who comes on")
PROPOSED = Text(
    id="Diusulkan: {people} orang berubah, {months} orang-bulan untuk pengganti, {amount}. Menunggu pemeriksaan.",
    en="Proposed: {people} people change, {months} person-months for who comes on, {amount}. It waits to be checked.",
)
