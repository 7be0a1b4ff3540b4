import os
from importlib.util import find_spec

import pytest


@pytest.fixture(autouse=True)
def ortools_is_there() -> None:
    """Tests of the optimum need OR-Tools; where it must be there, its absence is a failure."""
    if find_spec("ortools") is None:
        if os.environ.get("PAYUNG_REQUIRE_OPTIMUM"):
            pytest.fail("OR-Tools is required here: make optimum-env")
        pytest.skip("needs OR-Tools: make optimum-env")
