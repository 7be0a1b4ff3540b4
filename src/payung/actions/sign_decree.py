"""The signed decree that came back: looked at as what anybody may have sent, kept sealed, with its number and day."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from payung.actions.annex_decree import DecreeMissing
from payung.actions.at_store import Asked, Place, act_at
from payung.actions.issue_decree import DecreeThere
from payung.actions.right_of import has_accounts, with_right
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.gateways.pdf_acts import look_into
from payung.store.acts import Doing
from payung.store.files import Content, keep
from payung.store.keys import Keys
from payung.store.models import AnnexFile, Decree, SignedPaper

MOST_BYTES = 50 * 2**20
LEAST_BYTES = 64


class SignedPaperWrong(PayungError):
    """What came back is no plain PDF."""

    code = "signed-paper-wrong"
    exit_code = 218

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Berkas bertanda tangan ditolak: {why.id}.", en=f"The signed file is refused: {why.en}."),
            Text(
                id="Unggah pindaian atau PDF bertanda tangan elektronik, utuh, tanpa kata sandi dan tanpa isi aktif.",
                en="Upload the scan or the electronically signed PDF: whole, without password and active content.",
            ),
        )


class NotSigned(PayungError):
    """What came back is an annex that this program made: nobody has signed it."""

    code = "not-signed"
    exit_code = 226

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Berkas ini lampiran buatan Payung yang belum ditandatangani.",
                en="This file is an annex that Payung made; nobody has signed it.",
            ),
            Text(
                id="Cetak keputusannya, minta ditandatangani, lalu pindai dan unggah pindaiannya; atau unggah PDF "
                "yang sudah ditandatangani secara elektronik.",
                en="Print the decree, have it signed, then scan it and upload the scan; or upload the PDF after it "
                "was signed electronically.",
            ),
        )


@dataclass(frozen=True)
class Signed:
    """The decree, its paper, and the number of the kept file."""

    decree: int
    paper: int
    file: int


def sign_decree(place: Place, asked: Asked, decree: int, paper: bytes, number: str, dated: date) -> Signed:
    """Keep the signed paper of a decree; ``number`` and ``dated`` are from then on what the decree is called.

    Raises: SignedPaperWrong, NotSigned, DecreeMissing, DecreeThere where another has that number, RightMissing, and
    what ``act_at`` raises; ValueError where the number is no text of 1 to 100 letters.
    """
    if not 0 < len(number.strip()) <= 100:
        raise ValueError("a number has 1 to 100 letters")
    check_pdf(paper)
    said = {"decree": decree, "number": number, "dated": dated.isoformat(), "sha256": sha256(paper).hexdigest()}

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        found = Decree.objects.select_related("programme").filter(id=decree).first()
        if found is None:
            raise DecreeMissing
        account = None
        if has_accounts():
            account = with_right(asked.by, "decree.propose", found.programme.area_code, asked.on).pk
        if AnnexFile.objects.filter(file__sha256=said["sha256"]).exists():
            raise NotSigned
        last = SignedPaper.objects.filter(decree_id=decree).order_by("-id").first()
        if _is_taken(decree, number, dated) or (last and account is not None and last.account_id == account):
            raise DecreeThere(number)  # who brought a paper does not put another in its place alone
        (file,) = keep(doing, keys, [Content(paper, "application/pdf")])
        columns = {"decree_id": decree, "file_id": file, "account_id": account, "number": number, "dated": dated}
        return {"decree": decree, "paper": doing.add_one(SignedPaper, **columns), "file": file}

    return Signed(**act_at(place, asked, "decree.sign", said, work))


def check_pdf(paper: bytes) -> None:
    """Size and both ends here, what it is and would do in a process of its own. Raises: SignedPaperWrong."""
    if not LEAST_BYTES <= len(paper) <= MOST_BYTES:
        most = MOST_BYTES // 2**20
        raise SignedPaperWrong(Text(id=f"ukurannya bukan sampai {most} MB", en=f"it is empty or over {most} MB"))
    if not paper.startswith(b"%PDF-"):
        raise SignedPaperWrong(Text(id="isinya bukan PDF", en="it is no PDF"))
    if b"%%EOF" not in paper[-2048:]:
        raise SignedPaperWrong(Text(id="PDF-nya terpotong", en="the PDF is cut off"))
    found = look_into(paper)
    if found.locked:
        raise SignedPaperWrong(Text(id="PDF-nya terkunci kata sandi", en="the PDF is locked with a password"))
    if not found.pages:
        raise SignedPaperWrong(Text(id="PDF-nya rusak atau tanpa halaman", en="the PDF is damaged or has no page"))
    if found.acts:
        what = ", ".join(found.acts)
        raise SignedPaperWrong(Text(id=f"ada isi aktif ({what})", en=f"it has active content ({what})"))


def _is_taken(decree: int, number: str, dated: date) -> bool:
    same = {"number": number, "dated": dated}
    return (
        Decree.objects.filter(**same).exclude(id=decree).exists()
        or SignedPaper.objects.filter(**same).exclude(decree_id=decree).exists()
    )
