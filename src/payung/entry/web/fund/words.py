"""What the pages of funds say."""

from payung.core.basis.text import Text
from payung.entry.web.things import AMOUNT, BOOKED, FUND, IN_WORDS

TITLE = Text(id="Dana", en="Funds")
LEAD = Text(id="Setiap rupiah yang masuk ada di tepat satu tempat.", en="Every rupiah that came in is in one place.")
NO_FUNDS = Text(id="Belum ada dana yang dibuka.", en="No fund is open yet.")
OWNER = Text(id="Pemilik", en="Owner")
KIND = Text(id="Kode wadah", en="Kind of group")
RECEIVED = Text(id="diterima", en="received")
PURSES = Text(id="Dompet", en="Purses")
WHERE = Text(id="Desa", en="Village")
WHOLE = Text(id="seluruh wilayah", en="the whole area")
OPEN = Text(id="Buka dana", en="Open a fund")
OPEN_LEAD = Text(
    id="Unggah berkas dana (YAML) dari rencana. Membuka dana belum mencatat uang masuk.",
    en="Upload the funds file (YAML) of the plan. Opening a fund records no money yet.",
)
OPEN_FILE = Text(id="Berkas dana", en="Funds file")
OPENED = Text(
    id="{funds} dana dibuka dengan {purses} dompet; {there} sudah ada.",
    en="{funds} funds opened with {purses} purses; {there} were open.",
)
ELSEWHERE = Text(id="Dana {fund} bukan untuk wilayah Anda.", en="The fund {fund} is not for your regions.")
RECEIVE = Text(id="Catat uang masuk", en="Record money that came in")
RECEIVE_LEAD = Text(
    id="Kosongkan jumlah untuk mencatat tahap menurut aturan dana ini.",
    en="Leave the amount empty to record the tranche that the rules of this fund promise.",
)
VILLAGE = Text(id="Desa (untuk dana per desa)", en="Village (of a fund with a purse in each)")
PROMISED = Text(id="Bulan tahapnya bila terlambat", en="Month of the tranche where it came late")
CAME = Text(id="{amount} masuk ke {purses} dompet.", en="{amount} came into {purses} purses.")
RETURN = Text(id="Kembalikan yang belum terikat", en="Give back what is free")
RETURN_SURE = Text(
    id="{amount} yang belum terikat dicatat kembali kepada pemiliknya. Ini tidak dapat dibatalkan.",
    en="{amount} that is free is booked as given back to its owner. This cannot be undone.",
)
RETURNED = Text(id="{amount} dari {purses} dompet dikembalikan.", en="{amount} of {purses} purses was given back.")
