"""Signing in and out, passwords, second factors, sessions: views of allauth in our shell."""

from payung.entry.web.route import PUBLIC, SIGNED_IN, Route, Views

account = Views("allauth.account.views")
base = Views("allauth.mfa.base.views")
codes = Views("allauth.mfa.recovery_codes.views")
totp = Views("allauth.mfa.totp.views")
webauthn = Views("allauth.mfa.webauthn.views")
sessions = Views("allauth.usersessions.views")
_OPEN = (
    ("akun/masuk/", account.login, "account_login"),
    ("akun/nonaktif/", account.account_inactive, "account_inactive"),
    ("akun/kode/", base.authenticate, "mfa_authenticate"),
    ("akun/kunci/masuk/", webauthn.login_webauthn, "mfa_login_webauthn"),
)
_OWN = (
    ("akun/keluar/", account.logout, "account_logout"),
    ("akun/sandi/", account.password_change, "account_change_password"),
    ("akun/ulang/", account.reauthenticate, "account_reauthenticate"),
    ("akun/pengaman/", base.index, "mfa_index"),
    ("akun/pengaman/ulang/", base.reauthenticate, "mfa_reauthenticate"),
    ("akun/pengaman/aplikasi/", totp.activate_totp, "mfa_activate_totp"),
    ("akun/pengaman/aplikasi/lepas/", totp.deactivate_totp, "mfa_deactivate_totp"),
    ("akun/pengaman/cadangan/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    ("akun/pengaman/cadangan/baru/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    ("akun/pengaman/cadangan/unduh/", codes.download_recovery_codes, "mfa_download_recovery_codes"),
    ("akun/pengaman/kunci/", webauthn.list_webauthn, "mfa_list_webauthn"),
    ("akun/pengaman/kunci/tambah/", webauthn.add_webauthn, "mfa_add_webauthn"),
    ("akun/pengaman/kunci/ulang/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    ("akun/pengaman/kunci/<int:pk>/lepas/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    ("akun/pengaman/kunci/<int:pk>/nama/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    ("akun/sesi/", sessions.list_usersessions, "usersessions_list"),
)
ROUTES = [
    *(Route(path, view, name, PUBLIC, plain=True) for path, view, name in _OPEN),
    *(Route(path, view, name, SIGNED_IN, "account", plain=True) for path, view, name in _OWN),
]
