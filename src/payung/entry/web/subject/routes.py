"""Addresses of people's rights to the data about them."""

from payung.entry.web.route import Route, Views

breach = Views("payung.entry.web.subject.breach")
pages = Views("payung.entry.web.subject.pages")
ROUTES = [
    Route("hak/", pages.subjects, "subjects", "subject.see", "person"),
    Route("hak/<int:number>/", pages.subject, "subject", "subject.answer", "person"),
    Route("hak/<int:number>/berkas/", pages.subject_file, "subject_file", "subject.answer", "person"),
    Route("orang/<int:person>/hak/", pages.person_rights, "person_rights", "subject.answer", "person"),
    Route("hak/kebocoran/", breach.page, "breach", "audit.see", "person"),
]
