"""The roster table: one line for each spreadsheet row that was taken as a worker, as written by the village.

Reading makes it, every engine reads it. It says what stands in the file, cleaned of typing dust but not judged:
a NIK of 15 digits is kept with its 15 digits.
"""

COLUMNS: dict[str, str] = {
    "position": "int64",  # 0, 1, 2 … over all files, sheets and rows: the order in which rows are considered
    "file": "string",  # path below the rosters' folder, with forward slashes
    "sheet": "string",
    "row": "int64",  # as the spreadsheet shows it, the first is 1
    "village_code": "string",  # 10 digits (Kemendagri), null when the village is not known
    "nik": "string",  # spaces, dots, quotes and invisible characters removed, letter O read as 0; null if empty
    "nik_form": "string",  # one of NIK_FORMS: how the cell held it
    "name": "string",  # NFC, single spaces; null if empty
    "name_sound_1": "string",  # what is compared of the first and second word of the name, titles left out
    "name_sound_2": "string",
    "sex": "string",  # L, P or null
    "birth_place": "string",
    "birth_date": "date",  # null when empty or unreadable
    "birth_date_form": "string",  # one of BIRTH_DATE_FORMS
    "birth_date_text": "string",  # what stands in the cell when it could not be read as a date
    "family_card": "string",  # cleaned like the NIK
    "occupation": "string",  # code of people/occupations.yaml; null when empty or unknown
    "occupation_text": "string",  # as written
    "address": "string",
    "rt": "string",
    "rw": "string",
    "mother_name": "string",
    "phone": "string",
    "village_text": "string",  # the row's own village cell, where the sheet has such a column
    "work_declared": "bool",  # still working and not ill; null when not asked or not answered
}
"""Column -> type. Types are names, so that no engine is imported here."""

NIK_FORMS = ("empty", "text", "letter_o", "number", "scientific")
"""``number``: the cell is a binary number, so a 16th digit may be lost. ``scientific``: text like 1,57101E+15."""

BIRTH_DATE_FORMS = ("empty", "read", "unreadable")

DECISIONS: dict[str, str] = {
    "file": "string",
    "sheet": "string",
    "row": "int64",
    "decision": "string",  # accept, correct or reject
    "reasons": "string",  # codes of the findings that decide, joined by ";"; empty when accepted and paid for
    "person_key": "string",  # the same for rows that are the same person
    "nik": "string",
    "dob": "date",  # the birth date the decision used
    "name": "string",
    "village_code": "string",
    "programme": "string",
    "rank": "int64",  # 1, 2, 3 … among the accepted of a village (or of the area); null when not accepted
    "months": "int64",  # months of cover the money buys; 0 on the waiting list and for who is not accepted
    "fund": "string",  # null when months is 0
}
"""One line per roster row, in roster order."""

FINDINGS: dict[str, str] = {
    "file": "string",
    "sheet": "string",  # null when the finding is about the file
    "row": "int64",  # null when the finding is about the file or sheet
    "column": "string",
    "code": "string",
    "severity": "string",  # block, warn or info
    "message_id": "string",
    "message_en": "string",
}
"""One line per problem, in the order of file, sheet, row, rule book."""
