"""Who is looked for is found, by any way, and nobody else; and only within one's regions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.actions.at_store import act_at
from payung.store.keys import Keys
from payung.store.models import Identity, Join, Membership, NameWord, Person, Village
from payung.store.name_words import words_of
from payung.store.scope import EVERYTHING, Scope, scoped
from payung.store.search import MOST, search
from tests.actions.stores.moulds import moulds, place, postgres_moulds, sqlite_moulds
from tests.actions.stores.two_villages import asked
from tests.store.servers import postgres, postgres_server

__all__ = ["moulds", "place", "postgres", "postgres_moulds", "postgres_server", "sqlite_moulds"]

NAMES = [
    "BUDI SANTOSO",
    "SITI NUR MA'RUF",
    "Budiman",
    "ABUDI",
    "NUR-SITI",
    "SITI AMINAH",
    "O'NEIL BUDI, S.Pd",
    "Ñoño É",
]
NIKS = [f"15050101018000{at:02d}" for at in range(len(NAMES))]
CODES = ("1505012006", "1571010001")


def peopled(place, names=NAMES):
    """People in two regencies by turns; gives their numbers."""
    made = []

    def work(doing, keys):
        villages = doing.add(Village, ("code",), [(code,) for code in CODES])
        rows = [(f"{at:064d}", name, None, "", villages[at % 2]) for at, name in enumerate(names)]
        people = doing.add(Person, ("key", "name", "birth_date", "sex", "village_id"), rows)
        niks = [NIKS[at % len(NIKS)] for at in range(len(names))]
        sealed = zip(people, keys.index_all(niks), keys.seal_all(niks, people), strict=True)
        doing.add(Identity, ("person_id", "nik_index", "nik_sealed"), sealed)
        number = "12345678901"
        held = [(people[0], keys.index(number), keys.seal(number, people[0], "membership"))]
        doing.add(Membership, ("person_id", "number_index", "number_sealed"), held)
        made.extend(people)
        return {}

    act_at(place, asked(), "test", {}, work)
    return made


def names_of(place, said, scope=EVERYTHING):
    with scoped(scope):
        found = search(Keys.read(place.keys), said)
    return found.by, sorted(Person.objects.filter(id__in=found.people).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("said", "by", "names"),
    [
        ("bud", "name", ["BUDI SANTOSO", "Budiman", "O'NEIL BUDI, S.Pd"]),
        ("budi s", "name", ["BUDI SANTOSO", "O'NEIL BUDI, S.Pd"]),
        ("nur siti", "name", ["NUR-SITI", "SITI NUR MA'RUF"]),
        ("maruf", "name", ["SITI NUR MA'RUF"]),
        ("ma'ruf", "name", ["SITI NUR MA'RUF"]),
        ("udi", "name", []),
        ("Ñoño", "name", ["Ñoño É"]),
        ("ÑoñO", "name", ["Ñoño É"]),
        ("s", "nothing", []),
        ("", "nothing", []),
        ("%", "nothing", []),
        ("si%", "name", []),
        ("1234", "nothing", []),
        (NIKS[2], "nik", ["Budiman"]),
        ("1505 0101 0180 0002", "nik", ["Budiman"]),
        ("1505010101809999", "nik", []),
        ("12345678901", "membership", ["BUDI SANTOSO"]),
        ("12345678902", "membership", []),
    ],
)
def test_who_is_meant_is_found(place, said, by, names):
    peopled(place)
    assert names_of(place, said) == (by, names)


def test_every_word_is_looked_for_whatever_stands_beside_it(place):
    letters = "ABCDEFGHIJ"
    names = [*NAMES, "SITI", "S SITI", "SITI SITI", " ".join(f"{each}X" for each in letters), "AX BX CX DX EX FX GX HX"]
    peopled(place, names)
    for said in ("siti s", "s siti", "siti siti", "n siti", "siti n", "siti nur", "ax bx", "ax zx", "b santoso budi s"):
        wanted = said.upper().split()
        meant = [name for name in names if all(any(has.startswith(one) for has in words_of(name)) for one in wanted)]
        assert names_of(place, said) == ("name", sorted(meant)), said
    assert len(names_of(place, " ".join(f"{each}x" for each in letters))[1]) == 2  # of ten words eight are looked for


def test_only_in_ones_own_regions(place):
    peopled(place)
    for said in ("bud", NIKS[0], NIKS[1], "12345678901"):
        ours, theirs = (names_of(place, said, Scope((area,)))[1] for area in ("1505", "1571"))
        everywhere = names_of(place, said)[1]
        assert sorted(ours + theirs) == everywhere and not set(ours) & set(theirs)
        assert names_of(place, said, Scope())[1] == []
    assert names_of(place, "bud", Scope(("1505",)))[1] == ["BUDI SANTOSO", "Budiman", "O'NEIL BUDI, S.Pd"]
    assert names_of(place, NIKS[1], Scope(("1505",)))[1] == []


def test_joined_people_are_one(place):
    people = peopled(place)
    join = [(people[2], people[0], None)]
    act_at(
        place, asked(), "test", {}, lambda doing, _: doing.add(Join, ("person_id", "into_id", "undoes_id"), join) and {}
    )
    assert names_of(place, "budiman") == ("name", ["BUDI SANTOSO"])
    assert names_of(place, NIKS[2]) == ("nik", ["BUDI SANTOSO"])


def test_of_many_a_part_is_shown(place):
    peopled(place, ["SITI"] * (MOST + 3))
    with scoped(EVERYTHING):
        found = search(Keys.read(place.keys), "siti")
    assert len(found.people) == MOST and found.more


def test_words_are_written_by_the_database_as_they_are_read(place):
    odd = ["A  B", " X ", "'", "", 'a\\b "c" ,,(d)/e', "TAB\tULAR", "MUH. SALEH", "d'A 'b'", "x" * 200, "B B"]
    people = peopled(place, odd)
    for person, name in zip(people, odd, strict=True):
        assert set(NameWord.objects.filter(person=person).values_list("word", flat=True)) == set(words_of(name)), name


@given(st.text(max_size=30))
def test_words_of_any_text_have_no_gaps(text):
    assert all(word and " " not in word for word in words_of(text)) and words_of(" ".join(words_of(text))) == words_of(
        text
    )
