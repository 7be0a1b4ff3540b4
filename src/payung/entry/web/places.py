"""Names of the regions a code lies in, for breadcrumbs and lists."""

from payung.core.basis.text import Text
from payung.core.places.places import AreaUnknown, Gazetteer

NATION = Text(id="Indonesia", en="Indonesia")
KINDS = {
    0: Text(id="provinsi", en="province"),
    2: Text(id="kabupaten/kota", en="regency"),
    4: Text(id="kecamatan", en="district"),
    6: Text(id="desa/kelurahan", en="village"),
}
"""Digits of a code -> what lies next below it."""

LENGTHS = (2, 4, 6, 10)


def path_of(code: str) -> list[tuple[str, str]]:
    """(code, name) of the nation and of every region down to ``code``; a name nobody knows is the code itself.

    >>> [name for _, name in path_of("150503")]
    ['Indonesia', 'Jambi', 'Kabupaten Muaro Jambi', 'Kecamatan Jambi Luar Kota']
    """
    return [("", NATION.id), *((code[:length], name_of(code[:length])) for length in LENGTHS if length <= len(code))]


def name_of(code: str) -> str:
    """The name of a region as a breadcrumb has it, with what it is where the name alone does not say it."""
    if not code:
        return NATION.id
    try:
        names = Gazetteer.read(code[:2])
    except AreaUnknown:
        return code
    village = names.village(code)
    if village is not None:
        return f"{village.kind.title()} {village.name}"
    found = names.area_name(code)
    return code if found is None else f"Kecamatan {found}" if len(code) == 6 else found
