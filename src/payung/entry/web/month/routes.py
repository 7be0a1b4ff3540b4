"""Addresses of months and of the books."""

from payung.entry.web.month.books import books, close, members, release, report
from payung.entry.web.month.matching import match, months, pile, record
from payung.entry.web.route import Route
from payung.entry.web.whole import of_books

_SPAN = "bulan/<int:first>-<int:last>/"
ROUTES = [
    Route("bulan/", months, "months", "money.see", "month"),
    Route("bulan/peserta/", members, "member_receive", "month.close", "month"),
    Route("bulan/lepas/", release, "month_release", "month.close", "month", whole=of_books),
    Route(_SPAN, match, "month_match", "money.see", "month"),
    Route(f"{_SPAN}tumpukan/<slug:pile>/", pile, "month_pile", "money.see", "month"),
    Route(f"{_SPAN}berita-acara/<slug:what>/", record, "month_record", "money.see", "month"),
    Route("buku/", books, "books", "money.see", "month", whole=of_books),
    Route("buku/tutup/<int:month>/", close, "books_close", "month.close", "month", whole=of_books),
    Route("buku/laporan/<int:until>/<slug:what>/", report, "books_report", "money.see", "month", whole=of_books),
]
