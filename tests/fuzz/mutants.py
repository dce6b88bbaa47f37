"""Mutation testing of ``register/``: one small change in its code at a time, and do its tests notice? In ``make soak``.

``python tests/fuzz/mutants.py [MODULE ...] [--most N]``. A change exchanges a comparison, an operator, ``and``/``or``, a
number, or takes a ``not`` or a statement that raises away. Each is made in a copy of the package, never in the tree;
it is killed when a test of the register fails. Prints the changes that no test noticed and the share that was killed.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src"
REGISTER = "tallystick/register"
TESTS = [str(ROOT / "tests/register")]
SECONDS = 300
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
    for number, node in enumerate(list(ast.walk(tree))):
        for new in changes(node):
            fresh = ast.parse(source)
            old = list(ast.walk(fresh))[number]
            changed = ast.fix_missing_locations(_Exchange(old, new).visit(fresh))
            line = getattr(node, "lineno", 0)
            yield f"line {line}: {ast.unparse(node)[:60]} -> {ast.unparse(new)[:60]}", ast.unparse(changed)


def killed(package: Path) -> bool:
    """Whether a test of the register fails on this copy of the package; one that hangs counts."""
    settings = {**os.environ, "PYTHONPATH": str(package), "TALLYSTICK_DATABASE_URL": "", "PYTHONDONTWRITEBYTECODE": "1"}
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *TESTS]
    try:
        done = subprocess.run(words, cwd=ROOT, env=settings, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("modules", nargs="*", help="names in register/, default all")
    options.add_argument("--most", type=int, default=0, help="so many changes, chosen by chance; 0 is all")
    given = options.parse_args()
    names = given.modules or sorted(path.stem for path in (SOURCE / REGISTER).glob("*.py"))
    found = [(name, *one) for name in names for one in mutants((SOURCE / REGISTER / f"{name}.py").read_text())]
    random.Random(1).shuffle(found)
    found = found[: given.most or None]
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder)
        shutil.copytree(SOURCE / "tallystick", package / "tallystick")
        assert not killed(package), "the tests fail without any change"
        survivors = [(name, words) for name, words, source in found if not _noticed(package, name, source)]
    for name, words in survivors:
        sys.stdout.write(f"no test noticed: {name}.py {words}\n")
    share = 1 - len(survivors) / len(found)
    sys.stdout.write(f"{len(found)} changes, {len(found) - len(survivors)} noticed: {share:.1%}\n")
    return 0 if share >= WANTED else 1


def _noticed(package: Path, name: str, source: str) -> bool:
    file = package / REGISTER / f"{name}.py"
    honest = file.read_text(encoding="utf-8")
    file.write_text(source, encoding="utf-8")
    try:
        return killed(package)
    finally:
        file.write_text(honest, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
