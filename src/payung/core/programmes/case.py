"""A programme judged on a day: the numbers of the law of that day beside it."""

from datetime import date

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.law.contributions import monthly_contribution
from payung.core.programmes.programme import Case, Programme


class ProgrammeTakesChildren(PayungError):
    """The programme's own lowest age is below the age at which anybody may be enrolled."""

    code = "programme-takes-children"
    exit_code = 42

    def __init__(self, own: int, child: int, article: str) -> None:
        super().__init__(
            says=Text(
                id=f"Usia terendah program {own} tahun; di bawah {child} tahun tidak boleh didaftarkan ({article}).",
                en=f"The programme's lowest age is {own}; nobody below {child} may be enrolled ({article}).",
            ),
            do=Text(
                id="Ubah age_minimum pada berkas program, atau hapus agar memakai ketentuan umum.",
                en="Change age_minimum in the programme's file, or leave it out to use the general rule.",
            ),
        )


def case_on(programme: Programme, *, on: date, law: LawBook, seed: int, linked: bool = False) -> Case:
    """The case of ``programme`` on the day ``on``; ``seed`` is for the draw among people alike.

    ``linked``: rows are also compared by likeness.

    Raises: NoValueInForce where the law has no value for the day; ProgrammeTakesChildren.
    """
    today = law.on(on)
    limit, minimum, child = today["bpu/age/limit"], today["bpu/age/minimum"], today["bpu/age/child"]
    lowest, lowest_basis = minimum.amount, minimum.article
    if programme.age_minimum is not None:
        lowest, lowest_basis = programme.age_minimum, "ketentuan program"
    if lowest < child.amount:
        raise ProgrammeTakesChildren(lowest, child.amount, child.article)
    contribution = monthly_contribution(today, payer=programme.fund.payer, sector=programme.sector)
    return Case(
        programme=programme,
        on=on,
        contribution=contribution.total,
        age_minimum=lowest,
        age_limit=limit.amount,
        age_basis=f"{lowest_basis}; {limit.article}",
        seed=seed,
        linked=linked,
    )
