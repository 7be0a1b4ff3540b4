"""Words of the pages of questions."""

from payung.core.basis.text import Text
from payung.entry.web.things import ALL, GROUP, NAME, REASON, STATE, VILLAGE, WHEN

TITLE = Text(id="Pertanyaan BPJS", en="BPJS's questions")
LEAD = Text(
    id="Cabang BPJS bertanya tentang satu orang yang didaftarkan; petugas program atau desanya menjawab.",
    en="The BPJS branch asks about somebody who was sent; the programme officer or the village answers.",
)
OPEN = Text(id="belum dijawab", en="open")
CLOSED = Text(id="dijawab", en="answered")
ASKED = Text(id="Ditanyakan", en="Asked")
QUESTION = Text(id="Pertanyaan", en="Question")
NONE = Text(id="Tidak ada pertanyaan.", en="There are no questions.")
ABOUT = Text(id="Tentang {name}", en="About {name}")
ANSWERED = Text(id="Jawaban BPJS", en="BPJS's answer")
WHO = Text(id="Siapa", en="Who")
SAID = Text(id="Isi", en="What was said")
THREAD = Text(id="Tanya jawab", en="Questions and answers")
ASK = Text(id="Tulis pertanyaan", en="Write a question")
REPLY = Text(id="Jawab: {said}", en="Answer: {said}")
HINT = Text(
    id="Jangan menulis NIK; orangnya sudah diketahui dari halaman ini.", en="Write no NIK: this page says who it is."
)
SEND = Text(id="Kirim", en="Send")
SENT = Text(id="Tersimpan.", en="Kept.")
REPLY_MARK = Text(id="jawaban", en="answer")
