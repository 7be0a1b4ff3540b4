"""What the first pages say."""

from payung.core.basis.text import Text
from payung.entry.web.things import DEADLINE

CYCLES = Text(id="Program yang Anda kerjakan", en="Programmes you work on")
NONE = Text(id="Belum ada siklus program di wilayah Anda.", en="There is no cycle of a programme in your regions yet.")
OPEN = Text(id="Buka siklus baru", en="Open a new cycle")
CYCLE = Text(id="Siklus", en="Cycle")
LAW = Text(id="Aturan yang berlaku pada", en="Rules in force on")
SENT = Text(id="Daftar desa", en="Village lists")
STATE = Text(id="Tugas sekarang", en="Task at hand")
TASKS = Text(id="Daftar tugas", en="Task list")
ENDS = Text(id="Berakhir dalam {days} hari: {people} orang", en="Ends within {days} days: {people} people")
REGIONS = Text(id="Lihat per wilayah", en="See by region")
OF_ALL = Text(id="{done} dari {of} desa", en="{done} of {of} villages")

TASK = {
    "rules": Text(id="Siapkan aturan dan kuota", en="Prepare rules and quota"),
    "collect": Text(id="Kumpulkan daftar desa", en="Collect the village lists"),
    "check": Text(id="Periksa dan perbaiki", en="Check and repair"),
    "simulate": Text(id="Simulasi anggaran", en="Simulate the budget"),
    "decree": Text(id="Setujui dan terbitkan SK", en="Approve and issue the decree"),
    "enrol": Text(id="Daftarkan ke BPJS", en="Enrol with BPJS"),
    "pay": Text(id="Bayar dan cocokkan", en="Pay and reconcile"),
}
"""Code of a task -> its name, in the order in which they are done."""

REGISTERS = Text(id="{n} daftar pembanding", en="Lists to compare with: {n}")
NO_REGISTERS = Text(id="Belum ada daftar pembanding", en="No lists to compare with yet")
VILLAGES = Text(id="{done} dari {of} desa sudah mengirim", en="{done} of {of} villages have sent")
TROUBLED = Text(id="{problems} masalah di {villages} desa", en="Problems: {problems}, in villages: {villages}")
HANDED_IN = Text(id="Sudah diserahkan", en="Handed in")
CLEAN = Text(id="Tanpa masalah, belum diserahkan", en="No problems, not handed in yet")
UNCHECKED = Text(id="Daftar belum diperiksa", en="The lists have not been checked yet")
PLANS = Text(id="{n} rencana tersimpan", en="Plans saved: {n}")
PROPOSED = Text(id="{n} usulan menunggu keputusan", en="Proposals that wait for a decision: {n}")
DECREED = Text(id="{n} SK, {people} orang", en="Decrees: {n}, people: {people}")
ENROLLED = Text(
    id="{accepted} dari {of} orang diterima, {rejected} ditolak, {waiting} belum dijawab",
    en="{accepted} of {of} people accepted, {rejected} rejected, {waiting} not answered",
)
PAID = Text(id="{paid} dari {of} orang-bulan dibayar", en="{paid} of {of} person-months paid")
BRANCH = Text(id="Kantor cabang BPJS", en="BPJS branch")
BRANCH_LEAD = Text(
    id="Unduh berkas pendaftaran wadah Anda, unggah jawabannya, dan buka nama seseorang untuk bertanya.",
    en="Download the enrolment files of your groups, upload the answers, and open somebody's name to ask.",
)
UPLOAD = Text(id="Unggah jawaban {group}", en="Upload the answer of {group}")
DOWNLOAD = Text(id="Unduh {name}", en="Download {name}")
QUESTIONS = Text(id="{n} pertanyaan BPJS belum dijawab", en="Open questions of BPJS: {n}")
