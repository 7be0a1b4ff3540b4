"""What the pages of bills say."""

from payung.core.basis.text import Text
from payung.entry.web.things import (
    ALL,
    AMOUNT,
    BOOKED,
    FILE_HINT,
    GROUP,
    IN_WORDS,
    MONTH,
    NAME,
    PAYMENT,
    PAYMENTS,
    PEOPLE,
    PILE,
    STATE,
    STRANGER,
    VILLAGE,
)

TITLE = Text(id="Tagihan", en="Bills")
LEAD = Text(
    id="Tagihan tanpa nama tidak diterima: untuk setiap orang-bulan harus jelas siapa orangnya.",
    en="A bill without names is not taken: of every person-month it must be clear whose it is.",
)
CREDITS_THERE = Text(id="Kredit di BPJS", en="Credits at BPJS")
NO_BILLS = Text(id="Belum ada tagihan.", en="There is no bill yet.")
CODE = Text(id="Kode iuran", en="Billing code")
MONTHS = Text(id="Masa", en="Period")
PAID = Text(id="dibayar", en="paid")
UNPAID = Text(id="belum dibayar", en="not paid")
CORRECTED = Text(id="dikoreksi {code}", en="corrected by {code}")
ELSEWHERE = Text(id="tagihan wilayah lain", en="a bill of other regions")
BILL = Text(id="Tagihan {code}", en="Bill {code}")
DIGEST = Text(id="Sidik berkas (SHA-256)", en="Digest of the file (SHA-256)")
DUE = Text(id="Harus dibayar", en="Due")
DUE_OF = Text(id="{months} orang-bulan yang ditanggung SK", en="{months} person-months that decrees bear")
DUE_OF_YOURS = Text(
    id="{months} orang-bulan di wilayah Anda yang ditanggung SK",
    en="{months} person-months of your regions that decrees bear",
)
TOGETHER = Text(id="Baris tagihan", en="Lines of the bill")
LINES = Text(id="Baris tagihan", en="Lines of the bill")
LINE = Text(id="Baris", en="Line")
BEFORE = Text(id="Sudah ditagih oleh", en="Billed already by")
PAY = Text(id="Catat pembayaran", en="Record the payment")
MATCH = Text(id="Cocokkan bulan ini", en="Match these months")
RECEIVE = Text(id="Unggah tagihan", en="Upload a bill")
RECEIVE_LEAD = Text(
    id="Berkas tagihan dari cabang BPJS, dengan nama, NIK atau nomor peserta setiap orang.",
    en="The bill of the BPJS branch, with the name, NIK or membership number of everybody.",
)
FILE = Text(id="Berkas tagihan", en="The bill")
NEW_GROUP = Text(id="Wadah lain", en="Another group")
NEW_GROUP_HINT = Text(id="KODE:NOMOR, misalnya SG:26001", en="KIND:NUMBER, such as SG:26001")
NO_GROUP = Text(id="Pilih wadah, atau isi wadah lain", en="Choose a group, or enter another")
CODE_HINT = Text(id="Hanya bila tidak tertulis di berkas", en="Only where the file does not say it")
FIRST = Text(id="Bulan pertama", en="First month")
LAST = Text(id="Bulan terakhir", en="Last month")
CORRECTS = Text(id="Mengoreksi tagihan", en="Corrects the bill")
RECEIVED = Text(
    id="Tagihan {code} diterima: {committed} orang-bulan menjadi ditagih, {due}.",
    en="The bill {code} was taken: {committed} person-months are billed, {due}.",
)
NOBODY = Text(
    id="{count} baris tidak cocok dengan siapa pun: baris {lines}.", en="{count} lines fit nobody: lines {lines}."
)
SHORT = Text(
    id="{count} orang-bulan ditagih di bawah iurannya, jadi tidak diambil.",
    en="{count} person-months are billed below their contribution, so they are not taken.",
)
AGAIN = Text(
    id="{count} orang-bulan sudah ditagih oleh {code}.", en="{count} person-months were billed by {code} already."
)

PAY_LEAD = Text(
    id="{amount} ({words}) untuk {months} orang-bulan. Tidak kurang, tidak lebih.",
    en="{amount} ({words}) for {months} person-months. No less, no more.",
)
PAPER_NUMBER = Text(id="{paper}: nomor", en="{paper}: number")
PAPER_DAY = Text(id="{paper}: tanggal", en="{paper}: day")
PAPER_AMOUNT = Text(id="{paper}: jumlah", en="{paper}: amount")
PAPER_FILE = Text(id="{paper}: bukti (PDF atau foto)", en="{paper}: proof (PDF or photo)")
CREDITS = Text(id="Pakai kredit di BPJS", en="Use credits at BPJS")
CREDIT = Text(id="Kredit {number}: sisa {rest}", en="Credit {number}: {rest} left")
PAID_NOW = Text(
    id="Pembayaran dicatat: {months} orang-bulan, {amount}.",
    en="The payment is recorded: {months} person-months, {amount}.",
)
WHOLE_PAPER = Text(
    id="Isi nomor, tanggal, jumlah dan bukti surat ini", en="Enter number, day, amount and proof of this paper"
)
NOT_YOURS = Text(id="di luar wilayah Anda", en="outside your regions")
