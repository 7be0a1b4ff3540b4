"""Words of the pages about pairs."""

from payung.core.basis.text import Text
from payung.entry.web.things import FIELD

TITLE = Text(id="Pasangan yang mungkin orang yang sama", en="Pairs that may be one person")
WAITING = Text(id="{n} pasangan menunggu putusan.", en="{n} pairs wait for an answer.")
NONE = Text(id="Tidak ada pasangan yang menunggu putusan.", en="No pair waits for an answer.")
ONE = Text(id="Orang yang sama?", en="The same person?")
WEIGHT = Text(id="Kemiripan", en="Likeness")
WHY = Text(id="Alasan", en="Reasons")
ANSWER = Text(id="Putusan", en="Answer")
LEFT = Text(id="Catatan kiri", en="Record on the left")
RIGHT = Text(id="Catatan kanan", en="Record on the right")
SAME = Text(id="Orang yang sama", en="The same person")
DIFFERENT = Text(id="Orang yang berbeda", en="Different people")
WITHDRAW = Text(id="Cabut putusan", en="Withdraw the answer")
REASON = Text(id="Alasan putusan", en="Reason of the answer")
KEPT = Text(id="Putusan disimpan; berlaku sejak pemeriksaan berikutnya.", en="Kept; it counts from the next check on.")
NEXT = Text(id="Pasangan berikutnya", en="Next pair")
OPEN = Text(id="Bandingkan", en="Compare")
DECIDED = Text(id="Sudah diputuskan: {answer}", en="Decided: {answer}")
NOT_YOURS = Text(
    id="Salah satu catatan ada di luar wilayah Anda; yang memutus adalah petugas yang membawahi keduanya.",
    en="One of the records lies outside your regions; who is over both of them decides.",
)
FILE = Text(id="Berkas · baris", en="File · row")
SOURCE = Text(id="Sumber", en="Source")
COMPARED = Text(id="Perbandingan", en="Compared")
DIFFERS = Text(id="berbeda", en="differs")
