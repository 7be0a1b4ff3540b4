"""Words of names, kept beside the people by the database itself, so that whoever adds people need not think of it."""

import re

from django.db import connection, transaction

GAPS = ".,-/()"
"""What parts two words as a space does."""
MARKS = "'`’\""
"""What stands inside a word and is left out: MA'RUF and MARUF are one."""
_INDEX = "name_word_place"
_FROM = GAPS + MARKS.replace("'", "''")
_POSTGRES = f"""CREATE OR REPLACE FUNCTION write_name_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
INSERT INTO name_word (word, village_id, person_id)
SELECT DISTINCT part.word, added.village_id, added.id FROM added,
unnest(string_to_array(translate(upper(added.name COLLATE "C"), '{_FROM}', '{" " * len(GAPS)}'), ' ')) AS part(word)
WHERE part.word <> ''; RETURN NULL; END $$"""  # noqa: S608 - our own words


def words_of(name: str) -> list[str]:
    """The words of a name, or of what was typed, as they are kept: in capitals, without marks, each once.

    >>> words_of("Siti-Nur ma'ruf, S.Pd")
    ['SITI', 'NUR', 'MARUF', 'S', 'PD']
    """
    plain = name.translate({ord(mark): None for mark in MARKS} | {ord(gap): " " for gap in GAPS})
    return list(dict.fromkeys(re.findall(r"[^ ]+", "".join(_capital(letter) for letter in plain))))


def _capital(letter: str) -> str:
    return letter.upper() if letter.isascii() else letter  # as both databases do


def follow_names() -> None:
    """Make the index and the trigger anew."""
    with transaction.atomic(), connection.cursor() as cursor:
        postgres = connection.vendor == "postgresql"
        word = "word text_pattern_ops" if postgres else "word"
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {_INDEX} ON name_word ({word}, village_id, person_id)")
        for statement in _on_postgres() if postgres else _on_sqlite():
            cursor.execute(statement)


def _on_postgres() -> list[str]:
    return [
        _POSTGRES,
        'DROP TRIGGER IF EXISTS person_words ON "person"',
        'CREATE TRIGGER person_words AFTER INSERT ON "person" REFERENCING NEW TABLE AS added'
        " FOR EACH STATEMENT EXECUTE FUNCTION write_name_words()",
    ]


def _on_sqlite() -> list[str]:
    """A name becomes a list of JSON, whose parts are its words."""
    plain = "upper(new.name)"
    for sign in GAPS:
        plain = f"replace({plain}, '{sign}', ' ')"
    for sign in MARKS:
        plain = f"""replace({plain}, '{sign.replace("'", "''")}', '')"""
    parts = f"""json_each('[' || replace(json_quote({plain}), ' ', '","') || ']')"""
    add = f"INSERT INTO name_word (word, village_id, person_id) SELECT DISTINCT part.value, new.village_id, new.id FROM {parts} AS part"  # noqa: S608, E501
    return [
        "DROP TRIGGER IF EXISTS person_words",
        f"""CREATE TRIGGER person_words AFTER INSERT ON "person" BEGIN {add} WHERE part.value <> ''; END""",
    ]
