"""What must be true of credits, in SQL: each query finds rows that break one promise, as those of ``books``."""

from collections.abc import Mapping

from payung.core.basis.text import Text

CREDITS: Mapping[str, tuple[Text, str]] = {
    "what_was_sent_lies_at_bpjs": (
        Text(
            id="yang dikirim ke BPJS tidak sama dengan yang dibayar dan kredit",
            en="what was sent to BPJS is not what is paid and credit",
        ),
        "SELECT sent.amount FROM (SELECT COALESCE(SUM(amount), 0) AS amount FROM payment) AS sent, "
        "(SELECT COALESCE(SUM(paid + credit), 0) AS amount FROM purse) AS there WHERE sent.amount <> there.amount",
    ),
    "purse_holds_its_credits": (
        Text(id="kredit dompet tidak sama dengan kreditnya", en="a purse's credit is not that of its credits"),
        "SELECT purse.id FROM purse LEFT JOIN (SELECT purse_id, SUM(amount - used) AS rest FROM credit "
        "GROUP BY purse_id) AS c ON c.purse_id = purse.id WHERE COALESCE(c.rest, 0) <> purse.credit",
    ),
    "credit_is_its_months": (
        Text(id="kredit tidak sama dengan orang-bulan asalnya", en="a credit is not the sum of its person-months"),
        "SELECT credit.id FROM credit LEFT JOIN (SELECT line.credit_id, SUM(m.price) AS amount "
        "FROM credit_line AS line JOIN person_month AS m ON m.id = line.person_month_id GROUP BY line.credit_id) "
        "AS sums ON sums.credit_id = credit.id WHERE COALESCE(sums.amount, 0) <> credit.amount",
    ),
    "credited_month_has_its_credit": (
        Text(
            id="orang-bulan menjadi kredit tanpa kreditnya",
            en="a person-month is credited without a credit of its purse",
        ),
        "SELECT m.id FROM person_month AS m LEFT JOIN credit_line AS line ON line.person_month_id = m.id "
        "LEFT JOIN credit ON credit.id = line.credit_id WHERE (m.state = 'credited') <> (line.id IS NOT NULL) "
        "OR credit.purse_id <> m.purse_id",
    ),
    "credit_is_used_by_its_uses": (
        Text(id="kredit terpakai tidak sama dengan pemakaiannya", en="a credit is not used by its uses"),
        "SELECT credit.id FROM credit LEFT JOIN (SELECT credit_id, SUM(amount) AS used FROM credit_use "
        "GROUP BY credit_id) AS u ON u.credit_id = credit.id WHERE COALESCE(u.used, 0) <> credit.used",
    ),
    "credit_is_used_as_agreed": (
        Text(id="kredit dipakai tidak menurut kesepakatan", en="a credit is used for what was not agreed"),
        "SELECT u.id FROM credit_use AS u JOIN credit ON credit.id = u.credit_id "
        "LEFT JOIN payment ON payment.id = u.payment_id LEFT JOIN bill ON bill.id = payment.bill_id "
        "WHERE (credit.treatment = 'offset') <> (u.payment_id IS NOT NULL) OR bill.group_id <> credit.group_id",
    ),
    "payment_uses_its_credits": (
        Text(id="kredit sebuah pembayaran tidak cocok", en="a payment's credit is not that of its uses and lines"),
        "SELECT payment.id FROM payment LEFT JOIN (SELECT payment_id, SUM(amount) AS used FROM credit_use "
        "WHERE payment_id IS NOT NULL GROUP BY payment_id) AS u ON u.payment_id = payment.id LEFT JOIN "
        "(SELECT payment_id, SUM(amount) AS freed FROM posting WHERE source = 'credit' AND target = 'free' "
        "GROUP BY payment_id) AS p ON p.payment_id = payment.id "
        "WHERE COALESCE(u.used, 0) <> payment.credit OR COALESCE(p.freed, 0) <> payment.credit",
    ),
    "purse_settles_its_own_months": (
        Text(id="kredit membayar bulan dompet lain", en="a credit paid for months of another purse"),
        "SELECT freed.payment_id FROM (SELECT payment_id, purse_id, SUM(amount) AS amount FROM posting "
        "WHERE source = 'credit' AND target = 'free' GROUP BY payment_id, purse_id) AS freed LEFT JOIN "
        "(SELECT payment_id, purse_id, SUM(amount) AS amount FROM posting WHERE source = 'committed' "
        "AND target = 'paid' GROUP BY payment_id, purse_id) AS paid ON paid.payment_id = freed.payment_id "
        "AND paid.purse_id = freed.purse_id WHERE COALESCE(paid.amount, 0) < freed.amount",
    ),
    "month_taken_over_is_that_month": (
        Text(
            id="bulan yang diambil pengganti bukan bulan asalnya",
            en="a month somebody took over is not the month it came from",
        ),
        "SELECT taken.id FROM posting AS way JOIN person_month AS taken ON taken.id = way.person_month_id "
        "LEFT JOIN credit_use AS u ON u.person_month_id = taken.id "
        "LEFT JOIN credit_line AS line ON line.id = u.line_id "
        "LEFT JOIN person_month AS m ON m.id = line.person_month_id "
        "WHERE way.source = 'credit' AND way.target = 'paid' AND (u.id IS NULL OR line.credit_id <> u.credit_id "
        "OR m.month <> taken.month OR m.price <> taken.price OR m.purse_id <> taken.purse_id OR u.amount <> m.price "
        "OR m.person_id = taken.person_id)",
    ),
}
"""Name -> what is wrong where it finds something, and the query."""
