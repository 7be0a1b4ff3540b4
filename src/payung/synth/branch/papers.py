"""Papers of a payment as a treasury, a village and a bank give them out, made up: texts with number, day and sum."""

from pathlib import Path

from payung.core.basis.rupiah import rupiah
from payung.synth.branch.billing import PRIVATE
from payung.synth.branch.memory import Issued

PAPERS = {
    "apbd": (("spm", "SURAT PERINTAH MEMBAYAR"), ("sp2d", "SURAT PERINTAH PENCAIRAN DANA")),
    "village": (("spp", "SURAT PERMINTAAN PEMBAYARAN"), ("receipt", "BUKTI TERIMA")),
    "private": (("receipt", "BUKTI TERIMA"),),
}
"""Way of the money -> the papers that show it, as ``payung payment record`` asks for them."""


def papers(paid: Issued, out: Path) -> tuple[Path, ...]:
    """Write the papers of a paid bill into ``out``, a file each: its code and the kind of paper."""
    kind = paid.group[:2]
    route = "private" if kind in PRIVATE else "village" if kind == "SD" else "apbd"
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for short, title in PAPERS[route]:
        path = out / f"{paid.code}-{short}.txt"
        lines = (
            f"{title} (CONTOH)",
            f"Nomor {short.upper()}-{paid.code}",
            f"Tanggal {paid.paid_on}",
            f"Kode iuran {paid.code}, wadah {paid.group}",
            f"Jumlah {rupiah(paid.due - paid.credit)}",
        )
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        made.append(path)
    return tuple(made)
