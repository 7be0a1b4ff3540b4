"""What the pages of months say."""

from payung.core.basis.text import Text
from payung.entry.web.things import (
    BILLED,
    DAY,
    FILE_HINT,
    FROM_MONTH,
    FUND,
    GROUP,
    MONTH,
    NAME,
    NUMBER,
    PEOPLE,
    PERSON_MONTHS,
    PILE,
    RUPIAH,
    STATE,
    STRANGER,
    TOTAL,
    UNTIL_MONTH,
)

TITLE = Text(id="Bulan", en="Months")
LEAD = Text(
    id="Keputusan, tagihan, dan daftar peserta BPJS setiap bulan, berdampingan.",
    en="Decree, bill and BPJS's member list of every month, side by side.",
)
LISTS = Text(id="Daftar BPJS", en="BPJS's lists")
NO_MONTHS = Text(id="Belum ada bulan yang ditetapkan.", en="No decree holds a month yet.")
MATCHED = Text(id="Pencocokan {months}", en="Match of {months}")
MATCH_LEAD = Text(
    id="Setiap orang-bulan berada di tepat satu tumpukan.", en="Every person-month is in exactly one pile."
)
EXPLAIN = Text(id="orang-bulan harus dijelaskan", en="person-months to explain")
EXPLAIN_MORE = Text(
    id="ditagih, tidak di daftar BPJS: {people} orang, {amount}",
    en="billed, not on BPJS's list: {people} people, {amount}",
)
UNLISTED = Text(id="orang-bulan dibayar tanpa nama di daftar BPJS", en="person-months paid, not on BPJS's list")
PEOPLE_AMOUNT = Text(id="{people} orang, {amount}", en="{people} people, {amount}")
BACK = Text(id="dari yang ditagih kembali kepada dana", en="of what was billed comes back to the fund")
PILES = Text(id="Tumpukan", en="Piles")
ON_LIST = Text(id="Di daftar", en="On the list")
NOT_ON_LIST = Text(id="Tidak di daftar", en="Not on it")
LIST_MISSING = Text(id="Daftar belum ada", en="No list")
DECREED = Text(id="Menurut SK", en="By the decree")
OVERPAID = Text(id="Lebih", en="Over")
DOCUMENTS = Text(id="Dokumen", en="Documents")
DOCUMENT = Text(id="Dokumen", en="Document")
WORDS = Text(id="Ditagih, terbilang", en="Billed, in words")
RECORD = Text(id="Unduh berita acara (PDF)", en="Download the record (PDF)")
ANNEX = Text(id="Unduh tumpukan (XLSX)", en="Download the piles (XLSX)")
IN_PILE = Text(id="{pile}, {months}", en="{pile}, {months}")
LISTED = Text(id="Daftar BPJS", en="BPJS's list")
REASON = Text(id="Penjelasan", en="Explanation")
TURNED = Text(id="Bulan terakhir sebelum bulan pertama", en="The last month is before the first")

MEMBERS = Text(id="Unggah daftar peserta BPJS", en="Upload BPJS's member list")
MEMBERS_LEAD = Text(
    id="Daftar dari cabang BPJS: siapa yang tercatat sebagai peserta pada satu bulan.",
    en="The list of the BPJS branch: who is a member in a month.",
)
MEMBERS_FILE = Text(id="Daftar peserta", en="The member list")
ANY_GROUP = Text(id="semua wadah", en="all groups")
MEMBERS_CAME = Text(
    id="Daftar {month} diterima: {names} nama, {nobody} tidak cocok dengan siapa pun.",
    en="The list of {month} was taken: {names} names, {nobody} fit nobody.",
)

RELEASE = Text(id="Lepas bulan yang lewat", en="Release months that have passed")
RELEASE_LEAD = Text(
    id="Bulan yang ditetapkan SK, sudah lewat, dan tidak pernah ditagih; uangnya menjadi bebas.",
    en="Months that decrees hold, that have passed and that no bill took; their money is free again.",
)
RELEASE_SURE = Text(
    id="Sesudah dilepas, bulan itu tidak dapat ditagih lagi kecuali lewat keputusan baru.",
    en="Once released, those months cannot be billed again unless by a new decree.",
)
RELEASED = Text(id="{months} orang-bulan dilepas, {amount}.", en="{months} person-months released, {amount}.")

BOOKS = Text(id="Buku", en="Books")
BOOKS_LEAD = Text(
    id="Apa yang dibukukan pada setiap bulan. Bulan ditutup berurutan dan tidak dibuka lagi.",
    en="What was booked in every month. Months are closed in order and not opened again.",
)
NO_BOOKS = Text(id="Buku masih kosong.", en="The books are empty.")
CLOSED = Text(id="ditutup", en="closed")
OPEN = Text(id="terbuka", en="open")
LINES = Text(id="Baris buku", en="Lines")
REPORT = Text(id="Laporan (PDF)", en="Report (PDF)")
REPORT_OF = Text(id="{what} sampai {month}", en="{what} until {month}")
REPORT_BOOK = Text(id="Laporan (XLSX)", en="Report (XLSX)")
REPORT_EACH = Text(id="Orang-bulan (CSV)", en="Person-months (CSV)")
CLOSE = Text(id="Tutup bulan {month}", en="Close {month}")
CLOSE_LEAD = Text(
    id="Periksa angkanya. Sesudah ditutup, tidak ada yang dapat dibukukan pada {month} lagi.",
    en="Check the figures. Once closed, nothing can be booked in {month} any more.",
)
CLOSE_SURE = Text(id="Menutup bulan tidak dapat dibatalkan.", en="Closing a month cannot be undone.")
CLOSE_READ = Text(id="Saya sudah memeriksa angka di atas", en="I have checked the figures above")
MOVED = Text(id="Yang dibukukan bulan ini", en="Booked in this month")
FROM_ACCOUNT = Text(id="Dari", en="From")
TO_ACCOUNT = Text(id="Ke", en="To")
CLOSED_NOW = Text(id="Bulan {month} ditutup: {lines} baris.", en="{month} is closed: {lines} lines.")
PART_ALONE = Text(
    id="Hanya orang di wilayah Anda yang dihitung; baris tanpa orang yang dikenal tidak. Berita acara dibuat oleh yang "
    "melihat semua wilayah.",
    en="Only people of your regions are counted, and no lines of people unknown. The record is made by whoever sees "
    "all regions.",
)
TOO_LARGE = Text(
    id="Wilayah Anda besar: angka ini dihitung di latar. Berita acaranya dibuat pengelola sistem kantor Anda di "
    "server.",
    en="Your region is large: these figures are counted in the background. The administrator of your office makes the "
    "record on the server.",
)
