"""What the pages of money say."""

from payung.core.basis.text import Text
from payung.entry.web.things import FUND, NAME, PERSON_MONTHS, REASON, VILLAGE

TITLE = Text(id="Simulasi anggaran", en="Budget")
LEAD = Text(
    id="Berapa orang-bulan yang dibeli uang yang ada, sebelum siapa pun diputuskan.",
    en="How many person-months the money buys, before anything is decided about anybody.",
)
AMOUNT = Text(id="Uang tiap desa (rupiah)", en="Money of each village (rupiah)")
PEOPLE = Text(id="Kuota orang tiap desa", en="Quota of people in each village")
MONTHS = Text(id="Bulan perlindungan (1–12)", en="Months of cover (1–12)")
VILLAGES = Text(id="Jumlah desa", en="Number of villages")
COUNT = Text(id="Hitung", en="Compute")
OF_ONE = Text(id="Satu desa", en="One village")
OF_ALL = Text(id="{n} desa", en="{n} villages")
BUYS = Text(
    id="{amount} membeli {months} orang-bulan, sisa {rest}", en="{amount} buys {months} person-months, {rest} left"
)
OPTIONS = Text(id="Pilihan", en="Options")
OPTION = Text(id="{people} orang × {months} bulan", en="{people} people × {months} months")
COST = Text(id="Biaya", en="Cost")
RESULT = Text(id="Hasil", en="Result")
SHORT = Text(id="kurang {amount}", en="{amount} short")
REST = Text(id="sisa {amount}", en="{amount} left")
PRICE = Text(id="Iuran satu orang satu bulan: {price}", en="Contribution of one person and month: {price}")
PRICES = Text(id="Iuran berubah di tengah tahun: {prices}", en="The contribution changes within the year: {prices}")
WARNINGS = Text(id="Perhatikan", en="Mind")
PLANS = Text(id="Rencana tersimpan", en="Plans kept")
NO_PLANS = Text(id="Belum ada rencana.", en="No plan yet.")
TO_MAKE = Text(
    id="Belum ada rencana. Beri nama dan buat rencana di bawah.", en="No plan yet. Name a plan below and make it."
)
TO_HAND_IN = Text(
    id="Belum ada rencana. Serahkan hasil pemeriksaan daftar, lalu beri nama dan buat rencana di bawah.",
    en="No plan yet. Hand the result of the lists in, then name a plan below and make it.",
)
PAID = Text(id="Orang dibayar", en="People paid")
SPENT = Text(id="Rupiah", en="Rupiah")
WAIT = Text(id="Menunggu, tak sebulan pun dibayar", en="Waiting, not a month paid")
UNPAID_PEOPLE = Text(id="Orang", en="People")
UNPAID_MONTHS = Text(id="Orang-bulan belum dibayar", en="Person-months not paid")
ACCEPTED = Text(id="Orang yang diterima dalam daftar", en="People accepted by the lists")
SUM_OF = Text(
    id="{all} = {paid} dibayar + {wait} menunggu + {held} sudah punya bulan itu + {restricted} tidak direncanakan",
    en="{all} = {paid} paid + {wait} waiting + {held} who hold those months + {restricted} not planned for",
)
UNPLACED = Text(
    id="Desanya tidak diketahui, tidak direncanakan; ikatkan daftarnya ke desa",
    en="Of no known village, not planned for; tie their list to a village",
)
RESTRICTED = Text(
    id="Pemrosesan data dibatasi atas permintaan orangnya, tidak direncanakan",
    en="Processing restricted on request, not planned for",
)
ERASED = Text(
    id="Datanya dihapus atas permintaan orangnya, tidak direncanakan sampai desa mendaftarkannya lagi",
    en="Data erased on request, not planned for until a village lists them anew",
)
TOO_OLD = Text(
    id="Mencapai batas usia sebelum bulan pertama yang akan dibayar dan belum menjadi peserta, tidak direncanakan",
    en="Reach the age limit before the first month that would be paid without being a member, not planned for",
)
LEFT = Text(
    id="Sisa dana, tanpa desa yang tidak punya orang dalam rencana",
    en="Money left, without villages that have nobody in the plan",
)
GONE = Text(
    id="Uang dana yang sudah terikat atau terpakai sebelum rencana ini, tidak dibagi lagi",
    en="Money of the funds bound or used before this plan, not shared again",
)
MAKE = Text(id="Buat rencana dari daftar yang diserahkan", en="Make a plan of the lists that were handed in")
PLAN_NAME = Text(id="Nama rencana", en="Name of the plan")
SCENARIOS = Text(id="Bandingkan skenario", en="Compare scenarios")
FUNDS = Text(id="Dana dan uangnya", en="Funds and their money")
NO_FUNDS = Text(id="Belum ada dana yang dibuka.", en="No fund was opened yet.")
CAME = Text(id="Masuk", en="Came in")
FREE = Text(id="Bebas", en="Free")
RESERVED = Text(id="Ditetapkan, ditagih, dibayar", en="Reserved, billed, paid")
OUT = Text(id="Bulan yang belum dibayar, menurut desa dan alasan", en="Months that are not paid, by village and reason")
OUT_LEAD = Text(
    id="Orang yang dibayar sebagian bulannya juga terhitung di sini, dan dapat muncul di bawah beberapa alasan.",
    en="Whoever is paid for some months is counted here for the others, and may be under several reasons.",
)
FROM_RANK = Text(id="Mulai peringkat", en="From rank")
NOBODY_OUT = Text(id="Semua bulan semua orang dibayar.", en="Every month of everybody is paid.")
PROPOSE = Text(id="Usulkan keputusan dari rencana ini", en="Propose a decree of this plan")
STALE = Text(
    id="Daftar yang diserahkan sudah berubah sejak rencana ini dibuat: {why}. Buat rencana baru.",
    en="What was handed in has changed since this plan was made: {why}. Make a new plan.",
)
FIRST_MONTHS = Text(
    id="Kematian sebelum {months} bulan kepesertaan dibayar {small}, sesudahnya {full} ({article}).",
    en="A death within the first {months} months of membership is paid {small}, after them {full} ({article}).",
)
LAPSE = Text(
    id="Celah {months} bulan atau lebih tanpa iuran: kepesertaan dihitung dari awal ({article}).",
    en="A gap of {months} months or more without contributions: membership begins anew ({article}).",
)
YEAR_ENDS = Text(
    id="Perlindungan berakhir {day}; tanpa anggaran tahun berikutnya terbuka lagi celah.",
    en="Cover ends on {day}; without next year's money a gap opens again.",
)
UNCERTAIN = Text(id="belum dicocokkan dengan naskah resmi", en="not compared with the official text yet")
