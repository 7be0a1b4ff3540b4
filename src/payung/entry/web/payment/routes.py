"""Addresses of payments."""

from payung.entry.web.payment.pages import payment, payments, proof
from payung.entry.web.route import Route

ROUTES = [
    Route("pembayaran/", payments, "payments", "money.see", "bill"),
    Route("pembayaran/<int:number>/", payment, "payment", "money.see", "bill"),
    Route("pembayaran/<int:number>/bukti/<int:paper>/", proof, "payment_proof", "money.see", "bill"),
]
