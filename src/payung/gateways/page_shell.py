"""A page that needs nothing else: no script, no picture from elsewhere. A switch in plain CSS shows English."""

from base64 import b64encode
from hashlib import sha256

from payung.core.basis.text import Text
from payung.gateways.summary_parts import STYLE, both, said

SWITCH_STYLE = """
.en{display:none}
#english:checked~main .en,#english:checked~header .en,#english:checked~footer .en{display:block}
td .en,th .en{max-width:none}
.switch{position:absolute;right:1rem;top:1rem;font-size:.9rem;cursor:pointer;padding:.3rem .5rem;border:1px solid
var(--line);background:#fff}
#english{position:absolute;right:1.6rem;top:1.55rem;opacity:0}
#english:focus-visible+.switch{outline:3px solid #b25a00;outline-offset:2px}
#english:checked+.switch{background:var(--head);color:#fff}
body{position:relative}
header{padding-right:7rem}
"""


def page_shell(heading: Text, title: Text, body: str, footer: str, *, style: str = "") -> str:
    """The whole page: ``title`` above ``heading``, then ``body`` and ``footer``, both ready HTML; ``style``: on top."""
    styles = STYLE + SWITCH_STYLE + style
    digest = b64encode(sha256(styles.encode()).digest()).decode()
    # The page may be put behind a policy that forbids everything not named here.
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{said(heading.id)} – {said(title.id)}</title><style>{styles}</style></head><body>"
        '<input type="checkbox" id="english"><label class="switch" for="english" lang="en">English</label>'
        f"<header><p>{both(title)}</p><h1>{both(heading)}</h1></header>"
        f"<main>{body}</main>{footer}</body></html>\n"
    )
