"""Words of the pages about deliveries."""

from payung.core.basis.text import Text
from payung.entry.web.things import AFTER, ALL, BEFORE, FIELD, FILE, NO_VILLAGE, ROW, STATE, VILLAGE, WHEN

TITLE = Text(id="Daftar desa", en="Village lists")
LEAD = Text(
    id="Kirim daftar desa, periksa, lalu serahkan. Selama belum diserahkan, hasilnya hanya draf.",
    en="Send village lists, check them, then hand them in. Until then the result is a draft.",
)
FILES = Text(id="Berkas daftar atau satu ZIP", en="Lists, or one ZIP of them")
FILES_HINT = Text(
    id="Pilih banyak berkas sekaligus (.xlsx, .xls, .ods, .csv) atau satu ZIP. Berkas yang sama dikenali dari isinya.",
    en="Choose many files at once (.xlsx, .xls, .ods, .csv) or one ZIP. The same file is known by its content.",
)
SEND = Text(id="Kirim daftar", en="Send lists")
SENT = Text(
    id="{taken} berkas diterima, {known} sudah pernah dikirim (0 perubahan), {conflict} bertentangan, "
    "{refused} ditolak.",
    en="{taken} files taken, {known} sent before (0 changes), {conflict} in conflict, {refused} refused.",
)
REFUSED = Text(
    id="Nama yang ditolak, sebabnya dan yang perlu dilakukan ada di bawah; berkas lain sudah masuk.",
    en="What was refused, why, and what to do is below; all other files are in.",
)
REFUSED_FILES = Text(id="Berkas yang tidak diterima", en="Files that were not taken")
WRONG = Text(id="Yang salah", en="What is wrong")
TO_DO = Text(id="Yang perlu dilakukan", en="What to do")
UNREAD = Text(
    id="{n} berkas tidak terbaca: lihat namanya, sebabnya dan yang perlu dilakukan",
    en="Files that could not be read: {n}. See their names, why, and what to do",
)
JUDGE = Text(id="Periksa semua daftar", en="Check all lists")
WAITING = Text(id="{n} berkas belum diperiksa.", en="Files not checked yet: {n}.")
NOTHING_NEW = Text(id="Tidak ada yang berubah sejak pemeriksaan terakhir.", en="Nothing changed since the last check.")
DELIVERIES = Text(id="Kiriman", en="Deliveries")
WHO = Text(id="Pengirim", en="Sent by")
TAKEN = Text(id="Diterima", en="Taken")
KNOWN = Text(id="Sudah ada", en="Known")
CONFLICT = Text(id="Bertentangan", en="In conflict")
UNDO = Text(id="Batalkan", en="Undo")
UNDONE = Text(id="dibatalkan", en="undone")
STANDS = Text(id="berlaku", en="stands")
UNDO_TITLE = Text(id="Batalkan kiriman", en="Undo a delivery")
UNDO_WARNING = Text(
    id="Semua {n} berkas kiriman ini tidak lagi dipakai pada pemeriksaan berikutnya.",
    en="None of the {n} files of this delivery is used by the next check.",
)
UNDO_DONE = Text(id="Kiriman dibatalkan. Periksa lagi agar hasilnya ikut berubah.", en="Undone. Check the lists again.")
RESULT = Text(id="Hasil pemeriksaan terakhir", en="Result of the last check")
DRAFT = Text(id="draf", en="draft")
SUBMITTED = Text(id="sudah diserahkan", en="handed in")
SUBMIT = Text(id="Serahkan hasil ini", en="Hand this result in")
SUBMIT_DONE = Text(id="Hasil diserahkan. Rencana dan usulan SK memakai hasil ini.", en="Handed in.")
NOT_WHOLE = Text(
    id="Yang menyerahkan hasil harus bertugas di seluruh wilayah program.",
    en="Whoever hands the result in must work in the whole area of the programme.",
)
NEWER = Text(
    id="keadaannya berubah sejak halaman itu dibuka; buka berkasnya lagi dan lihat daftar yang lebih baru",
    en="things changed since that page was opened; open the file again and look at the newer list",
)
TWIN = Text(
    id="Isi berkas ini sama persis dengan daftar yang sudah dikirim untuk desa lain. Periksa apakah "
    "berkasnya tertukar; daftar desa ini tidak dipakai sampai ada yang memilih.",
    en="This file is exactly the list that was sent for another village. Look whether files were mixed up; "
    "this village has no list until somebody chooses.",
)
TWIN_OF = Text(
    id="Isi berkas ini sama persis dengan daftar yang sudah dikirim untuk {village}. Periksa apakah "
    "berkasnya tertukar; daftar desa ini tidak dipakai sampai ada yang memilih.",
    en="This file is exactly the list that was sent for {village}. Look whether files were mixed up; "
    "this village has no list until somebody chooses.",
)
JUDGED_WHOLE = Text(
    id="Semua daftar diperiksa bersama oleh petugas yang bertugas di seluruh wilayah program.",
    en="All lists are judged together, by an officer who works in the whole area of the programme.",
)
READ = Text(id="Baris dibaca", en="Rows read")
NOT_DATA = Text(id="Kosong, judul, jumlah", en="Blank, headings, totals")
SUM = Text(
    id="{read} baris dibaca = {new} baru + {unchanged} tidak berubah + {updated} diperbarui "
    "+ {problems} baris bermasalah + {rest} baris kosong, judul atau jumlah",
    en="{read} rows read = {new} new + {unchanged} unchanged + {updated} updated + {problems} rows with problems "
    "+ {rest} blank rows, headings or totals",
)
ROWS = Text(id="Pekerja", en="Workers")
READ_OK = Text(id="terbaca", en="read")
RUN_FILES = Text(id="Berkas yang diperiksa", en="Files that were checked")
ONLY_WRONG = Text(id="Tidak terbaca", en="Not read")
CONFLICTS = Text(id="Berkas yang bertentangan", en="Files in conflict")
CONFLICTS_LEAD = Text(
    id="Akun lain sudah mengirim daftar untuk desa yang sama sesudah hasil yang dijawab berkas ini. Pilih satu.",
    en="Another account sent a list for the same village after the result this file answers. Choose one.",
)
AGAINST = Text(id="Yang dipakai sekarang", en="Used now")
TAKE = Text(id="Pakai berkas ini", en="Use this file")
LEAVE = Text(id="Biarkan", en="Leave it")
CHOSEN = Text(id="Pilihan disimpan.", en="Your choice was kept.")
NO_CONFLICTS = Text(id="Tidak ada berkas yang bertentangan.", en="No file is in conflict.")
CHANGES = Text(id="Perubahan sejak hasil sebelumnya", en="Changes since the result before")
CHANGES_IN = Text(id="Perubahan di desa ini", en="Changes in this village")
NO_CHANGES = Text(id="Tidak ada isian yang berubah.", en="No field changed.")
FIRST_RUN = Text(id="Ini hasil yang pertama; semua baris baru.", en="This is the first result; all rows are new.")
JOB = Text(id="Memeriksa daftar", en="Checking lists")
JOB_LEAVE = Text(
    id="Anda boleh meninggalkan halaman ini; pekerjaan tetap berjalan.", en="You may leave this page; the work goes on."
)
JOB_DONE = Text(
    id="Selesai: {rows} baris pekerja, {findings} temuan dan catatan tentang baris dan berkas, {new} orang baru.",
    en="Done: {rows} rows of workers, {findings} findings and notes about rows and files, {new} new people.",
)
JOB_SAME = Text(id="Selesai: 0 baru, 0 berubah. Isinya sama dengan hasil terakhir.", en="Done: 0 new, 0 changed.")
JOB_FAILED = Text(id="Pekerjaan ini gagal; tidak ada yang berubah.", en="This work failed; nothing was changed.")
JOB_QUEUED = Text(id="Menunggu giliran", en="Waiting for its turn")
BACK = Text(id="Ke daftar desa", en="To the village lists")
PROBLEMS = Text(id="Lihat masalah", en="See problems")
PAIRS = Text(id="Pasangan yang mungkin orang yang sama", en="Pairs that may be one person")
NO_RUN = Text(id="Belum ada hasil pemeriksaan.", en="Nothing was checked yet.")
ANSWERS = Text(id="Berkas perbaikan yang kembali ({n})", en="Correction workbooks that came back ({n})")
ANSWERS_SENT = Text(
    id="{n} berkas perbaikan terbaca; isinya dipakai saat daftar diperiksa lagi.",
    en="{n} correction workbooks were read; what they say is used when lists are checked again.",
)
REPLACED = Text(id="Digantikan versi yang lebih baru", en="Replaced by a newer version")
SEE_ANSWER = Text(id="Lihat isinya", en="See what it says")
UNTIED = Text(id="Berkas yang desanya belum pasti ({n})", en="Files whose village is not certain ({n})")
