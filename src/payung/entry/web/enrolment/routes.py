"""Addresses of enrolment."""

from payung.entry.web.enrolment.answering import answer, answered, reasons
from payung.entry.web.enrolment.group import file, group
from payung.entry.web.enrolment.overview import overview
from payung.entry.web.enrolment.sending import replace, send
from payung.entry.web.route import Route
from payung.entry.web.whole import of_group

_GROUP = "pendaftaran/wadah/<int:number>/"
ROUTES = [
    Route("pendaftaran/", overview, "enrolments", "enrolment.see", "group"),
    Route(_GROUP, group, "enrolment_group", "enrolment.see", "group"),
    Route(f"{_GROUP}berkas/<int:batch>/", file, "enrolment_file", "enrolment.see", "group"),
    Route(f"{_GROUP}jawab/", answer, "enrolment_answer", "enrolment.answer", "group", whole=of_group),
    Route(f"{_GROUP}jawaban/<int:answer>/", answered, "enrolment_answered", "enrolment.see", "group"),
    Route("pendaftaran/kirim/<int:decree>/", send, "enrolment_send", "enrolment.send", "decree"),
    Route("pendaftaran/ganti/<int:decree>/", replace, "enrolment_replace", "decree.propose", "decree"),
    Route("pendaftaran/alasan/", reasons, "enrolment_reasons", "enrolment.send", "group"),
]
