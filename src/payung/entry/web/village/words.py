"""What the pages of regions and villages say."""

from payung.core.basis.text import Text
from payung.entry.web.things import FILE, REGION, TOTAL, VILLAGES

REGIONS = Text(id="Kemajuan per {kind}", en="Progress by {kind}")
SENT = Text(id="Sudah mengirim", en="Have sent")
COMPLETE = Text(id="Kelengkapan", en="Completeness")
TROUBLED = Text(id="Desa bermasalah", en="With problems")
ROWS = Text(id="Pekerja di daftar", en="Workers listed")
ACCEPTED = Text(id="Memenuhi syarat", en="Eligible")
DECREED = Text(id="Orang di SK", en="On a decree")
LIST = Text(id="Daftar", en="List")
YES = Text(id="Sudah", en="Sent")
NO = Text(id="Belum", en="Not yet")
CHART = Text(id="Desa yang sudah mengirim", en="Villages that have sent")
FIGURES = Text(id="Angka per wilayah", en="Figures by region")
VILLAGE = Text(id="Daftar dan keputusan desa ini", en="The lists and decisions of this village")
CODE = Text(id="Kode Kemendagri", en="Code")
FILES = Text(id="Berkas yang dikirim", en="Files sent")
CAME = Text(id="Keadaan", en="State")
NO_FILES = Text(id="Desa ini belum mengirim daftar.", en="This village has not sent a list.")
EQUATION = Text(
    id="{rows} baris dibaca = {workers} pekerja + {others} bukan data",
    en="{rows} rows read = {workers} workers + {others} that are no data",
)
DECISION = {
    "accept": Text(id="Memenuhi syarat", en="Eligible"),
    "correct": Text(id="Perlu perbaikan", en="To be corrected"),
    "reject": Text(id="Tidak memenuhi syarat", en="Not eligible"),
}
PROBLEM = Text(id="Masalah", en="Problem")
WHAT_TO_DO = Text(id="Yang harus dilakukan", en="What to do")
COUNT = Text(id="Kali ditemukan", en="Times found")
WEIGHT = Text(id="Tingkat", en="Level")
LEVEL = {
    "block": (Text(id="Menghalangi", en="Blocks"), "red"),
    "warn": (Text(id="Peringatan", en="Warning"), "yellow"),
    "info": (Text(id="Catatan", en="Note"), "grey"),
}
NO_PROBLEMS = Text(id="Tidak ada masalah pada daftar desa ini.", en="Nothing is wrong with the list of this village.")
STATE = {
    "taken": Text(id="Diterima", en="Taken"),
    "known": Text(id="Sudah pernah dikirim", en="Sent before"),
    "conflict": Text(id="Dua pengirim: pilih salah satu", en="Two senders: choose one"),
}

MORE = (
    ("problem_rows", Text(id="Baris yang bermasalah", en="Rows with problems"), "lists.see"),
    ("imports_changes_of", Text(id="Perubahan sejak pemeriksaan lalu", en="Changes since the last run"), "lists.see"),
    ("slips", Text(id="Bukti perlindungan untuk dicetak", en="Slips to print"), "slip.print"),
)
"""Name of a page of the village, what it is called, the right it needs."""
