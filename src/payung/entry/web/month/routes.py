"""Addresses of months and of the books."""

from payung.entry.web.route import Route, Views
from payung.entry.web.whole import of_books

books = Views("payung.entry.web.month.books")
matching = Views("payung.entry.web.month.matching")
_SPAN = "bulan/<int:first>-<int:last>/"
ROUTES = [
    Route("bulan/", matching.months, "months", "money.see", "month"),
    Route("bulan/peserta/", books.members, "member_receive", "month.close", "month"),
    Route("bulan/lepas/", books.release, "month_release", "month.close", "month", whole=of_books),
    Route(_SPAN, matching.match, "month_match", "money.see", "month"),
    Route(f"{_SPAN}tumpukan/<slug:pile>/", matching.pile, "month_pile", "money.see", "month"),
    Route(f"{_SPAN}berita-acara/<slug:what>/", matching.record, "month_record", "money.see", "month"),
    Route("buku/", books.books, "books", "money.see", "month", whole=of_books),
    Route("buku/tutup/<int:month>/", books.close, "books_close", "month.close", "month", whole=of_books),
    Route("buku/laporan/<int:until>/<slug:what>/", books.report, "books_report", "money.see", "month", whole=of_books),
]
