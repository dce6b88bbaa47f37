"""Intake end to end: documents a minute for one worker, from a file in a folder to its class in the register.

    python benchmarks/intake.py [--faxes 12] [--seed 247] [--rounds 3]

Made-up faxes of three pages lie in a folder; ``look_at_all`` and ``read_pending`` take them in, one worker, on a
register of its own (SQLite). Beside it, in the same run and on files of the same batch, OCRmyPDF as paperless-ngx calls
it as a consumer step and plain; it makes a searchable PDF and reads no field, so the ratio is of cost, not of result.
Prints CPU seconds a document (children included), documents a minute, and memory after each round.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from tallystick.demo.paper import FaxHeader, FaxQuality, Filled, fax, form_pages
from tallystick.model.words import StatedBasis

SOURCE = '\n[[source]]\nkind = "folder"\nname = "scans"\nline = "fax-A1"\nfolder = "scans"\n'
PEER = {
    "OCRmyPDF as paperless-ngx calls it": ["--skip-text", "--deskew", "--clean", "--rotate-pages", "--image-dpi", "204",
                                            "--rotate-pages-threshold", "12", "--output-type", "pdfa"],
    "OCRmyPDF plain": ["--output-type", "pdf"],
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--faxes", type=int, default=12)
    parser.add_argument("--seed", type=int, default=247)
    parser.add_argument("--rounds", type=int, default=3)
    told = parser.parse_args()
    rng = random.Random(told.seed)
    with tempfile.TemporaryDirectory() as folder:
        rounds = [[paper(rng) for _ in range(told.faxes)] for _ in range(told.rounds)]
        print("what                                      CPU s/doc   docs/min   memory, MiB")
        ours(Path(folder), rounds)
        for name, options in PEER.items():
            peer(Path(folder), name, options, rounds[0][:3])


def paper(rng: random.Random) -> bytes:
    filled = Filled(
        subject_id=f"{rng.randrange(10**8, 10**9)}", file_no=f"A000 000 {rng.randrange(1000):03d}",
        event_no=f"XPL25{rng.randrange(10**8):08d}", prepared=date(2025, 3, 4), to="HARBORTON POLICE DEPT",
        from_office="ERO PORT LYDD FIELD OFFICE (INVENTED)", name=rng.choice(("TARN, Odile", "OKONJO-VALE, Maribel")),
        date_of_birth=date(1988, 11, rng.randrange(1, 28)), citizenship="GUATEMALA", sex=rng.choice("MF"),
        basis=(StatedBasis.FINAL_ORDER,), officer="T. 4417 QUILL",
    )  # fmt: skip
    at = datetime(2025, 3, 4, 14, tzinfo=UTC)
    header = FaxHeader(sent_at=at, sender="ERO", number="000 555 0110", received_at=at)
    return fax(form_pages(filled, rng), quality=FaxQuality(rng.choice((2, 4))), header=header, rng=rng)


def ours(folder: Path, rounds: list[list[bytes]]) -> None:
    from tallystick import site

    home_folder = folder / "home"
    os.environ["TALLYSTICK_DATABASE_URL"] = ""
    words = ["tallystick", "init", "--agency", "ZZ0990100", "--ordinance", "boston", "--zone", "UTC", "--station", "A1"]
    subprocess.run([*words, "--home", str(home_folder)], check=True, capture_output=True)
    (home_folder / "scans").mkdir()
    with (home_folder / "tallystick.toml").open("a") as file:
        file.write(SOURCE)
    site.setup(home_folder)
    from tallystick.adapters import sandbox
    from tallystick.adapters.pages.worker import WORKER
    from tallystick.model.actor import system
    from tallystick.services.current import current_home
    from tallystick.services.intake.work import read_pending
    from tallystick.services.lines.watch import look_at_all

    sandbox.room = lambda words: words  # bubblewrap does not tell what the decoder has used; the lock stays
    home = current_home()
    actor = system(home.agency.ori)
    costs, speeds, memory = [], [], []
    for number, papers in enumerate(rounds):
        for place, data in enumerate(papers):
            (home_folder / "scans" / f"{number}-{place}.tif").write_bytes(data)
        began, spent = time.perf_counter(), cpu()
        look_at_all(home, actor)
        taken = [one for look in look_at_all(home, actor) for one in look.received]
        done = read_pending(home, actor)
        WORKER.close()  # so that the decoder's seconds are counted
        assert len(taken) == len(done) == len(papers)
        costs.append((cpu() - spent) / len(papers))
        speeds.append(60 * len(papers) / (time.perf_counter() - began))
        memory.append(resident())
    print(
        f"{'tallystick: receive, read, class':40} {statistics.median(costs):10.2f} {statistics.median(speeds):10.1f}   "
        + " → ".join(str(one) for one in memory)
    )


def peer(folder: Path, name: str, options: list[str], papers: list[bytes]) -> None:
    if shutil.which("ocrmypdf") is None:
        print(f"{name:40} not installed: apt-get install ocrmypdf")
        return
    began, spent = time.perf_counter(), cpu()
    for place, data in enumerate(papers):
        (folder / f"{place}.tif").write_bytes(data)
        words = ["ocrmypdf", "-j1", "--quiet", *options, str(folder / f"{place}.tif"), str(folder / f"{place}.pdf")]
        subprocess.run(words, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}, capture_output=True)
    count = len(papers)
    print(f"{name:40} {(cpu() - spent) / count:10.2f} {60 * count / (time.perf_counter() - began):10.1f}")


def cpu() -> float:
    """CPU seconds of this process and of the children that have ended."""
    mine, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def resident() -> int:
    """Memory of this process now, in MiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) >> 10 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    main()
