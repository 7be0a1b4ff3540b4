"""The check page for hospitals: one HTML file with the public keys in it, which verifies slips without a network."""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from payung.gateways.signing import PublicKeys
from payung.gateways.summary_parts import said

OLD_AFTER = 30
"""Days after which a slip is to be asked about again."""

_SCRIPT = Path(__file__).with_name("slip_check.js")
_STYLE = """
*{box-sizing:border-box}
body{font:1.15rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1.2rem;color:#111;background:#fff}
h1{font-size:1.5rem;margin:.2rem 0 .6rem}
label{font-weight:600;display:block;margin:1rem 0 .3rem}
textarea{width:100%;min-height:7.5rem;font:1rem/1.4 ui-monospace,monospace;padding:.6rem;border:2px solid #555}
button{font:inherit;font-weight:600;padding:.5rem 1.2rem;margin:.6rem .6rem 0 0;border:2px solid #222;cursor:pointer;
background:#fff}
#check{background:#1b3a57;color:#fff}
:focus-visible{outline:3px solid #b25a00;outline-offset:2px}
#outcome{margin-top:1.2rem}
#outcome.good,#outcome.ask,#outcome.bad{padding:.8rem 1rem;border:.4rem solid}
#outcome.good{border-color:#116329;background:#e9f6ec}
#outcome.ask{border-color:#8a5a00;background:#fff6e0}
#outcome.bad{border-color:#a11;background:#fdeaea}
#outcome h2{margin:0 0 .4rem;font-size:1.45rem}
.good h2::before{content:"✔ "}.ask h2::before{content:"⚠ "}.bad h2::before{content:"✘ "}
dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.15rem 1rem;margin:.6rem 0 0}
dt{color:#444}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
footer{margin-top:2rem;font-size:.95rem;color:#444;border-top:1px solid #999;padding-top:.6rem}
"""


def write_check_page(path: Path, public_keys: PublicKeys, *, office: str, old_after: int = OLD_AFTER) -> None:
    """Write the page to ``path``; ``office``: who answers questions, with a phone number.

    Slips older than ``old_after`` days are shown as to be asked about again. The page's own policy forbids any
    connection. The same keys give the same bytes.
    """
    known = {"keys": {number.hex(): public_keys[number].hex() for number in sorted(public_keys)}, "oldAfter": old_after}
    # "<" cannot end the element it stands in; JSON reads the escape as the same letter.
    data = json.dumps(known, sort_keys=True).replace("<", "\\u003c")
    script = _SCRIPT.read_text("utf-8")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(_STYLE)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    numbers = ", ".join(number.hex() for number in sorted(public_keys))
    page = (
        '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>Periksa bukti perlindungan</title><style>{_STYLE}</style></head><body>"
        "<h1>Periksa bukti perlindungan pekerja</h1>"
        "<p>Pindai kode QR pada lembar, lalu tempel teksnya di sini. Halaman ini bekerja tanpa internet dan tidak "
        "mengirim apa pun.</p>"
        '<label for="text">Teks dari kode QR (diawali PAYUNG1:)</label>'
        '<textarea id="text" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="500" '
        'autofocus></textarea><button id="check" type="button">Periksa</button>'
        '<button id="empty" type="button">Kosongkan</button>'
        '<div id="outcome" role="status" aria-live="polite"></div>'
        "<footer><p><b>Cocokkan dengan KTP:</b> nama pada lembar, huruf awal nama, empat angka terakhir NIK dan tahun "
        "lahir harus sama. Nama lengkap tidak ada di dalam kode QR.</p>"
        "<p>Yang terbukti ialah <b>keadaan perlindungan pada hari terbit</b>. Bila lembar lebih tua dari "
        f"{old_after} hari, tanyakan lagi.</p><p>Pertanyaan: {said(office)}</p><p>Kunci yang dikenal: {numbers}</p>"
        f'</footer><script type="application/json" id="known">{data}</script><script>{script}</script></body></html>\n'
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
