"""What the pages about people's rights say."""

from payung.core.basis.text import Text
from payung.entry.web.things import KIND, NOTE, NUMBER, PERSON, REASON, STATE, VILLAGE

TITLE = Text(id="Permintaan hak atas data", en="Requests about data")
LEAD = Text(
    id="Siapa pun yang datanya disimpan berhak melihat, memperbaiki, menghapus atau membatasinya (UU 27/2022).",
    en="Whoever's data is kept has a right to see, correct, erase or restrict it (UU 27/2022).",
)
CAME = Text(id="Diterima", en="Came in")
DUE = Text(id="Batas jawaban", en="Due")
LEFT = Text(id="Sisa hari", en="Days left")
OPEN = Text(id="belum dijawab", en="not answered")
LATE = Text(id="terlambat", en="late")
NONE = Text(id="Belum ada permintaan.", en="There is no request yet.")
RECORD = Text(id="Catat permintaan", en="Record a request")
RECORD_LEAD = Text(
    id="Pastikan dahulu siapa yang meminta. Isinya disimpan tersegel.",
    en="First make sure who asks. What is said is kept sealed.",
)
ASKER = Text(id="Siapa yang meminta", en="Who asks")
PROOF = Text(id="Bagaimana dipastikan", en="How that was made sure")
ON = Text(id="Hari permintaan diterima", en="Day on which it came in")
FIELD = Text(id="Data yang diperbaiki", en="What is to be corrected")
FIELD_HINT = Text(id="Hanya untuk perbaikan.", en="For a correction only.")
AFTER = Text(id="Yang benar", en="What is right")
NOTE_HINT = Text(id="Disimpan tersegel.", en="Kept sealed.")
RECORDED = Text(id="Permintaan dicatat, batas jawaban {due}.", en="The request is on record, due {due}.")
BEFORE = Text(id="Yang tersimpan", en="What is kept")
ANSWER = Text(id="Jawaban", en="Answer")
GRANT = Text(id="Kabulkan", en="Grant it")
REFUSE = Text(id="Tolak, dengan alasan", en="Refuse, with the reason")
REASON_HINT = Text(id="Wajib untuk penolakan dan perbaikan.", en="Needed for a refusal.")
SEND = Text(id="Jawab", en="Answer")
DONE = Text(id="Dijawab: {outcome}.", en="Answered: {outcome}.")
HOLDS = Text(id="Yang menghalangi penghapusan", en="What forbids to erase")
NO_HOLDS = Text(
    id="Tidak ada kewajiban yang menghalangi. NIK, nomor peserta dan isi baris daftar dihapus untuk selamanya.",
    en="No duty forbids it. NIK, membership number and what rows of lists say are erased for good.",
)
STAYS = Text(
    id="Nama, tanggal lahir dan desa tetap ada dalam rantai tindakan; berkas asli desa dihapus menurut masa simpannya.",
    en="Name, birth date and village stay in the chain of acts; a village's original file goes when its time is over.",
)
FETCH = Text(id="Unduh semua data (ZIP: JSON dan XLSX)", en="Fetch everything (ZIP: JSON and XLSX)")
ERASED = Text(id="Baris yang dihapus isinya", en="Rows whose contents are gone")
RESTRICTED = Text(
    id="Pemrosesan data orang ini dibatasi atas permintaannya.",
    en="The processing of this person's data is restricted on request.",
)
BACK = Text(id="Halaman orang ini", en="The person's page")
