"""The words a programme's file may use, and how they are said."""

from collections.abc import Mapping

from payung.core.basis.text import Text

CRITERIA: Mapping[str, Text] = {
    "working_age": Text(id="usia kerja", en="working age"),
    "alive": Text(id="masih hidup", en="alive"),
    "not_covered": Text(
        id="belum terlindungi (bukan peserta aktif, tidak dibiayai program lain)",
        en="not yet covered (no active member, not paid for by another programme)",
    ),
    "vulnerable_worker": Text(
        id="pekerja rentan (bukan ASN, TNI, Polri, perangkat desa atau penerima upah)",
        en="vulnerable worker (no civil servant, soldier, police, village official or wage earner)",
    ),
    "village_official": Text(
        id="perangkat desa, kepala desa atau anggota BPBD", en="village official, village head or disaster worker"
    ),
    "lives_in_area": Text(id="berdomisili di wilayah program", en="lives in the programme's area"),
    "welfare": Text(id="desil kesejahteraan", en="welfare decile"),
}

RANKINGS: Mapping[str, Text] = {
    "welfare_decile": Text(id="desil terendah lebih dahulu", en="lowest decile first"),
    "occupation_risk": Text(id="pekerjaan berisiko tinggi lebih dahulu", en="riskiest occupation first"),
    "oldest_first": Text(id="yang tertua lebih dahulu", en="oldest first"),
    "draw": Text(id="undian dengan angka awal yang dicetak", en="a draw whose seed is printed"),
}

FUND_SOURCES: Mapping[str, Text] = {
    "state_budget": Text(id="APBN", en="state budget"),
    "province_budget": Text(id="APBD provinsi", en="provincial budget"),
    "regency_budget": Text(id="APBD kabupaten/kota", en="regency or city budget"),
    "special_transfer": Text(id="BKBK (provinsi ke desa)", en="special-purpose aid, province to village"),
    "village_budget": Text(id="APBDes/APB Nagari", en="village budget"),
    "village_fund": Text(id="ADD/Dana Desa", en="village fund"),
    "revenue_share": Text(id="dana bagi hasil", en="revenue share"),
    "sponsorship": Text(id="CSR/TJSL", en="company sponsorship"),
    "zakat": Text(id="zakat", en="zakat"),
    "self_pay": Text(id="iuran mandiri", en="paid by the worker"),
}

GROUP_KINDS: Mapping[str, Text] = {
    "SA": Text(id="pekerja rentan desa, APBD", en="village workers, regional budget"),
    "SB": Text(id="pekerja rentan, bank", en="workers, bank"),
    "SC": Text(id="pekerja rentan, perusahaan", en="workers, company"),
    "SD": Text(id="pekerja rentan desa, APBDes", en="village workers, village budget"),
    "SG": Text(id="pekerja rentan pemerintah", en="workers, government"),
    "SL": Text(id="pekerja rentan desa, dana lain", en="village workers, other money"),
}

SCOPES: Mapping[str, Text] = {
    "village": Text(id="per desa/kelurahan", en="per village"),
    "area": Text(id="untuk seluruh wilayah", en="for the whole area"),
}
