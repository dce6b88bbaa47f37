"""The house by the ruler: sizes, tails, broad excepts, docstrings, cycles, and no path of anybody's machine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from contract.source import PACKAGE, modules, parsed, short, tracked

CORE = ("model", "register", "law", "reading", "reconciliation", "reporting")
EDGES = {"src/tallystick/__main__.py", "src/tallystick/clerk/middleware.py"}
"""The two outermost edges, where an error turns into words: the only places for a broad ``except``."""
WRITTEN = {".py", ".html", ".css", ".js", ".typ"}
MOST_LINES = 500
LONG, SHARE = 30, 0.04
Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_file_is_longer_than_500_lines() -> None:
    lengths = {short(path): _length(path) for path in PACKAGE.rglob("*") if path.suffix in WRITTEN}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_at_most_four_in_a_hundred_functions_have_more_than_30_code_lines() -> None:
    sizes = [(size, name) for path in modules() for size, name in _sizes(path)]
    long = sorted((one for one in sizes if one[0] > LONG), reverse=True)
    assert len(long) <= SHARE * len(sizes), long


def test_the_ruler_counts_code_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "measured.py"
    path.write_text(
        'def one() -> None:\n    """Two\n    lines."""\n\n    # why\n    a = 1\n    b = a\n', encoding="utf-8"
    )
    assert [size for size, _ in _sizes(path, parsed_as=ast.parse(path.read_text(encoding="utf-8")))] == [3]


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _sizes(path: Path, parsed_as: ast.Module | None = None) -> Iterator[tuple[int, str]]:
    """Code lines of every function, its ``def`` among them: no docstrings, comments or blank lines."""
    tree = parsed_as or parsed(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    prose = {number for node in ast.walk(tree) for number in _docstring_lines(node)}
    for node in ast.walk(tree):
        if isinstance(node, Function):
            inside = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            yield (
                sum(number not in prose and _is_code(lines[number - 1]) for number in inside),
                f"{path.name}:{node.name}",
            )


def _is_code(line: str) -> bool:
    return bool(line.strip()) and not line.strip().startswith("#")


def _docstring_lines(node: ast.AST) -> range:
    body = getattr(node, "body", None)
    first = body[0] if isinstance(body, list) and body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return range(first.lineno, (first.end_lineno or first.lineno) + 1)
    return range(0)


def test_a_broad_except_stands_only_at_the_outermost_edges() -> None:
    found = [f"{short(path)}:{line}" for path in modules() if short(path) not in EDGES for line in _broad(parsed(path))]
    assert found == []


@pytest.mark.parametrize(
    ("handler", "broad"),
    [
        ("except Exception: pass", True),
        ("except (ValueError, BaseException): pass", True),
        ("except: pass", True),
        ("except BaseException: raise", False),
        ("except ValueError: pass", False),
    ],
)
def test_a_handler_that_raises_again_is_not_broad(handler: str, broad: bool) -> None:
    assert bool(list(_broad(ast.parse(f"try:\n  x = 1\n{handler}")))) is broad


def _broad(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and _catches_all(node) and not _raises_again(node):
            yield node.lineno


def _catches_all(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
    return bool(names & {"Exception", "BaseException"})


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_public_names_of_the_core_and_of_services_have_docstrings() -> None:
    found = [f"{short(path)}: {name}" for path in modules(*CORE, "services") for name in _undocumented(parsed(path))]
    assert found == []


def _undocumented(tree: ast.Module | ast.ClassDef) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None and not _overload(node):
                yield node.name
            if isinstance(node, ast.ClassDef):
                yield from (f"{node.name}.{name}" for name in _undocumented(node))


def _overload(node: Function | ast.ClassDef) -> bool:
    return any("overload" in ast.unparse(one) or ".register" in ast.unparse(one) for one in node.decorator_list)


def test_every_module_says_at_its_head_what_it_is_for() -> None:
    silent = [short(path) for path in modules() if ast.get_docstring(parsed(path)) is None]
    assert silent == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph("tallystick", cache_dir=None)
    try:
        TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}).prepare()
    except CycleError as cycle:
        pytest.fail(" -> ".join(cycle.args[1]))


_PLACE = re.compile(r"(?<![\w.:}/-])/(?:home|root|Users|work|farm|mnt)/[\w.]")
_WINDOWS = re.compile(r"[A-Z]:\\\\?Users\\")


def test_no_path_of_anybodys_machine_stands_in_the_project() -> None:
    assert [f"{short(path)}: {line}" for path in tracked() for line in _places(path)] == []


def test_the_search_for_paths_finds_one_and_leaves_addresses_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(
        "see {0}home/ann/x\nhttps://example.org{0}work/x\n{{home}}{0}work/x\n".format("/"), encoding="utf-8"
    )
    assert len(list(_places(path))) == 1


def _places(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    yield from (line.strip()[:120] for line in text.splitlines() if _PLACE.search(line) or _WINDOWS.search(line))
