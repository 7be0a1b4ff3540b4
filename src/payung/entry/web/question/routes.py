"""Addresses of questions."""

from payung.entry.web.question.pages import one, page
from payung.entry.web.route import Route

ROUTES = [
    Route("pertanyaan/", page, "questions", "rows.ask", "group"),
    Route("pertanyaan/<int:enrolment>/", one, "question", "rows.ask", "group"),
]
