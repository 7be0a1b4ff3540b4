"""Ways in which another list writes the name of the same person."""

import re
from collections.abc import Callable

from payung.synth.linkage.rows import Rows

MUHAMMAD = ("M.", "Moh.", "Muh.", "Mohamad", "Mohammad", "Muhamad", "Mhd.", "M")
MUHAMMAD_UNUSUAL = (
    *MUHAMMAD,
    "Moch.",
    "Mochammad",
    "Mohammed",
    "Muhd",
    "Md.",
    "MUHD.",
    "Mochamad",
    "Muhammed",
    "Mokhamad",
)
COMMON = {
    "Siti": ("St.", "Sitti", "Sity"),
    "Ahmad": ("Achmad", "A.", "Akhmad"),
    "Nur": ("Noor", "Noer"),
    "Abdul": ("Abd.", "Abd", "Abdoel"),
    "Sri": ("Srie",),
    "Andi": ("A.",),
    "Raden": ("R.", "Rd."),
}
TITLES_MEN = ("H. {}", "{}, S.Pd", "Drs. {}", "{}, ST", "{} SE", "Ir. {}", "Alm. {}", "Bpk. {}", "{}, S.Sos")
TITLES_WOMEN = ("Hj. {}", "{}, S.Pd", "Dra. {}", "{}, A.Md", "{} SE", "Ibu {}", "{}, S.Pd.I", "Almh. {}", "Ny. {}")
TITLES_MEN_UNUSUAL = (*TITLES_MEN, "K.H. {}", "{}, S.Hut.", "Pdt. {}, M.Th", "Sdr. {}", "{}, S.Pt., M.Si", "Datuk {}",
                      "Serma (Purn) {}", "H {} SH MH", "Ust. {}", "dr. {}", "{}, A.Ma.Pd.")  # fmt: skip
TITLES_WOMEN_UNUSUAL = (*TITLES_WOMEN, "Hjh. {}", "{}, S.Tr.Keb", "Bdn. {}, SST", "Sdri. {}", "{}, S.Kep., Ners",
                        "Nyai {}", "drg. {}", "{}, Amd.Keb", "Ustzh. {}", "Hj {}, S.Ag")  # fmt: skip
PARENT = ("{} bin {}", "{} Bin {}", "{} b. {}")
PARENT_WOMEN = ("{} binti {}", "{} Binti {}", "{} bt. {}")
SPOUSE = ("{} ({})", "{} / {}", "{} istri {}", "{} ist. {}")
SPOUSE_UNUSUAL = (*SPOUSE, "{} istri dari {}", "{}/{}", "{} (suami: {})", "{} - {}")
PARENT_UNUSUAL = ("{} anak {}", "{} ank {}", "{} ({})")
OLD = (("kh", "ch"), ("sy", "sj"), ("ny", "nj"), ("j", "dj"), ("c", "tj"), ("y", "j"), ("u", "oe"))
_NEAR_KEYS = (
    "a:sqe i:uoe u:iyo e:raw o:ipu n:mb m:n t:ryd d:sft s:ad r:te l:k k:lj h:gj g:hf b:vn p:o w:eq y:ut j:kh f:dg z:s "
    "c:vx v:b q:wa"
)
_NEAR = {pair[0]: pair[2:] for pair in _NEAR_KEYS.split()}


def _each(change: Callable[[str, int, bool], str]) -> Callable[[Rows], None]:
    """A mistake out of what it makes of one name, a whole random number and whether unusual forms are allowed."""

    def plant(rows: Rows) -> None:
        draws = rows.integers(1 << 40)
        rows.name = [change(name, draw, rows.unusual) for name, draw in zip(rows.name, draws, strict=True)]

    plant.__doc__ = change.__doc__
    return plant


@_each
def muhammad(name: str, draw: int, unusual: bool) -> str:
    """Muhammad, cut short or spelled otherwise."""
    ways = MUHAMMAD_UNUSUAL if unusual else MUHAMMAD
    first, _, rest = name.partition(" ")
    return f"{ways[draw % len(ways)]} {rest}" if first == "Muhammad" and rest else name


@_each
def common_form(name: str, draw: int, unusual: bool) -> str:
    """Siti, Ahmad, Nur or Abdul, cut short or spelled otherwise; names that begin with Abdul or Nur taken apart."""
    first, _, rest = name.partition(" ")
    ways = COMMON.get(first)
    if ways and rest:
        return f"{ways[draw % len(ways)]} {rest}"
    return re.sub(r"^(Nur)([a-z]{4,})", lambda found: f"Nur {found[2].title()}", name)


def title(rows: Rows) -> None:
    """With titles and degrees."""
    for at, (name, sex, draw) in enumerate(zip(rows.name, rows.sex, rows.integers(1 << 30), strict=True)):
        men, women = (TITLES_MEN_UNUSUAL, TITLES_WOMEN_UNUSUAL) if rows.unusual else (TITLES_MEN, TITLES_WOMEN)
        ways: tuple[str, ...] = women if sex == "P" else men
        rows.name[at] = ways[draw % len(ways)].format(name)


@_each
def initials(name: str, draw: int, unusual: bool) -> str:
    """All words but one as a letter: Budi S., A. Hidayat."""
    words = name.split()
    kept = 0 if draw % 3 else len(words) - 1
    dot = "." if draw % 2 else ""
    return " ".join(word if at == kept else word[0] + dot for at, word in enumerate(words))


@_each
def single(name: str, draw: int, unusual: bool) -> str:
    """One word of it, the one used in the village."""
    words = [word for word in name.split() if word not in ("Muhammad", "Siti", "I", "Ni") and len(word) > 2]
    return words[0 if draw % 4 else -1] if words else name


@_each
def middle(name: str, draw: int, unusual: bool) -> str:
    """Without the middle word; of two words, without the second."""
    words = name.split()
    return " ".join([words[0], words[-1]] if len(words) > 2 else words[:1])


@_each
def old_spelling(name: str, draw: int, unusual: bool) -> str:
    """As spelled before 1972: all of it, or only oe."""
    changes = OLD if draw % 3 else OLD[-1:]
    said = name.lower()
    for new, old in changes:
        said = re.sub(rf"{new}(?!h)" if new == "c" else new, old.upper(), said)
    return said.lower().title()


@_each
def typo(name: str, draw: int, unusual: bool) -> str:
    """One letter is another, is lost, doubled or out of place; sometimes two, or a space too few."""
    said = _typo(name, draw)
    return _typo(said, draw // 7919) if draw % 11 == 0 else said


def _typo(name: str, draw: int) -> str:
    letters = [at for at in range(1, len(name)) if name[at].isalpha() and name[at - 1].isalpha()]
    if not letters:
        return name
    way, draw = draw % 10, draw // 10
    at = letters[draw % len(letters)]
    letter = name[at].lower()
    near = _NEAR.get(letter, "e")
    if way < 4:
        return name[:at] + near[draw // 97 % len(near)] + name[at + 1 :]
    if way < 6:
        return name[:at] + name[at + 1 :]
    if way < 7:
        return name[:at] + letter + name[at:]
    if way < 9 and at + 1 < len(name) and name[at + 1].isalpha():
        return name[:at] + name[at + 1] + letter + name[at + 2 :]
    return name.replace(" ", "", 1) if " " in name else name[:at] + near[0] + name[at + 1 :]


def parent_or_spouse(rows: Rows) -> None:
    """The husband, the wife or a parent stands in the cell as well."""
    draws = rows.integers(1 << 30)
    people = zip(rows.name, rows.sex, rows.spouse_name, rows.parent_name, draws, strict=True)
    for at, (name, sex, spouse, parent, draw) in enumerate(people):
        if spouse and draw % 2:
            ways: tuple[str, ...] = SPOUSE_UNUSUAL if rows.unusual else SPOUSE
            said = ways[draw // 2 % len(ways)]
            said = said.replace("istri", "suami").replace("ist.", "suami") if sex == "L" else said
            rows.name[at] = said.format(name, spouse)
        else:
            ways = (PARENT_WOMEN if sex == "P" else PARENT) + (PARENT_UNUSUAL if rows.unusual else ())
            rows.name[at] = ways[draw // 2 % len(ways)].format(name, parent.split()[0])


def mother(rows: Rows) -> None:
    """The mother's name has a typing error, is short or spelled the old way."""
    changes = (_typo, lambda name, draw: name.split()[0], lambda name, draw: re.sub("u", "oe", name))
    for at, (name, draw) in enumerate(zip(rows.mother_name, rows.integers(1 << 40), strict=True)):
        rows.mother_name[at] = changes[draw % 3](name, draw // 3)
