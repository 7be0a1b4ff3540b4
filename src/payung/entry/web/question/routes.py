"""Addresses of questions."""

from payung.entry.web.route import Route, Views

pages = Views("payung.entry.web.question.pages")
ROUTES = [
    Route("pertanyaan/", pages.page, "questions", "rows.ask", "group"),
    Route("pertanyaan/<int:enrolment>/", pages.one, "question", "rows.ask", "group"),
]
