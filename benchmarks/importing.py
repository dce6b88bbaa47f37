"""Reading a release of 600,000 rows of 65 columns as a list, beside polars reading the same file as plain text.

    python benchmarks/importing.py [--rows 600000] [--runs 3] [--xlsx]

Writes an invented file in the layout of the 2025 releases (six rows of preamble, marks of redaction, NA) into a
temporary folder. Each run is a process of its own; printed are medians of wall time and CPU, and
the peak memory (of the larger process, where a file is opened in a room of its own). polars gives
columns of text and stops there; ``load_list`` also finds the headings, settles and types every value, checks every
date and keeps file, sheet and row on each row. ``--xlsx`` writes a workbook instead (without polars).
"""

from __future__ import annotations

import argparse
import csv
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import xlsxwriter

from tallystick.services.inspect import vocabulary

RELEASE = "2024-ICFO-39357"
PREAMBLE = 6
OURS = """
import resource, sys, time
from pathlib import Path
from tallystick.adapters import sandbox
from tallystick.adapters.sheets.asking import ROOM
from tallystick.services.inspect import load_list
sandbox.room = lambda words: words  # bubblewrap does not tell what the process within has used; the lock stays
start = time.perf_counter()
rows = len(load_list([Path(sys.argv[1])]).rows)
passed = time.perf_counter() - start
ROOM.close()  # so that the seconds of the process that opened the file are counted
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(rows, passed, sum(one.ru_utime + one.ru_stime for one in used), max(one.ru_maxrss for one in used) / 1024)
"""
POLARS = """
import resource, sys, time
import polars
start = time.perf_counter()
rows = polars.read_csv(sys.argv[1], skip_rows=6, infer_schema=False).height
used = resource.getrusage(resource.RUSAGE_SELF)
print(rows, time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
READERS = {"tallystick load_list": OURS, "polars read_csv, text only": POLARS}


def headings() -> list[str]:
    dialect = next(one for one in vocabulary().dialects if one.name == RELEASE)
    return [key.title() for key in dialect.meaning][:65]


def invented_row(heads: list[str], drawn: random.Random) -> list[str]:
    made = []
    for head in heads:
        key = head.casefold()
        if "birth date" in key or "number" in key:
            made.append("b(6), b(7)c")
        elif "date" in key:
            made.append((date(2023, 10, 1) + timedelta(days=drawn.randrange(800))).isoformat())
        elif "year" in key:
            made.append(str(drawn.randrange(1950, 2007)))
        elif key == "gender":
            made.append(drawn.choice(["Male", "Female"]))
        elif "facility" in key:
            made.append(f"LYDD COUNTY JAIL {drawn.randrange(3000)}")
        elif "identifier" in key:
            made.append(f"{drawn.getrandbits(160):040x}")
        elif "yes" in key or "custody" in key:
            made.append(drawn.choice(["YES", "NO"]))
        else:
            made.append(drawn.choice(["NA", "", "MEXICO", "I247A - Immigration Detainer - Notice of Action"]))
    return made


def write_csv(path: Path, rows: int) -> None:
    drawn, heads = random.Random(247), headings()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerows([["INVENTED"]] * PREAMBLE)
        writer.writerow(heads)
        for _ in range(rows):
            writer.writerow(invented_row(heads, drawn))


def write_xlsx(path: Path, rows: int) -> None:
    drawn, heads = random.Random(247), headings()
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Detainers")
        for at in range(PREAMBLE):
            sheet.write_string(at, 0, "INVENTED")
        sheet.write_row(PREAMBLE, 0, heads)
        for at in range(rows):
            sheet.write_row(PREAMBLE + 1 + at, 0, invented_row(heads, drawn))


def run(program: str, path: Path) -> list[float]:
    done = subprocess.run([sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True)
    return [float(word) for word in done.stdout.split()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=600_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--xlsx", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("list.xlsx" if asked.xlsx else "list.csv")
        (write_xlsx if asked.xlsx else write_csv)(path, asked.rows)
        print(f"{asked.rows} rows, {len(headings())} columns, {path.stat().st_size / 1e6:.0f} MB, {asked.runs} runs")
        print(f"{'reader':30} {'rows':>8} {'wall s':>8} {'cpu s':>8} {'peak MB':>8}")
        for name, program in READERS.items():
            if not (asked.xlsx and program is POLARS):
                figures = [
                    median(column) for column in zip(*(run(program, path) for _ in range(asked.runs)), strict=True)
                ]
                print(f"{name:30} {figures[0]:8.0f} {figures[1]:8.1f} {figures[2]:8.1f} {figures[3]:8.0f}")


if __name__ == "__main__":
    main()
