"""Names by the people who give them, the frequent first. Wider than the lists of ``payung.synth.names``, on purpose:
what links records must not know its test by heart."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Customs:
    """How one people names its children. A second name that ends in ``clans`` is handed down in the family."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    men_second: tuple[str, ...]
    women_second: tuple[str, ...]
    clans: tuple[str, ...] = ()
    words: tuple[int, ...] = (16, 66, 18)  # of a hundred names: with one, two and three words


def _joined(starts: str, ends: str) -> tuple[str, ...]:
    """Every start with every end, so that the list is as long as life is."""
    first, last = starts.split(), ends.split()
    return tuple(start + last[(at + turn) % len(last)] for turn in range(len(last)) for at, start in enumerate(first))


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.replace("_", " ").split("|")) if "|" in words else tuple(words.split())


_WIDE_MEN = _list(
    "Andi Rudi Dedi Hendra Agus Budi Eko Rian Dian Arif Yudi Heri Feri Rizal Doni Irwan Iwan Roni Deni Adi Ari Toni "
    "Joni Dodi Wahyu Bayu Dimas Rizky Fajar Galih Ilham Reza Aldi Rafi Gilang Satria Yoga Angga Anton Bobi Herman "
    "Jefri Jaka Novri Oki Panji Riko Sandi Tommy Vino Wisnu Yogi Zaki Alfian Arman Benny Daniel Edwin Frans"
)
_WIDE_WOMEN = _list(
    "Rina Dewi Yuni Ani Eka Nita Lina Rini Wati Yanti Maya Ratna Ika Indah Fitri Novi Desi Santi Devi Ayu Putri Mega "
    "Intan Tika Vina Nova Melisa Rika Susi Titin Umi Vera Yeni Yuliana Yulianti Zahra Anita Bunga Citra Diah Elsa "
    "Febri Gita Hesti Irma Juwita Kiki Lilis Mira Nia Okta Popi Ria Sinta Tuti Winda Yessi Julia Cici Cindy"
)
RARE_MEN = _joined(
    "Al Ar Ban Cak Dar Fik Gun Har Is Jun Kar Lam Mar Nas Or Pan Ras Sar Tar Ul Wah Yas Zam Bas Ham Raj Sid Mul Ben",
    "diman fianto gunadi hendi isman jono kadri landi midun nizar parto ramli sito tono udin wira yadi zalman riko",
)
RARE_WOMEN = _joined(
    "Al Ar Bun Ces Dar Fik Gus Har Is Jun Kar Lam Mar Nas Or Pan Ras Sar Tar Ul Wah Yas Zam Bas Ham Raj Sid Mul Ben",
    "diana fitri gusti hanum inah jani kasih lina mina niati pura rida sina tuti umi wida yana zelia elda riska",
)
"""What a thousand families each thought of alone: most of the names of a country are rare."""

_BELIEVERS = _list(
    "Rahman Rahim Malik Salam Aziz Jabar Kholik Gafur Wahab Razak Fatah Alim Basit Hafiz Halim Latif Hamid Majid "
    "Wahid Somad Kadir Rauf Muin Manaf Hadi Syukur Jalil Ghani Karim Hakim Haris Muis Muthalib Wadud Qohar"
)

CUSTOMS = {
    "malay": Customs(
        men=_list(
            "Muhammad Ahmad Zulkarnain Junaidi Saparudin Hamdani Firdaus Mawardi Nasrullah Sofyan Tamrin Ependi Asnawi "
            "Kaharudin Muslim Mukhtar Nawawi Pahrul Rasidi Sargawi Usman Wahidin Yusri Zaidan Alamsyah Basirun "
            "Cikman Datuk Fakhri Ghazali Habibi Irsyad Jufri Kemas Lutfi Masdar Nangyu Raden Syargawi Tohir Umar"
        )
        + _WIDE_MEN,
        women=_list(
            "Siti Nur Masnah Rukiah Salbiah Maryani Asmawati Hasnah Nurbaiti Raudah Sakdiah Zuraida Marhamah Fatmawati "
            "Juriah Kalsum Mastura Nuraida Rabiah Sopiah Umayah Wardah Zubaidah Badariah Cik Dahniar Faridah Hadijah "
            "Ismiati Jumiati Khairunnisa Lailatul Mahdalena Nyimas Raihanah"
        )
        + _WIDE_WOMEN,
        men_second=_BELIEVERS
        + _list("Saputra Syahputra Alfarisi Ramadhan Maulana Akbar Syah Hasyim Pratama Efendi Zen Amin"),
        women_second=_list(
            "Aminah Maimunah Hajar Khadijah Fatimah Rohmah Hasanah Kholifah Azzahra Safitri Anggraini Puspita Amelia "
            "Oktaviani Ramadhani Jamilah Mardiah Soleha Aisyah Zulaikha Khasanah Hidayati Jannah Laila Hayati"
        ),
    ),
    "java": Customs(
        men=_joined("Su Wa Sa Mu Po Tu Ka Ngad Har Mar Jum Par Tri Ngat Bon", "gimin kiman rno rdi yanto jiman diyo")
        + _list(
            "Slamet Sugiyanto Sunarto Suroso Haryanto Subagyo Maryono Giyanto Nurhadi Parjo Jumadi Sadikin Wiyono "
            "Muhammad Ahmad Kusnadi Tarmuji Rohmad Mustofa Imam Soleh Miftah Munir Choirul Wahyudi Yatno Cahyo Jarwo"
        )
        + _WIDE_MEN,
        women=_joined("Su Wa Sa Mu Po Tu Ka Ngad Har Mar Jum Par Tri Ngat Bon", "rni tmi rsih kinem yati liyah riyem")
        + _list(
            "Sri Siti Endah Wahyuni Rumini Jumiatun Mursiti Ngatemi Purwanti Sundari Wagini Sunarsih Umiyati Tumirah "
            "Nur Khotijah Muslikah Istiqomah Winarsih Lasmi Juminten Cahyani Yuliatun"
        )
        + _WIDE_WOMEN,
        men_second=_list(
            "Santosa Wicaksono Purnomo Wijaya Hermawan Pamungkas Budiman Kusuma Hariyadi Sugiarto Subekti Prabowo "
            "Cahyono Sudrajat Yulianto Widjaja Harsono Atmaja Mulyadi Rohim Arifin Mustakim Saputro Kuncoro"
        ),
        women_second=_list(
            "Rahmawati Kusumawati Setyaningsih Pujiastuti Widyastuti Nurjanah Suharti Kurniasih Ambarwati Sulistyowati "
            "Fatonah Munawaroh Puspitasari Yuliastuti Cahyaningrum Hartati Indarti Budiarti Trisnawati Wijayanti"
        ),
        words=(34, 54, 12),
    ),
    "minang": Customs(
        men=_joined("Syaf Yus Mas Zul Er Nof Des Khai Af Ha", "ril nedi man wandi herman rudin")
        + _list("Muhammad Ahmad Buyung Marlis Irman Rafles Ujang Yonrizal Hendrizal Jhoni Cuan Datuk")
        + _WIDE_MEN,
        women=_joined("Yul Nel Ros Gus Er Nov Des Mar Wir Zur", "mita dawati nita neli dayanti miati")
        + _list("Siti Upik Nur Rahmi Ernita Yurnita Zahara Jusma Cahya Yusnidar")
        + _WIDE_WOMEN,
        men_second=_list("Putra Ananda Pratama Rahman Hakimi Ilyas Yunus Marzuki Jamil Rusli Anas Sofyan"),
        women_second=_list("Sari Putri Anjani Yusra Mulyani Gusti Syafitri Hayati Marlinda Oktavia Rahayu Yunita"),
        clans=_list("Caniago Piliang Koto Sikumbang Jambak Guci Tanjung Melayu Mandailing Bendang Panyalai Dalimo"),
    ),
    "batak": Customs(
        men=_list(
            "Jonson Manaek Robert Parulian Saut Ganda Mangatur Bonar Rikson Jhon Herbin Torang Darwin Edison Pardamean "
            "Rudolf Lambok Tumpal Monang Sabar Jasa Posman Charles Hasiholan Jekson Junedi Nelson Oloan Luhut Martin"
        )
        + _WIDE_MEN,
        women=_list(
            "Rosinta Tiur Rosmaida Ruslan Hotnida Lamtiur Nurcahaya Pesta Risma Roida Sarma Tetty Uli Yohana Berliana "
            "Christina Duma Erika Jojor Junita Lasma Lenny Martha Megawati Nurhaida Parluhutan Renta Serli Tiodor"
        )
        + _WIDE_WOMEN,
        men_second=_list("Halomoan Marasi Fernando Anggiat Josua Samuel Jaya Hamonangan Natanael"),
        women_second=_list("Natalia Elisabet Magdalena Veronika Gabriela Monika Kristiani Yosefin"),
        clans=_list(
            "Simbolon Tampubolon Pasaribu Sitorus Hutabarat Siahaan Silalahi Sihotang Purba Saragih Ginting Tarigan "
            "Sembiring Napitupulu Marpaung Gultom Aritonang Lumbantobing Siregar Harahap Nasution Lubis Hasibuan "
            "Rambe Ritonga Daulay Batubara Situmeang Simamora Nainggolan"
        ),
        words=(6, 70, 24),
    ),
    "kerinci": Customs(
        men=_joined("Sy Nas Jas Kas Ar Dep Mat Has", "ril mal wan zuki mardi hirman dianto")
        + _list("Muhammad Depati Rio Rusman Jarnis Yasir Candra Umardi")
        + _WIDE_MEN,
        women=_joined("Nur Er Mar Das Yas Li Har Za", "lis mita yenti manidar nalis sniar")
        + _list("Siti Fatimah Jasmani Umi Cahaya")
        + _WIDE_WOMEN,
        men_second=_BELIEVERS + _list("Putra Candra Saputra Afriko Jaya Utama Sandra"),
        women_second=_list("Putri Sundari Julita Permata Nengsih Afrita Desmita Juita Cahyani"),
    ),
    "bugis": Customs(
        men=_list(
            "Andi|Muhammad|Ambo|Baso|La Tahang|Daeng|Ahmad|Beddu|Sattu|Ambo Tuo|Ambo Dalle|Laside|Makmur|Amiruddin|"
            "Tahir|Sudirman|Mansyur|Hamka|Jamaluddin|Kamaruddin|Cecep|Arsyad|Ukkas|Syamsuddin|Nurdin|Rusli|Paliwang"
        ),
        women=_list(
            "Andi|Indo|Besse|I Tang|Indo Upe|Hj Becce|Sitti|Nurhayati|Hasnawati|Rosdiana|Murni|Jumriah|Cinnong|Saenab|"
            "Indo Esse|Rosmini|Hariani|Asma|Sahariah|Halija|Suriani|Kartini|Nursia|Mulyana|Jumiati|Darma"
        ),
        men_second=_list("Dalle Tuo Akil Rahmat Jaya Sakka Tang Upe Latif Kadir Mappa Pallawa Tenri Rauf Sulaiman"),
        women_second=_list("Tenri Upe Esse Rahma Sari Hasan Intang Cammi Nur Tang Lawa Daeng Wati Jumiati"),
    ),
    "sunda": Customs(
        men=_list(
            "Asep Ujang Dadang Cecep Dedi Endang Iwan Nana Aceng Tatang Encep Jajang Ade Deden Yayan Oman Kosasih "
            "Wawan Engkos Maman Karna Didin Usep Yaya Cucu Entis Atep Otong Aang Dayat Suhendar"
        ),
        women=_list(
            "Euis Neneng Cucu Iis Imas Tati Lilis Enok Nani Yayah Aisah Elis Oom Popon Cicih Entin Mimin Ai Nyai Yoyoh "
            "Ecin Ela Juju Neng Rohaeti Siti Teti Titi Uum Wiwin"
        ),
        men_second=_list(
            "Suryana Sutisna Hidayat Mulyana Kurnia Permana Rohmana Suherman Sobandi Juhana Ruhiyat Cahyadi Supriatna"
        ),
        women_second=_list(
            "Rohayati Nurhayati Sumiati Kurniasih Rostika Juariah Cahyati Komariah Mulyati Suryati Kartika Rosita"
        ),
    ),
    "bali": Customs(
        men=_list("I Wayan|I Made|I Nyoman|I Ketut|I Putu|I Kadek|I Komang|I Gede|Anak Agung|I Gusti Ngurah"),
        women=_list("Ni Wayan|Ni Made|Ni Nyoman|Ni Ketut|Ni Putu|Ni Kadek|Ni Komang|Ni Luh|Desak Made|I Gusti Ayu"),
        men_second=_list(
            "Sudana Suarta Arta Sukarja Widana Sudiarsa Merta Suwitra Jaya Rai Sentana Artana Budiasa Subrata Kerta "
            "Sujana Yasa Darma Mudita Wirawan Astawa Sutama"
        ),
        women_second=_list(
            "Suartini Sukerti Suci Asih Suryani Sriasih Murniati Sudiasih Rasmini Ariani Wati Sukasih Sulatri Ayu "
            "Sumerti Cenik Juliani"
        ),
        words=(1, 88, 11),
    ),
}

BEFORE_MEN = (("Muhammad", 0.11), ("Ahmad", 0.04), ("Abdul", 0.03))
BEFORE_WOMEN = (("Siti", 0.09), ("Nur", 0.04), ("Sri", 0.03))
"""Put before a name, and how often; not among WITHOUT_BEFORE."""

WITHOUT_BEFORE = ("batak", "bali")

TWIN_MEN = (("Hasan", "Husin"), ("Rudi", "Ridu"), ("Andi", "Ardi"), ("Edi", "Edo"), ("Rama", "Rana"), ("Aldi", "Aldo"))
TWIN_WOMEN = (("Rina", "Rini"), ("Yuli", "Yuni"), ("Lina", "Lena"), ("Sari", "Sasi"), ("Nita", "Nina"), ("Ani", "Ana"))
