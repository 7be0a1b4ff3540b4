import pytest


@pytest.fixture(params=["local", "check"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engines that judge every drawn table; Spark judges generated rosters that meet every rule."""
    name: str = request.param
    return name
