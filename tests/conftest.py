"""What the tests share: the invented agency, a home of one's own, and where evaluation data may lie."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"

CORE = {"adapters", "contract", "demo", "law", "linkage", "reading", "reconciliation", "register", "reporting"}
"""Folders of tests that know no database, but for those that ask for one by name."""

# A machine may be slow: no test asserts a time.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
for colours in ("FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"):  # with any of them help is coloured even in a pipe
    os.environ.pop(colours, None)
os.environ.setdefault("TALLYSTICK_HOME", tempfile.mkdtemp(prefix="tallystick-tests-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.site.settings")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip, with its reason, what needs a part that this machine has not; ``TALLYSTICK_NO_SKIP`` forbids it.

    Evaluation data is no part of the product: where it is not there, its tests are left out even then. What does not
    touch the database is left out of the second run, on PostgreSQL.
    """
    if os.environ.get("TALLYSTICK_DATABASE_URL"):
        config.hook.pytest_deselected(items=[item for item in items if says_the_same(item)])
        items[:] = [item for item in items if not says_the_same(item)]
    if os.environ.get("TALLYSTICK_NO_SKIP"):
        if not SHARED.is_dir():
            items[:] = [item for item in items if "shared" not in item.keywords]
        return
    without_browser = pytest.mark.skip(reason="no Chromium: apt-get install chromium")
    without_shared = pytest.mark.skip(reason="evaluation data is not beside the checkout")
    for item in items:
        if "browser" in item.keywords and chromium() is None:
            item.add_marker(without_browser)
        if "shared" in item.keywords and not SHARED.is_dir():
            item.add_marker(without_shared)


def says_the_same(item: pytest.Item) -> bool:
    """Whether a test says the same whatever the database is: marked so, or of the core and without a database."""
    if "once" in item.keywords:
        return True
    asks = {"db", "transactional_db", "home"} & set(getattr(item, "fixturenames", ()))
    of_the_core = item.path.relative_to(ROOT / "tests").parts[0] in CORE
    return of_the_core and not asks and item.get_closest_marker("django_db") is None


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Turn a skip into a failure where skipping is forbidden."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("TALLYSTICK_NO_SKIP") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipping is forbidden here: {report.longrepr}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests counted (``record_property``), added up by name: proofs, power losses, kills, errors."""
    totals: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed"):
        totals.update({name: number for name, number in report.user_properties if isinstance(number, int)})
    if totals:
        terminalreporter.section("totals")
    for name, number in sorted(totals.items()):
        terminalreporter.write_line(f"{number:>12,}  {name}")


def chromium() -> str | None:
    """Find the browser that page tests drive."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


class Clock:
    """A clock that a test sets: starts on a day in March 2025 and goes on by a minute at every look."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2025, 3, 4, 14, 0, tzinfo=UTC))


@pytest.fixture
def home(db: None, tmp_path: Path, clock: Clock) -> Iterator[object]:
    """The home of an invented agency with one dedicated and one shared line; its database is the test's."""
    from agencies import HARBORTON
    from tallystick.services import current, ledger
    from tallystick.services.home import create_home

    made = create_home(tmp_path / "home", agency=HARBORTON, ordinance="boston", invented=True)
    made.clock = clock
    current.use(made)
    yield made
    ledger.forget(made)
