"""The project's own source as syntax trees, for the tests that read it."""

import ast
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Module:
    """One Python file of the project and what it imports."""

    def __init__(self, path: Path) -> None:
        self.path = path
        parts = path.relative_to(ROOT).with_suffix("").parts
        self.name = ".".join(part for part in parts if part != "__init__")
        self.text = path.read_text(encoding="utf-8")
        self.tree = ast.parse(self.text)

    @cached_property
    def imports(self) -> set[str]:
        """Dotted names, with what is taken from a package: `ecm.domain.policy`."""
        found = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.at(node)}: import by the full name"
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
        return found

    @property
    def app(self) -> str:
        return app_of(self.name)

    @property
    def kind(self) -> str:
        return kind_of(self.name)

    @property
    def holds_views(self) -> bool:
        """Whether it is a `views.py`, one of its parts (`views/pieces.py`) or a second one."""
        return self.path.parent.name == "views" or self.path.stem.startswith("views")

    def at(self, node: ast.AST) -> str:
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"

    def calls(self, name: str) -> Iterator[ast.Call]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and last_name(node.func) == name:
                yield node


def app_of(name: str) -> str:
    """Return « meetings » for « ecm.meetings.turn », and nothing outside `ecm`."""
    parts = name.split(".")
    return parts[1] if parts[0] == "ecm" and len(parts) > 1 else ""


def kind_of(name: str) -> str:
    parts = name.split(".")
    return parts[2] if parts[0] == "ecm" and len(parts) > 2 else ""


def last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return last_name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


MODULES = [
    Module(path)
    for folder in ("ecm", "live", "tests", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
PRODUCT = [m for m in MODULES if m.name.split(".")[0] in ("ecm", "live")]
