"""Pages that only show: whatever is sent to them by POST is refused before the page is asked."""

SHOWS = frozenset(
    {
        *("accounts", "audit", "audit_payment", "audit_sample", "audit_sums", "audit_test", "audit_tests", "trail"),
        *("home", "cycle", "cycle_setup", "areas", "village", "figures", "figures_area", "coverage"),
        *("imports", "imports_files", "imports_job", "imports_changes", "imports_changes_of", "pairs"),
        *("imports_answers", "imports_answer", "imports_untied", "problem_paper", "questions"),
        *("problems", "problem_rows", "problem_summary", "budget", "plan", "simulation"),
        *("proposals", "proposal", "decrees", "decree", "decree_file", "decree_job"),
        *("enrolments", "enrolment_group", "enrolment_answered", "bills", "bill", "payments", "payment"),
        *("payment_proof", "credits", "funds", "fund", "months", "month_match", "month_pile", "books"),
        *("endings", "ending_people", "arrears", "age_limit", "person", "person_row"),
        *("account", "store_keys", "subjects", "subject_file", "breach"),
    }
)
"""Names of routes that take no form."""


def takes(name: str, method: str) -> bool:
    """Whether the page of that name may be asked by ``method``."""
    return method in ("GET", "HEAD") or (method == "POST" and name not in SHOWS)
