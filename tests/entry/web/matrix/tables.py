"""What a page answers to whom the door lets in, about what: written by hand, beside ``verdicts.MAY_OPEN``.

A status, and the letters of roles that get another one after a comma: "200,v404" is 200 for all but the village. "-":
the page takes no POST (405). Who is not in ``MAY_OPEN`` gets 403 in every cell, whatever the object; who is not signed
in is sent to sign in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ELSEWHERE = "404"
"""What lies outside one's regions, in another cycle, or is not there: one answer, byte for byte."""


@dataclass(frozen=True)
class Says:
    """Statuses for accounts of one regency about an object of theirs (``get``, ``post``).

    ``whole``, ``whole_post``: about a cycle of the whole province, of which they see a part; where the address names
    more than a cycle, it is none of that cycle and is not there. ``province``, ``province_post``: for accounts of the
    whole province, about any; "" as ``get`` and ``post``.
    """

    get: str
    post: str = "-"
    whole: str = ""
    whole_post: str = ELSEWHERE
    province: str = ""
    province_post: str = ""

    def wanted(self, letter: str, which: str, method: str, *, deeper: bool = False) -> set[int]:
        """The status of a cell. ``deeper``: the address names more than a cycle."""
        get = method == "GET"
        if which in ("absent", "foreign", "mixed") or (which == "whole" and deeper and not self.whole):
            return {int(ELSEWHERE)}
        if which == "whole":
            return {of(letter, self.whole or self.get) if get else of(letter, self.whole_post)}
        if which == "province":
            return {of(letter, self.province or self.get) if get else of(letter, self.province_post or self.post)}
        return {of(letter, self.get if get else self.post)}

    def cells(self, path: str) -> tuple[str | None, ...]:
        """GET and POST: one's own, of a cycle of the province, by an account of the province. None: no such cell."""
        post, named = self.post if self.post != "-" else "405", path.startswith("siklus/<slug:code>/")
        whole = (self.whole or self.get, "405" if post == "405" else self.whole_post)
        if not named or (path.count("<") > 1 and not self.whole):
            whole = (None, None)  # type: ignore[assignment]
        return (self.get, post, *whole, self.province or self.get, self.province_post or post)


def of(letter: str, said: str) -> int:
    """The status that ``said`` has for the role of that letter."""
    usual, *others = said.split(",")
    return next((int(other[1:]) for other in others if other[0] == letter), int(usual))


_PAGE = Says("200")
_READ_BY_POST = Says("404", "200")
_WHOLE_BOOKS = Says("404", "404", province="200", province_post="303")
SAYS: Mapping[str, Says] = {
    **dict.fromkeys(("home", "figures", "coverage", "endings", "ending_people", "arrears", "age_limit"), _PAGE),
    **dict.fromkeys(("enrolments", "bills", "payments", "credits", "funds", "months", "accounts"), _PAGE),
    **dict.fromkeys(("trail", "audit", "audit_sums", "audit_tests", "audit_test", "audit_sample"), _PAGE),
    "search": Says("200", "200"),  # by POST, so that no name is in an address
    # The books of all funds together are of whoever sees the regions of all.
    "books": Says("404", province="200"),
    **dict.fromkeys(("month_release", "books_close", "credit_book"), _WHOLE_BOOKS),
    "books_report": Says("404", "404", province_post="200"),
    "enrolment_reasons": Says("200", "404", province_post="303"),
    "bill_receive": Says("200", "422"),  # the file that is sent is no bill
    "member_receive": Says("200", "303"),
    **dict.fromkeys(("fund_open", "cycle_new"), Says("200", "303")),
    # A cycle
    **dict.fromkeys(("cycle_setup", "areas", "village"), _PAGE),
    "cycle": Says("200", whole="200,b404"),  # of a branch where people of its group are
    "cycle_register": Says("303", "303", whole="403", whole_post="403"),
    **dict.fromkeys(("imports", "imports_files", "imports_changes", "imports_changes_of"), _PAGE),
    "imports_send": Says("422", "303", whole_post="303"),
    "imports_judge": Says("400", "303", whole_post="303"),  # lists of all are judged together, each sees its own
    "imports_submit": Says("400", "422", whole="404"),
    **dict.fromkeys(("imports_undo", "imports_conflicts"), Says("200", "303")),
    **dict.fromkeys(("imports_answers", "imports_answer", "imports_untied"), _PAGE),
    "imports_tie": Says("200", "303", province="404", province_post="404"),  # of no village yet: its sender's alone
    "imports_job": Says("404,o200", province="404"),
    **dict.fromkeys(("problems", "problem_summary", "problem_rows", "problem_paper"), _PAGE),
    "problem_fixes": Says("200", "422", whole="404"),
    "problem_fixes_undo": Says("400", "303", whole="404"),
    "corrections": Says("200", "200", whole_post="200"),
    "pairs": _PAGE,
    "pair": Says("200", "303"),
    # Money that is planned, and decisions
    **dict.fromkeys(("budget", "plan", "simulation", "proposals", "proposal", "decrees", "decree"), _PAGE),
    **dict.fromkeys(("plan_new", "simulation_save"), Says("422", "303", whole="404")),
    **dict.fromkeys(("proposal_new", "proposal_sample", "proposal_approve"), Says("200", "303")),
    "proposal_check": Says("404", "303", province_post="422"),  # judged by the checker of the regency alone
    "proposal_withdraw": Says("404", "303", province_post="422"),  # by whoever proposed it
    "proposal_refuse": Says("422", "303,c422"),  # what was checked is sent back by whoever approves
    "proposal_issue": Says("422", "303"),
    "decree_file": Says("200,h403"),
    "decree_sign": Says("422", "422", province_post="303"),  # who brought the paper does not replace it alone
    "decree_annex": Says("422", "303"),
    **dict.fromkeys(("decree_amend", "decree_extend"), Says("200", "422")),  # a change is proposed already
    "decree_job": Says("404,o200", whole="404,o200", province="404"),  # one's own, under any cycle one sees
    # BPJS
    **dict.fromkeys(("enrolment_group", "enrolment_answered"), _PAGE),
    "enrolment_file": _READ_BY_POST,
    "enrolment_answer": Says("200", "422"),
    "questions": _PAGE,
    "question": Says("200", "303"),
    "enrolment_send": Says("200", "303"),
    "enrolment_replace": Says("200", "422"),
    # Money that moved
    **dict.fromkeys(("bill", "payment", "payment_proof", "audit_payment", "fund"), _PAGE),
    **dict.fromkeys(("bill_pay", "fund_receive"), Says("200", "303")),
    "fund_return": Says("200", "422"),
    **dict.fromkeys(("month_match", "month_pile"), _PAGE),
    "month_record": Says("404", "404", province_post="200,h403"),
    # Cover and people
    "figures_area": Says("200,v404,d404"),
    "slips": Says("200", "200"),
    "ending_file": Says("404", "404,o200,v200"),
    **dict.fromkeys(("person", "person_row"), _PAGE),
    "person_nik": Says("200", "200"),
    "person_leave": Says("200", "303"),
    # Rights of people to the data about them
    **dict.fromkeys(("subjects", "breach"), _PAGE),
    "subject_file": _PAGE,
    **dict.fromkeys(("subject", "person_rights"), Says("200", "303")),
    # Accounts
    **dict.fromkeys(("account", "store_keys"), _PAGE),
    **dict.fromkeys(("account_new", "account_password"), Says("200", "200")),  # the answer shows a password once
    **dict.fromkeys(("account_close", "account_factor", "account_sessions", "duty_end"), Says("200", "303")),
    "account_duty": Says("200", "303"),
}
"""Name of the route -> its statuses."""

SEEN_BY_ALL: Mapping[str, str] = {"trail": "every act of the store: who, when, what was asked; without personal data"}
"""Pages of an auditor that are of the whole store, whatever the region: route -> why."""

ALONE = frozenset(
    {
        *(
            "accessibility",
            "language",
            "account_login",
            "account_logout",
            "account_inactive",
            "account_change_password",
        ),
        *("account_reauthenticate", "usersessions_list", "mfa_authenticate", "mfa_login_webauthn", "mfa_index"),
        *("mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes"),
        *("mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn"),
        *("mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn"),
    }
)
"""Pages about nobody, and those of one's own sign-in: tried apart."""
