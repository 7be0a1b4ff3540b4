"""Payments of bills, each with its papers and their proofs."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from payung.core.basis.rupiah import in_words
from payung.core.basis.text import Text
from payung.core.cover.payment import PAPERS, ROUTES
from payung.entry.web.listing import Listing, listed, look
from payung.entry.web.page import Go, Page, Sum, filled, told
from payung.entry.web.parts import Cell, Column, Item, Table
from payung.entry.web.things import BILL, DAY, IN_WORDS, NUMBER, PAYMENTS, PERSON_MONTHS
from payung.entry.web.uploads import as_download
from payung.entry.web.visitor import Visitor
from payung.entry.web.whole import sees_all
from payung.store.counts import months_paid_by, sized
from payung.store.files import content
from payung.store.keys import Keys
from payung.store.models import KeptFile, Payment, PaymentPaper, Posting
from payung.store.seen import seen

LEAD = Text(id="Setiap pembayaran dengan surat dan buktinya.", en="Every payment with its papers and their proofs.")
NO_PAYMENTS = Text(id="Belum ada pembayaran.", en="There is no payment yet.")
PAPER = Text(id="Surat", en="Paper")
SEE_BILL = Text(id="Lihat tagihannya", en="See its bill")
ROUTE = Text(id="Jalur", en="Route")
AMOUNT = Text(id="Dibayar", en="Paid")
CREDIT = Text(id="Dari kredit", en="Of credits")
PROOF = Text(id="Bukti", en="Proof")
FETCH = Text(id="Unduh bukti", en="Download the proof")
NO_PROOF = Text(id="hanya sidiknya", en="its digest alone")
PAYMENT = Text(id="Pembayaran tagihan {code}", en="Payment of the bill {code}")
WORTH = Text(id="Nilai orang-bulan yang dibayar", en="Worth of the person-months that were paid")
PAID = Text(id="Dibayar seluruhnya", en="Paid in all")
ELSEWHERE = Text(id="wilayah lain", en="other regions")
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}

COLUMNS = (
    Column(DAY, sort="tanggal"),
    Column(PAPER),
    Column(BILL, sort="tagihan"),
    Column(ROUTE, sort="jalur"),
    Column(AMOUNT, money=True, sort="jumlah"),
    Column(CREDIT, money=True, sort="kredit"),
)
PAPER_COLUMNS = (Column(PAPER), Column(NUMBER), Column(DAY), Column(AMOUNT, money=True), Column(PROOF))


def payments(request: HttpRequest, who: Visitor) -> HttpResponse:
    """Every payment, the last first."""
    rows: list[list[Any]] = []
    for one in seen(Payment).select_related("bill").prefetch_related("papers").order_by("-on", "-id"):
        papers = "; ".join(f"{paper.kind.upper()} {paper.number}" for paper in one.papers.all()) or "–"
        link = Cell(papers, reverse("payment", kwargs={"number": one.id}))
        rows.append([one.on, link, one.bill.code, ROUTES[one.route], one.amount, one.credit])
    totals = [sum(row[at] for row in rows) for at in (4, 5)]
    listing = Listing("pembayaran", PAYMENTS, COLUMNS, rows, foot=["", "", "", "", *totals], empty=NO_PAYMENTS)
    table = listed(request, who, listing)
    return table if isinstance(table, HttpResponse) else told(request, who, Page(PAYMENTS, LEAD, tables=[table]))


def payment(request: HttpRequest, who: Visitor, number: int) -> HttpResponse:
    """One payment."""
    one = payment_of(number)
    papers = list(PaymentPaper.objects.filter(payment=one).order_by("id"))
    kept = set(KeptFile.objects.filter(sha256__in=[each.sha256 for each in papers]).values_list("sha256", flat=True))
    rows = []
    for each in papers:
        href = reverse("payment_proof", kwargs={"number": one.id, "paper": each.id})
        proof = Cell(FETCH, href) if each.sha256 in kept else Cell(NO_PROOF, more=each.sha256[:16])
        rows.append([PAPERS[each.kind], each.number, each.on, each.amount, proof])
    with sized(one.bill):
        months, worth = months_paid_by(payment=one.id)
    page = Page(
        filled(PAYMENT, code=one.bill.code),
        back=(PAYMENTS, reverse("payments")),
        sums=[_sum(one, worth)],
        items=[
            Item(BILL, one.bill.code),
            Item(ROUTE, ROUTES[one.route]),
            Item(DAY, one.on),
            Item(PERSON_MONTHS, months),
            Item(AMOUNT, one.amount, money=True),
            Item(IN_WORDS, in_words(one.amount)),
        ],
        does=[Go(SEE_BILL, reverse("bill", kwargs={"number": one.bill_id}))],
        tables=[Table(PAPER, PAPER_COLUMNS, rows)],
    )
    return told(request, who, page)


def _sum(one: Payment, worth: int) -> Sum:
    """What was paid for is what it came to; of a payment for several regions, what lies in those of the visitor."""
    whole = one.amount + one.credit
    if worth < whole and not sees_all(Posting, payment=one, target="paid"):
        return Sum((PAID, whole), [(WORTH, worth), (ELSEWHERE, whole - worth)], money=True)
    return Sum((WORTH, worth), [(AMOUNT, one.amount), (CREDIT, one.credit)], money=True)


def proof(request: HttpRequest, who: Visitor, number: int, paper: int) -> HttpResponse:
    """The file of a paper, as it came."""
    one = PaymentPaper.objects.filter(id=paper, payment=payment_of(number)).first()
    kept = KeptFile.objects.filter(sha256=one.sha256).first() if one else None
    if one is None or kept is None:
        raise Http404
    look(who, "payment proof", f"bukti {one.kind} {one.number}")
    held = content(Keys.read(who.place.keys), kept.id)
    return as_download(held, f"{one.kind} {one.number}.{ENDINGS.get(kept.media, 'bin')}".replace("/", "-"))


def payment_of(number: int) -> Payment:
    """The payment, where it may be seen. Raises: Http404."""
    one = seen(Payment).select_related("bill").filter(id=number).first()
    if one is None:
        raise Http404
    return one
