"""Addresses of funds."""

from payung.entry.web.route import Route, Views

pages = Views("payung.entry.web.fund.pages")
ROUTES = [
    Route("dana/", pages.funds, "funds", "money.see", "fund"),
    Route("dana/buka/", pages.open_, "fund_open", "money.record", "fund"),
    Route("dana/kode/<str:code>/", pages.fund, "fund", "money.see", "fund"),
    Route("dana/kode/<str:code>/terima/", pages.receive, "fund_receive", "money.record", "fund"),
    Route("dana/kode/<str:code>/kembali/", pages.give_back, "fund_return", "money.record", "fund"),
]
