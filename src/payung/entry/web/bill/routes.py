"""Addresses of bills."""

from payung.entry.web.bill.pages import bill, bills, receive
from payung.entry.web.bill.paying import pay
from payung.entry.web.route import Route
from payung.entry.web.whole import of_bill

ROUTES = [
    Route("tagihan/", bills, "bills", "money.see", "bill"),
    Route("tagihan/unggah/", receive, "bill_receive", "money.record", "bill"),
    Route("tagihan/<int:number>/", bill, "bill", "money.see", "bill"),
    Route("tagihan/<int:number>/bayar/", pay, "bill_pay", "money.record", "bill", whole=of_bill),
]
