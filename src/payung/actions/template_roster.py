"""Write the blank workbook each village should fill."""

from pathlib import Path

from payung.actions.watch import Unwatched, Watcher
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.places.places import Gazetteer, Village, normalise_code
from payung.core.programmes.catalogue import read_programme
from payung.gateways.labels import slug
from payung.gateways.template import write_template

NO_PROGRAMME = "Perlindungan pekerja rentan"


class VillagesUnknown(PayungError):
    """A code that is no province, regency, district or village."""

    code = "villages-unknown"
    exit_code = 73

    def __init__(self, code: str) -> None:
        super().__init__(
            Text(id=f"Tidak ada desa dengan kode '{code}'.", en=f"There is no village with the code '{code}'."),
            Text(
                id="Berikan kode Kemendagri: 10 angka desa, 6 kecamatan, 4 kabupaten/kota, 2 provinsi.",
                en="Give a Kemendagri code: 10 digits a village, 6 a district, 4 a regency, 2 a province.",
            ),
        )


def template_roster(*, codes: list[str], programme_id: str | None, out: Path, watcher: Watcher | None = None) -> int:
    """Write one workbook for each village of ``codes`` (of villages or of whole regions) into ``out``; gives how many.

    Names are ``<code>_<village>.xlsx``; a workbook of that name is replaced, others are left alone.
    Raises: VillagesUnknown, UnknownProgramme.
    """
    watcher = watcher or Unwatched()
    programme = read_programme(programme_id).name.id if programme_id else NO_PROGRAMME
    villages = [village for code in codes for village in _villages(code)]
    out.mkdir(parents=True, exist_ok=True)
    watcher.stage(Text(id="Menulis templat", en="Writing templates"), len(villages))
    for village in villages:
        path = out / f"{village.code}_{slug(village.name)}.xlsx"
        partial = path.with_suffix(".partial")
        write_template(village, partial, programme=programme)
        partial.replace(path)
        watcher.step()
    return len(villages)


def _villages(code: str) -> tuple[Village, ...]:
    digits = normalise_code(code) or code.replace(".", "").strip()
    found = Gazetteer.read().within(digits) if digits.isdigit() and len(digits) in (2, 4, 6, 10) else ()
    if not found:
        raise VillagesUnknown(code)
    return found
