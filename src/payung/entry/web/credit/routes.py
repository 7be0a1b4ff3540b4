"""Addresses of credits."""

from payung.entry.web.credit.pages import book, credits
from payung.entry.web.route import Route

ROUTES = [
    Route("kredit/", credits, "credits", "money.see", "bill"),
    Route("kredit/bukukan/", book, "credit_book", "money.record", "bill"),
]
