"""A file of answers settled as a whole: published cases with made-up people; files twice, later, of another group."""

from datetime import date

import polars as pl
import pytest

from payung.core.cover.rejections import Phrases
from payung.core.cover.replacements import Freed, ReplacementRule, Waiting, replacements
from payung.core.places.places import Gazetteer
from payung.engines.answers import changes, name_keys, settle
from payung.gateways.answer_files import read_answer_file
from payung.gateways.bpjs_layout import read_layouts
from payung.gateways.enrolment import write_enrolment
from payung.gateways.reason_phrases import explained, read_phrases, write_phrases
from payung.synth.answers import make_answer, make_exported, write_answer

ON = date(2026, 11, 1)
VILLAGE = Gazetteer.read("15").villages[0]
PRICE = 16_800


def answered(tmp_path, exported, *, rejected, odd=True, kind="xlsx", seed=1):
    """The answer made for ``exported`` as written and read again, and its key."""
    made = make_answer(exported, seed, rejected=rejected, odd=odd)
    path = tmp_path / f"jawaban-{seed}.{kind}"
    write_answer(made, path)
    return read_answer_file(path, on=ON).answers, made


def standing_of(states):
    return states.select("enrolment", "person", "state", "membership_number", "reason")


def accounted(settled, exported, answers):
    """The two equations."""
    counts = settled.counts
    assert counts["accepted"] + counts["rejected"] + counts["unanswered"] == exported.height == settled.states.height
    kinds = ("used", "repeated", "unknown", "ambiguous", "contradictory")
    assert sum(counts[kind] for kind in kinds) == answers.height == settled.lines.height
    return counts


def test_mukomuko_1800_put_forward_1616_accepted_184_sent_back(tmp_path):
    exported = make_exported(1800, 3, VILLAGE)
    answers, made = answered(tmp_path, exported, rejected=184, odd=False)
    settled = settle(exported, answers)
    counts = accounted(settled, exported, answers)
    assert (counts["accepted"], counts["rejected"], counts["unanswered"]) == (1616, 184, 0)
    assert settled.states["membership_number"].drop_nulls().n_unique() == 1616
    codes = settled.states.filter(pl.col("state") == "rejected")["reason_codes"].value_counts().rows()
    assert sum(count for _, count in codes) == 184 and {"over_age", "nik_not_valid"} <= {code for code, _ in codes}
    assert settled.unknown_reasons.rows() == [("MOHON KONFIRMASI KE CABANG", dict(codes)["unknown"])]


def test_bandung_barat_594_of_a_decree_557_enrolled_and_37_places_freed(tmp_path):
    exported = make_exported(594, 5, VILLAGE)
    answers, _ = answered(tmp_path, exported, rejected=37, odd=False, kind="csv")
    counts = accounted(settle(exported, answers), exported, answers)
    assert (counts["accepted"], counts["rejected"]) == (557, 37)
    back = settle(exported, answers).states.filter(pl.col("state") == "rejected")
    freed = [
        Freed(enrolment, person, VILLAGE.code, "dbhcht", dict.fromkeys((202410, 202411, 202412), PRICE))
        for enrolment, person in back.select("enrolment", "person").iter_rows()
    ]
    assert sum(place.money for place in freed) == 1_864_800
    line = [Waiting(10_000 + rank, VILLAGE.code, "dbhcht", rank) for rank in range(1, 31)]
    made = replacements(freed, line, ReplacementRule(202411, "village"))
    assert sum(one.person is not None for one in made) == 30
    assert sum(one.amount for one in made) == 30 * 2 * PRICE
    assert sum(one.amount + one.left for one in made) == 1_864_800


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_every_planted_case_comes_out_as_the_key_says(tmp_path, kind):
    exported = make_exported(800, 7, VILLAGE)
    answers, made = answered(tmp_path, exported, rejected=90, kind=kind)
    settled = settle(exported, answers)
    counts = accounted(settled, exported, answers)
    beside = settled.states.join(made.key.rename({"state": "due", "membership_number": "given"}), on="enrolment")
    assert beside.filter(pl.col("state") != pl.col("due")).is_empty()
    assert beside.filter(pl.col("membership_number").fill_null("") != pl.col("given").fill_null("")).is_empty()
    assert beside.filter(pl.col("reason_codes").fill_null("") != pl.col("reason_code").fill_null("")).is_empty()
    planted = dict(made.key["planted"].value_counts().rows())
    assert set(planted) == {"", "no_nik", "not_answered", "twice", "both"}
    assert counts["unknown"] == made.unknown == 20
    assert counts["repeated"] == planted["twice"] and counts["contradictory"] == 2 * planted["both"]
    assert counts["unanswered"] == planted["both"] + planted["not_answered"]
    assert settled.notices.is_empty() and counts["ambiguous"] == 0


def test_the_same_file_twice_changes_nothing_and_a_later_one_only_what_it_may(tmp_path):
    exported = make_exported(400, 9, VILLAGE)
    first = settle(exported, answered(tmp_path, exported, rejected=60, seed=1)[0])
    nothing = standing_of(first.states).clear()
    once = changes(first, nothing)
    assert once.filter(pl.col("change") == "accepted").height == first.counts["accepted"]
    assert once.filter(pl.col("change") == "rejected").height == first.counts["rejected"]
    standing = once.join(exported.select("enrolment", "person"), on="enrolment")
    again = changes(first, standing_of(standing))
    assert set(again["change"]) == {None} and set(again["confirm"]) == {None}
    later = settle(exported, answered(tmp_path, exported, rejected=50, seed=2)[0])
    then = changes(later, standing_of(standing))
    was_accepted = then.filter(pl.col("before") == "accepted")
    assert set(was_accepted["state"]) == {"accepted"}
    said_back = later.states.filter(pl.col("state") == "rejected")["enrolment"]
    to_confirm = then.filter(pl.col("confirm") == "rejected_after_accepted")["enrolment"]
    assert set(to_confirm) == set(was_accepted["enrolment"]) & set(said_back) and to_confirm.len() > 20
    repaired = then.filter((pl.col("before") == "rejected") & (pl.col("state") == "accepted"))
    assert repaired.height > 20 and set(repaired["change"]) == {"accepted"}


def test_a_file_for_another_group_settles_nobody(tmp_path):
    exported, others = make_exported(50, 11, VILLAGE), make_exported(50, 12, VILLAGE)
    answers, _ = answered(tmp_path, others, rejected=5, odd=False)
    settled = settle(exported, answers)
    counts = accounted(settled, exported, answers)
    assert counts["unknown"] == 50 and counts["unanswered"] == 50 and set(settled.lines["why"]) == {"nik_not_sent"}


def test_a_changed_nik_is_unknown_and_shows_whom_it_may_mean():
    exported = make_exported(3, 13, VILLAGE)
    said = exported.select(
        line=pl.int_range(2, 5), nik=pl.lit("9") + pl.col("nik").str.slice(1), name="name", birth_date="birth_date",
        status=pl.lit("accepted"), membership_number=pl.lit("08000000001"), reason=pl.lit(None, pl.String),
    )  # fmt: skip
    settled = settle(exported, said)
    assert settled.counts["unknown"] == 3 and settled.counts["unanswered"] == 3
    assert settled.candidates.select("line", "enrolment", "sheet").rows() == [(2, 1, ""), (3, 2, ""), (4, 3, "")]


def test_a_column_sorted_by_itself_is_seen_by_its_names():
    exported = make_exported(40, 15, VILLAGE)
    said = exported.select(
        line=pl.int_range(2, 42), sheet=pl.lit("S"), nik="nik", name=pl.col("name").sort(),
        birth_date=pl.lit(None, pl.Date), status=pl.lit("rejected"),
        membership_number=pl.lit(None, pl.String), reason=pl.lit("usia di atas 65"),
    )  # fmt: skip
    settled = settle(exported, said)
    assert settled.counts["rejected"] == 40  # each by its NIK
    assert settled.notices.filter(pl.col("notice") == "name_differs").height > 30


def test_what_was_sent_comes_back_with_numbers_and_every_name_in_another_spelling(tmp_path):
    exported = make_exported(60, 17, VILLAGE)
    (file,) = write_enrolment(exported, tmp_path, on=ON, layouts=read_layouts())
    sent = read_answer_file_of(file.path, tmp_path)
    settled = settle(exported, sent)
    assert settled.counts["accepted"] == 60 and settled.counts["used"] == 60 and settled.notices.is_empty()


def read_answer_file_of(path, folder):
    """The enrolment file as a branch fills it in: a column of membership numbers, NIKs gone, names with titles."""
    from openpyxl import load_workbook  # noqa: PLC0415 - here alone

    book = load_workbook(path)
    sheet = book.active
    place = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(1, sheet.max_column + 1, "No. KPJ")
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, sheet.max_column, f"0800000{row:04d}")
        sheet.cell(row, place["NIK"], None)
        sheet.cell(row, place["NAMA LENGKAP"], "H. " + sheet.cell(row, place["NAMA LENGKAP"]).value.title())
    book.save(folder / "kembali.xlsx")
    return read_answer_file(folder / "kembali.xlsx", on=ON).answers


def test_an_unknown_reason_is_explained_once_and_remembered(tmp_path):
    exported = make_exported(300, 19, VILLAGE)
    answers, made = answered(tmp_path, exported, rejected=100, odd=False)
    (row,) = settle(exported, answers).unknown_reasons.rows()
    write_phrases(tmp_path / "kata.csv", explained(read_phrases(tmp_path / "kata.csv"), {row[0]: "incomplete"}))
    settled = settle(exported, answers, read_phrases(tmp_path / "kata.csv"))
    assert settled.unknown_reasons.is_empty()
    expected = made.key.filter(pl.col("reason_code").is_in(["unknown", "incomplete"])).height
    assert settled.states.filter(pl.col("reason_codes") == "incomplete").height == expected
    assert settled.counts == settle(exported, answers).counts  # what a reason means changes nobody's state


def test_reasons_that_differ_only_in_name_and_number_are_listed_once():
    exported = make_exported(30, 21, VILLAGE)
    said = exported.select(
        line=pl.int_range(2, 32), nik="nik", name="name", birth_date="birth_date", status=pl.lit("rejected"),
        membership_number=pl.lit(None, pl.String),
        reason=pl.concat_str(pl.lit("Data "), pl.col("name"), pl.lit(" / "), pl.col("nik"), pl.lit(" aneh")),
    )  # fmt: skip
    listed = settle(exported, said).unknown_reasons
    assert listed.rows() == [("DATA 0 ANEH", 30)]


def test_an_enrolment_that_stands_twice_is_refused():
    exported = make_exported(2, 23, VILLAGE).with_columns(enrolment=pl.lit(1, pl.Int64))
    with pytest.raises(ValueError, match="twice"):
        settle(exported, pl.DataFrame(schema=dict.fromkeys(("name",), pl.String)))


def test_names_in_one_spelling():
    said = ["H. Moh. Soekarno", "MUHAMMAD SUKARNO", "", None, "Hj."]
    keys = name_keys(pl.Series(said)).to_list()
    assert keys[0] == keys[1] == "MUHAMAD SUKARNO" and keys[2:] == [None, None, None]


def test_remarks_of_people_not_answered_are_listed_until_somebody_says_what_they_mean(tmp_path):
    exported = make_exported(6, 25, VILLAGE)
    remarks = ["Terdaftar", "lihat surat 12", "lihat surat 13", "dalam proses", None, "NIK tidak valid"]
    path = tmp_path / "a.csv"
    rows = zip(exported["nik"], exported["name"], remarks, strict=True)
    path.write_text("NIK;NAMA;KPJ;KET\n" + "".join(f"{nik};{name};;{said or ''}\n" for nik, name, said in rows))
    settled = settle(exported, read_answer_file(path, on=ON).answers)
    assert settled.states["state"].to_list() == ["unanswered"] * 5 + ["rejected"]
    assert settled.unknown_reasons.rows() == [("LIHAT SURAT 0", 2), ("TERDAFTAR", 1)]
    own = explained(Phrases(), {"lihat surat 1": "incomplete", "terdaftar": "accepted"})
    settled = settle(exported, read_answer_file(path, on=ON, phrases=own).answers, own)
    assert settled.unknown_reasons.is_empty()
    assert settled.states["state"].to_list() == ["accepted", *["rejected"] * 2, *["unanswered"] * 2, "rejected"]
    assert settled.states["reason_codes"].to_list()[1] == "incomplete"
