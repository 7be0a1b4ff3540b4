"""``payung serve``: the workbench in the browser, and the worker that does its jobs."""

import sys
from pathlib import Path

import click

from payung.actions.at_store import Place
from payung.core.basis.text import Text
from payung.entry.cli.stored import at_store
from payung.entry.serving import Door
from payung.entry.serving import serve as serve_pages


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Alamat jaringan / network address.")
@click.option("--port", default=8080, show_default=True, help="Nomor pintu / port.")
@click.option("--certificate", type=click.Path(exists=True, path_type=Path), help="Sertifikat TLS / TLS certificate.")
@click.option("--private-key", type=click.Path(exists=True, path_type=Path), help="Kuncinya / its key.")
@click.option("--proxied", is_flag=True, help="HTTPS dipegang peladen di depan / a proxy holds HTTPS.")
@click.option("--demo", is_flag=True, help="Basis data contoh, tanpa pengaman kedua / made-up store, no second factor.")
@at_store
@click.pass_context
def serve(
    ctx: click.Context, place: Place, host: str, port: int, certificate: Path | None, private_key: Path | None,
    proxied: bool, demo: bool,
) -> None:  # fmt: skip
    """Layani meja kerja di peramban. / Serve the workbench in the browser, and do its jobs."""
    door = Door(host, port, certificate, private_key, proxied)
    said = Text(
        id=f"Buka {door.address} di peramban. Berhenti: Ctrl+C.", en=f"Open {door.address} in a browser. Stop: Ctrl+C."
    )

    def ready() -> None:
        click.echo(said.in_(ctx.obj))

    sys.exit(serve_pages(place, door, demo=demo, ready=ready))
