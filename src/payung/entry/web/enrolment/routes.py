"""Addresses of enrolment."""

from payung.entry.web.route import Route, Views
from payung.entry.web.whole import of_group

answering = Views("payung.entry.web.enrolment.answering")
group = Views("payung.entry.web.enrolment.group")
overview = Views("payung.entry.web.enrolment.overview")
sending = Views("payung.entry.web.enrolment.sending")
_GROUP = "pendaftaran/wadah/<int:number>/"
ROUTES = [
    Route("pendaftaran/", overview.overview, "enrolments", "enrolment.see", "group"),
    Route(_GROUP, group.group, "enrolment_group", "enrolment.see", "group"),
    Route(f"{_GROUP}berkas/<int:batch>/", group.file, "enrolment_file", "enrolment.see", "group"),
    Route(f"{_GROUP}jawab/", answering.answer, "enrolment_answer", "enrolment.answer", "group", whole=of_group),
    Route(f"{_GROUP}jawaban/<int:answer>/", answering.answered, "enrolment_answered", "enrolment.see", "group"),
    Route("pendaftaran/kirim/<int:decree>/", sending.send, "enrolment_send", "enrolment.send", "decree"),
    Route("pendaftaran/ganti/<int:decree>/", sending.replace, "enrolment_replace", "decree.propose", "decree"),
    Route("pendaftaran/alasan/", answering.reasons, "enrolment_reasons", "enrolment.send", "group"),
]
