"""Addresses of endings."""

from payung.entry.web.route import Route, Views

files = Views("payung.entry.web.ending.files")
pages = Views("payung.entry.web.ending.pages")
ROUTES = [
    Route("berakhir/", pages.ending, "endings", "cover.see", "village"),
    Route("berakhir/orang/", pages.people, "ending_people", "people.see", "village"),
    Route("berakhir/tunggakan/", pages.arrears, "arrears", "people.see", "village"),
    Route("berakhir/usia/", pages.age_limit, "age_limit", "people.see", "village"),
    Route("berakhir/berkas/<slug:what>/", files.file, "ending_file", "cover.see", "village"),
]
