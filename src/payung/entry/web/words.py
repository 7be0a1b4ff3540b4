"""What every page says."""

from payung.core.basis.text import Text

PRODUCT = "Payung"
TASKS = Text(id="Daftar tugas", en="Task list")
SKIP = Text(id="Langsung ke isi", en="Skip to the content")
MENU = Text(id="Menu utama", en="Main menu")
SAFETY = Text(id="Pengaman akun", en="Second factor")
PASSWORD = Text(id="Ganti sandi", en="Change the password")
SESSIONS = Text(id="Perangkat yang masuk", en="Devices signed in")
DEMO = Text(
    id="Ini kantor contoh: semua orang, desa dan uang di sini rekaan.",
    en="This is a made-up office: all people, lists and money here are invented.",
)
LEAVE = Text(id="Keluar", en="Sign out")
ENTER = Text(id="Masuk", en="Sign in")
ENTER_TO = Text(id="Masuk ke meja kerja", en="Sign in to the workbench")
NO_SIGN_UP = Text(
    id="Akun dibuat oleh pengelola sistem di kantor Anda.", en="Accounts are made by the administrator of your office."
)
PASSKEY = Text(id="Masuk dengan kunci keamanan", en="Sign in with a passkey")
LANGUAGE = Text(id="Bahasa", en="Language")
WHERE = Text(id="Letak halaman ini", en="Where this page is")
ERROR_BEFORE = Text(id="Kesalahan: ", en="Error: ")
WRONG = Text(id="Ada yang harus diperbaiki", en="There is a problem")
HIDDEN_ERROR = Text(id="Kesalahan:", en="Error:")
DONE = Text(id="Berhasil", en="Success")
COUNTED_AFTER = Text(
    id="Sebagian angka di halaman ini dihitung sesudah tindakan nomor {act}; yang lebih baru segera dihitung.",
    en="Some figures on this page were counted after act {act}; what came later will be counted soon.",
)
COUNTING = Text(id="Sedang dihitung", en="Being counted")
COUNTING_LEAD = Text(
    id="Angka halaman ini belum pernah dihitung untuk wilayah Anda yang besar; sekarang dihitung di latar. "
    "Halaman ini memuat ulang sendiri; Anda boleh meninggalkannya.",
    en="The figures of this page were never counted for a region as large as yours; they are being counted in the "
    "background. The page loads again by itself; you may leave it.",
)
NOT_COUNTED = Text(
    id="Angka halaman ini tidak berhasil dihitung. Laporkan kepada pengelola sistem.",
    en="The figures of this page could not be counted. Tell the administrator.",
)
COUNTING_AGAIN = Text(id="Muat ulang sekarang", en="Load it again now")
IMPORTANT = Text(id="Penting", en="Important")
WARNING = Text(id="Perhatian", en="Warning")
PRINT = Text(id="Cetak", en="Print")
PRINTED_BY = Text(id="Dicetak oleh {name} pada {at}", en="Printed by {name} on {at}")
TRAIL = Text(id="Jejak: tindakan ke-{number}, tanda", en="Trail: act {number}, mark")
ACCESS = Text(id="Pernyataan aksesibilitas", en="Accessibility statement")
PRIVACY = Text(
    id="Data pribadi: setiap halaman yang menampilkan orang dicatat.",
    en="Personal data: every page that shows people is on record.",
)
FROM_TO = Text(id="{first}–{last} dari {total}", en="{first}–{last} of {total}")
ROWS = Text(id="{total} baris", en="Rows: {total}")
PAGES = Text(id="Halaman", en="Pages")
PAGE = Text(id="Halaman {number}", en="Page {number}")
PREVIOUS = Text(id="Sebelumnya", en="Previous")
NEXT = Text(id="Berikutnya", en="Next")
FETCH = Text(id="Unduh {what}", en="Download {what}")
NO_ROWS = Text(id="Tidak ada baris.", en="No rows.")
CHANGE = Text(id="Ubah", en="Change")
NUMBERS = Text(id="Angkanya", en="The numbers")
SURE = Text(id="Ya, lanjutkan", en="Yes, go on")
BACK = Text(id="Batal", en="Cancel")
CHOOSE_FILE = Text(id="Pilih berkas", en="Choose a file")
DROP_FILE = Text(id="atau letakkan berkas di sini", en="or drop files here")
NO_FILE = Text(id="Belum ada berkas dipilih", en="No file chosen")
FILE_CHOSEN_MANY = Text(id="%{count} berkas dipilih", en="%{count} files chosen")
ENTERED_ZONE = Text(id="Di tempat meletakkan berkas", en="Entered drop zone")
LEFT_ZONE = Text(id="Keluar dari tempat meletakkan berkas", en="Left drop zone")
OF = Text(id="{done} dari {of}", en="{done} of {of}")
REFRESH = Text(id="Perbarui halaman ini", en="Refresh this page")
OPTIONAL = Text(id="(boleh kosong)", en="(optional)")
SCROLL = Text(id="Tabel dapat digeser ke samping", en="The table can be moved sideways")
SHOW = Text(id="Tampilkan", en="Show")
IN_HAND = Text(id="Pekerjaan Anda masih berjalan; lihat kemajuannya", en="Your work goes on; see how far it is")
USED = Text(
    id="Formulir ini sudah tersimpan sebelumnya; lihat daftarnya. Yang Anda isi sekarang belum tersimpan: kirim lagi "
    "hanya bila memang hal yang lain.",
    en="This form was kept before; look at the list. What you entered now was not kept: send it again only if it is "
    "something else.",
)
ASKED_BEFORE = Text(
    id="Formulir ini sudah dikirim sebelumnya; ini pekerjaan yang diminta waktu itu.",
    en="This form was sent before; this is the work that was asked for then.",
)
