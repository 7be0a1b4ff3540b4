"""PDFs as offices send them, and some that would do something when they are opened."""

from io import BytesIO
from zlib import compress

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

SCAN = b"\xff\xd8\x00/AA\x00/JS (x) /OpenAction<< /Launch /XFA /EmbeddedFile \xff\xd9"
"""What may stand in a picture by chance: three bytes come once in sixteen million."""


def action(kind: str, **more: object) -> DictionaryObject:
    """An action of that kind."""
    made = {NameObject("/Type"): NameObject("/Action"), NameObject("/S"): NameObject(f"/{kind}")}
    return DictionaryObject(made | {NameObject(f"/{key}"): value for key, value in more.items()})


def writer(scan: bytes = SCAN) -> PdfWriter:
    """One page whose picture is ``scan``, as it comes from a scanner: nothing in it is packed again."""
    made = PdfWriter()
    page = made.add_blank_page(595, 842)
    picture = DecodedStreamObject()
    picture.set_data(scan)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Im0"): made._add_object(picture)})}
    )
    return made


def written(made: PdfWriter) -> bytes:
    """Its bytes."""
    file = BytesIO()
    made.write(file)
    return file.getvalue()


def plain(scan: bytes = SCAN) -> bytes:
    """A scan."""
    return written(writer(scan))


def opening(what: object) -> bytes:
    """A scan that does ``what`` when it is opened."""
    made = writer()
    made.root_object[NameObject("/OpenAction")] = made._add_object(what)
    return written(made)


def to_first_page() -> bytes:
    """As LibreOffice and LaTeX write: shows its first page."""
    made = writer()
    made.root_object[NameObject("/OpenAction")] = ArrayObject(
        [made.pages[0].indirect_reference, NameObject("/XYZ"), NumberObject(0), NumberObject(0), NumberObject(0)]
    )
    return written(made)


def upon(event: str, what: DictionaryObject) -> bytes:
    """A scan whose page does ``what`` upon an event."""
    made = writer()
    made.pages[0][NameObject("/AA")] = DictionaryObject({NameObject(event): made._add_object(what)})
    return written(made)


def script() -> DictionaryObject:
    """A JavaScript."""
    return action("JavaScript", JS=TextStringObject("app.alert(1)"))


def clicked(what: DictionaryObject) -> bytes:
    """A scan with a field of a page that does ``what`` when it is clicked."""
    made = writer()
    link = {"/Type": "/Annot", "/Subtype": "/Link"}
    field = DictionaryObject({NameObject(key): NameObject(value) for key, value in link.items()})
    field[NameObject("/A")] = what
    made.pages[0][NameObject("/Annots")] = ArrayObject([made._add_object(field)])
    return written(made)


def attached() -> bytes:
    """A scan that brings a program along."""
    made = writer()
    made.add_attachment("a.exe", b"MZ")
    return written(made)


def locked(password: str) -> bytes:
    """A scan that wants a password, or "" for one that only forbids to print."""
    made = writer()
    made.encrypt(password, owner_password="pemilik", algorithm="AES-256")  # noqa: S106 - of nobody
    return written(made)


def packed(what: bytes = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>") -> bytes:
    """Of today's form: all objects lie packed in one, where no search of the text finds ``what`` it does at first."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R >>",
        what,
    ]
    begins = [sum(len(body) + 1 for body in bodies[:at]) for at in range(4)]
    head = b" ".join(b"%d %d" % (at + 1, begin) for at, begin in enumerate(begins)) + b" "
    inside = compress(head + b"\n".join(bodies))
    of_objects = b"%PDF-1.7\n"
    out = of_objects + b"5 0 obj\n<< /Type /ObjStm /N 4 /First %d /Filter /FlateDecode /Length %d >>\nstream\n" % (
        len(head),
        len(inside),
    )
    out += inside + b"\nendstream\nendobj\n"
    places = [(0, 0, 255), *((2, 5, at) for at in range(4)), (1, len(of_objects), 0), (1, len(out), 0)]
    rows = b"".join(bytes([kind]) + place.to_bytes(3, "big") + bytes([last]) for kind, place, last in places)
    table = b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 3 1] /Root 1 0 R /Length %d >>\nstream\n" % len(rows)
    return out + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(out)
