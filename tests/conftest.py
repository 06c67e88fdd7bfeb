"""What every test can use."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# A machine with other work to do is slow, and no test is wrong for it.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files with what the code gives now")
    parser.addoption("--site", default="site", help="the built site that tests/smoke.py looks at")
    parser.addoption("--base-path", default="/", help="the path at which that site will stand")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten instead of compared."""
    return bool(request.config.getoption("--update-golden"))
