"""Pages for auditors."""

from payung.entry.web.route import Route, Views

tests = Views("payung.entry.web.audit.tests")
trail = Views("payung.entry.web.audit.trail")
views = Views("payung.entry.web.audit.views")
ROUTES = [
    Route("pemeriksaan/", views.audit_page, "audit", "audit.see", "payment"),
    Route("pemeriksaan/pembayaran/<int:payment>/", views.payment_page, "audit_payment", "audit.see", "payment"),
    Route("pemeriksaan/selisih/", views.sums_page, "audit_sums", "audit.see", "payment"),
    Route("pemeriksaan/uji/", tests.tests_page, "audit_tests", "audit.see", "person"),
    Route("pemeriksaan/uji/<slug:test>/", tests.test_page, "audit_test", "audit.see", "person"),
    Route("pemeriksaan/contoh/", tests.sample_page, "audit_sample", "audit.see", "person"),
    Route("jejak/", trail.trail_page, "trail", "audit.see"),
]
