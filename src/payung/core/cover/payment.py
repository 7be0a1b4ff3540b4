"""The papers that show a bill was paid, by the route of the money, and whether they bear it out."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text

Route = Literal["apbd", "village", "private"]
PaperKind = Literal["spm", "sp2d", "spp", "receipt"]

ROUTES: Mapping[Route, Text] = {
    "apbd": Text(id="APBD langsung", en="regional budget, paid directly"),
    "village": Text(id="kas desa", en="village account"),
    "private": Text(id="perusahaan atau Baznas", en="company or Baznas"),
}
PAPERS: Mapping[PaperKind, Text] = {
    "spm": Text(id="Surat Perintah Membayar (SPM)", en="payment order (SPM)"),
    "sp2d": Text(id="Surat Perintah Pencairan Dana (SP2D)", en="disbursement order (SP2D)"),
    "spp": Text(id="Surat Permintaan Pembayaran (SPP)", en="payment request (SPP)"),
    "receipt": Text(id="bukti terima", en="receipt"),
}
MARKS: Mapping[PaperKind, str] = {"spm": "SPM", "sp2d": "SP2D", "spp": "SPP", "receipt": "Bukti"}
"""What a paper is called before its number."""
NEEDED: Mapping[Route, tuple[PaperKind, ...]] = {
    "apbd": ("spm", "sp2d"),
    "village": ("spp", "receipt"),
    "private": ("receipt",),
}
"""Route -> the papers it needs, in the order they are made. The money has left with the last of them."""

LONGEST_NUMBER = 100
MOST_RUPIAH = 10**15


@dataclass(frozen=True)
class Paper:
    """One paper: ``amount`` in whole rupiah, ``sha256`` of its file in 64 hexadecimal digits."""

    kind: PaperKind
    number: str
    on: date
    amount: int
    sha256: str


@dataclass(frozen=True)
class Payment:
    """The payment of one bill. ``months``: months (yyyymm) of the books in which it is booked."""

    route: Route
    papers: tuple[Paper, ...]
    months: tuple[int, ...]

    @property
    def last(self) -> Paper | None:
        """The paper with which the money left; None where it is not there."""
        return next((paper for paper in self.papers if paper.kind == NEEDED[self.route][-1]), None)


@dataclass(frozen=True)
class PaymentProblem:
    """Something wrong with a payment: ``code`` of ``PROBLEMS``, and the sentence with its figures."""

    code: str
    says: Text


PROBLEMS: Mapping[str, Text] = {
    "paper_missing": Text(id="{paper_id} belum ada.", en="There is no {paper_en}."),
    "paper_twice": Text(id="{paper_id} ada dua kali.", en="There are two papers of the kind {paper_en}."),
    "paper_unwanted": Text(
        id="{paper_id} bukan surat jalur ini ({route_id}).", en="{paper_en} is no paper of this route ({route_en})."
    ),
    "number_missing": Text(id="{paper_id} tanpa nomor.", en="{paper_en} has no number."),
    "amount_wrong": Text(
        id="{paper_id}: jumlahnya bukan rupiah bulat di atas nol.", en="{paper_en}: no amount above 0."
    ),
    "file_unknown": Text(id="{paper_id}: berkas buktinya belum ada.", en="{paper_en}: its file is missing."),
    "same_file": Text(id="Dua surat menunjuk berkas yang sama.", en="Two papers point to the same file."),
    "amounts_differ": Text(
        id="{paper_id} menyebut {found}, {other_id} {expected}.", en="{paper_en} says {found}, {other_en} {expected}."
    ),
    "out_of_order": Text(
        id="{other_id} ({expected}) bertanggal sebelum {paper_id} ({found}).",
        en="{other_en} ({expected}) is dated before {paper_en} ({found}).",
    ),
    "file_used": Text(
        id="{paper_id}: berkasnya sudah menjadi bukti pembayaran tagihan {found}.",
        en="{paper_en}: its file proves the payment of the bill {found} already.",
    ),
    "above_due": Text(
        id="Dibayar {found}, yang harus dibayar {expected}: lebih {rest}.",
        en="{found} is paid, {expected} is due: {rest} too much.",
    ),
    "below_due": Text(
        id="Dibayar {found}, yang harus dibayar {expected}: kurang {rest}.",
        en="{found} is paid, {expected} is due: {rest} too little.",
    ),
    "nothing_due": Text(id="Tidak ada yang harus dibayar pada tagihan ini.", en="Nothing of this bill is due."),
    "before_decree": Text(
        id="{paper_id} bertanggal {found}, sebelum SK ({expected}).",
        en="{paper_en} is dated {found}, before the decree ({expected}).",
    ),
    "in_future": Text(
        id="{paper_id} bertanggal {found}, sesudah hari ini ({expected}).",
        en="{paper_en} is dated {found}, after today ({expected}).",
    ),
    "closed_month": Text(
        id="Bulan {found} sudah ditutup; bukukan sebagai koreksi di bulan terbuka.",
        en="The month {found} is closed; book it as a correction in an open month.",
    ),
}
"""Code -> sentence."""


class PaymentWrong(PayungError):
    """The papers of a payment do not bear out the bill: one is missing, or an amount, a date or a month is wrong."""

    code = "payment-wrong"
    exit_code = 63

    def __init__(self, problems: Collection[PaymentProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            Text(
                id=" ".join(["Pembayaran tidak dapat dicatat.", *(problem.says.id for problem in problems)]),
                en=" ".join(["The payment cannot be recorded.", *(problem.says.en for problem in problems)]),
            ),
            Text(
                id="Belum ada yang dibukukan. Lengkapi atau perbaiki surat itu, lalu catat lagi; selisih tagihan: "
                "payung month match.",
                en="Nothing has been booked. Complete or correct those papers and record it again; where the bill "
                "differs: payung month match.",
            ),
            on_page=Text(
                id="Belum ada yang dibukukan. Lengkapi atau perbaiki surat itu, lalu kirim formulir ini lagi; "
                "selisih tagihan ada pada halaman Bulan, Cocokkan.",
                en="Nothing has been booked. Complete or correct those papers and send this form again; where "
                "the bill differs is on the page Months, Match.",
            ),
        )


def payment_problems(
    payment: Payment,
    *,
    due: int,
    credit: int = 0,
    decreed_on: date,
    today: date,
    closed: Collection[int] = (),
    used: Mapping[str, str] = MappingProxyType({}),
) -> tuple[PaymentProblem, ...]:
    """Everything wrong with ``payment`` of a bill of which ``due`` whole rupiah are due; none where it can be recorded.

    ``credit``: what of the bill credits settle besides; where that is all of it, there are no papers.
    ``decreed_on``: day of the decree that bears the bill. ``closed``: months (yyyymm) of the books that are closed.
    ``used``: hash of a file -> code of the bill whose payment it proves already.
    """
    found = [
        *(_missing(payment) if due or not credit else ()),
        *(problem for paper in payment.papers for problem in _paper(paper, payment.route, decreed_on, today)),
        *(
            _problem("file_used", paper.kind, found=used[paper.sha256])
            for paper in payment.papers
            if paper.sha256 in used
        ),
        *_between(payment),
    ]
    files = [paper.sha256 for paper in payment.papers if _is_hash(paper.sha256)]
    if len(set(files)) < len(files):
        found.append(_problem("same_file"))
    last = payment.last
    if not due:
        found += [_problem("nothing_due")] if payment.papers or not credit else []
    elif last is not None and last.amount != due:
        more = last.amount - due
        figures = {"found": rupiah(last.amount), "expected": rupiah(due), "rest": rupiah(abs(more))}
        found.append(_problem("above_due" if more > 0 else "below_due", None, None, **figures))
    for month in payment.months:
        if month in closed:
            found.append(_problem("closed_month", found=f"{month % 100:02d}-{month // 100}"))
    return tuple(found)


def _missing(payment: Payment) -> list[PaymentProblem]:
    kinds = [paper.kind for paper in payment.papers]
    needed = NEEDED[payment.route]
    return [
        *(_problem("paper_missing", kind) for kind in needed if kind not in kinds),
        *(_problem("paper_twice", kind) for kind in needed if kinds.count(kind) > 1),
    ]


def _paper(paper: Paper, route: Route, decreed_on: date, today: date) -> list[PaymentProblem]:
    found = []
    if paper.kind not in NEEDED[route]:
        words = ROUTES[route]
        found.append(_problem("paper_unwanted", paper.kind, route_id=words.id, route_en=words.en))
    if not paper.number.strip() or len(paper.number) > LONGEST_NUMBER:
        found.append(_problem("number_missing", paper.kind))
    if not 0 < paper.amount < MOST_RUPIAH:
        found.append(_problem("amount_wrong", paper.kind))
    if not _is_hash(paper.sha256):
        found.append(_problem("file_unknown", paper.kind))
    if paper.on < decreed_on:
        found.append(_problem("before_decree", paper.kind, found=paper.on, expected=decreed_on))
    if paper.on > today:
        found.append(_problem("in_future", paper.kind, found=paper.on, expected=today))
    return found


def _between(payment: Payment) -> list[PaymentProblem]:
    """Papers of one payment follow each other and say the same amount."""
    order = NEEDED[payment.route]
    made = sorted((paper for paper in payment.papers if paper.kind in order), key=lambda paper: order.index(paper.kind))
    found = []
    for one, other in pairwise(made):
        if one.amount != other.amount:
            figures = {"found": rupiah(one.amount), "expected": rupiah(other.amount)}
            found.append(_problem("amounts_differ", one.kind, other.kind, **figures))
        if other.on < one.on:
            found.append(_problem("out_of_order", one.kind, other.kind, found=one.on, expected=other.on))
    return found


def _problem(
    code: str, kind: PaperKind | None = None, other: PaperKind | None = None, **values: object
) -> PaymentProblem:
    words = {
        f"{name}_{language}": PAPERS[of].in_(language) if of else ""
        for name, of in (("paper", kind), ("other", other))
        for language in ("id", "en")
    }
    return PaymentProblem(code, PROBLEMS[code].filled(**words, **values))


def _is_hash(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{64}", text) is not None
