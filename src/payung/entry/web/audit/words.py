"""What pages for auditors say."""

from payung.core.basis.text import Text
from payung.entry.web.things import (
    BILL,
    BILLED,
    BY,
    FIND,
    FROM_MONTH,
    FUND,
    GROUP,
    KIND,
    MONTH,
    NAME,
    PAYMENTS,
    PEOPLE,
    PERSON,
    PERSON_MONTHS,
    PRICE,
    RUPIAH,
    VILLAGE,
)

AUDIT = Text(id="Pemeriksaan", en="Audit")
FOLLOW = Text(id="Ikuti satu pembayaran", en="Follow a payment")
NUMBER = Text(id="Nomor SP2D, bukti terima, SPM, SPP, atau kode tagihan",
              en="Number of an SP2D, receipt, SPM or SPP, or code of a bill")  # fmt: skip
PAYMENT = Text(id="Pembayaran nomor {number}", en="Payment number {number}")
PAPERS = Text(id="Surat", en="Papers")
ON = Text(id="Tanggal", en="Day")
AMOUNT = Text(id="Rupiah dibayar", en="Rupiah paid")
CREDIT = Text(id="Dari kredit", en="From credit")
ROUTE = Text(id="Jalur uang", en="Route of the money")
MONTHS = Text(id="Orang-bulan yang dibayar", en="Person-months it paid")
DECREE = Text(id="SK", en="Decree")
SOURCE = Text(id="Baris di daftar desa", en="Row of the village's list")
NONE = Text(id="Tidak ada pembayaran seperti itu di wilayah Anda.", en="There is no such payment in your regions.")
TESTS = Text(id="Uji mandiri", en="Self-audit")
TESTS_LEAD = Text(
    id="Yang dihitung pemeriksa dari iuran yang sudah dibayar, untuk orang di wilayah tugas Anda, "
    "sampai tindakan ke-{act}.",
    en="What auditors count of contributions paid, for people in the regions of your duties, up to act {act}.",
)
TEST = Text(id="Uji", en="Test")
PERIOD = Text(id="Masa", en="Period")
LAST = Text(id="Sampai bulan", en="To month")
SHOW = Text(id="Tampilkan", en="Show")
LOOKED_AT = Text(id="Semua yang diperiksa", en="All that was looked at")
NOTHING_PAID = Text(id="Belum ada iuran yang dibayar.", en="No contribution has been paid yet.")
FOUND = Text(id="{test}, {first} – {last}", en="{test}, {first} – {last}")
SUMS = Text(id="Jumlah orang-bulan dan pembayaran", en="Person-months and payments")
SUMS_LEAD = Text(
    id="Setiap pembayaran untuk orang di wilayah tugas Anda dihitung seluruhnya, juga yang dibayarnya untuk orang di "
    "wilayah lain; harga di bawah hanya dari orang di wilayah tugas Anda.",
    en="Every payment for people in the regions of your duties is counted whole, with what it paid for people of other "
    "regions; the prices below are of people in the regions of your duties alone.",
)
PAID = Text(id="Dibayar", en="Paid")
PRICED = Text(id="Orang-bulan × tarif bulannya", en="Person-months × the tariff of their month")
DIFFERENCE = Text(id="Selisih", en="Difference")
DIFFERING = Text(id="Pembayaran yang berselisih", en="Payments that differ")
PRICES = Text(id="Harga yang bukan tarif bulannya", en="Prices that are not the tariff of their month")
TARIFF = Text(id="Tarif", en="Tariff")
NO_DIFFERENCE = Text(id="Tidak ada: selisihnya 0.", en="None: the difference is 0.")
SAMPLE = Text(id="Contoh untuk diperiksa", en="Sample to check")
SEED = Text(id="Benih undian", en="Seed of the draw")
SEED_HINT = Text(
    id="Teks apa saja. Benih yang sama mengundi orang yang sama dari daftar yang sama.",
    en="Any text. The same seed draws the same people from the same list.",
)
SAMPLE_SAID = Text(
    id="benih {seed}, {first} – {last}: {drawn} dari {people} orang yang dibayar, per desa",
    en="seed {seed}, {first} – {last}: {drawn} of {people} people paid for, by village",
)
DRAW = Text(id="Undi", en="Draw")
TRAIL = Text(id="Jejak tindakan", en="Trail of acts")
ACT = Text(id="Tindakan", en="Act")
AT = Text(id="Waktu", en="Time")
DAY = Text(id="Untuk tanggal", en="For the day")
WROTE = Text(id="Baris yang ditulis", en="Rows written")
SAID = Text(id="Yang diminta", en="What was asked")
OUTCOME = Text(id="Hasil", en="Outcome")
LINK = Text(id="Tanda", en="Mark")
SINCE = Text(id="Dari tanggal", en="From day")
UNTIL = Text(id="Sampai tanggal", en="To day")
