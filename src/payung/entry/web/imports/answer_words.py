"""Words of the pages about correction workbooks that came back."""

from payung.core.basis.text import Text
from payung.entry.web.things import AFTER, BEFORE, FIELD, FILE, ROW, STATE, VILLAGE

TITLE = Text(id="Berkas perbaikan yang kembali", en="Correction workbooks that came back")
LEAD = Text(
    id="Isi sel kuning dipakai pada baris yang disebut berkas itu saat daftar diperiksa lagi. Sel yang kosong tidak "
    "mengubah apa pun; yang tidak dapat dipakai disebut alasannya. Sesudah diperiksa, masalah yang sudah benar hilang.",
    en="What is in yellow cells is used on the rows the workbook names when lists are checked again. An empty cell "
    "changes nothing; what cannot be used is told why. After the check, problems that are put right are gone.",
)
BY = Text(id="Dikirim", en="Sent")
CHANGED = Text(id="Sel diubah", en="Cells changed")
NOT_USED = Text(id="Sel tidak dipakai", en="Cells not used")
NONE = Text(id="Belum ada.", en="None yet.")
USED = Text(id="dipakai", en="used")
WAITS = Text(id="menunggu pemeriksaan", en="waits for the check")
CONFLICT = Text(id="bertentangan", en="in conflict")
REPLACED = Text(id="digantikan", en="replaced")
LINE = Text(id="berkas perbaikan: baris {n}", en="workbook: row {n}")
CELLS = Text(id="Sel kuning yang terisi", en="Yellow cells that are filled")
SUM = Text(
    id="{changed} sel mengubah daftar, {same} sudah sama, dari {total} sel yang terisi.",
    en="{changed} cells change the list, {same} say the same already, of {total} that are filled.",
)
DIGITS = Text(id="…{end} ({n} angka)", en="…{end} ({n} digits)")
SENT = Text(id="Dikirim {name}", en="Sent by {name}")
STILL = Text(
    id="Belum dipakai: daftar belum diperiksa lagi sesudah berkas ini masuk. Beginilah jadinya.",
    en="Not used yet: lists were not checked since it came in. This is what it will do.",
)
CHOOSE = Text(id="Pilih jawaban yang dipakai", en="Choose which answer counts")
BACK = Text(id="Semua berkas yang kembali", en="All that came back")
UNDO = Text(id="Batalkan kiriman ini", en="Undo this delivery")
