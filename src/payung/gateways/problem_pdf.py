"""What is wrong in the lists of a district, on paper for its head: a page or more a district, counts, no names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from payung.core.basis.rupiah import number
from payung.gateways import record_pages as pages
from payung.gateways.pdf_pen import BOLD, Pen, printable
from payung.gateways.record_pages import SIDE, WIDTH, Block, Column


@dataclass(frozen=True)
class VillageCount:
    """A village: rows with a problem, problems that block, warnings; of both, those of a whole file or sheet."""

    name: str
    rows: int
    blocking: int
    warnings: int
    of_files: int = 0


@dataclass(frozen=True)
class KindCount:
    """A kind of problem: what is wrong, what to do, how often."""

    says: str
    do: str
    blocks: bool
    count: int


@dataclass(frozen=True)
class DistrictProblems:
    """A district with its villages that have problems, and the kinds of them; ``regency`` it lies in."""

    name: str
    regency: str
    villages: Sequence[VillageCount]
    kinds: Sequence[KindCount]

    @property
    def blocking(self) -> int:
        """Problems that keep rows out."""
        return sum(one.blocking for one in self.villages)

    @property
    def warnings(self) -> int:
        """Those that do not."""
        return sum(one.warnings for one in self.villages)


def write_problem_pdf(
    districts: Sequence[DistrictProblems], programme: str, made: str, path: Path, *, deadline: str = ""
) -> None:
    """Write ``districts`` to ``path``, each on pages of its own. ``made``: of which result it is, at the foot.

    The same districts give the same bytes.
    """
    canvas = Canvas(str(path), pagesize=(WIDTH, pages.HEIGHT), pageCompression=1, invariant=1, lang="id-ID")
    canvas.setTitle("Masalah daftar desa per kecamatan")
    sheets = [page for one in districts for page in pages.paginate(list(_body(one, programme, deadline)))]
    pages.draw_pages(Pen(canvas), sheets, pages.Footer(f"Masalah daftar desa · {programme}", printable(made)))
    canvas.save()


def _body(one: DistrictProblems, programme: str, deadline: str) -> Iterator[Block]:
    yield _title(one, programme)
    rows = sum(each.rows for each in one.villages)
    yield from pages.paragraph(
        f"{_sum(one, rows)}: {number(one.blocking)} menghalangi, {number(one.warnings)} peringatan."
        + (f" Jawaban desa ditunggu sampai {deadline}." if deadline else ""),
        font=BOLD,
    )
    yield pages.section("A.  Desa", "villages", holds=3)
    columns = [Column("Desa", 220), Column("Baris bermasalah", 70, "right"), Column("Menghalangi", 70, "right"),
               Column("Peringatan", 70, "right"), Column("Jumlah", 60, "right")]  # fmt: skip
    lines = [
        (each.name, *map(number, (each.rows, each.blocking, each.warnings, each.blocking + each.warnings)))
        for each in one.villages
    ]
    lines.append(("JUMLAH", *map(number, (rows, one.blocking, one.warnings, one.blocking + one.warnings))))
    yield from pages.table(columns, lines, strong=(len(lines) - 1,))
    yield pages.section("B.  Masalah dan cara memperbaikinya", "problems and how to repair them", holds=3)
    columns = [Column("Masalah", 190), Column("Yang harus dilakukan", 190), Column("Tingkat", 70),
               Column("Jumlah", 50, "right")]  # fmt: skip
    yield from pages.table(
        columns,
        [
            (each.says, each.do, "menghalangi" if each.blocks else "peringatan", number(each.count))
            for each in one.kinds
        ],
    )
    yield pages.gap(8)
    yield from pages.paragraph(
        "Berkas perbaikan tiap desa memuat baris yang bermasalah. Desa mengisi sel kuningnya dan mengirimnya kembali.",
        size=7.6,
    )


def _sum(one: DistrictProblems, rows: int) -> str:
    """How many problems there are, in their units: those of whole files or sheets are on no row."""
    found, of_files = one.blocking + one.warnings, sum(each.of_files for each in one.villages)
    villages, whole = f"di {number(len(one.villages))} desa", "tentang seluruh berkas atau lembar"
    if not of_files:
        return f"{number(found)} masalah pada {number(rows)} baris {villages}"
    if of_files == found:
        return f"{number(found)} masalah {whole} {villages}"
    return (
        f"{number(found)} masalah {villages}, {number(found - of_files)} pada {number(rows)} baris dan "
        f"{number(of_files)} {whole}"
    )


def _title(one: DistrictProblems, programme: str) -> Block:
    def draw(pen: Pen, y: float) -> None:
        centre = WIDTH / 2
        pen.centre(centre, y - 12, printable(programme)[:100], 8.4)
        pen.centre(centre, y - 28, "MASALAH DAFTAR DESA", 12.5, BOLD)
        pen.centre(centre, y - 43, printable(f"{one.name} – {one.regency}")[:90], 10.4, BOLD)
        pen.line(SIDE, y - 50, pages.RIGHT, y - 50, 1.2, grey=0.0)

    return Block(60.0, draw)
