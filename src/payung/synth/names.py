"""Names of made-up people, in the kinds a Sumatran village list shows: Javanese, Malay, Minang, Batak, Muslim, old."""

from random import Random

MEN = {
    "javanese": "Sugeng Suparman Wagimin Slamet Sutrisno Paijo Tukiman Sumardi Supriyadi Bambang Joko Ngatimin Poniman "
    "Saryono Suyatno Triyono Widodo Warsito Mulyono Hartono Kasiman Legiman Purwanto Sukirman Gunawan Teguh Agung",
    "malay": "Zulkifli Zainal Ramli Mahmud Bujang Jamal Rusdi Hasan Husin Syafri Azhari Tarmizi Sabki Romi Ardi Edi "
    "Candra Fahmi Iskandar Kasim Lukman Nasrun Rozali Sahrul Taufik Umar Yahya Amran Bustami Darwis Edison",
    "minang": "Syafrizal Afrizal Yusrizal Erizal Desrizal Masrizal Syamsul Nofrizal Amrizal Zulfahmi Yurnalis Bakhtiar "
    "Damhuri Jasman Marjohan Syahril Efrizal Hendri Indra Rinaldi Wendri",
    "batak": "Parlindungan Tigor Maruli Binsar Jonggi Horas Sahat Poltak Ramses Saut Togar Gokma Hotman Jhonson "
    "Marihot",
    "muslim": "Muhammad Ahmad Abdul Ali Ibrahim Ismail Yusuf Idris Sulaiman Ridwan Hamzah Usman Anwar Fauzi Hidayat "
    "Rahmat Nurdin Saiful Syarifuddin Jalaluddin Kamaruddin Burhanuddin Baharuddin",
}
WOMEN = {
    "javanese": "Sutinah Wagiyem Sumiati Suparti Tumini Poniyem Sri Endang Lestari Ngatini Suryani Murni "
    "Partini Sukarti "
    "Kartini Mulyati Rukmini Sulastri Tukinem Warsini Yatmi Dwi Tri Wiwik",
    "malay": "Rohani Rosmala Nuraini Zubaidah Halimah Maimunah Fauziah Jamilah Hamidah Kamariah Asnah Rohaya Masitah "
    "Nurhayati Rosmawati Saodah Yusna Zaleha Darmawati Emi Linda Mariana",
    "minang": "Erniwati Yulinar Desmawati Nurlela Yusmaniar Marnis Syamsiar Elfitri Gusniar Rosniar Armiati Yarnis "
    "Nelmawati Refnita Zurnida Wirnelis Misnawati",
    "batak": "Rotua Tiurma Romauli Saurma Rusmi Lamria Nurmala Hotmaida Debora Sondang Tiarma Dameria Marintan",
    "muslim": "Siti Nur Fatimah Khadijah Aisyah Zainab Aminah Maryam Hafsah Salamah Rahmah Ruqayah Habibah Latifah "
    "Mutmainnah Nurjannah Hasanah Azizah",
}
SECOND = {
    "javanese": "Riyadi Wibowo Santoso Saputra Susanto Prasetyo Utomo Nugroho Hadi Raharjo Setiawan Kurniawan Wahyudi",
    "malay": "Effendi Hamid Karim Rahman Saleh Idrus Kadir Jalil Bakar Mansur Sani Latif Rasyid Basri Hatta",
    "minang": "Chaniago Piliang Koto Tanjung Sikumbang Jambak Guci Melayu Caniago Putra Eka Firdaus",
    "batak": "Simanjuntak Sihombing Nababan Hutapea Manurung Sinaga Situmorang Lubis Nasution Harahap Siregar "
    "Panjaitan",
    "muslim": "Hidayat Fadli Rizki Ramadhan Hakim Syukur Ghofur Rozak Majid Aziz Ghani Hasyim Fikri Ilham Mubarak",
}
SECOND_WOMEN = {
    "javanese": "Wahyuni Rahayu Handayani Astuti Lestari Ningsih Utami Wulandari Susanti Purwanti Maryati Setyowati",
    "malay": "Hasanah Asiah Yani Fitri Wati Marlina Yanti Dewi Suryani Elvira Nita Sari",
    "minang": "Yeni Putri Fitria Novita Sari Elvi Roza Oktavia Anggraini Yulia",
    "batak": "Simanjuntak Sihombing Nababan Hutapea Manurung Sinaga Situmorang Lubis Nasution Harahap Siregar Pasaribu",
    "muslim": "Aminah Maisaroh Khotimah Rohmah Zahra Fadilah Azizah Halimah Maysaroh Jannah Aini Hikmah Laila",
}
KINDS = ("javanese", "malay", "minang", "batak", "muslim")
WEIGHTS = (34, 30, 12, 6, 18)
_LISTS = {
    sex: {kind: (tuple(first[kind].split()), tuple(second[kind].split())) for kind in KINDS}
    for sex, first, second in (("L", MEN, SECOND), ("P", WOMEN, SECOND_WOMEN))
}
OLD_SPELLING = str.maketrans({"u": "oe", "U": "Oe", "J": "Dj", "j": "dj"})


def make_name(rng: Random, sex: str) -> str:
    """A name of one to three words for an L or a P; as on an identity card, but not yet in capitals."""
    firsts, seconds = _LISTS[sex][rng.choices(KINDS, WEIGHTS)[0]]
    words = [rng.choice(firsts)]
    count = rng.choices((1, 2, 3), (18, 67, 15))[0]
    for word in rng.sample(seconds, count - 1):
        if word not in words:
            words.append(word)
    name = " ".join(words)
    return in_old_spelling(name) if rng.random() < 0.02 else name


def another_name(rng: Random, sex: str, than: str) -> str:
    """A name nobody takes for ``than``: its first word begins with another letter."""
    near = {"d": "dj", "j": "dj", "c": "ct", "t": "ct", "z": "zj"}
    taken = near.get(than[0].lower(), than[0].lower())
    while (name := make_name(rng, sex))[0].lower() in taken:
        pass
    return name


def in_old_spelling(name: str) -> str:
    """The name as papers from before 1972 spell it.

    >>> in_old_spelling("Joko Sutrisno")
    'Djoko Soetrisno'
    """
    return name.translate(OLD_SPELLING)


def same_name(rng: Random, name: str, sex: str) -> str:
    """``name`` as another list writes the same person."""
    words = name.split()
    woman = sex == "P"
    ways = [
        name.upper(),
        name.lower(),
        f"{'Hj' if woman else 'H'}. {name}",
        f"{name}, S.Pd",
        f"{name} {'binti' if woman else 'bin'} {make_name(rng, 'L').split()[0]}",
        " ".join(words[:2]),
        "  ".join(words),
    ]
    if not any(pair in name for pair in ("oe", "Oe", "Dj", "dj")):
        ways.append(in_old_spelling(name))
    if words[0] == "Muhammad":
        ways += [" ".join([short, *words[1:]]) for short in ("Muh.", "M.", "Mhd", "Mohammad") if words[1:]]
    if words[0] in ("Siti", "Ahmad"):
        ways.append(" ".join([{"Siti": "Sitti", "Ahmad": "Achmad"}[words[0]], *words[1:]]))
    return rng.choice(ways)
