"""An amount that somebody was shown before they confirmed it: nothing else is done than what they saw."""

from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text


class AmountChanged(PayungError):
    """The amount is not the one that was shown any more. Nothing was changed."""

    code = "amount-changed"
    exit_code = 235

    def __init__(self, shown: int, now: int) -> None:
        super().__init__(
            Text(
                id=f"Jumlahnya sudah berubah: yang ditampilkan {rupiah(shown)}, sekarang {rupiah(now)}.",
                en=f"The amount has changed: {rupiah(shown)} was shown, it is {rupiah(now)} now.",
            ),
            Text(id="Periksa jumlah yang baru, lalu setujui lagi.", en="Look at the new amount, then confirm again."),
        )


def as_shown(shown: int | None, now: int) -> None:
    """``shown``, ``now``: whole rupiah; None where nothing was shown. Raises: AmountChanged."""
    if shown is not None and shown != now:
        raise AmountChanged(shown, now)
