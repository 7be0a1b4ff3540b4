"""Who may open which page, written by hand from what each does in an office, and not from ``core.access.roles``.

A letter a role: o officer, c checker, a approver, v village, d district, b branch of BPJS, u auditor, h head,
m administrator. "*": anybody with an account. "-": anybody at all.
"""

LETTERS = {
    "o": "officer",
    "c": "checker",
    "a": "approver",
    "v": "village",
    "d": "district",
    "b": "branch",
    "u": "auditor",
    "h": "head",
    "m": "administrator",
}
_MONEY, _KEEPS = "ocauh", "o"
MAY_OPEN = {
    **dict.fromkeys(("accessibility", "language", "account_login", "account_inactive", "mfa_authenticate"), "-"),
    "mfa_login_webauthn": "-",
    **dict.fromkeys(
        (
            *("account_logout", "account_change_password", "account_reauthenticate", "mfa_index", "mfa_reauthenticate"),
            *("mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
            *("mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn"),
            *("mfa_remove_webauthn", "mfa_edit_webauthn", "usersessions_list"),
        ),
        "*",
    ),
    "home": "ocavdbuhm",
    "cycle": "ocavdbuhm",
    "areas": "ocavduh",
    # Money: who decides about it reads it, who keeps the books writes it.
    **dict.fromkeys(("bills", "bill", "credits", "funds", "fund", "payments", "payment", "payment_proof"), _MONEY),
    **dict.fromkeys(("months", "month_match", "month_pile", "month_record", "books", "books_report"), _MONEY),
    **dict.fromkeys(("bill_receive", "bill_pay", "credit_book", "fund_open", "fund_receive", "fund_return"), _KEEPS),
    **dict.fromkeys(("member_receive", "month_release", "books_close"), _KEEPS),
    # Cover: whoever serves people.
    **dict.fromkeys(("coverage", "endings", "ending_file"), "ocavdbu"),
    **dict.fromkeys(("ending_people", "arrears", "age_limit"), "ocavdu"),
    "slips": "ov",
    # BPJS
    **dict.fromkeys(("enrolments", "enrolment_group", "enrolment_file", "enrolment_answered"), "obu"),
    "enrolment_answer": "ob",
    **dict.fromkeys(("enrolment_send", "enrolment_replace", "enrolment_reasons"), "o"),
    **dict.fromkeys(("questions", "question"), "ovb"),
    **dict.fromkeys(("accounts", "account", "account_new", "account_duty", "account_close", "account_password"), "m"),
    **dict.fromkeys(("account_factor", "account_sessions", "duty_end", "store_keys"), "m"),
    **dict.fromkeys(
        ("trail", "audit", "audit_payment", "audit_sums", "audit_tests", "audit_test", "audit_sample"),
        "u",
    ),
    # Decisions: the steps of a proposal are three people's; the view itself says no to who may not take one.
    **dict.fromkeys(("budget", "plan", "simulation", "decree_job"), "ocauh"),
    **dict.fromkeys(("plan_new", "simulation_save"), "o"),
    **dict.fromkeys(("proposals", "proposal", "decrees", "decree", "decree_file"), "ocauh"),
    "proposal_refuse": "ca",
    "proposal_issue": "oa",
    **dict.fromkeys(("proposal_new", "proposal_withdraw"), "o"),
    **dict.fromkeys(("proposal_sample", "proposal_check"), "c"),
    "proposal_approve": "a",
    **dict.fromkeys(("decree_sign", "decree_annex", "decree_amend", "decree_extend"), "o"),
    **dict.fromkeys(("figures", "figures_area"), "ocavduh"),
    **dict.fromkeys(("cycle_new", "cycle_register"), "o"),
    "cycle_setup": "ocavdu",
    # Lists
    **dict.fromkeys(("imports", "imports_files", "imports_job", "imports_changes", "imports_changes_of"), "ocavdu"),
    **dict.fromkeys(("problems", "problem_rows", "problem_summary", "problem_paper", "village"), "ocavdu"),
    **dict.fromkeys(("imports_answers", "imports_answer"), "ocavdu"),
    **dict.fromkeys(("imports_send", "imports_conflicts"), "ov"),
    **dict.fromkeys(("imports_judge", "imports_submit", "imports_undo", "imports_untied", "imports_tie"), "o"),
    **dict.fromkeys(("problem_fixes", "problem_fixes_undo"), "o"),
    "corrections": "ovd",
    **dict.fromkeys(("pairs", "pair"), "oc"),
    # People
    "search": "ocvdu",
    **dict.fromkeys(("person", "person_row"), "ocavdu"),
    "person_nik": "ocu",
    "person_leave": "ov",
    **dict.fromkeys(("person_rights", "subject", "subject_file"), "o"),
    "subjects": "ouh",
    "breach": "u",
}
"""Name of the route -> letters of the roles that may open it."""
