"""The same two rules in OpenFisca-core: what an informal worker owes for a month, and the age of registration.

The smallest country that can ask them: one entity, inputs income, birth, payer and sector, and two formulas written
the way OpenFisca's own country template writes them. Its parameters are the product's, so only the computing differs.
OpenFisca keeps float variables as float32 and int variables as int32; both are tried for the rupiah.
"""

from datetime import date
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.entities import Entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from payung.core.law.book import Law
from payung.core.law.columns import PAYERS, SECTORS

PERSON = Entity("person", "persons", "A worker", "A worker")
START = "2015-07-01"
KEYS = {
    "jkk_percent": "bpu/jkk/contribution_percent",
    "jkm": "bpu/jkm/contribution",
    "public": "bpu/payable_percent_public_money",
    "other": "bpu/payable_percent",
    "transport": "bpu/payable_percent_transport",
    "age_minimum": "bpu/age/minimum",
    "age_limit": "bpu/age/limit",
}


class Payers(Enum):
    """Whose money."""

    public = "public"
    village = "village"
    private = "private"


class Sectors(Enum):
    """The worker's sector."""

    other = "other"
    transport = "transport"


def country(law: Law, money: type) -> TaxBenefitSystem:
    """The tax and benefit system; ``money`` is the type of its rupiah: float or int."""

    class income(Variable):
        value_type, entity, definition_period, label = money, PERSON, DateUnit.MONTH, "Income a month"

    class birth(Variable):
        value_type, entity, definition_period, label = date, PERSON, DateUnit.ETERNITY, "Birth date"

    class payer(Variable):
        value_type, entity, definition_period, label = Enum, PERSON, DateUnit.MONTH, "Whose money"
        possible_values, default_value = Payers, Payers.public

    class sector(Variable):
        value_type, entity, definition_period, label = Enum, PERSON, DateUnit.MONTH, "Sector"
        possible_values, default_value = Sectors, Sectors.other

    class contribution(Variable):
        value_type, entity, definition_period, label = money, PERSON, DateUnit.MONTH, "JKK and JKM owed"

        def formula(person, period, parameters):
            values = parameters(period)
            base = values.bands.calc(person("income", period), right=False)
            sector = person("sector", period)
            relief = np.where(sector == Sectors.transport, values.transport, values.other)
            percent = np.where(person("payer", period) == Payers.private, relief, values.public)
            return (base * values.jkk_percent / 100 + values.jkm) * percent / 100

    class age_allowed(Variable):
        value_type, entity, definition_period, label = bool, PERSON, DateUnit.MONTH, "Age allows registration"

        def formula(person, period, parameters):
            born, values = person("birth", period), parameters(period)
            year = born.astype("datetime64[Y]").astype(int) + 1970
            month = born.astype("datetime64[M]").astype(int) % 12 + 1
            day = (born - born.astype("datetime64[M]") + 1).astype(int)
            start = period.start
            had_birthday = (month < start.month) | ((month == start.month) & (day <= start.day))
            age = start.year - year - np.where(had_birthday, 0, 1)
            return (age >= values.age_minimum) & (age < values.age_limit)

    system = TaxBenefitSystem([PERSON])
    system.add_variables(income, birth, payer, sector, contribution, age_allowed)
    system.parameters = ParameterNode("", data=_parameters(law))
    return system


def _parameters(law: Law) -> dict[str, Any]:
    bands = law.bands("bpu/income_bands").bands
    brackets = [
        {"threshold": {START: {"value": band.starts}}, "amount": {START: {"value": band.amount}}} for band in bands
    ]
    numbers = {name: {"values": {START: {"value": law[key].amount}}} for name, key in KEYS.items()}
    return {"bands": {"brackets": brackets, "metadata": {"type": "single_amount"}}, **numbers}


def inputs(people: pl.DataFrame) -> dict[str, np.ndarray]:
    """The people as OpenFisca takes them; it has no null, so an income that is not known is 0."""
    return {
        "income": people["income"].fill_null(0).to_numpy(),
        "birth": people["birth_date"].to_numpy(),
        "payer": people["payer"].cast(pl.Enum(PAYERS)).to_physical().to_numpy(),
        "sector": people["sector"].cast(pl.Enum(SECTORS)).to_physical().to_numpy(),
    }


def calculated(law: Law, given: dict[str, np.ndarray], money: type) -> tuple[np.ndarray, np.ndarray]:
    """What each person owes for the month of ``law.day``, and whether the age allows registration."""
    month = f"{law.day:%Y-%m}"
    simulation = SimulationBuilder().build_default_simulation(country(law, money), len(given["income"]))
    for name, values in given.items():
        simulation.set_input(name, month, values)
    owed, allowed = (simulation.calculate(name, month) for name in ("contribution", "age_allowed"))
    return owed, allowed
