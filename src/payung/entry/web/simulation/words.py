"""What the pages of scenarios say."""

from payung.core.basis.text import Text
from payung.entry.web.things import PEOPLE

TITLE = Text(id="Skenario", en="Scenarios")
LEAD = Text(
    id="Setiap skenario disimpan dengan namanya, dibandingkan, dan dapat dicetak.",
    en="Each scenario is kept under its name, compared, and can be printed.",
)
NAME = Text(id="Nama skenario", en="Name of the scenario")
SAVE = Text(id="Simpan skenario", en="Keep the scenario")
NONE = Text(id="Belum ada skenario.", en="No scenario yet.")
EACH = Text(id="Tiap desa", en="Each village")
ALL = Text(id="Semua desa", en="All villages")
BUYS = Text(id="Orang-bulan tiap desa", en="Person-months of a village")
FULL = Text(id="Kuota untuk semua bulan", en="The quota for all months")
OF_LISTS = Text(id="Dari daftar: dibayar / menunggu", en="Of the lists: paid / waiting")
NO_LISTS = Text(id="daftar belum diserahkan", en="no lists handed in")
PAID = Text(id="{people} / {waiting} orang", en="{people} / {waiting} people")
CHART = Text(id="Orang yang dibayar setahun penuh menurut skenario", en="People paid for all months by scenario")
