"""Addresses of bills."""

from payung.entry.web.route import Route, Views
from payung.entry.web.whole import of_bill

pages = Views("payung.entry.web.bill.pages")
paying = Views("payung.entry.web.bill.paying")
ROUTES = [
    Route("tagihan/", pages.bills, "bills", "money.see", "bill"),
    Route("tagihan/unggah/", pages.receive, "bill_receive", "money.record", "bill"),
    Route("tagihan/<int:number>/", pages.bill, "bill", "money.see", "bill"),
    Route("tagihan/<int:number>/bayar/", paying.pay, "bill_pay", "money.record", "bill", whole=of_bill),
]
