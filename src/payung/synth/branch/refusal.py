"""What the made-up branch says when it cannot do what is asked."""

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text


class BranchRefuses(PayungError):
    """The made-up branch cannot use a file, or knows no such bill, or counts its money otherwise."""

    code = "branch-refuses"
    exit_code = 125

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Cabang contoh menolak: {why.id}.", en=f"The made-up branch refuses: {why.en}."),
            Text(
                id="Kirim berkas pendaftaran yang utuh, atau bayar tagihan dengan berita acaranya; tidak ada yang "
                "berubah di cabang.",
                en="Send whole enrolment files, or pay a bill with its record; nothing was changed at the branch.",
            ),
        )
