"""Addresses of credits."""

from payung.entry.web.credit.pages import book, credits
from payung.entry.web.route import Route
from payung.entry.web.whole import of_books

ROUTES = [
    Route("kredit/", credits, "credits", "money.see", "bill"),
    Route("kredit/bukukan/", book, "credit_book", "money.record", "bill", whole=of_books),
]
