"""Addresses of accounts."""

from payung.entry.web.route import Route, Views

changing = Views("payung.entry.web.accounts.changing")
giving = Views("payung.entry.web.accounts.giving")
views = Views("payung.entry.web.accounts.views")
_ONE = "akun/nomor/<int:account>/"
ROUTES = [
    Route("akun/", views.accounts, "accounts", "accounts.manage", "account"),
    Route("akun/baru/", changing.new, "account_new", "accounts.manage", "account"),
    Route(_ONE, views.account, "account", "accounts.manage", "account"),
    Route(f"{_ONE}peran/", giving.duty, "account_duty", "accounts.manage", "account"),
    Route(f"{_ONE}tutup/", changing.close, "account_close", "accounts.manage", "account"),
    Route(f"{_ONE}sandi/", changing.password, "account_password", "accounts.manage", "account"),
    Route(f"{_ONE}pengaman/", changing.factor, "account_factor", "accounts.manage", "account"),
    Route(f"{_ONE}sesi/", changing.sessions, "account_sessions", "accounts.manage", "account"),
    Route("akun/peran/<int:duty>/akhiri/", giving.end, "duty_end", "accounts.manage", "account"),
    Route("gudang/kunci/", views.keys, "store_keys", "store.manage"),
]
