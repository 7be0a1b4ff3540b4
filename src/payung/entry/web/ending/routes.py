"""Addresses of endings."""

from payung.entry.web.ending.files import file
from payung.entry.web.ending.pages import age_limit, arrears, ending, people
from payung.entry.web.route import Route

ROUTES = [
    Route("berakhir/", ending, "endings", "cover.see", "village"),
    Route("berakhir/orang/", people, "ending_people", "people.see", "village"),
    Route("berakhir/tunggakan/", arrears, "arrears", "people.see", "village"),
    Route("berakhir/usia/", age_limit, "age_limit", "people.see", "village"),
    Route("berakhir/berkas/<slug:what>/", file, "ending_file", "cover.see", "village"),
]
