"""Mutation testing of ``register/``: one small change in its code at a time, and do its tests notice? In ``make soak``.

``python tests/fuzz/mutants.py [MODULE ...] [--seconds N] [--seed S]``. A change exchanges a comparison, an operator, ``and``/``or``, a
number, or takes a ``not`` or a statement that raises away; types and the place named in an error are left alone. Each is
made in a copy of the package, never in the tree; it is killed when a test of the register fails, or takes more processor
time or memory than any should: first the tests of the changed module, then the other quick ones, the quickest first,
then the slow ones. A process that has everything else loaded is forked for each. Changes come in an order by chance;
after ``--seconds`` the rest is left. Prints the changes that no test noticed and the share that was killed.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src"
REGISTER = "tallystick/register"
TESTS = ROOT / "tests/register"
SLOW = ("test_every_byte.py", "test_verifier_page.py", "test_verifier_alone.py", "test_witness.py")
SECONDS = 120
"""Of processor time, for one stage; the quick tests take about 15."""
MEMORY = 4 << 30
LOADED = (
    "_pytest.pytester",
    "hypothesis.stateful",
    "cryptography.hazmat.primitives.ciphers.aead",
    "django.db",
)
"""What a test of the register needs that is not ours."""
WANTED = 0.95
_COMPARED = {ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
_COMPARED |= {ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}
_WORKED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitAnd: ast.BitOr, ast.LShift: ast.RShift}
_WORKED |= {ast.RShift: ast.LShift, ast.FloorDiv: ast.Mult, ast.Mod: ast.Add, ast.BitOr: ast.BitAnd}


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Each small change of one node."""
    changed = deepcopy(node)
    match changed:
        case ast.Compare() if type(changed.ops[0]) in _COMPARED:
            changed.ops[0] = _COMPARED[type(changed.ops[0])]()
        case ast.BinOp() if type(changed.op) in _WORKED:
            changed.op = _WORKED[type(changed.op)]()
        case ast.BoolOp():
            changed.op = ast.Or() if isinstance(changed.op, ast.And) else ast.And()
        case ast.UnaryOp(op=ast.Not()):
            changed = changed.operand
        case ast.Constant() if type(changed.value) is int:
            changed.value += 1
        case ast.Raise():
            changed = ast.Pass()
        case _:
            return
    yield ast.copy_location(changed, node)


class _Exchange(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def generic_visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().generic_visit(node)

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().visit(node)


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Where and what, and the whole changed source, one by one."""
    tree = ast.parse(source)
    said = {id(one) for note in _left_alone(tree) for one in ast.walk(note)}
    for number, node in enumerate(list(ast.walk(tree))):
        for new in changes(node) if id(node) not in said else ():
            fresh = ast.parse(source)
            old = list(ast.walk(fresh))[number]
            changed = ast.fix_missing_locations(_Exchange(old, new).visit(fresh))
            line = getattr(node, "lineno", 0)
            yield f"line {line}: {ast.unparse(node)[:60]} -> {ast.unparse(new)[:60]}", ast.unparse(changed)


def _left_alone(tree: ast.AST) -> Iterator[ast.AST]:
    """Types, which nothing evaluates, and how much of a foreign text an error shows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "where":
            yield node
        for name in ("annotation", "returns"):
            if (said := getattr(node, name, None)) is not None:
                yield said


class Quickest:
    """A plugin that runs the quickest test first, by what each took when nothing was changed."""

    def __init__(self, kept: Path) -> None:
        self.kept = kept
        self.took: dict[str, float] = json.loads(kept.read_text()) if kept.exists() else {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self.took.get(item.nodeid, 0))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.took[report.nodeid] = self.took.get(report.nodeid, 0) + report.duration

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        if exitstatus == 0:
            self.kept.write_text(json.dumps(self.took))


def stages(name: str, *, slow: bool) -> Iterator[list[str]]:
    """Which tests to run one after the other until one fails: the module's own, the quick ones, the slow ones."""
    own = TESTS / f"test_{name.removeprefix('check_')}.py"
    if own.exists():
        yield [str(own)]
    yield [str(one) for one in sorted(TESTS.glob("test_*.py")) if one.name not in SLOW and one != own]
    if slow:
        yield [str(TESTS / one) for one in SLOW if one != own.name]


def killed(package: Path, tests: Sequence[str]) -> bool:
    """Whether one of these tests fails on this copy of the package; one that hangs counts."""
    child = os.fork()
    if not child:
        code = 1
        try:
            code = _run(package, tests)
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return status != 0


def _run(package: Path, tests: Sequence[str]) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    sys.path.insert(0, str(package))
    sys.dont_write_bytecode = True
    os.environ |= {"TALLYSTICK_DATABASE_URL": "", "PYTHONPATH": str(package)}
    without_django = ["-p", "no:django", "-o", "addopts=--import-mode=importlib", "-o", "strict_config=false"]
    options = ["-q", "-x", "-p", "no:cacheprovider", "--hypothesis-profile=mutants", *without_django]
    return int(pytest.main([*options, *tests], plugins=[Quickest(package / "took.json")]))


def load() -> None:
    """Load what is not ours, so that a fork need not."""
    os.chdir(ROOT)
    for name in LOADED:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            importlib.import_module(name)
    # A failing example is enough: none is made smaller or kept.
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    checks = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile(
        "mutants", deadline=None, phases=phases, database=None, derandomize=True, suppress_health_check=checks
    )
    ours = [name for name in sys.modules if name.partition(".")[0] == "tallystick"]
    assert not ours, "the package is loaded already: a change would not be seen"


@dataclass(frozen=True)
class Trial:
    """A copy of the package that changes are tried in, with or without the slow tests."""

    package: Path
    slow: bool

    def kills(self, name: str) -> bool:
        return any(killed(self.package, tests) for tests in stages(name, slow=self.slow))

    def told(self, name: str, words: str, source: str) -> bool:
        """Whether a test noticed, said at once: a run takes hours."""
        file = self.package / REGISTER / f"{name}.py"
        honest = file.read_text(encoding="utf-8")
        file.write_text(source, encoding="utf-8")
        noticed = self.kills(name)
        file.write_text(honest, encoding="utf-8")
        sys.stdout.write(f"{'noticed' if noticed else 'no test noticed'}: {name}.py {words}\n")
        sys.stdout.flush()
        return noticed


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("modules", nargs="*", help="names in register/, default all")
    options.add_argument("--seconds", type=int, default=0, help="after so many the rest is left; 0 is all changes")
    options.add_argument("--seed", type=int, default=1, help="of the order of changes")
    options.add_argument("--quick", action="store_true", help="without the slow tests: fewer changes are noticed")
    given = options.parse_args()
    names = given.modules or sorted(path.stem for path in (SOURCE / REGISTER).glob("*.py"))
    found = [(name, *one) for name in names for one in mutants((SOURCE / REGISTER / f"{name}.py").read_text())]
    random.Random(given.seed).shuffle(found)
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder)
        shutil.copytree(SOURCE / "tallystick", package / "tallystick")
        load()
        trial = Trial(package, slow=not given.quick)
        assert not trial.kills(""), "the tests fail without any change"
        noticed, start = [], time.monotonic()
        for name, words, source in found:
            if given.seconds and time.monotonic() - start > given.seconds:
                break
            noticed.append(trial.told(name, words, source))
    share = sum(noticed) / len(noticed)
    tried = f"{len(noticed)} of {len(found)} changes (seed {given.seed})"
    sys.stdout.write(f"{tried}: {sum(noticed)} noticed, {share:.1%}\n")
    return 0 if share >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
