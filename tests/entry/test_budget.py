"""``payung budget``: the money of a made-up province is shared, checked again, and every change of a table is named."""

import json
import re
import shlex
import shutil
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from payung.core.allocation.criteria import CRITERIA
from payung.entry.cli.main import main

VILLAGES = ("1501012001", "1501012002", "1571012001")
FUNDS = """\
months: {from: 2026-11, to: 2027-02}
funds:
  - id: desa
    name: {id: Dana Desa, en: Village fund}
    source: village_fund
    group_kind: SD
    owner: Pemerintah desa
    area: "15"
    per: village
    amount: 70_000
    first: [perangkat_desa]
  - id: sawit
    name: {id: Dana sawit, en: Palm-oil share}
    source: revenue_share
    group_kind: SG
    owner: Provinsi
    area: "15"
    per: area
    tranches: [{from: 2026-11, amount: 20_000}, {from: 2027-02, amount: 20_000}]
    who: [pekerja_sawit]
  - id: zakat
    name: {id: Zakat, en: Zakat}
    source: zakat
    group_kind: SL
    owner: Baznas
    area: "1501"
    per: area
    amount: 1_000_000
    people_per_village: 1
"""


def payung(*words: object) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, [str(word) for word in words])


@pytest.fixture
def office(tmp_path) -> Path:
    """Twelve people of three villages as decisions, what is known of them, and a funds file."""
    niks = [f"15010141{at:02d}900001" for at in range(12)]
    pl.DataFrame(
        {
            "decision": ["accept"] * 11 + ["reject"],
            "person_key": [f"nik-{nik}" for nik in niks],
            "nik": niks,
            "village_code": [VILLAGES[at % 3] for at in range(12)],
        }
    ).write_parquet(tmp_path / "decisions.parquet")
    work = ["Petani", "Buruh sawit", "Kepala Desa", "astronot"] * 3
    rows = "".join(f"{nik};{job};{at % 5 + 1}\n" for at, (nik, job) in enumerate(zip(niks, work, strict=True)))
    (tmp_path / "facts.csv").write_text(f"NIK;pekerjaan;desil\n{rows}", "utf-8")
    (tmp_path / "funds.yaml").write_text(FUNDS, "utf-8")
    return tmp_path


def allocated(office: Path, *more: str) -> Result:
    given = ("--funds", office / "funds.yaml", "--people", office / "decisions.parquet")
    return payung(*more, "budget", "allocate", *given, "--facts", office / "facts.csv", "--out", office / "out")


def test_money_is_shared_and_the_check_agrees(office):
    result = allocated(office)
    assert result.exit_code == 0, result.output
    assert "summary.html" in result.output and "Sisa" in result.output and "15010141" not in result.output
    assert {path.name for path in (office / "out").iterdir()} == {
        "people.parquet", "paid.parquet", "unpaid.parquet", "left.parquet", "paid.csv", "unpaid.csv",
        "people.xlsx", "summary.html", "plan.json",
    }  # fmt: skip
    checked = payung("--language", "en", "budget", "verify", office / "out")
    assert checked.exit_code == 0 and "Every rule is kept." in checked.output and "11 people" in checked.output
    page = (office / "out" / "summary.html").read_text("utf-8")
    assert "Dana Desa" in page and "15010141" not in page and "Rp8.400 / Rp16.800" in page
    why = pl.read_csv(office / "out" / "unpaid.csv")
    assert why.height and not why["why_id"].null_count() and "{" not in "".join(why["why_en"])


AGED = """\
year: 2027
funds:
  - id: desa
    name: {id: APBDes, en: Village budget}
    source: village_budget
    group_kind: SD
    owner: Pemerintah desa
    area: "1501"
    per: area
    amount: 10_000_000
    months: {from: 2027-04, to: 2027-12}
  - id: kota
    name: {id: APBD kota, en: City}
    source: regency_budget
    group_kind: SG
    owner: Pemerintah kota
    area: "1571"
    per: area
    amount: 10_000_000
"""
LISTED = """\
nik;kode_desa;tanggal_lahir;dibayar_sampai;bulan_sebelumnya
1501014101900001;1501012001;1962-04-01;-;-
1501014101900002;1501012001;1962-04-02;-;-
1501014101900003;1501012001;1950-01-01;2026-12;-
1501014101900004;1501012001;1950-01-01;2026-11;-
1501014101900005;1501012001;1950-01-01;-;5
1501014101900006;1501012001;-;-;-
"""
"""65 on the day the fund begins to pay, and a day later; members of whom the second lapses before; one of no age."""


def shared(folder: Path, method: str) -> Result:
    if method == "optimum":
        pytest.importorskip("ortools")
    given = ("--funds", folder / "funds.yaml", "--people", folder / "list.csv", "--out", folder / "out")
    return payung("budget", "allocate", "--method", method, *given)


@pytest.mark.parametrize("method", ["ranking", "optimum"])
def test_whoever_is_too_old_when_their_fund_begins_to_pay_is_not_planned_for(tmp_path, method):
    (tmp_path / "funds.yaml").write_text(AGED, "utf-8")
    (tmp_path / "list.csv").write_text(LISTED, "utf-8")
    result = shared(tmp_path, method)
    assert result.exit_code == 0, result.output
    paid = pl.read_csv(tmp_path / "out" / "paid.csv")
    assert sorted(str(key)[-1] for key in paid["person_key"]) == ["2", "3", "5", "6"]
    page = (tmp_path / "out" / "summary.html").read_text("utf-8")
    for said in ("2 orang tidak direncanakan: mencapai batas usia", "Usia tidak diperiksa untuk 1 dari 6 orang"):
        assert said in page and said in " ".join(result.output.split())
    assert payung("budget", "verify", tmp_path / "out").exit_code == 0


@pytest.mark.parametrize("method", ["ranking", "optimum"])
def test_a_plan_of_which_everybody_is_too_old_pays_nobody(tmp_path, method):
    (tmp_path / "funds.yaml").write_text(AGED, "utf-8")
    (tmp_path / "list.csv").write_text("\n".join(LISTED.split("\n")[:2]), "utf-8")
    assert shared(tmp_path, method).exit_code == 0
    totals = json.loads((tmp_path / "out" / "plan.json").read_text("utf-8"))["totals"]
    assert (totals["people"], totals["person_months"], totals["left"]) == (0, 0, 10_000_000 * 2)
    assert payung("budget", "verify", tmp_path / "out").exit_code == 0


def test_whoever_is_too_old_does_not_wait_for_money_either(tmp_path):
    """There is money for one, who stands first."""
    (tmp_path / "funds.yaml").write_text(AGED.replace("10_000_000", "151_200", 1), "utf-8")
    rows = ("1501014101900001;1501012001;1962-04-01;2", "1501014101900002;1501012001;1962-04-02;1")
    (tmp_path / "list.csv").write_text("\n".join(("nik;kode_desa;tanggal_lahir;urutan", *rows)), "utf-8")
    assert "1 orang tidak direncanakan" in " ".join(shared(tmp_path, "ranking").output.split())
    assert pl.read_csv(tmp_path / "out" / "unpaid.csv").filter(pl.col("reason") == "money").is_empty()


def test_whose_age_is_not_known_is_said_on_the_page(office):
    assert "Usia tidak diperiksa untuk 11 dari 11 orang" in " ".join(allocated(office).output.split())
    page = (office / "out" / "summary.html").read_text("utf-8")
    assert "Usia tidak diperiksa untuk 11 dari 11" in page and "Age was not judged for 11 of 11" in page
    niks = pl.read_parquet(office / "decisions.parquet")["nik"]
    rows = "".join(f"{nik};1980-05-05\n" for nik in niks)
    (office / "facts.csv").write_text(f"nik;dob\n{rows}", "utf-8")
    assert "Usia" not in allocated(office).output
    assert "Usia tidak" not in (office / "out" / "summary.html").read_text("utf-8")


def test_the_same_request_gives_the_same_bytes(office):
    allocated(office)
    first = {path.name: path.read_bytes() for path in (office / "out").iterdir()}
    allocated(office)
    assert {path.name: path.read_bytes() for path in (office / "out").iterdir()} == first


def test_english_on_request(office):
    assert "Person-months paid" in allocated(office, "--language", "en").output


def tamper(folder: Path, name: str, change: pl.Expr | None, *, sign: bool) -> None:
    path = folder / f"{name}.parquet"
    frame = pl.read_parquet(path)
    frame = frame.slice(1) if change is None else frame.with_columns(change)
    frame.write_parquet(path)
    if sign:
        mark = json.loads((folder / "plan.json").read_text("utf-8"))
        mark["tables"][path.name] = sha256(path.read_bytes()).hexdigest()
        (folder / "plan.json").write_text(json.dumps(mark), "utf-8")


FIRST = pl.int_range(pl.len()) == 0


@pytest.mark.parametrize("sign", [False, True])
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("paid", None),
        ("paid", pl.when(FIRST).then(15 - pl.col("months")).otherwise("months").cast(pl.Int32).alias("months")),
        ("paid", pl.when(FIRST).then(2 - pl.col("fund")).otherwise("fund").cast(pl.Int16).alias("fund")),
        ("paid", pl.col("person").reverse()),
        ("unpaid", None),
        ("unpaid", pl.lit("quota").alias("reason")),
        ("unpaid", (pl.col("above") + 1).alias("above")),
        ("left", None),
        ("left", (pl.col("left") + FIRST.cast(pl.Int64)).alias("left")),
        ("left", pl.lit("nobody").alias("reason")),
        ("people", pl.col("order").reverse()),
        ("people", pl.col("village").sort()),
        ("people", pl.lit(0, pl.Int64).alias("holds")),
        ("people", pl.col("key").first().alias("key")),  # one person in every row: paid many times a month
        ("people", pl.when(FIRST).then(None).otherwise("key").alias("key")),
        ("people", pl.when(FIRST).then(None).otherwise("order").alias("order")),
        ("people", pl.when(FIRST).then(-1).otherwise("payable").cast(pl.Int32).alias("payable")),
        ("left", pl.when(FIRST).then(None).otherwise("spent").alias("spent")),
        ("paid", pl.when(FIRST).then(None).otherwise("months").alias("months")),
        ("unpaid", pl.when(FIRST).then(None).otherwise("reason").alias("reason")),
        ("people", None),
        ("paid", pl.col("months").cast(pl.Int64)),
    ],
)
def test_whatever_is_changed_is_named(office, name, change, sign):
    allocated(office)
    tamper(office / "out", name, change, sign=sign)
    result = payung("budget", "verify", office / "out")
    assert result.exit_code == 1 and "✗" in result.output and "Traceback" not in result.output
    assert ("digest" in result.output) is not sign


@pytest.mark.parametrize(
    ("path", "to", "named"),
    [
        (("funds", 0, "prices", 1), 1, "price"),
        (("funds", 0, "people"), 1, "quota"),
        (("funds", 1, "who"), ["fisher"], "may_pay"),
        (("funds", 0, "tranches", 0, "amount"), 10, "money"),
        (("funds", 2, "people_per_village"), None, "unused"),
        (("funds", 0, "tranches", 0, "amount"), 10**9, "unused"),
    ],
)
def test_a_plan_that_was_changed_afterwards_is_named(office, path, to, named):
    allocated(office)
    mark = json.loads((office / "out" / "plan.json").read_text("utf-8"))
    inner = mark["plan"]
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    (office / "out" / "plan.json").write_text(json.dumps(mark), "utf-8")
    result = payung("budget", "verify", office / "out")
    assert result.exit_code == 1 and f"{named}:" in result.output


@pytest.mark.parametrize("name", ["paid.csv", "unpaid.csv", "summary.html"])
@pytest.mark.parametrize("gone", [False, True])
def test_a_list_for_people_that_was_changed_is_named(office, name, gone):
    allocated(office)
    path = office / "out" / name
    path.unlink() if gone else path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    result = payung("budget", "verify", office / "out")
    assert result.exit_code == 1 and f"digest: {name}" in result.output


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("method",), "other"),
        (("method",), "optimum"),  # without the proof of one, the published order would not be looked at
        (("tables",), 5),
        (("files",), None),
        (("totals", "spent"), "x"),
        (("plan", "months"), []),
        (("plan", "months"), [202611, 202612, 202701, 202703]),
        (("plan", "months", 0), 999911),
        (("plan", "funds"), []),
        (("plan", "funds", 1, "id"), "desa"),
        (("plan", "funds", 0, "id"), 5),
        (("plan", "funds", 0, "prices"), [16_800]),
        (("plan", "funds", 0, "prices", 0), 0),
        (("plan", "funds", 0, "prices", 0), 16_800.0),
        (("plan", "funds", 0, "area_code"), ""),
        (("plan", "funds", 0, "area_code"), "150"),
        (("plan", "funds", 0, "area_code"), "²5"),
        (("plan", "funds", 0, "area_code"), None),
        (("plan", "funds", 0, "per"), "regency"),
        (("plan", "funds", 0, "payer"), "nobody"),
        (("plan", "funds", 0, "who"), ["rich"]),
        (("plan", "funds", 0, "first"), [["fisher"]]),
        (("plan", "funds", 0, "months"), [202703]),
        (("plan", "funds", 0, "people"), "5"),
        (("plan", "funds", 0, "people"), 0),
        (("plan", "funds", 0, "people_per_village"), True),
        (("plan", "funds", 0, "tranches", 0, "amount"), -1),
        (("plan", "funds", 0, "tranches", 0, "amount"), 70_000.5),
        (("plan", "funds", 0, "village_tranches"), {"15": []}),
        (("plan", "funds", 0, "name"), "Dana"),
    ],
)
def test_a_plan_file_that_is_none_is_refused_by_name(office, path, to):
    allocated(office)
    mark = json.loads((office / "out" / "plan.json").read_text("utf-8"))
    inner = mark
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    (office / "out" / "plan.json").write_text(json.dumps(mark), "utf-8")
    result = payung("budget", "verify", office / "out")
    assert result.exit_code == 103 and "plan.json" in result.output, result.output


def test_what_is_no_plan_has_an_exit_code_of_its_own(office):
    allocated(office)
    for name in ("left.parquet", "plan.json"):
        broken = office / f"broken-{name}"
        shutil.copytree(office / "out", broken)
        (broken / name).write_text("x", "utf-8")
        result = payung("budget", "verify", broken)
        assert result.exit_code == 103 and name in result.output


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("nik,village\n1,15.01.01.2001\n", 102, "10 angka"),
        ("nik,nama\n1,x\n", 102, "village_code"),
        ("nama,village_code\nx,1501012001\n", 102, "person_key"),
        ("", 102, "people.csv"),
    ],
)
def test_people_that_cannot_be_read_are_refused(office, text, code, word):
    (office / "people.csv").write_text(text, "utf-8")
    given = ("--funds", office / "funds.yaml", "--people", office / "people.csv")
    result = payung("budget", "allocate", *given, "--out", office / "out")
    assert result.exit_code == code and word in result.output and not (office / "out").exists()


def test_a_funds_file_is_refused_with_its_line(office):
    (office / "funds.yaml").write_text(FUNDS.replace("70_000", "-70_000"), "utf-8")
    result = allocated(office)
    assert result.exit_code == 100 and "baris 10" in result.output and "funds.1.amount" in result.output
    (office / "funds.yaml").write_text(FUNDS.replace("[pekerja_sawit]", "[pekerja_sawit, nelayan]"), "utf-8")
    result = allocated(office)
    assert result.exit_code == 101 and "funds.2.who.1 (baris 20)" in result.output


def test_a_fund_that_asks_for_what_nobody_knows_is_named(office):
    given = ("--funds", office / "funds.yaml", "--people", office / "decisions.parquet", "--out", office / "out")
    assert "palm_worker" in payung("budget", "allocate", *given).output


def test_a_person_on_two_lists_is_paid_once(office):
    people = ("--people", office / "decisions.parquet", "--people", office / "decisions.parquet")
    given = ("--funds", office / "funds.yaml", "--facts", office / "facts.csv", "--out", office / "out")
    result = payung("budget", "allocate", *given, *people)
    assert "11 baris" in result.output and pl.read_parquet(office / "out" / "people.parquet").height == 11


GUIDE = (Path(__file__).parents[2] / "docs" / "how-to" / "share-the-money.md").read_text("utf-8")


def test_the_guide_s_funds_file_is_one(office):
    [text] = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)
    (office / "funds.yaml").write_text(text, "utf-8")
    result = allocated(office)
    assert result.exit_code == 0 and "bkbk" in result.output, result.output
    assert all(criterion.code in GUIDE for criterion in CRITERIA if criterion.decile is None)


def test_the_guide_s_commands_share_the_money_of_the_made_up_province(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert payung("synth", "make", "--villages", 12, "--out", "demo/masukan").exit_code == 0
    lists = ("--rosters", "demo/masukan/rosters", "--manifest", "demo/masukan/manifest.csv")
    assert payung("run", "jambi-bkbk-2022", *lists, "--on", "2026-11-01", "--out", "demo/hasil").exit_code == 0
    commands = re.findall(r"^ {4}payung (budget .*)$", GUIDE, re.M)
    assert len(commands) == 2
    for command in commands:
        result = payung(*shlex.split(command))
        assert result.exit_code == 0, result.output
    assert "Semua aturan terpenuhi." in result.output
    left = pl.read_parquet("demo/dana/left.parquet")
    assert left.select((pl.col("released") - pl.col("spent") - pl.col("left")).abs().sum()).item() == 0
