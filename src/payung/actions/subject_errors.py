"""Why a request of somebody about their own data cannot be kept or answered as it was said."""

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text


class SubjectRefused(PayungError):
    """The request, or its answer, cannot be so."""

    code = "subject-refused"
    exit_code = 182


class SubjectUnknown(PayungError):
    """There is no such request where one may see it."""

    code = "subject-unknown"
    exit_code = 183

    def __init__(self) -> None:
        super().__init__(
            Text(id="Permintaan itu tidak ada di wilayah Anda.", en="There is no such request in your regions."),
            Text(id="Lihat daftar permintaan.", en="Look at the list of requests."),
        )


AHEAD = (
    Text(id="Tanggal permintaan belum tiba.", en="The day of the request is still to come."),
    Text(id="Isi hari permintaan diterima.", en="Enter the day on which it came in."),
)
ANSWERED = (
    Text(id="Permintaan ini sudah dijawab.", en="This request was answered before."),
    Text(id="Catat permintaan baru bila ada yang berubah.", en="Record a new request if something changed."),
)
GONE = (
    Text(
        id="Data orang ini sudah dihapus, juga yang diminta diperbaiki.",
        en="The data of this person was erased, and with it what was to be put right.",
    ),
    Text(id="Tolak permintaan ini dengan alasan itu.", en="Refuse this request for that reason."),
)
WITHOUT_REASON = (
    Text(id="Penolakan tanpa alasan.", en="A refusal without a reason."),
    Text(id="Tulis alasannya; orangnya berhak mengetahuinya.", en="Write the reason; the person has a right to it."),
)
WITHOUT_VALUE = (
    Text(id="Perbaikan tanpa data yang diminta.", en="A correction without what is asked for."),
    Text(id="Pilih datanya dan tulis isi yang benar.", en="Choose what it is of, and write what is right."),
)
WRONG_VALUE = (
    Text(id="Isi yang benar tidak terbaca sebagai data itu.", en="What is right cannot be read as that."),
    Text(
        id="Tanggal lahir: hh-bb-tttt, tidak sesudah hari ini; jenis kelamin: L atau P; nama: paling banyak 200 huruf.",
        en="Date of birth: dd-mm-yyyy, not after today; sex: L or P; a name: at most 200 letters.",
    ),
)
