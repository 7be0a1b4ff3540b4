"""Addresses of funds."""

from payung.entry.web.fund.pages import fund, funds, give_back, open_, receive
from payung.entry.web.route import Route

ROUTES = [
    Route("dana/", funds, "funds", "money.see", "fund"),
    Route("dana/buka/", open_, "fund_open", "money.record", "fund"),
    Route("dana/kode/<str:code>/", fund, "fund", "money.see", "fund"),
    Route("dana/kode/<str:code>/terima/", receive, "fund_receive", "money.record", "fund"),
    Route("dana/kode/<str:code>/kembali/", give_back, "fund_return", "money.record", "fund"),
]
