"""The list of villages: complete, by Kemendagri codes, and what can be asked of it."""

from collections import Counter

import pytest

from payung.core.places.places import AreaUnknown, Gazetteer, codes_in, nik_prefixes, normalise_code, province_names

JAMBI = Gazetteer.read("15")

# Regency -> desa, kelurahan, as the ministry counts them.
JAMBI_COUNTS = {
    "Kabupaten Kerinci": (285, 2),
    "Kabupaten Merangin": (205, 10),
    "Kabupaten Sarolangun": (149, 9),
    "Kabupaten Batanghari": (110, 14),
    "Kabupaten Muaro Jambi": (150, 5),
    "Kabupaten Tanjung Jabung Barat": (114, 20),
    "Kabupaten Tanjung Jabung Timur": (73, 20),
    "Kabupaten Bungo": (141, 12),
    "Kabupaten Tebo": (122, 7),
    "Kota Jambi": (0, 68),
    "Kota Sungai Penuh": (65, 4),
}


def test_the_whole_country_is_there():
    country = Gazetteer.read()
    assert len(country.villages) == 83_762
    assert Counter(len(code) for code in country.region_names) == {2: 38, 4: 514, 6: 7_285}
    assert Counter(village.code[6] for village in country.villages) == {"2": 75_252, "1": 8_496, "3": 14}
    assert [v.code for v in country.villages] == sorted({v.code for v in country.villages})
    assert len(province_names()) == 38 and province_names()["15"] == "Jambi"


def test_each_regency_of_jambi_has_its_desa_and_kelurahan():
    counted = {
        name: (
            sum(v.regency == name and v.kind != "kelurahan" for v in JAMBI.villages),
            sum(v.regency == name and v.kind == "kelurahan" for v in JAMBI.villages),
        )
        for name in JAMBI_COUNTS
    }
    assert counted == JAMBI_COUNTS
    assert len(JAMBI.villages) == 1_585
    assert sum(desa for desa, _ in counted.values()) == 1_414
    assert sum(kelurahan for _, kelurahan in counted.values()) == 171


def test_codes_are_those_of_the_ministry_not_of_the_statistics_office():
    # BPS has Timur before Barat and Tebo before Bungo: joining on its codes swaps two pairs of regencies.
    assert [JAMBI.area_name(code) for code in ("1506", "1507", "1508", "1509")] == [
        "Kabupaten Tanjung Jabung Barat",
        "Kabupaten Tanjung Jabung Timur",
        "Kabupaten Bungo",
        "Kabupaten Tebo",
    ]
    assert Gazetteer.read("13").area_name("1303") == "Kabupaten Sijunjung"


@pytest.mark.parametrize(
    ("area", "kinds"),
    [
        ("1505", {"desa", "kelurahan"}),
        ("1571", {"kelurahan"}),
        ("1508", {"dusun", "kelurahan"}),  # Bungo
        ("1303", {"nagari"}),  # Sijunjung
        ("1373", {"desa", "kelurahan"}),  # Sawahlunto, a city of West Sumatra without nagari
        ("9103", {"kampung", "kelurahan", "desa adat"}),  # Jayapura
    ],
)
def test_a_village_is_called_what_its_people_call_it(area, kinds):
    villages = Gazetteer.read(area).villages
    assert {v.kind for v in villages} == kinds
    assert all((v.kind == "kelurahan") == (v.code[6] == "1") for v in villages)
    assert all((v.kind == "desa adat") == (v.code[6] == "3") for v in villages)


def test_a_village_knows_where_it_lies():
    village = JAMBI.village("1505012006")
    assert (village.name, village.district, village.regency, village.province) == (
        "Sungai Duren",
        "Jambi Luar Kota",
        "Kabupaten Muaro Jambi",
        "Jambi",
    )
    assert (village.district_code, village.regency_code, village.province_code) == ("150501", "1505", "15")
    assert village.dotted == "15.05.01.2006"
    assert village.path == "Desa Sungai Duren, Kec. Jambi Luar Kota, Kabupaten Muaro Jambi"
    assert JAMBI.village("1303012001") is None


def test_areas_of_every_size_can_be_read():
    bungo = Gazetteer.read("1508")
    assert len(bungo.villages) == 153 and all(v.regency == "Kabupaten Bungo" for v in bungo.villages)
    assert bungo.within("150801") == Gazetteer.read("150801").villages == JAMBI.within("150801") != ()
    assert bungo.area_name("15") == "Jambi" and bungo.area_name("1509") is None
    assert Gazetteer.read("15") is JAMBI


@pytest.mark.parametrize("area", ["99", "1599", "150899", "1", "Jambi"])
def test_an_area_that_does_not_exist_is_said_so(area):
    with pytest.raises(AreaUnknown) as raised:
        Gazetteer.read(area)
    assert area in str(raised.value) and raised.value.exit_code == 20


def test_a_name_returns_all_it_can_mean():
    assert len(JAMBI.named("Tebing Tinggi")) == 8
    assert JAMBI.named("Desa Sei. Duren") == JAMBI.named("SUNGAI DUREN") == (JAMBI.village("1505012006"),)
    assert {v.name for v in JAMBI.named("Dusun Baru")} == {"Dusun Baru", "Baru"}
    assert {v.name for v in JAMBI.named("Baru")} == {"Baru"}
    assert {v.name for v in JAMBI.named("Diilir")} == {"Dusun Diilir", "Kampung Diilir"}
    assert all(v.code.startswith("1505") for v in JAMBI.named("Baru", within="1505")) and JAMBI.named("Baru", "1505")
    assert JAMBI.named("Sungai Durian Runtuh") == ()


def test_names_repeat_inside_a_province():
    repeated = {name: n for name, n in Counter(v.name for v in JAMBI.villages).items() if n > 1}
    assert len(repeated) == 100 and repeated["Tebing Tinggi"] == 8


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("15.05.01.2006", "1505012006"),
        ("1505012006", "1505012006"),
        (1505012006, "1505012006"),
        (1505012006.0, "1505012006"),
        ("1505012006.0", "1505012006"),
        (" '15.05.01.2006\u200b", "1505012006"),
        ("15.05.01", None),
        ("15050120061", None),
        ("150501200", None),
        ("desa 1505012006", None),
        ("", None),
        (None, None),
    ],
)
def test_a_code_is_ten_digits_however_it_is_written(text, code):
    assert normalise_code(text) == code


def test_codes_are_found_in_file_names_but_not_inside_longer_numbers():
    assert codes_in("perbaikan_1505012006_sungai-duren_2026.xlsx") == ("1505012006",)
    assert codes_in("15.05.01.2006 dan 1505012007") == ("1505012006", "1505012007")
    assert codes_in("NIK 1505012006900001, HP 0812.3456.7890") == ()


def test_nik_prefixes_are_todays_districts_and_former_ones():
    known = nik_prefixes()
    assert {v.district_code for v in Gazetteer.read().villages} <= known
    assert all(len(prefix) == 6 and prefix.isdigit() for prefix in known)
    for former in (
        "910101",  # Merauke while it was in Papua
        "920401",  # Sorong while it was in West Papua
        "150103",  # Sungai Penuh while it was a district of Kerinci
        "640401",  # Bulungan while it was in East Kalimantan
        "647301",  # Tarakan, too
        "732001",  # West Sulawesi while it was in South Sulawesi
        "540101",  # East Timor
    ):
        assert former in known
    for never in ("000000", "150599", "159901", "640499", "541401", "151001", "157001", "990101"):
        assert never not in known
