"""What the administrator's pages say."""

from payung.core.basis.text import Text
from payung.entry.web.things import BY, NAME, NUMBER, REGION, STATE

TITLE = Text(id="Akun", en="Accounts")
LEAD = Text(
    id="Siapa yang boleh masuk, berperan apa, di mana dan sampai kapan. Setiap perubahan tercatat dalam rantai.",
    en="Who may sign in, in which role, where and until when. Each change is in the chain.",
)
STATES = {
    "now": Text(id="berlaku", en="holds"),
    "later": Text(id="belum mulai", en="not yet"),
    "over": Text(id="lewat", en="over"),
    "ended": Text(id="diakhiri", en="ended"),
}
NO_DUTY, SHUT = Text(id="belum berperan", en="no duty yet"), Text(id="ditutup", en="refused")
OPEN = Text(id="boleh masuk", en="let in")
ACCOUNT = Text(id="Akun", en="Account")
ROLE = Text(id="Peran", en="Role")
WHERE = Text(id="Wilayah atau wadah", en="Region or group")
SINCE = Text(id="Sejak", en="Since")
UNTIL = Text(id="Sampai", en="Until")
EMAIL = Text(id="Surel", en="E-mail")
FACTORS = Text(id="Pengaman kedua", en="Second factor")
HAS, HAS_NOT = Text(id="terpasang", en="set up"), Text(id="belum dipasang", en="not set up")
PASSWORD = Text(id="Sandi", en="Password")
FIRST = Text(id="sandi pertama, harus diganti pemiliknya", en="a first one, to be changed by its owner")
OWN = Text(id="pilihan pemiliknya", en="chosen by its owner")
DUTIES = Text(id="Peran akun ini", en="Duties of this account")
END = Text(id="Akhiri", en="End")
ADD = Text(id="Buat akun", en="Make an account")
ADD_LEAD = Text(
    id="Sandi pertama dibuat sendiri oleh sistem dan ditampilkan satu kali; pemiliknya menggantinya saat masuk.",
    en="A first password is made and shown once; its owner changes it when signing in.",
)
USERNAME = Text(id="Nama akun", en="Username")
USERNAME_HINT = Text(
    id="Huruf kecil, angka, titik; tidak pernah diganti dan tidak pernah dipakai orang lain.",
    en="Small letters, digits, dots; never changed and never given to somebody else.",
)
ONCE = Text(id="Sandi pertama: hanya ditampilkan sekarang", en="First password: shown now only")
ONCE_LEAD = Text(
    id="Sampaikan langsung kepada pemiliknya. Ia harus menggantinya sebelum halaman lain terbuka.",
    en="Tell its owner in person. They change it before any other page opens.",
)
GIVE = Text(id="Beri peran", en="Give a duty")
GIVE_LEAD = Text(
    id="Peran berlaku mulai halaman berikutnya yang dibuka akun itu. Tidak ada yang memberi peran kepada diri sendiri.",
    en="A duty holds from the next page the account opens. Nobody gives a duty to themselves.",
)
FIND = Text(id="Cari wilayah", en="Find a region")
FIND_HINT = Text(
    id="Kode Kemendagri atau nama, contoh: 1505 atau Mendalo. Kosong: wilayah Anda sendiri.",
    en="A Kemendagri code or a name, like 1505 or Mendalo. Empty: your own regions.",
)
AREA_HINT = Text(id="Untuk semua peran selain cabang BPJS.", en="For every role but a BPJS branch.")
NO_AREA = Text(
    id="Tidak ada wilayah seperti itu di wilayah Anda. Periksa kode atau tulis bagian namanya.",
    en="There is no such region within yours. Check the code, or write a part of the name.",
)
GROUP = Text(id="Wadah BPJS", en="BPJS group")
GROUP_HINT = Text(id="Hanya untuk cabang BPJS.", en="Only for a BPJS branch.")
NONE = Text(id="tidak ada", en="none")
FROM = Text(id="Hari pertama", en="First day")
FROM_HINT = Text(id="Kosong: hari ini.", en="Empty: today.")
LAST = Text(id="Hari terakhir", en="Last day")
LAST_HINT = Text(id="Kosong: sampai diakhiri. Pemeriksa wajib diberi.", en="Empty: until ended. An auditor has one.")
END_DUTY = Text(id="Akhiri peran", en="End the duty")
END_LEAD = Text(
    id="Halaman berikutnya yang dibuka akun itu sudah ditolak. Perannya tetap tercatat.",
    en="The next page the account opens is refused. The duty stays on record.",
)
CLOSE = Text(id="Tutup akun", en="Refuse the account")
CLOSE_LEAD = Text(
    id="Akun tidak dapat masuk lagi dan halaman berikutnya sudah ditolak. Namanya tidak dipakai orang lain.",
    en="The account is signed in no more, from its next page on. Its name is nobody else's.",
)
BACK = Text(id="Izinkan masuk lagi", en="Let in again")
NEW_PASSWORD = Text(id="Buat sandi pertama baru", en="Make a new first password")
NEW_PASSWORD_LEAD = Text(
    id="Sandi lama tidak berlaku lagi dan akun keluar dari semua peramban. Pastikan dahulu pemiliknya yang meminta.",
    en="The old password ends and the account is signed out everywhere. First make sure that its owner asks.",
)
RESET = Text(id="Lepas pengaman kedua", en="Take away the second factor")
RESET_LEAD = Text(
    id="Untuk yang kehilangan telepon atau kuncinya. Sampai ia memasang yang baru, tidak ada halaman terbuka.",
    en="For who lost a phone or key. They set up a new one when signing in; until then no page opens.",
)
SESSIONS = Text(id="Sedang masuk di", en="Signed in at")
NO_SESSIONS = Text(id="Tidak sedang masuk di mana pun.", en="Not signed in anywhere.")
ADDRESS = Text(id="Alamat", en="Address")
BROWSER = Text(id="Peramban", en="Browser")
SIGN_OUT = Text(id="Keluarkan dari semua", en="Sign out everywhere")
SIGN_OUT_LEAD = Text(id="Akun harus masuk lagi di setiap peramban.", en="The account signs in anew in every browser.")
GIVEN = Text(id="Peran diberikan.", en="The duty is given.")
ENDED = Text(id="Peran diakhiri.", en="The duty is ended.")
CLOSED = Text(id="Akun ditutup.", en="The account is refused.")
OPENED = Text(id="Akun boleh masuk lagi.", en="The account is let in again.")
TAKEN = Text(id="{count} pengaman dilepas.", en="{count} factors taken away.")
SIGNED_OUT = Text(id="{count} sesi diakhiri.", en="{count} sessions ended.")
YOURS = Text(
    id="Ini akun Anda sendiri: tidak ada yang dapat Anda ubah di sini.",
    en="This is your own account: there is nothing you can change here.",
)
KEYS = Text(id="Kunci basis data", en="Keys of the store")
KEYS_LEAD = Text(
    id="Kunci menyegel NIK, nomor peserta dan berkas. Isinya tidak pernah ditampilkan di mana pun.",
    en="Keys seal NIKs, membership numbers and files. They themselves are shown nowhere.",
)
KEYS_NAME = Text(id="Nama kunci", en="Name of the keys")
VERSIONS = Text(id="Versi", en="Versions")
VERSION = Text(id="Versi", en="Version")
SEALS = Text(id="Dipakai untuk", en="Used for")
SEALING = Text(id="menyegel dan membuka", en="sealing and opening")
OPENING = Text(id="membuka salinan lama", en="opening older copies")
MADE_ON = Text(id="Dibuat", en="Made")
WITH_STORE = Text(id="bersama basis data", en="with the store")
HOW = Text(
    id="Kunci diganti di komputer server, saat tidak ada yang bekerja: payung store rotate, lalu mulai ulang payung "
    "serve dan salin lagi berkas kunci ke dua tempat. Tidak ada tombol untuk itu di sini, karena berkas kunci "
    "berada di luar jangkauan halaman ini.",
    en="Keys are changed at the server's own machine while nobody works: payung store rotate; then start payung serve "
    "again and copy the key file to two places. There is no button for it here, for the key file is out of reach of "
    "these pages.",
)
