"""One parser in the hands of atheris, led by the lines it reaches; ``make soak`` runs each for a while.

``python tests/fuzz/coverage_guided.py PARSER [SECONDS]``; without a name all of them, one process each. Needs atheris
(``pip install atheris``). Ends with 1 where a parser fails in another way than by words; the input lies in ``crash-…``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS)]


def one(name: str, seconds: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["tallystick"]):
        from fuzz.parsers import PARSERS
    parser = PARSERS[name]
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(parser.seeds):
            (Path(folder) / str(number)).write_bytes(seed)
        atheris.Setup([name, f"-max_total_time={seconds}", "-verbosity=0", "-print_final_stats=1", folder], parser)
        atheris.Fuzz()


def every(seconds: int) -> int:
    from fuzz.parsers import PARSERS

    failed = []
    for name in PARSERS:
        done = subprocess.run(
            [sys.executable, __file__, name, str(seconds)], capture_output=True, text=True, check=False
        )
        tried = [line for line in done.stderr.splitlines() if "number_of_executed_units" in line]
        sys.stdout.write(f"{name:<14}{tried[0].rpartition(':')[2].strip() if tried else '?':>12} inputs\n")
        if done.returncode:
            failed.append(name)
            sys.stdout.write(done.stderr[-3000:])
    return 1 if failed else 0


if __name__ == "__main__":
    given = sys.argv[1:]
    if given and not given[0].isdigit():
        one(given[0], int(given[1]) if len(given) > 1 else 60)
    else:
        sys.exit(every(int(given[0]) if given else 60))
