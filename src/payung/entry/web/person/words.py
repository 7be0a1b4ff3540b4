"""What pages about a person say."""

from payung.core.basis.text import Text
from payung.entry.web.things import BILL, BY, FIND, FUND, MONTH, NAME, NIK, PAYMENT, PRICE, STATE, VILLAGE

SEARCH = Text(id="Cari orang", en="Find a person")
WHOM = Text(id="NIK, nomor peserta, atau nama", en="NIK, membership number, or name")
HOW = Text(
    id="NIK 16 angka lengkap, nomor peserta BPJS (KPJ) lengkap, atau awal kata-kata nama. Pencarian ini dicatat.",
    en="A whole NIK of 16 digits, a whole BPJS number (KPJ), or beginnings of words of a name. Searches are on record.",
)
NOBODY = Text(id="Tidak ada orang seperti itu di wilayah Anda.", en="There is nobody like that in your regions.")
TOO_SHORT = Text(
    id="Tulis NIK 16 angka, nomor peserta 8–15 angka, atau sedikitnya 2 huruf dari nama.",
    en="Enter a NIK of 16 digits, a membership number of 8–15 digits, or at least 2 letters of the name.",
)
TOO_MANY = Text(
    id="Lebih dari {most} orang; tulis lebih banyak dari namanya.", en="More than {most} people; say more of the name."
)
FOUND = Text(id="Orang yang ditemukan", en="People found")
PAGE = Text(id="Halaman {number}", en="Page {number}")
BORN = Text(id="Tanggal lahir", en="Date of birth")
COVER = Text(id="Perlindungan", en="Cover")
PERSON = Text(id="Orang nomor {number}", en="Person number {number}")
COVER_TODAY = Text(id="Perlindungan hari ini", en="Cover today")
WHY = Text(id="Sebab", en="Reason")
ACCIDENT = Text(id="Kecelakaan kerja (JKK)", en="Work accident (JKK)")
DEATH = Text(id="Kematian (JKM)", en="Death (JKM)")
SINCE = Text(id="Mulai", en="Since")
MONTHS_SINCE = Text(id="Bulan dihitung", en="Months counted")
FULL_MARK = Text(id="Santunan kematian penuh", en="Full death benefit")
FULL_NOTE = Text(
    id="Santunan kematian penuh tidak dibayar sejak hari pertama: untuk kematian bukan karena kerja dalam {months} "
    "bulan pertama kepesertaan hanya biaya pemakaman yang dibayar ({article}; {reading}).",
    en="The full death benefit is not paid from the first day: for a death not caused by work within the first "
    "{months} months of membership only burial costs are paid ({article}; {reading}).",
)
FULL_EXPECTED = Text(
    id="Hari yang diperkirakan berlaku bila setiap bulan sejak {month} dibayar.",
    en="The day that is expected holds if every month from {month} on is paid.",
)
SCHOLAR_MARK = Text(id="Beasiswa anak", en="Children's scholarship")
REACHED = Text(id="sejak {day}", en="since {day}")
EXPECTED = Text(id="diperkirakan {day}", en="expected {day}")
NO_MARK = Text(id="belum", en="not yet")
HEIRS = Text(id="Ahli waris menerima bila meninggal hari ini", en="Heirs would get for a death today")
HEIRS_WORK = Text(id="… bila karena kecelakaan kerja", en="… if by a work accident")
PENDING = Text(id="(belum pasti)", en="(not certain)")
MONTHS = Text(id="Bulan demi bulan", en="Month by month")
ON_LIST = Text(id="Di daftar BPJS", en="On BPJS's list")
YES = Text(id="ya", en="yes")
NO = Text(id="tidak", en="no")
TIMELINE = Text(id="Riwayat", en="Timeline")
WHEN = Text(id="Dicatat", en="Recorded")
WHAT = Text(id="Apa", en="What")
MORE = Text(id="Keterangan", en="Details")
NOTHING = Text(id="Belum ada yang tercatat.", en="Nothing is on record.")
SEE_NIK = Text(id="Lihat NIK lengkap", en="See the whole NIK")
WHOLE_NIK = Text(id="NIK lengkap", en="The whole NIK")
NIK_WHY = Text(id="Untuk apa?", en="What for?")
NIK_HINT = Text(id="Alasan ini dicatat atas nama Anda.", en="The reason is kept under your name.")
NO_NIK = Text(id="Orang ini tidak punya NIK di basis data.", en="The store has no NIK of this person.")
SHOW = Text(id="Tampilkan", en="Show")
RIGHTS = Text(id="Hak orang ini atas datanya", en="This person's rights to the data")
LEAVE = Text(id="Catat meninggal, pindah atau keluar", en="Record a death, a move or a leaving")
LEAVE_WHY = Text(id="Apa yang terjadi", en="What happened")
LEAVE_ON = Text(id="Tanggal kejadian", en="Day on which it happened")
LEAVE_SOURCE = Text(id="Surat yang menyatakannya", en="The paper that says so")
LEAVE_HINT = Text(
    id="Contoh: surat keterangan kematian desa 12/2026. Jangan tulis nama orang.",
    en="For instance: village death certificate 12/2026. Write nobody's name.",
)
LEAVE_WARNING = Text(
    id="Bulan sesudahnya yang belum ditagih dilepas, dan perlindungannya berakhir.",
    en="Months after it that no bill has taken are released, and the cover ends.",
)
RECORD = Text(id="Catat", en="Record")
RECORDED = Text(
    id="Tercatat. {months} orang-bulan dilepas, {rupiah} bebas lagi.",
    en="Recorded. {months} person-months released, {rupiah} free again.",
)
DECISION = Text(id="Keputusan tentang baris ini", en="The decision about this row")
BY_RULES_OF = Text(id="Menurut aturan tanggal", en="By the rules of")
AS_KEPT = Text(id="Keputusan yang tersimpan", en="The decision that is kept")
AGAIN = Text(id="Dihitung ulang", en="Judged again")
SAME = Text(id="sama dengan yang tersimpan", en="the same as is kept")
OTHER = Text(id="lain dari yang tersimpan", en="other than what is kept")
CRITERION = Text(id="Syarat", en="Criterion")
MET = Text(id="Terpenuhi", en="Met")
SAYS = Text(id="Dasar, tanggal dan nilai", en="Article, dates and values")
NOT_KNOWN = Text(
    id="Program baris ini tidak ada di katalog; keputusannya tidak dapat dihitung ulang.",
    en="The programme of this row is not in the catalogue; its decision cannot be judged again.",
)
NOT_WHOLE = Text(
    id="Isi baris ini tidak disimpan: usia dihitung dari tanggal lahir orangnya, pekerjaan tetap seperti dahulu.",
    en="What the row said was not kept: age is of the person's birth date, the occupation is as it was judged.",
)
ROW_OF_TEXT = Text(id="Berkas {file}, baris {line}", en="File {file}, row {line}")
ROW_PLACE = Text(id="Berkas {file}, lembar {sheet}, baris {line}", en="File {file}, sheet {sheet}, row {line}")
DECISIONS = {
    "accept": Text(id="memenuhi syarat", en="eligible"),
    "correct": Text(id="harus diperbaiki desa", en="to be corrected by the village"),
    "reject": Text(id="tidak memenuhi syarat", en="not eligible"),
}
STATES = {"accepted": Text(id="diterima", en="accepted"), "rejected": Text(id="ditolak", en="rejected")}
EVENTS = {
    "import": Text(id="Ada di daftar desa", en="On a village's list"),
    "decision": Text(id="Diputuskan: {decision}", en="Decided: {decision}"),
    "finding": Text(id="Temuan: {what}", en="Finding: {what}"),
    "decree": Text(id="Ditetapkan dalam SK {number}", en="On decree {number}"),
    "removal": Text(id="Dikeluarkan oleh SK {number}", en="Taken off by decree {number}"),
    "waiting": Text(id="Daftar tunggu SK {number}", en="Waiting under decree {number}"),
    "enrolment": Text(id="Dikirim ke BPJS", en="Sent to BPJS"),
    "answer": Text(id="Jawaban BPJS: {state}", en="BPJS answered: {state}"),
    "question": Text(id="Pertanyaan cabang BPJS", en="The BPJS branch asks"),
    "reply": Text(id="Pertanyaan cabang dijawab", en="The branch is answered"),
    "membership": Text(id="Nomor peserta BPJS diterima", en="BPJS gave a membership number"),
    "correction": Text(id="Diperbaiki: {field}", en="Put right: {field}"),
    "bill": Text(id="Ditagih BPJS", en="Billed by BPJS"),
    "payment": Text(id="Iuran dibayar", en="Contribution paid"),
    "leaving": Text(id="Tercatat {why}", en="Recorded: {why}"),
    "unleaving": Text(id="Catatan {why} dibatalkan", en="Record taken back: {why}"),
    "join": Text(id="Disatukan dengan catatan orang yang sama", en="Joined with a record of the same person"),
    "parting": Text(id="Penyatuan dibatalkan", en="The joining was undone"),
    "look": Text(id="Data dilihat", en="Data seen"),
}
SIGNED = Text(id="SK bertanda tangan {number}, {day}", en="signed decree {number}, {day}")
FROM_TO = Text(id="{first} – {last}, {rupiah}", en="{first} – {last}, {rupiah}")
RESTRICTED = Text(
    id="Pemrosesan data orang ini dibatasi atas permintaannya: tidak masuk rencana, keputusan atau pendaftaran baru. "
    "Perlindungan yang sudah ada berjalan terus.",
    en="The processing of this person's data is restricted on request: they come into no new plan, decree or "
    "enrolment. Cover that stands goes on.",
)
BEFORE_AFTER = Text(id="sebelumnya {before}, kini {after}", en="before {before}, today {after}")
BY_NEXT_LIST = Text(
    id="Perbaikan {field} tercatat, tetapi data tersimpan belum berubah: {field} berubah lewat daftar desa berikutnya.",
    en="A correction of {field} is on record, but what is kept has not changed: {field} comes with the next list.",
)
LISTS_SAY = Text(
    id="Daftar desa terakhir masih menulis {field} {said}. Yang diperbaiki di sini tetap berlaku; minta desa "
    "memperbaiki daftarnya.",
    en="The last list still says {said} as {field}. What was put right here holds; ask the village to mend its list.",
)
