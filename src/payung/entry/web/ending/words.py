"""What the pages of endings say."""

from payung.core.basis.text import Text
from payung.entry.web.things import NAME, PEOPLE, PERSON_MONTHS, STATE, VILLAGE

TITLE = Text(id="Berakhir dalam {days} hari", en="Ends within {days} days")
LEAD = Text(id="Keadaan pada {on}.", en="As of {on}.")
WITHIN = Text(id="Dalam berapa hari", en="Within how many days")
DAYS = Text(id="{days} hari", en="{days} days")
LEAST = Text(id="Sudah berapa bulan", en="Months so far")
ANY = Text(id="semua", en="everybody")
AT_LEAST = Text(id="{months} bulan atau lebih", en="{months} months or more")
ON = Text(id="Pada tanggal", en="On the day")
ENDING = Text(id="orang berakhir perlindungannya", en="people whose cover ends")
RESUMED = Text(id="{resumed} dilanjutkan kemudian oleh dana lain", en="{resumed} paid on later by another fund")
COST = Text(id="untuk melanjutkan sampai {until}", en="to go on until {until}")
COST_MORE = Text(id="{months} orang-bulan", en="{months} person-months")
FULL = Text(id="kehilangan santunan kematian penuh", en="lose the full death benefit")
SCHOLARSHIP = Text(id="kehilangan hak beasiswa anak", en="lose the children's scholarship")
WORDS = Text(id="Biaya melanjutkan, terbilang", en="Cost to go on, in words")
PLACES = Text(id="Per desa dan dana", en="By village and fund")
FUND = Text(id="Sumber dana", en="Source")
LAST_MONTH = Text(id="Bulan terakhir", en="Last month")
LAPSES = Text(id="Kepesertaan gugur", en="Membership lapses")
WITH_FULL = Text(id="Santunan penuh", en="Full benefit")
WITH_SCHOLARSHIP = Text(id="Beasiswa", en="Scholarship")
NEXT = Text(id="Bulan berikutnya", en="Next month")
PRICE = Text(id="Biaya melanjutkan", en="Cost to go on")
NOBODY = Text(
    id="Tidak ada yang berakhir dalam masa ini dengan saringan itu.", en="Nobody's cover ends then, so filtered."
)
HAS = Text(id="Bulan terhitung", en="Months that count")
YES, NO = Text(id="ya", en="yes"), Text(id="belum", en="not yet")
EVERYBODY = Text(id="Orangnya", en="The people")
SUMMARY = Text(id="Ringkasan", en="Summary")
ARREARS = Text(id="Tunggakan", en="Arrears")
AGE = Text(id="Usia 65", en="Age 65")
LISTS = Text(id="Unduh daftar dan slip per desa (ZIP)", en="Download lists and slips by village (ZIP)")
RENEWAL = Text(id="Unduh skenario perpanjangan (ZIP)", en="Download the renewal scenario (ZIP)")
FILTER = Text(id="berakhir dalam {days} hari sejak {on}, {least}", en="ends within {days} days of {on}, {least}")

ARREARS_TITLE = Text(id="Tunggakan iuran", en="Contributions behind")
ARREARS_LEAD = Text(
    id="Bulan ke-1, ke-2, ke-3 yang belum dibayar, dan hari kepesertaan gugur. Keadaan pada {on}.",
    en="The first, second and third unpaid month, and the day membership lapses. As of {on}.",
)
UNPAID = Text(id="Bulan ke-{month}", en="Month {month}")
LAPSED = Text(id="Sudah gugur", en="Lapsed")
THROUGH = Text(id="Dibayar sampai", en="Paid through")
BEHIND = Text(id="Bulan belum dibayar", en="Unpaid months")
GRACE = Text(id="masih dapat dilunasi", en="can still be settled")
OWED = Text(id="Terutang", en="Owed")
NO_ARREARS = Text(id="Tidak ada tunggakan.", en="Nobody is behind.")

AGE_TITLE = Text(id="Mencapai batas usia", en="Reaching the age limit")
AGE_LEAD = Text(
    id="Yang mencapai batas usia dalam {days} hari, dan bulan yang direncanakan sesudahnya. Keadaan pada {on}.",
    en="Who reaches the age limit within {days} days, and months planned after it. As of {on}.",
)
REACHES = Text(id="Mencapai batas pada", en="Reaches it on")
LAST_FOR = Text(id="Bulan terakhir yang boleh", en="Last month allowed")
PLANNED = Text(id="Bulan direncanakan sesudahnya", en="Months planned after it")
BEYOND = Text(id="Dibayar sesudahnya", en="Paid after it")
NO_AGE = Text(id="Tidak ada yang mencapai batas usia.", en="Nobody reaches the age limit.")
