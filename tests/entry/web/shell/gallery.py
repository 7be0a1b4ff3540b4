"""Pages that show every component once, served as the workbench serves its own: what is checked here holds for all."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.entry.web.fields import AmountField, DayField, FilesField, MonthField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily, switch
from payung.entry.web.parts import Bar, Cell, Chart, Column, Item, Tab, Table, Task, Tile, paged
from payung.entry.web.render import part, refused, shown
from tests.entry.web.shell.visitor import AN_OFFICER

WORDS = {
    "title": Text(id="Contoh semua bagian", en="Every part once"),
    "form": Text(id="Isian contoh", en="A form"),
    "lead": Text(id="Angka dari negeri buatan", en="Figures of a made-up country"),
}


@dataclass(frozen=True)
class ACycle:
    """As much of a cycle as the shell asks for."""

    code: str = "jambi-bkbk-2026"
    name: str = "Program BKBK 2026"


class Refusal(PayungError):
    """Something that an action may say."""

    says = Text(id="Kode tagihan itu sudah ada.", en="There is a bill with that code.")
    do = Text(id="Periksa kodenya.", en="Check the code.")

    def __init__(self) -> None:
        super().__init__(self.says, self.do)


class AForm(Form):
    """Every kind of field."""

    code = forms.CharField(label=lazily(Text(id="Kode tagihan", en="Code of the bill")), max_length=20,
                           help_text=lazily(Text(id="Contoh: 2701", en="For instance: 2701")))  # fmt: skip
    amount = AmountField(label=lazily(Text(id="Jumlah", en="Amount")))
    day = DayField(label=lazily(Text(id="Tanggal surat", en="Day of the paper")))
    month = MonthField(label=lazily(Text(id="Bulan", en="Month")), required=False)
    kind = forms.ChoiceField(
        label=lazily(Text(id="Jenis", en="Kind")), choices=[("spm", "SPM"), ("sp2d", "SP2D")], widget=forms.RadioSelect
    )
    area = forms.ChoiceField(label=lazily(Text(id="Wilayah", en="Area")), choices=[("15", "Jambi"), ("16", "Sumsel")])
    several = forms.MultipleChoiceField(
        label=lazily(Text(id="Beberapa", en="Several")), choices=[("a", "A"), ("b", "B")], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    sure = forms.BooleanField(label=lazily(Text(id="Saya sudah memeriksa", en="I have checked it")))
    note = forms.CharField(label=lazily(Text(id="Catatan", en="Note")), widget=forms.Textarea, required=False)
    files = FilesField(label=lazily(Text(id="Berkas", en="Files")), required=False)


def everything(request: HttpRequest) -> HttpResponse:
    request.who = AN_OFFICER  # as the door leaves it there
    rows, pages = paged([[f"Desa {n}", n * 37, n * 16_800, Cell("ya", tag="green")] for n in range(1, 1563)], request)
    columns = [
        Column(Text(id="Desa", en="Village"), sort="nama"),
        Column(Text(id="Orang", en="People"), number=True),
        Column(Text(id="Uang", en="Money"), money=True),
        Column(Text(id="Keadaan", en="State")),
    ]
    table = Table(
        Text(id="Desa dan uangnya", en="Villages and their money"), columns, rows, ["Jumlah", 99, 1_000_000, ""],
        pages=pages, downloads=[("XLSX", "?xlsx"), ("CSV", "?csv")], order=request.GET.get("urut", "nama"),
    )  # fmt: skip
    return shown(request, AN_OFFICER, "everything.html", {**_parts(), "table": table})


def _parts() -> dict[str, object]:
    name = Text(id="Kumpulkan daftar desa", en="Gather the lists")
    states = ("done", "doing", "wrong", "not_begun", "not_yet")
    bars = [Bar("Kerinci", 287, "/a", 120), Bar("Muaro Jambi", 155, "/b", 155), Bar("Kota Jambi", 68, "/c", 0)]
    return {
        "words": WORDS,
        "cycle": ACycle(),
        "place": "1505032004",
        "tasks": [Task(name, state, "/" if state != "not_yet" else "", Text("1.380/1.562", "1,380/1,562"))
                  for state in states],
        "tiles": [Tile(12_480, Text(id="orang berakhir", en="people end"), Text(id="≤ 60 hari", en="≤ 60 days"), "/"),
                  Tile(22_687_660_800, Text(id="rupiah", en="rupiah"), money=True)],
        "items": [Item(Text(id="Nama", en="Name"), "BUDI"), Item(Text(id="Hari", en="Day"), date(2026, 8, 17), "/")],
        "chart": Chart(Text(id="Per kabupaten", en="By regency"), bars, Text(id="Desa", en="Villages"),
                       Text(id="Sudah mengirim", en="Have sent")),
        "tabs": [Tab(Text(id="Semua", en="All"), "/", True, 12), Tab(Text(id="Selesai", en="Done"), "/x")],
        "stage": Text(id="Membaca berkas", en="Reading files"),
    }  # fmt: skip


def a_form(request: HttpRequest) -> HttpResponse:
    request.who = AN_OFFICER
    form = AForm(request.POST or None, request.FILES or None)
    given = {"words": WORDS, "form": form}
    if request.method != "POST":
        return shown(request, AN_OFFICER, "a_form.html", given)
    if not form.is_valid():
        return refused(request, AN_OFFICER, None, "a_form.html", given, form=form)
    if form.cleaned_data["code"] == "2701":
        return refused(request, AN_OFFICER, Refusal(), "a_form.html", given, form=form, field="code")
    messages.success(request, "Tersimpan")
    return HttpResponseRedirect("/", status=303)


def progress(request: HttpRequest) -> HttpResponse:
    given = {"stage": Text(id="Membaca berkas", en="Reading files"), "done": 7, "of": 10, "href": "/kemajuan"}
    return part(request, AN_OFFICER, "components/progress.html", given)


def a_public_page(request: HttpRequest) -> HttpResponse:
    return shown(request, None, "public.html", {"words": WORDS})


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("NIK 1505030101900001")


urlpatterns = [
    path("", everything, name="home"),
    path("isian", a_form),
    path("kemajuan", progress),
    path("umum", a_public_page),
    path("rusak", breaks),
    path("siklus/<str:code>", everything, name="cycle"),
    path("siklus/<str:code>/wilayah/<str:area>", everything, name="areas"),
    path("bahasa/<str:language>", switch, name="language"),
    path("cari", everything, name="search"),
    path("akun", everything, name="account"),
    path("keluar", everything, name="leave"),
    path("aksesibilitas", a_public_page, name="accessibility"),
]
handler400 = "payung.entry.web.failures.bad_request"
handler403 = "payung.entry.web.failures.forbidden"
handler404 = "payung.entry.web.failures.not_found"
handler500 = "payung.entry.web.failures.broken"
