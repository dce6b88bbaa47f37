"""How long a state office waits: the filings of many agencies over three years are added up and the silent ones listed.

    TALLYSTICK_DATABASE_URL=postgresql://... python benchmarks/collect.py --agencies 900 --years 3

Everything is made up. Prints a table: median of the runs for one year's overview. The filings are put in without
proofs; what is measured is the consolidation. Beside it: the same sum by SQL over a flat table, the least there is.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FIGURES = ("assistance", "detainers", "warrants")
SILENT = 0.07
YEARS_END = 2025


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--agencies", type=int, default=900)
    told.add_argument("--years", type=int, default=3)
    told.add_argument("--runs", type=int, default=9)
    given = told.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = wired(Path(folder) / "home")
        filled = timed(lambda: fill(home, given.agencies, given.years))
        rows = [("put in (all years)", filled, None)]
        years = range(YEARS_END - given.years + 1, YEARS_END + 1)
        rows += [(f"overview {year}", *compared(home, year, given.runs)) for year in years]
    print(f"{given.agencies} agencies x {given.years} years, {database()}")
    print(f"{'step':<22}{'seconds':>10}{'flat SQL':>10}{'ratio':>8}")
    for name, ours, peer in rows:
        beside = f"{peer:>10.4f}{ours / peer:>8.1f}" if peer else ""
        print(f"{name:<22}{ours:>10.4f}{beside}")


def database() -> str:
    from django.db import connection

    return connection.vendor


def wired(folder: Path):
    from tallystick.model.agency import Agency
    from tallystick.services.home import create_home

    agency = Agency("ZZ0990100", "Office (INVENTED)", "Harborton", "ILLINOIS", "America/Chicago")
    home = create_home(folder, agency=agency, ordinance="illinois", invented=True)
    os.environ["TALLYSTICK_HOME"] = str(folder)
    from django.core.management import call_command

    from tallystick import site

    site.setup(folder)
    call_command("migrate", verbosity=0)
    return home


def fill(home, agencies: int, years: int) -> None:
    from django.db import connection, transaction

    from tallystick.model.actor import system
    from tallystick.services.collecting.take import expect, keep

    rng = random.Random(7)
    expect(home, system("ZZ0990100"), [(f"ZZ{one:07d}", f"Agency {one} (INVENTED)") for one in range(agencies)])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE flat (ori varchar(9), period varchar(9), figure varchar(20), value integer)")
        for year in range(YEARS_END - years + 1, YEARS_END + 1):
            for one in range(agencies):
                if rng.random() > SILENT:
                    filing = made(rng, one, year)
                    keep(home, filing, "consistent")
                    rows = [(f"ZZ{one:07d}", str(year), each["id"], each["value"]) for each in filing["figures"]]
                    cursor.executemany("INSERT INTO flat VALUES (%s, %s, %s, %s)", rows)


def made(rng: random.Random, agency: int, year: int):
    values = {name: rng.choice([0, 0, 0, rng.randrange(60)]) for name in FIGURES}
    return {
        "agency": {"ori": f"ZZ{agency:07d}", "name": f"Agency {agency} (INVENTED)"},
        "ordinance": "illinois",
        "report": "attorney-general",
        "period": {"name": str(year)},
        "version": 1,
        "certified_zero": [name for name, value in values.items() if value == 0],
        "figures": [
            {"id": name, "text": name, "unit": "requests", "value": value, "not_recorded": 0}
            for name, value in values.items()
        ],
    }


def compared(home, year: int, runs: int) -> tuple[float, float]:
    from tallystick.model.actor import system
    from tallystick.services.collecting.overview import Wanted, overview, published

    wanted = Wanted("illinois", "attorney-general", str(year))
    ours = [timed(lambda: published(overview(home, system("ZZ0990100"), wanted))) for _ in range(runs)]
    peer = [timed(lambda: flat(year)) for _ in range(runs)]
    return statistics.median(ours), statistics.median(peer)


def flat(year: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT figure, SUM(value) FROM flat WHERE period = %s GROUP BY figure", [str(year)])
        cursor.fetchall()
        cursor.execute(
            "SELECT a.ori FROM records_reportingagency a WHERE NOT EXISTS "
            "(SELECT 1 FROM flat f WHERE f.ori = a.ori AND f.period = %s)",
            [str(year)],
        )
        cursor.fetchall()


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
