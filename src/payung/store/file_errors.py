"""What goes wrong with files kept in the store."""

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text


class KeptFileBroken(PayungError):
    """A kept file was changed past Payung, or its key is of another store."""

    code = "kept-file-broken"
    exit_code = 190

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(
                id=f"Berkas tersimpan {number} berubah di luar Payung; tidak dapat dibuka.",
                en=f"The kept file {number} was changed past Payung; it cannot be opened.",
            ),
            Text(
                id="Jalankan `payung store verify`; pulihkan cadangan bila basis data rusak.",
                en="Run `payung store verify`; restore a copy if the database is damaged.",
            ),
        )


class KeptFileErased(PayungError):
    """The bytes of a kept file were erased when their time was over; what was in it cannot be had again."""

    code = "kept-file-erased"
    exit_code = 181

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(
                id=f"Isi berkas tersimpan {number} sudah dihapus karena masa simpannya lewat.",
                en=f"What was in the kept file {number} was erased when its time was over.",
            ),
            Text(
                id="Minta berkas aslinya kepada pengirim; sidik jarinya (sha256) tetap tercatat. Isi yang sama tidak "
                "disimpan lagi: kirim versi yang baru.",
                en="Ask whoever sent it for the original; its hash (sha256) is on record. The same content is not "
                "kept again: send a new version.",
            ),
        )
