# ruff: noqa: INP001
"""Makes a release that can be installed without internet: every wheel, a list of what is in it, checksums, one archive.

    make release            dist/tallystick-VERSION-linux-ARCHITECTURE-cpXY.tar.gz and its .sha256

1. the program's own wheel is built
2. the runtime packages of requirements.lock are downloaded, each against its hash; one without a wheel is built
3. sbom.cdx.json names every one of them with version, licence and SHA-256 (CycloneDX 1.5)
4. SHA256SUMS covers every file, and the archive is written with fixed times and order
5. the archive is tried out as a stranger would: unpacked, its bill held against its wheels, installed without an index
   into a new environment; it makes a register there, takes a fax in, reads it, and goes on with the register that each
   released version left behind
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from email import message_from_bytes
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("docs", "deploy", "LICENSE", "CHANGELOG.md", "README.md", "SECURITY.md")
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600"))


def main() -> None:
    """Make the release."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist")
    told = parser.parse_args()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = project["version"]
    name = f"tallystick-{version}-linux-{platform.machine()}-cp{sys.version_info[0]}{sys.version_info[1]}"
    folder = told.output / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "wheels").mkdir(parents=True)
    build(folder / "wheels")
    lock = only(runtime(project["dependencies"]), (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    gather(lock, folder / "wheels")
    (folder / "requirements.lock").write_text(lock_of(folder / "wheels"), encoding="utf-8")
    for one in COPIED:
        copy = shutil.copytree if (ROOT / one).is_dir() else shutil.copy
        copy(ROOT / one, folder / one)
    (folder / "sbom.cdx.json").write_text(
        json.dumps(bill(folder / "wheels", version), indent=1) + "\n", encoding="utf-8"
    )
    (folder / "SHA256SUMS").write_text(checksums(folder), encoding="utf-8")
    archive = pack(folder)
    try_out(archive)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_suffix(".gz.sha256").write_text(f"{digest}  {archive.name}\n", encoding="utf-8")
    sys.stdout.write(f"{archive}\n{digest}\n")


def build(wheels: Path) -> None:
    """Build the program's own wheel."""
    run("-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels))


def runtime(needs: list[str]) -> set[str]:
    """Names of everything that these requirements need to run here, with what those need, extras included."""
    found: set[str] = set()
    left = [(Requirement(text), ("",)) for text in needs]
    while left:
        need, extras = left.pop()
        name = canonical(need.name)
        wanted = need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)
        if wanted and installed(name):
            found.add(name)
            left += [
                (inner, ("", *need.extras))
                for text in metadata.requires(name) or ()
                if canonical((inner := Requirement(text)).name) not in found
            ]
    return found


def canonical(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(name: str) -> bool:
    """Whether the package is installed: what is left out of the lock on purpose is not."""
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def only(names: set[str], lock: str) -> str:
    """The entries of a lock file for these packages, with their hashes."""
    entries = re.findall(r"^[A-Za-z0-9].*?(?=^[A-Za-z0-9]|\Z)", lock, re.MULTILINE | re.DOTALL)
    return "".join(one for one in entries if canonical(re.split(r"[=\[ ;]", one)[0]) in names)


def gather(lock: str, wheels: Path) -> None:
    """Download what the lock names, each file against its hash; what has no wheel becomes one."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "requirements.lock"
        path.write_text(lock, encoding="utf-8")
        words = ("--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "-r", str(path))
        run("-m", "pip", "wheel", *words, "-w", str(wheels))


def lock_of(wheels: Path) -> str:
    """The lock of the release: exactly these wheels, each by its own hash."""
    lines = []
    for path in sorted(wheels.glob("*.whl")):
        name, version = path.name.split("-")[:2]
        if canonical(name) != "tallystick":
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"{canonical(name)}=={version} --hash=sha256:{digest}")
    return "\n".join(lines) + "\n"


def bill(wheels: Path, version: str) -> dict[str, object]:
    """The bill of materials, CycloneDX 1.5."""
    parts = [component(path) for path in sorted(wheels.glob("*.whl"))]
    own = {
        "type": "application",
        "name": "tallystick",
        "version": version,
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": own},
        "components": [one for one in parts if one["name"] != "tallystick"],
    }


def component(wheel: Path) -> dict[str, object]:
    """One wheel: name, version, package address, licence as its metadata tells, SHA-256."""
    name, version = wheel.name.split("-")[:2]
    plain = canonical(name)
    told = metadata.metadata(plain) if installed(plain) else None
    licence = (told.get("License-Expression") or told.get("License") or "") if told else ""
    classified = (
        [one.rpartition(" :: ")[2] for one in (told.get_all("Classifier") or []) if "License ::" in one] if told else []
    )
    first = licence.strip().splitlines()[0] if licence.strip() else "; ".join(classified)
    return {
        "type": "library",
        "name": plain,
        "version": version,
        "purl": f"pkg:pypi/{plain}@{version}",
        "licenses": [{"license": {"name": first or "not stated"}}],
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(wheel.read_bytes()).hexdigest()}],
    }


def checksums(folder: Path) -> str:
    """Lines for ``sha256sum -c``."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    lines = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}" for path in files
    )
    return "\n".join(lines) + "\n"


def pack(folder: Path) -> Path:
    """One archive: same files, same bytes."""
    archive = folder.with_name(folder.name + ".tar.gz")

    def plain(item: tarfile.TarInfo) -> tarfile.TarInfo:
        item.uid = item.gid = 0
        item.uname = item.gname = "root"
        item.mtime = EPOCH
        return item

    with (
        archive.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, EPOCH) as zipped,
        tarfile.open(fileobj=zipped, mode="w") as made,
    ):
        for path in sorted(folder.rglob("*")):
            made.add(path, f"{folder.name}/{path.relative_to(folder).as_posix()}", recursive=False, filter=plain)
    return archive


def try_out(archive: Path) -> None:
    """Unpack, compare, install without an index, and work with what was installed. Ends with an error if it cannot."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        with tarfile.open(archive) as made:
            made.extractall(scratch / "unpacked", filter="data")
        (unpacked,) = (scratch / "unpacked").iterdir()
        if wrong := differences(unpacked):
            sys.exit("the bill of materials does not agree with the wheels:\n" + "\n".join(wrong))
        words = ["sh", str(unpacked / "deploy" / "install.sh"), str(scratch / "installed")]
        environment = {**os.environ, "PYTHON": sys.executable, "PIP_NO_INDEX": "1"}
        subprocess.run(words, check=True, env=environment, stdout=sys.stderr)
        work_with(scratch / "installed", scratch)


def differences(unpacked: Path) -> list[str]:
    """What the bill and the wheels do not say alike: names, versions, digests; empty when they agree."""
    told = json.loads((unpacked / "sbom.cdx.json").read_text(encoding="utf-8"))["components"]
    billed = {f"{one['name']} {one['version']} {one['hashes'][0]['content']}" for one in told}
    lying = {identity(path) for path in (unpacked / "wheels").glob("*.whl") if not path.name.startswith("tallystick-")}
    return [f"in the bill only: {one}" for one in sorted(billed - lying)] + [
        f"in the wheels only: {one}" for one in sorted(lying - billed)
    ]


def identity(wheel: Path) -> str:
    """Name, version and SHA-256 of a wheel, the first two as its own metadata tells them."""
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (one for one in opened.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", one))
        told = message_from_bytes(opened.read(name))
    return f"{canonical(told['Name'])} {told['Version']} {hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def work_with(installed: Path, scratch: Path) -> None:
    """Make a register with what was installed and take a fax in; go on with the register of each released version."""
    fax = str(installed / "docs" / "example" / "request.tif")
    made = ("--agency", "ZZ0990100", "--ordinance", "boston", "--zone", "America/New_York", "--station", "A1")
    tallystick(installed, scratch / "home", "init", *made)
    tallystick(installed, scratch / "home", "receive", fax, "--channel", "fax", "--station", "A1")
    tallystick(installed, scratch / "home", "rebuild")
    for left in sorted((ROOT / "tests" / "upgrade").glob("home-*.tar.gz")):
        with tarfile.open(left) as archive:
            archive.extractall(scratch / left.name, filter="data")
        home = scratch / left.name / "released" / "home"
        tallystick(installed, home, "work")
        tallystick(installed, home, "rebuild")
    for home in (scratch / "home", *scratch.glob("home-*/released/home")):
        tallystick(installed, home, "doctor", "--nagios", good=(0, 1))  # a new machine has no backup and no holder yet


def tallystick(installed: Path, home: Path, *words: str, good: tuple[int, ...] = (0,)) -> None:
    """Run the installed program on a home, with nothing of this checkout in its way."""
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    command = [str(installed / ".venv" / "bin" / "tallystick"), *words, "--home", str(home)]
    done = subprocess.run(command, check=False, cwd=installed, env=environment, stdout=sys.stderr)
    if done.returncode not in good:
        sys.exit(f"tallystick {words[0]} ended with {done.returncode}")


def run(*words: str) -> None:
    """Run this Python with these words; its messages go to standard error."""
    subprocess.run([sys.executable, *words], check=True, cwd=ROOT, stdout=sys.stderr)


if __name__ == "__main__":
    main()
