"""The words a question may be asked in: those of the code, and the Indonesian ones people use."""

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "meninggal": "death",
    "meninggal-kerja": "work-death",
    "cacat": "disability",
    "stmb": "temporary",
    "biaya": "costs",
}

LEVELS: Mapping[str, str] = {
    "belum": "none",
    "tk": "kindergarten",
    "sd": "primary",
    "smp": "junior",
    "sma": "senior",
    "smk": "senior",
    "kuliah": "higher",
    "pelatihan": "higher",
}

STATUS: Mapping[str, str] = {"menikah": "married", "bekerja": "working"}

HEIRS: Mapping[str, str] = {
    "janda": "spouse",
    "duda": "spouse",
    "istri": "spouse",
    "suami": "spouse",
    "anak": "child",
    "ayah": "parent",
    "ibu": "parent",
    "kakek": "grandparent",
    "nenek": "grandparent",
    "cucu": "grandchild",
    "saudara": "sibling",
    "kakak": "sibling",
    "adik": "sibling",
    "mertua": "parent_in_law",
    "wasiat": "named_in_will",
    "pengurus-pemakaman": "burial_arranger",
}

COSTS: Mapping[str, str] = {
    "darat": "land",
    "laut": "sea",
    "udara": "air",
    "rawat-rumah": "home_care",
    "prothesis": "prosthesis",
    "gigi-tiruan": "dentures",
    "alat-dengar": "hearing_aid",
    "kacamata": "glasses",
}
