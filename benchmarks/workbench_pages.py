"""What is asked of the workbench, by whom: every page of daily work, with what a right answer holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from payung.actions.at_store import Place
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import Bill, Decree, Payment, Person, Proposal, Run
from payung.store.people import niks_of

MONTH = 202701
REGENCY, PROVINCE = "1505", "15"
KNOWN = 5_000
"""People and villages are drawn from so many of the regency."""
Asked = tuple[str, str, dict[str, str], str]
"""Method, path, form, and what the answer holds."""


@dataclass(frozen=True)
class Kind:
    """A page: who asks (role, "" the village's code), what, and whether it is one of those that have a goal."""

    name: str
    role: str
    area: str
    ask: Callable[[Random], Asked]
    goal: bool = False


def kinds_of(place: Place) -> list[Kind]:
    """Every page, of people and villages drawn anew each time."""
    open_store(place.address)
    rows = Person.objects.filter(village__code__startswith=REGENCY).order_by("key")
    people = list(rows.values_list("id", "name", "village__code")[:KNOWN])
    niks = niks_of(Keys.read(place.keys), [person for person, *_ in people])
    homes = sorted({home for *_, home in people})
    village = homes[len(homes) // 2]
    own = [one for one in people if one[2] == village]

    def post(form: Callable[[Random], dict[str, str]], path: str, holds: str) -> Callable[[Random], Asked]:
        return lambda random: ("POST", path, form(random), holds)

    def get(path: str, holds: str = "</main>", of: Sequence[object] = ("",)) -> Callable[[Random], Asked]:
        return lambda random: ("GET", path.format(random.choice(of)), {}, holds)

    def name(random: Random) -> dict[str, str]:
        return {"q": random.choice(people)[1]}

    numbers = [person for person, *_ in people]
    return [
        Kind("home", "officer", REGENCY, get("/")),
        Kind("task list of a cycle", "officer", REGENCY, get("/siklus/bench/"), goal=True),
        Kind("regions of a regency", "officer", REGENCY,
             get(f"/siklus/bench/wilayah/{REGENCY}/", "</table>"), goal=True),
        Kind("village", "officer", REGENCY, get("/siklus/bench/desa/{}/", "</dl>", homes), goal=True),
        Kind("search by NIK", "officer", REGENCY,
             post(lambda random: {"q": niks[random.choice(numbers)]}, "/cari/", "/orang/"), goal=True),
        Kind("search by a whole name", "officer", REGENCY, post(name, "/cari/", "/orang/"), goal=True),
        Kind("search by three letters", "officer", REGENCY,
             post(lambda random: {"q": random.choice(people)[1].split()[0][:3]}, "/cari/", "/orang/"), goal=True),
        Kind("person", "officer", REGENCY, get("/orang/{}/", "Riwayat", numbers), goal=True),
        Kind("figures of a regency", "officer", REGENCY,
             get(f"/angka/{REGENCY}/?bulan={MONTH}", "</table>"), goal=True),
        Kind("lists of a cycle", "officer", REGENCY, get("/siklus/bench/daftar/"), goal=True),
        Kind("problems", "officer", REGENCY, get("/siklus/bench/masalah/"), goal=True),
        Kind("pairs", "officer", REGENCY, get("/siklus/bench/pasangan/")),
        Kind("endings", "officer", REGENCY, get("/berakhir/")),
        Kind("people whose cover ends", "officer", REGENCY, get("/berakhir/orang/")),
        Kind("the same of a village", "officer", REGENCY, get("/berakhir/orang/?desa={}", of=homes)),
        Kind("arrears", "officer", REGENCY, get("/berakhir/tunggakan/")),
        Kind("coverage", "officer", REGENCY, get("/cakupan/")),
        Kind("enrolments", "officer", REGENCY, get("/pendaftaran/")),
        Kind("home of a village", "village", village, get("/")),
        Kind("its page", "village", village, get(f"/siklus/bench/desa/{village}/", "</dl>"), goal=True),
        Kind("its search by name", "village", village,
             post(lambda random: {"q": random.choice(own)[1]}, "/cari/", "/orang/"), goal=True),
        Kind("its coverage", "village", village, get("/cakupan/")),
        Kind("its endings", "village", village, get("/berakhir/")),
        *_of_the_province(get, homes),
    ]  # fmt: skip


def _of_the_province(get: Callable[..., Callable[[Random], Asked]], homes: Sequence[str]) -> list[Kind]:
    """Pages of whoever sees all."""
    proposal, decree = Proposal.objects.order_by("-id").first(), Decree.objects.order_by("id").first()
    bill, payment = Bill.objects.order_by("id").first(), Payment.objects.order_by("id").first()
    assert proposal and decree and bill and payment and Run.objects.exists()  # noqa: S101 - the office that was made
    by: dict[tuple[str, str], list[tuple[str, str]]] = {
        ("officer", PROVINCE): [
            ("home of the province", "/"),
            ("task list of the province", "/siklus/bench/"),
            ("regions of the province", f"/siklus/bench/wilayah/{PROVINCE}/"),
            ("figures of the province", f"/angka/{PROVINCE}/?bulan={MONTH}"),
            ("problems of the province", "/siklus/bench/masalah/"),
            ("proposals", "/siklus/bench/usulan/"),
            ("decrees", "/siklus/bench/sk/"),
            ("decree", f"/siklus/bench/sk/{decree.id}/"),
            ("enrolments of the province", "/pendaftaran/"),
            ("funds", "/dana/"),
            ("bills", "/tagihan/"),
            ("bill", f"/tagihan/{bill.id}/"),
            ("payments", "/pembayaran/"),
            ("payment", f"/pembayaran/{payment.id}/"),
            ("credits", "/kredit/"),
            ("months", "/bulan/"),
            ("match of a month", f"/bulan/{MONTH}-{MONTH}/"),
            ("a pile by village", f"/bulan/{MONTH}-{MONTH}/tumpukan/agrees/"),
            ("a pile of a village", f"/bulan/{MONTH}-{MONTH}/tumpukan/agrees/?desa={homes[0]}"),
            ("books", "/buku/"),
            ("endings of the province", "/berakhir/"),
            ("coverage of the province", "/cakupan/"),
        ],
        ("auditor", PROVINCE): [
            ("audit", "/pemeriksaan/"),
            ("a payment followed", f"/pemeriksaan/pembayaran/{payment.id}/"),
            ("sums", "/pemeriksaan/selisih/"),
            ("self-audit", "/pemeriksaan/uji/"),
            ("a test by village", "/pemeriksaan/uji/not_on_list/"),
            ("a test of a village", f"/pemeriksaan/uji/not_on_list/?desa={homes[0]}"),
            ("sample", "/pemeriksaan/contoh/"),
            ("trail", "/jejak/"),
        ],
        ("checker", PROVINCE): [
            ("proposals for a checker", "/siklus/bench/usulan/"),
            ("proposal", f"/siklus/bench/usulan/{proposal.id}/"),
            ("its sample", f"/siklus/bench/usulan/{proposal.id}/contoh/"),
        ],
        ("auditor", REGENCY): [("audit of a regency", "/pemeriksaan/"), ("trail of a regency", "/jejak/")],
        ("head", PROVINCE): [("home of the head", "/"), ("figures for the head", "/angka/")],
    }
    dashboards = {"home of the province", "figures of the province", "home of the head", "figures for the head"}
    return [
        Kind(name, role, area, get(path), goal=name in dashboards)
        for (role, area), pages in by.items()
        for name, path in pages
    ]
