"""Addresses of accounts."""

from payung.entry.web.accounts.views import accounts
from payung.entry.web.route import Route

ROUTES = [Route("akun/", accounts, "accounts", "accounts.manage", "account")]
