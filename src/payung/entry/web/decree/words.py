"""What the pages of decrees and proposals say."""

from collections.abc import Mapping

from payung.core.basis.text import Text
from payung.entry.web.things import (
    DECREE,
    IN_WORDS,
    NAME,
    NIK,
    NOTE,
    PEOPLE,
    PERSON_MONTHS,
    REASON,
    RUPIAH,
    STATE,
    TOTAL,
    VILLAGE,
    VILLAGES,
    WHEN,
)

PROPOSALS = Text(id="Usulan keputusan", en="Proposals")
NO_PROPOSALS = Text(
    id="Belum ada usulan. Buat rencana di halaman anggaran, lalu usulkan.",
    en="No proposal yet. Make a plan on the page of the budget, then propose it.",
)
KIND = {
    "decree": Text(id="Keputusan", en="Decree"),
    "amendment": Text(id="Keputusan perubahan", en="Amending decree"),
    "extension": Text(id="Keputusan perpanjangan", en="Extending decree"),
}
PROPOSED = {
    "decree": Text(id="Usulan keputusan {number}", en="Proposed decree {number}"),
    "amendment": Text(id="Usulan keputusan perubahan {number}", en="Proposed amendment {number}"),
    "extension": Text(id="Usulan keputusan perpanjangan {number}", en="Proposed extension {number}"),
}
DECREES = Text(id="Keputusan (SK)", en="Decrees")
NO_DECREES = Text(id="Belum ada keputusan.", en="No decree yet.")
NUMBER = Text(id="Nomor keputusan", en="Number of the decree")
DATED = Text(id="Tanggal keputusan", en="Date of the decree")
WHAT = Text(id="Jenis", en="Kind")
WAITING = Text(id="Daftar tunggu", en="Waiting")
REGENCY = Text(id="Kabupaten/kota", en="Regency")
BY_REGENCY = Text(id="Menurut kabupaten/kota", en="By regency")
LAW = Text(id="Aturan yang berlaku", en="Rules in force")
VALUE = Text(id="Nilai", en="Value")
ARTICLE = Text(id="Pasal", en="Article")
SURE = Text(id="Kepastian", en="Certainty")
COMPARED = Text(id="sudah dicocokkan", en="compared with the text")
WARNINGS = Text(id="Yang belum selesai", en="What is not settled")
NO_WARNINGS = Text(id="Tidak ada peringatan yang terbuka.", en="There is no open warning.")
OPEN = Text(id="Yang tidak dinyatakan sumber program", en="What no source of the programme says")
STEPS = Text(id="Langkah", en="Steps")
STEP = Text(id="Langkah", en="Step")
WHO = Text(id="Akun", en="Account")
HASH = Text(id="Sidik daftar (SHA-256)", en="Hash of the list (SHA-256)")
SEED = Text(id="Benih undian contoh", en="Seed of the sample")
TIMES = Text(id="Usulan atas daftar ini", en="Proposals of this list")
NTH = Text(id="usulan ke-{n} atas daftar ini; undiannya tetap yang pertama", en="number {n}; drawn as at the first")
SAMPLE = Text(id="Contoh yang diperiksa", en="The sample to check")
SAMPLE_RULE = Text(
    id="{drawn} dari {people} orang, diundi per kabupaten: cukup untuk menemukan kesalahan 1 dari {one_in} dengan "
    "peluang 95 persen. Siapa pun dapat mengundi ulang: SHA-256 dari benih, tab, dan nomor orang.",
    en="{drawn} of {people} people, drawn by regency: enough to find errors of 1 in {one_in} with a probability of 95 "
    "per cent. Anybody can draw again: SHA-256 of the seed, a tab and the person's number.",
)
JUDGED = Text(id="{judged} dari {drawn} sudah dinilai, {wrong} salah", en="{judged} of {drawn} judged, {wrong} wrong")
BORN = Text(id="Tanggal lahir", en="Born")
SOURCE = Text(id="Baris pada daftar desa", en="Row of the village's list")
RIGHT = Text(id="benar", en="right")
WRONG = Text(id="salah", en="wrong")
SAID = {"right": RIGHT, "wrong": WRONG}
PLACE = Text(id="Nomor undian", en="Place in the draw")
DOUBTS = Text(id="Yang pernah dinilai salah, oleh siapa pun", en="Found wrong at one time, by whomever")
VERDICT = Text(id="Penilaian", en="Verdict")
WHY = Text(id="Keterangan bila salah (tanpa nama atau NIK)", en="What is wrong (no name, no NIK)")
REST = Text(
    id="Semua yang belum dinilai di halaman ini sudah saya cocokkan dan benar",
    en="I have compared everybody on this page who has no verdict yet, and they are right",
)
SAVE = Text(id="Simpan penilaian", en="Keep the verdicts")
KEPT = Text(
    id="Penilaian disimpan: {judged} dari {drawn} orang sudah dinilai.",
    en="The verdicts are kept: {judged} of {drawn} people are judged.",
)
DONE: Mapping[str, Text] = {
    "checked": Text(id="Usulan diloloskan ke penyetuju.", en="The proposal was passed on to the approver."),
    "approved": Text(
        id="Usulan disetujui. SK-nya dapat diterbitkan.", en="The proposal is approved. Its decree may be issued."
    ),
    "refused": Text(id="Usulan dikembalikan.", en="The proposal was sent back."),
    "withdrawn": Text(id="Usulan ditarik.", en="The proposal was withdrawn."),
}
TO_SAMPLE = Text(id="Periksa contoh", en="Check the sample")
PASS = Text(id="Loloskan ke penyetuju", en="Pass on to the approver")
SEND_BACK = Text(id="Kembalikan usulan", en="Send the proposal back")
WITHDRAW = Text(id="Tarik usulan", en="Withdraw the proposal")
TO_APPROVE = Text(id="Setujui …", en="Approve …")
APPROVE = Text(id="Ya, setujui", en="Yes, approve")
APPROVE_TITLE = Text(id="Anda akan menyetujui keputusan ini", en="You are about to approve this decree")
APPROVE_WARNING = Text(
    id="Setelah disetujui, daftar {people} orang dan {amount} dapat diterbitkan dan tidak dapat diubah; perubahan "
    "hanya dengan keputusan perubahan.",
    en="Once approved, the list of {people} people and {amount} may be issued and cannot be changed; changes take an "
    "amending decree.",
)
ISSUE = Text(id="Terbitkan", en="Issue")
ISSUE_WARNING = Text(
    id="Terbitkan membekukan daftar, mencadangkan uangnya dan membuat lampiran.",
    en="Issuing freezes the list, reserves its money and makes the annex.",
)
PAPER = Text(id="Kertas lampiran", en="Paper of the annex")
PROPOSE = Text(id="Usulkan keputusan", en="Propose a decree")
PLAN = Text(id="Rencana", en="Plan")
FIRST = Text(id="Bulan pertama (kosong: semua)", en="First month (empty: all)")
LAST = Text(id="Bulan terakhir (kosong: semua)", en="Last month (empty: all)")
STALE = Text(id="Usulan ini basi: {why}.", en="This proposal is out of date: {why}.")
APART = Text(
    id="Akun yang mengusulkan, memeriksa dan menyetujui harus tiga akun yang berbeda.",
    en="The accounts that propose, check and approve are three different ones.",
)
OF_PLAN = Text(id="Usulan dari rencana ini", en="Proposals of this plan")
BECAME = Text(id="Menjadi keputusan", en="Became the decree")
ISSUED = Text(id="Keputusan terbit", en="The decree is issued")
FILES = Text(id="Lampiran", en="Annex")
NO_FILES = Text(id="Lampiran belum dibuat.", en="The annex was not made yet.")
MAKE_FILES = Text(id="Buat lampiran lagi", en="Make the annex again")
FILE = {
    "full.pdf": Text(id="Lampiran lengkap, PDF (memuat NIK dan alamat)", en="Whole annex, PDF (with NIK and address)"),
    "full.xlsx": Text(id="Lampiran lengkap, XLSX (memuat NIK dan alamat)", en="Whole annex, XLSX (with NIK, address)"),
    "public.pdf": Text(id="Versi publik, PDF", en="Public version, PDF"),
    "public.xlsx": Text(id="Versi publik, XLSX", en="Public version, XLSX"),
}
NEXT = Text(id="Selanjutnya", en="Next")
NEXT_STEPS = (
    Text(id="Unduh lampiran, cetak atau bubuhkan tanda tangan elektronik.", en="Fetch the annex, print or sign it."),
    Text(id="Unggah kembali PDF yang bertanda tangan di bawah ini.", en="Bring the signed PDF back below."),
    Text(id="Daftarkan orangnya ke BPJS.", en="Enrol the people with BPJS."),
)
SIGN = Text(id="Unggah PDF bertanda tangan", en="Bring the signed PDF")
SIGNED = Text(id="PDF bertanda tangan", en="Signed PDF")
SIGNED_ONCE = Text(
    id="PDF bertanda tangan tersimpan; nomor dan tanggalnya menjadi rujukan setiap orang.",
    en="The signed PDF is kept; its number and date are what everybody's page refers to.",
)
CHANGES = Text(id="Perubahan", en="Changes")
NO_CHANGES = Text(id="Belum ada perubahan.", en="No changes yet.")
AMEND = Text(id="Usulkan perubahan", en="Propose an amendment")
AMEND_HINT = Text(
    id="CSV dengan kolom person atau nik, reason, evidence. Kosong: yang ditolak BPJS diganti.",
    en="CSV with the columns person or nik, reason, evidence. Empty: those BPJS rejected are replaced.",
)
OFF = Text(id="Daftar yang dikeluarkan (CSV)", en="List of who comes off (CSV)")
FILL = Text(id="Isi dengan pengganti dari daftar tunggu", en="Fill with the next who wait")
EXTEND = Text(id="Usulkan perpanjangan", en="Propose an extension")
REMOVED = Text(id="Dikeluarkan", en="Off")
ON = Text(id="Masuk", en="On")
WORK = Text(id="Pekerjaan", en="Work")
WORKING = Text(id="Sedang dikerjakan", en="In progress")
WAITS = Text(id="Menunggu giliran", en="Waiting for its turn")
FAILED = Text(id="Pekerjaan ini tidak selesai", en="This work did not finish")
AGAIN = Text(id="Kembali", en="Back")
SHOW = Text(id="Lihat hasilnya", en="See the result")
