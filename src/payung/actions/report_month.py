"""The report of months of the books, from the store; it is only read."""

from dataclasses import dataclass
from pathlib import Path

from payung.actions.at_store import Place
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.month_report import MonthReport, month_report
from payung.gateways.csv_files import write_csv
from payung.gateways.report_pdf import write_report_pdf
from payung.gateways.report_xlsx import write_report_xlsx
from payung.store.accounts import Span, booked_span, each_person_month, facts
from payung.store.database import open_store
from payung.store.models import Fund
from payung.store.reading import one_moment

REPORT_PDF, REPORT_XLSX, PERSON_MONTHS = "laporan.pdf", "laporan.xlsx", "orang-bulan.csv"


class NothingBooked(PayungError):
    """There is nothing in the books to report."""

    code = "nothing-booked"
    exit_code = 48

    def __init__(self) -> None:
        super().__init__(
            Text(id="Buku masih kosong.", en="The books are empty."),
            Text(
                id="Catat uang masuk dahulu: payung fund receive.", en="Record money that came in: payung fund receive."
            ),
            on_page=Text(
                id="Catat uang masuk dahulu pada halaman Dana.", en="Record money that came in on the page Funds first."
            ),
        )


@dataclass(frozen=True)
class ReportAsked:
    """Which months of the books (yyyymm; None: from the first, to the last), and the folder for the papers.

    ``office`` stands above the paper; empty: the owner of the first fund.
    """

    first: int | None = None
    last: int | None = None
    out: Path | None = None
    office: str = ""


@dataclass(frozen=True)
class Reported:
    """The report, and what was written: the paper, the workbook, and a line for each person-month that holds money."""

    report: MonthReport
    files: tuple[Path, ...]


def report_month(place: Place, wanted: ReportAsked) -> Reported:
    """Count the books up to ``wanted.last`` anew, each figure from its own rows, and say what does not reconcile.

    Of a closed month the same bytes come out whenever it is asked.
    Raises: NothingBooked, StoreMissing, StoreUnreachable.
    """
    open_store(place.address)
    with one_moment():
        booked = booked_span()
        if booked is None:
            raise NothingBooked
        first, span = wanted.first or booked[0], Span.until(wanted.last or booked[1])
        found = facts(first, span)
        report = month_report(found, (first, span.last), span.chain_head, closed=span.closed)
        owner = Fund.objects.order_by("id").values_list("owner", flat=True).first()
        each = each_person_month(span) if wanted.out else None
    if wanted.out is None or each is None:
        return Reported(report, ())
    wanted.out.mkdir(parents=True, exist_ok=True)
    office = wanted.office or owner or "Payung"
    files = tuple(wanted.out / name for name in (REPORT_PDF, REPORT_XLSX, PERSON_MONTHS))
    write_report_pdf(report, office, files[0])
    write_report_xlsx(report, office, files[1])
    write_csv(each, files[2])
    return Reported(report, files)
