"""Addresses of credits."""

from payung.entry.web.route import Route, Views
from payung.entry.web.whole import of_books

pages = Views("payung.entry.web.credit.pages")
ROUTES = [
    Route("kredit/", pages.credits, "credits", "money.see", "bill"),
    Route("kredit/bukukan/", pages.book, "credit_book", "money.record", "bill", whole=of_books),
]
