"""Addresses of payments."""

from payung.entry.web.route import Route, Views

pages = Views("payung.entry.web.payment.pages")
ROUTES = [
    Route("pembayaran/", pages.payments, "payments", "money.see", "bill"),
    Route("pembayaran/<int:number>/", pages.payment, "payment", "money.see", "bill"),
    Route("pembayaran/<int:number>/bukti/<int:paper>/", pages.proof, "payment_proof", "money.see", "bill"),
]
