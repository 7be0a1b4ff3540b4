"""A list that village lists are compared with, or a file of the cycle, kept sealed; of one kind the last counts."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.open_cycle import the_cycle
from payung.actions.private_folder import private_folder
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.gateways.manifest import read_manifest
from payung.gateways.registers import normalise_register
from payung.store.acts import Doing
from payung.store.files import Content, content, keep
from payung.store.keys import Keys
from payung.store.models import Register
from payung.store.models.intakes import REGISTERS

CHECKED = frozenset({"members", "deaths", "welfare"})
MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".yaml": "application/yaml"}


class RegisterKindUnknown(PayungError):
    """No list of that kind is kept."""

    code = "register-kind-unknown"
    exit_code = 194

    def __init__(self, kind: str) -> None:
        super().__init__(
            Text(id=f"Jenis daftar '{kind}' tidak dikenal.", en=f"The kind of list '{kind}' is not known."),
            Text(id=f"Pilih: {', '.join(REGISTERS)}.", en=f"Choose: {', '.join(REGISTERS)}."),
        )


def keep_register(place: Place, asked: Asked, cycle: str, kind: str, path: Path, name: str = "") -> int:
    """Keep the file ``path`` as the list of that ``kind`` of a cycle; gives the row. Nothing is judged by this.

    Lists of members, deaths and welfare, and a manifest, are read once so that a wrong file is refused here.
    Raises: RegisterKindUnknown, CycleUnknown, RegisterUnreadable, ManifestUnreadable, and what ``act_at`` raises.
    """
    if kind not in REGISTERS:
        raise RegisterKindUnknown(kind)
    if kind in CHECKED:
        with private_folder() as folder:
            normalise_register(kind, path, folder / "checked.parquet")
    elif kind == "manifest":
        read_manifest(path)
    held, shown = path.read_bytes(), (name or path.name)[:250]
    media = MEDIA.get(Path(shown).suffix.lower(), "application/octet-stream")

    said = {"cycle": cycle, "kind": kind, "sha256": sha256(held).hexdigest()}

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        (file,) = keep(doing, keys, [Content(held, media)])
        return {"register": doing.add_one(Register, cycle_id=the_cycle(cycle).id, kind=kind, file_id=file, name=shown)}

    return int(act_at(place, asked, "register.keep", said, work)["register"])


def registers_of(cycle: int, kinds: tuple[str, ...]) -> dict[str, Register]:
    """Kind -> its last list, of those of ``kinds`` that the cycle has."""
    rows = Register.objects.filter(cycle=cycle, kind__in=kinds).select_related("file").defer("file__sealed")
    return {one.kind: one for one in rows.order_by("id")}


def written_out(keys: Keys, register: Register, folder: Path) -> Path:
    """The list as a file in ``folder``, which its owner alone reads; its name tells its kind of file.

    Raises: KeptFileBroken, KeyUnknown.
    """
    path = folder / f"{register.kind}{Path(register.name).suffix.lower()}"
    path.write_bytes(content(keys, register.file_id))
    return path
