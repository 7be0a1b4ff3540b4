"""The accessibility statement: what works, what is checked how, what does not work yet, whom to tell."""

from payung.core.basis.text import Text

TITLE = Text(id="Pernyataan aksesibilitas", en="Accessibility statement")
FOR = Text(
    id="Halaman Payung dibuat agar dapat dipakai semua orang, dengan alat bantu apa pun.",
    en="The pages of Payung are made to be used by everybody, with any aid.",
)
CAN = Text(id="Yang dapat Anda lakukan", en="What you can do")
CAN_LIST = (
    Text(id="membesarkan huruf sampai 400% tanpa ada yang hilang;", en="enlarge to 400 % without losing anything;"),
    Text(id="memakai papan tombol saja, tanpa tetikus;", en="use a keyboard alone, without a mouse;"),
    Text(id="memakai pembaca layar; setiap isian punya nama dan petunjuk;", en="listen with a screen reader; every "
         "field has a name and a hint;"),
    Text(id="memakai ponsel selebar 320 piksel;", en="use a phone 320 pixels wide;"),
    Text(id="memakai peramban tanpa JavaScript;", en="use a browser without JavaScript;"),
    Text(id="mencetak setiap daftar.", en="print every list."),
)  # fmt: skip
STANDARD = Text(id="Pedoman yang diikuti", en="What is followed")
FOLLOWED = Text(
    id="Pedoman WCAG 2.2 tingkat AA. Setiap bagian halaman diperiksa dengan axe di peramban sungguhan, pada layar "
    "lebar dan layar 320 piksel, setiap kali program diubah.",
    en="WCAG 2.2, level AA. Every part of the pages is checked with axe in a real browser, on a wide screen and on "
    "one of 320 pixels, whenever the program changes.",
)
NOT_YET = Text(id="Yang belum sempurna", en="What is not perfect yet")
NOT_YET_LIST = (
    Text(id="Tabel yang lebar harus digeser ke samping pada layar sempit.", en="Wide tables are moved sideways on "
         "narrow screens."),
    Text(id="Lampiran PDF tidak bertanda untuk pembaca layar; pakai berkas XLSX yang isinya sama.",
         en="PDF annexes are not tagged for screen readers; the XLSX file holds the same."),
    Text(id="Halaman belum diuji bersama pengguna alat bantu.", en="The pages have not been tried with people who "
         "use aids."),
)  # fmt: skip
TELL = Text(id="Bila ada yang tidak dapat Anda pakai", en="If you cannot use something")
TELL_HOW = Text(
    id="Katakan kepada pengelola sistem di kantor Anda: halaman mana, dan apa yang terjadi. Kantor wajib memberi "
    "isinya dengan cara lain bila Anda memintanya.",
    en="Tell the administrator of your office which page it is and what happens. The office gives you its contents "
    "in another way when you ask for it.",
)
