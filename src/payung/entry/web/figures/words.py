"""What pages of figures say."""

from payung.core.basis.text import Text
from payung.entry.web.things import REGION

FIGURES = Text(id="Angka perlindungan", en="Figures of cover")
OF_ACT = Text(
    id="Dihitung dari buku sampai tindakan ke-{act}; sesudahnya ada {since} tindakan.",
    en="Counted from the books up to act {act}; there were {since} acts since.",
)
COUNTING = Text(
    id="Angka sedang dihitung. Muat ulang halaman ini sebentar lagi.",
    en="The figures are being counted. Load this page again in a moment.",
)
NOTHING = Text(id="Belum ada orang-bulan di wilayah ini.", en="There are no person-months in this region yet.")
ACTIVE = Text(id="orang terlindungi", en="people covered")
ACTIVE_MORE = Text(id="{month}: dibayar dan ada di daftar BPJS", en="{month}: paid, and on BPJS's list")
PAID = Text(id="orang-bulan dibayar", en="person-months paid")
DECIDED = Text(id="orang-bulan ditetapkan", en="person-months decided")
RUPIAH = Text(id="iuran dibayar", en="contributions paid")
OF_YEAR = Text(id="tahun {year}", en="of {year}")
BELOW = Text(id="Wilayah di bawahnya, {month}", en="Regions below, {month}")
BY_MONTH = Text(id="Bulan demi bulan", en="Month by month")
COL_DECIDED = Text(id="Ditetapkan", en="Decided")
COL_BILLED = Text(id="Ditagih", en="Billed")
COL_PAID = Text(id="Dibayar", en="Paid")
COL_COVERED = Text(id="Terlindungi", en="Covered")
COL_RUPIAH = Text(id="Rupiah dibayar", en="Rupiah paid")
