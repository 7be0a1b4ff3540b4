"""Pages about one person."""

from payung.entry.web.route import Route, Views

views = Views("payung.entry.web.person.views")
ROUTES = [
    Route("cari/", views.search_page, "search", "people.search", "person"),
    Route("orang/<int:person>/", views.person_page, "person", "people.see", "person"),
    Route("orang/<int:person>/baris/<int:row>/", views.row_page, "person_row", "people.see", "person"),
    Route("orang/<int:person>/nik/", views.nik_page, "person_nik", "nik.full", "person"),
    Route("orang/<int:person>/keluar/", views.leave_page, "person_leave", "people.leave", "person"),
]
