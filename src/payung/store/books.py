"""The books counted again in SQL: each query finds rows that break one promise; none must find any.

The promises are those of the double entry: what a purse holds and where a person-month stands follow from the postings.
"""

from collections.abc import Mapping

from payung.core.basis.text import Text
from payung.core.cover.ledger import ACCOUNTS, account_of
from payung.core.cover.payment import NEEDED
from payung.store.models import ROWS_AN_ACT

_IN = "CASE WHEN target = '{0}' THEN amount ELSE 0 END - CASE WHEN source = '{0}' THEN amount ELSE 0 END"
_KEPT_ACCOUNTS = [account for account in ACCOUNTS if account != "outside"]
_FOLD = ", ".join(f"SUM({_IN.format(account)}) AS {account}" for account in _KEPT_ACCOUNTS)
_DIFFER = " OR ".join(f"COALESCE(fold.{account}, 0) IS DISTINCT FROM purse.{account}" for account in _KEPT_ACCOUNTS)
_ACCOUNT_OF_STATE = " ".join(
    f"WHEN '{state}' THEN '{account_of(state)}'" for state in ("reserved", "committed", "paid", "released")
)
_ITS_PAPERS = " OR ".join(
    f"p.route = '{route}' AND q.kind IN ({', '.join(map(repr, kinds))})" for route, kinds in NEEDED.items()
)
_PAPERS_OF_ROUTE = " ".join(f"WHEN '{route}' THEN {len(kinds)}" for route, kinds in NEEDED.items())
_LIVE_LEAVING = (
    'SELECT leaving.person_id, leaving."on" FROM leaving WHERE leaving.undoes_id IS NULL '
    "AND NOT EXISTS (SELECT 1 FROM leaving AS undo WHERE undo.undoes_id = leaving.id)"
)

BOOKS: Mapping[str, tuple[Text, str]] = {
    "purse_is_its_postings": (
        Text(id="dompet dana tidak sama dengan jumlah barisnya", en="a purse is not the sum of its lines"),
        f"SELECT purse.id FROM purse LEFT JOIN (SELECT purse_id, {_FOLD} FROM posting GROUP BY purse_id) AS fold "  # noqa: S608
        f"ON fold.purse_id = purse.id WHERE {_DIFFER}",
    ),
    "received_is_what_came_in": (
        Text(id="uang masuk tidak sama dengan barisnya", en="money received is not the sum of its lines"),
        "SELECT purse.id FROM purse LEFT JOIN (SELECT purse_id, SUM(amount) AS came FROM posting "
        "WHERE source = 'outside' GROUP BY purse_id) AS came ON came.purse_id = purse.id "
        "WHERE COALESCE(came.came, 0) IS DISTINCT FROM purse.received",
    ),
    "nothing_goes_outside": (
        Text(id="uang keluar ke akun 'di luar'", en="money went to the account 'outside'"),
        "SELECT id FROM posting WHERE target = 'outside'",
    ),
    "month_is_its_last_posting": (
        Text(
            id="keadaan orang-bulan tidak sama dengan baris terakhirnya",
            en="a person-month's state is not that of its last line",
        ),
        "SELECT m.id FROM person_month AS m LEFT JOIN (SELECT person_month_id, MAX(id) AS id FROM posting "  # noqa: S608
        "GROUP BY person_month_id) AS latest ON latest.person_month_id = m.id "
        "LEFT JOIN posting AS p ON p.id = latest.id "
        f"WHERE p.target IS NULL OR p.target IS DISTINCT FROM CASE m.state {_ACCOUNT_OF_STATE} END",
    ),
    "months_lines_follow_each_other": (
        Text(
            id="baris satu orang-bulan tidak bersambung",
            en="the lines of a person-month do not follow one from the other",
        ),
        "SELECT id FROM (SELECT id, source, LAG(target) OVER (PARTITION BY person_month_id ORDER BY id) AS before "
        "FROM posting WHERE person_month_id IS NOT NULL) AS way WHERE source <> COALESCE(before, 'free')",
    ),
    "line_has_its_months_price": (
        Text(id="jumlah baris bukan harga orang-bulannya", en="a line's amount is not its person-month's price"),
        "SELECT p.id FROM posting AS p JOIN person_month AS m ON m.id = p.person_month_id "
        "WHERE p.amount <> m.price OR p.purse_id <> m.purse_id",
    ),
    "month_once": (
        Text(id="satu bulan seseorang dipegang dua kali", en="a month of a person is held twice"),
        "SELECT person_id FROM person_month WHERE state <> 'released' GROUP BY person_id, month HAVING COUNT(*) > 1",
    ),
    "no_month_after_leaving": (
        Text(
            id="bulan sesudah meninggal, pindah atau keluar belum dilepas",
            en="a month after a death or leaving is not released",
        ),
        f"SELECT m.id FROM person_month AS m JOIN ({_LIVE_LEAVING}) AS gone ON gone.person_id = m.person_id "  # noqa: S608
        "WHERE m.state IN ('reserved', 'committed') AND m.month > {month_of_gone}",
    ),
    "payment_is_its_lines": (
        Text(id="pembayaran tidak sama dengan barisnya", en="a payment is not the sum of its lines"),
        "SELECT payment.id FROM payment LEFT JOIN (SELECT payment_id, SUM(amount) AS paid FROM posting "
        "WHERE payment_id IS NOT NULL AND target = 'paid' GROUP BY payment_id) AS sums ON sums.payment_id = payment.id "
        "WHERE COALESCE(sums.paid, 0) <> payment.amount",
    ),
    "paid_by_a_payment": (
        Text(id="bulan dibayar tanpa bukti pembayaran", en="a month was paid without a payment"),
        "SELECT id FROM posting WHERE target = 'paid' AND payment_id IS NULL",
    ),
    "bill_is_its_lines": (
        Text(id="tagihan tidak sama dengan barisnya", en="a bill is not the sum of its lines"),
        "SELECT bill.id FROM bill LEFT JOIN (SELECT bill_id, SUM(amount) AS amount FROM bill_line GROUP BY bill_id) "
        "AS sums ON sums.bill_id = bill.id WHERE COALESCE(sums.amount, 0) <> bill.amount",
    ),
    "closed_months_stay": (
        Text(id="ada baris pada bulan buku sesudah ditutup", en="lines were booked in a month after it was closed"),
        "SELECT late.booked FROM (SELECT booked, MAX(id) AS id FROM posting GROUP BY booked) AS late "  # noqa: S608
        f"JOIN closed_month AS c ON c.month >= late.booked AND late.id / {ROWS_AN_ACT} > c.id / {ROWS_AN_ACT}",
    ),
    "village_has_its_last_code": (
        Text(id="kode desa bukan kode terakhirnya", en="a village has not the last of its codes"),
        "SELECT v.id FROM village AS v LEFT JOIN (SELECT village_id, MAX(id) AS id FROM village_code "
        "GROUP BY village_id) AS latest ON latest.village_id = v.id "
        "LEFT JOIN village_code AS c ON c.id = latest.id WHERE c.code IS DISTINCT FROM v.code",
    ),
    "credit_is_used_by_payments": (
        Text(id="kredit terpakai tidak sama dengan pembayarannya", en="a credit is not used by its payments"),
        "SELECT id FROM credit WHERE used <> 0",
    ),
    "payment_has_its_papers": (
        Text(id="pembayaran tanpa surat jalurnya", en="a payment without the papers of its route"),
        "SELECT payment.id FROM payment LEFT JOIN (SELECT p.id, COUNT(*) AS papers, SUM(CASE WHEN "  # noqa: S608
        f'q.amount = p.amount AND ({_ITS_PAPERS}) THEN 1 ELSE 0 END) AS fit, MAX(q."on") AS "on" FROM payment AS p '
        "JOIN payment_paper AS q ON q.payment_id = p.id GROUP BY p.id) AS shown ON shown.id = payment.id "
        f"WHERE COALESCE(shown.papers, 0) <> CASE payment.route {_PAPERS_OF_ROUTE} END "
        'OR shown.fit <> shown.papers OR shown."on" <> payment."on"',
    ),
}
"""Name -> what is wrong where it finds something, and the query. ``{month_of_gone}``: see ``queries_for``."""


def queries_for(vendor: str) -> Mapping[str, tuple[Text, str]]:
    """``BOOKS`` in the words of the database: months of a date are counted differently."""
    month = (
        "CAST(to_char(gone.\"on\", 'YYYYMM') AS integer)"
        if vendor == "postgresql"
        else "CAST(strftime('%Y%m', gone.\"on\") AS integer)"
    )
    return {name: (says, query.replace("{month_of_gone}", month)) for name, (says, query) in BOOKS.items()}
