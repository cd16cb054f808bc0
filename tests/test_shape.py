"""The shape of the program is kept by rules; each rule is broken here once, to see it bite."""

import ast
import configparser
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("app", "cases", "learning", "demo")
SOURCES = (*PACKAGES, "migrations", "tests", "bench", "scripts")
MODULES = ("leerlus.py", "config.py")
LONGEST_FILE = 300
LONGEST_ROOT = 150
EMPTY_NAMES = {"utils", "helpers", "common", "misc", "base", "manager", "services", "policies"}
SLOW_MODULES = ("scipy", "sklearn", "sknetwork", "statsmodels", "weasyprint")

# Contract, the module that imports, and what it imports although it may not.
BREACHES = [
    ("packages", "app.clock", "learning.events"),
    ("packages", "cases.queries", "learning.models"),
    ("packages", "learning.operations", "demo"),
    ("root", "cases.commands", "leerlus"),
    ("app", "app.database", "app.audit"),
    ("app", "app.people.models", "app.web.access"),
    ("features", "cases.models", "cases.queries"),
    ("features", "cases.operations", "cases.doorbraak.models"),
    ("features", "cases.doorbraak.permissions", "cases.doorbraak.forms"),
    ("features", "learning.lifecycle", "learning.models"),
    ("learning-reads-cases", "learning.listeners", "cases.operations"),
    ("learning-reads-cases", "learning.views", "cases.forms"),
    ("no-web", "cases.operations", "flask"),
    ("no-web", "app.people.permissions", "flask_login"),
    ("no-web", "learning.models", "wtforms"),
    ("pure", "app.disclosure", "app.database"),
    ("pure", "cases.events", "sqlalchemy"),
    ("pure", "learning.similarity.graph", "flask"),
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the Python files of the program, to break rules in."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    for name in (*MODULES, ".importlinter"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def contracts() -> dict[str, str]:
    """The name in words of each import contract."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return {
        section.rpartition(":")[2]: parser[section]["name"]
        for section in parser.sections()
        if section.startswith("importlinter:contract:")
    }


def broken_contracts(tree: Path) -> set[str]:
    """The contracts that import-linter calls broken in this copy."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    broken = {key for key, words in contracts().items() if f"{words} BROKEN" in lines}
    assert bool(broken) == bool(done.returncode)
    return broken


def file_of(tree: Path, module: str) -> Path:
    """The file of a module in the copy; a package is its `__init__.py`."""
    path = tree.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def import_in(tree: Path, importer: str, imported: str) -> None:
    """Write one import into a module of the copy; a module that is not there yet is made."""
    if imported.partition(".")[0] in PACKAGES:
        file_of(tree, imported).touch()
    with file_of(tree, importer).open("a", encoding="utf-8") as file:
        file.write(f"\nimport {imported}\n")


def python_files() -> Iterator[Path]:
    for folder in SOURCES:
        yield from (ROOT / folder).rglob("*.py")
    yield from (ROOT / name for name in MODULES)


def too_long(paths: Iterable[Path], longest: int = LONGEST_FILE) -> list[str]:
    """The files with more lines than allowed."""
    return [str(path) for path in paths if len(path.read_text("utf-8").splitlines()) > longest]


def with_code(paths: Iterable[Path]) -> list[str]:
    """The files that hold anything but one docstring."""
    found = []
    for path in paths:
        tree = ast.parse(path.read_text("utf-8"))
        if len(tree.body) != 1 or ast.get_docstring(tree) is None:
            found.append(str(path))
    return found


def imported_roots(path: Path) -> set[str]:
    """The packages that a file imports, by their first name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_the_program_keeps_every_contract(tree: Path) -> None:
    assert broken_contracts(tree) == set()


@pytest.mark.parametrize(("contract", "importer", "imported"), BREACHES)
def test_an_import_that_looks_up_is_refused(
    tree: Path, contract: str, importer: str, imported: str
) -> None:
    import_in(tree, importer, imported)
    assert contract in broken_contracts(tree)


@pytest.mark.parametrize(
    ("contract", "path"),
    [("app", "app/extra.py"), ("features", "cases/extra.py"), ("features", "learning/extra.py")],
)
def test_a_file_without_a_place_is_refused(tree: Path, contract: str, path: str) -> None:
    (tree / path).write_text('"""A file that no layer names."""\n', encoding="utf-8")
    assert contract in broken_contracts(tree)


def test_every_contract_is_broken_here_once() -> None:
    assert {contract for contract, _, _ in BREACHES} == set(contracts())


def test_config_is_the_lowest_module() -> None:
    assert imported_roots(ROOT / "config.py").isdisjoint({*PACKAGES, "leerlus"})


def test_an_import_inside_a_function_counts_as_well(tmp_path: Path) -> None:
    path = tmp_path / "config.py"
    path.write_text("def late():\n    from app.database import db\n    return db\n", "utf-8")
    assert imported_roots(path) == {"app"}


def test_no_file_is_too_long() -> None:
    # A revision lists every column that it makes; nobody reads it from top to bottom.
    read = [path for path in python_files() if "versions" not in path.parts]
    assert too_long(read) == []
    assert too_long([ROOT / "leerlus.py"], LONGEST_ROOT) == []


def test_a_file_that_is_too_long_is_found(tmp_path: Path) -> None:
    long, short = tmp_path / "long.py", tmp_path / "short.py"
    long.write_text("x = 1\n" * (LONGEST_FILE + 1), "utf-8")
    short.write_text("x = 1\n" * LONGEST_FILE, "utf-8")
    assert too_long([long, short]) == [str(long)]


def test_the_init_file_of_a_package_holds_a_docstring_and_nothing_else() -> None:
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("__init__.py")]
    assert len(paths) >= len(PACKAGES)
    assert with_code(paths) == []


@pytest.mark.parametrize("text", ["", "import os\n", '"""Words."""\nfrom app import clock\n'])
def test_an_init_file_with_code_or_without_words_is_found(tmp_path: Path, text: str) -> None:
    path = tmp_path / "__init__.py"
    path.write_text(text, "utf-8")
    assert with_code([path]) == [str(path)]


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in python_files() if path.stem in EMPTY_NAMES] == []


@pytest.mark.parametrize("act", ["", "leerlus.main()"])
def test_starting_the_program_loads_nothing_slow(act: str) -> None:
    """Neither importing the program nor `leerlus --help` may load a slow package."""
    script = f"""
import sys
import leerlus
sys.argv = ["leerlus", "--help"]
try:
    {act or "pass"}
except SystemExit:
    pass
print("LOADED", *sorted(set({SLOW_MODULES!r}) & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "LOADED"
