"""How the source must read: names, lengths, comments, views and pages."""

import ast
import re
from pathlib import Path

import pytest

from tests.source import MODULES, PRODUCT, ROOT, Module, last_name

METHODS = {"require_GET", "require_POST", "require_safe", "require_http_methods"}
NAMES_THAT_SAY_NOTHING = {
    *("session", "sessions", "utils", "helpers", "common", "misc", "base"),
    *("service", "services", "manager", "managers", "data", "obj", "tmp", "lib"),
}
MOST_LINES = 400
MOST_STATEMENTS_OF_A_VIEW = 12
VIEWS = [module for module in PRODUCT if module.holds_views]


def views() -> list[tuple[Module, ast.FunctionDef]]:
    return [
        (module, node)
        for module in VIEWS
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
        and node.args.args
        and node.args.args[0].arg == "request"
        and not node.name.startswith("_")
    ]


def test_every_view_names_its_methods() -> None:
    offenders = [
        f"{module.at(view)} {view.name}"
        for module, view in views()
        if METHODS.isdisjoint(last_name(d) for d in view.decorator_list)
    ]

    assert offenders == []


def test_a_view_fetches_acts_and_answers_and_no_more() -> None:
    def statements(view: ast.FunctionDef) -> int:
        inside = [n for line in view.body for n in ast.walk(line)]
        return sum(isinstance(n, ast.stmt) for n in inside) - bool(
            ast.get_docstring(view)
        )

    offenders = [
        f"{module.at(view)} {view.name}"
        for module, view in views()
        if statements(view) > MOST_STATEMENTS_OF_A_VIEW
    ]

    assert offenders == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    offenders = [
        module.name
        for module in MODULES
        if not NAMES_THAT_SAY_NOTHING.isdisjoint(module.name.split("."))
    ]

    assert offenders == []


def test_no_module_is_long() -> None:
    lengths = {module.name: module.text.count("\n") for module in MODULES}

    assert {n: count for n, count in lengths.items() if count > MOST_LINES} == {}


@pytest.mark.parametrize("kind", ["css", "js"])
def test_no_stylesheet_and_no_script_is_long(kind: str) -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8").count("\n")
        for path in sorted((ROOT / "static" / kind).rglob(f"*.{kind}"))
    }

    assert lengths
    assert {n: count for n, count in lengths.items() if count > MOST_LINES} == {}


def test_every_stylesheet_begins_with_what_it_is_for() -> None:
    offenders = [
        path.name
        for path in sorted((ROOT / "static/css").glob("*.css"))
        if not path.read_text(encoding="utf-8").startswith("/* ")
    ]

    assert offenders == []


def test_pages_link_every_stylesheet_and_no_other() -> None:
    pages = [
        p.read_text(encoding="utf-8") for p in (ROOT / "templates").rglob("*.html")
    ]
    linked = set(re.findall(r"'css/([\w-]+\.css)'", "\n".join(pages)))
    alone = {"public.css"}  # of the public pages, which ecm.public.drawing writes

    assert {path.name for path in (ROOT / "static/css").glob("*.css")} == linked | alone


def test_every_module_says_what_it_is_for() -> None:
    offenders = [
        module.name
        for module in MODULES
        if module.tree.body and not ast.get_docstring(module.tree)
    ]

    assert offenders == []


@pytest.mark.parametrize(
    "flaw",
    [
        pytest.param(
            r"#\s*(?:noqa(?!:)|(?:noqa:\s*|type: ignore\[)[\w, -]+\]?\s*$)",
            id="a silenced warning without its reason",
        ),
        pytest.param(r"#.*\b(?:TODO|FIXME|XXX)\b", id="a note to oneself"),
    ],
)
def test_comments_leave_nothing_open(flaw: str) -> None:
    offenders = [
        f"{module.path.relative_to(ROOT)}:{number}"
        for module in MODULES
        for number, line in enumerate(module.text.splitlines(), start=1)
        if re.search(flaw, line) and module.path != Path(__file__)
    ]

    assert offenders == []


@pytest.mark.parametrize(
    "flaw",
    [
        pytest.param(r"<script(?![^>]*\bsrc=)", id="a script in the page"),
        pytest.param(r"<style\b|\sstyle=", id="a style in the page"),
        pytest.param(r"\son[a-z]+=\"", id="a handler in the page"),
        pytest.param(r"(?:src|href|action)=\"(?:https?:)?//", id="another machine"),
    ],
)
def test_pages_hold_no_code_and_ask_no_other_machine(flaw: str) -> None:
    offenders = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for found in re.finditer(flaw, path.read_text(encoding="utf-8"))
    ]

    assert offenders == []


def test_what_is_served_names_no_other_machine() -> None:
    # The room holds on one box without the Internet. A namespace is a name, never asked.
    address = re.compile(r"(?:https?|wss?)://(?!www\.w3\.org/\d{4}/)[\w.-]+\.\w+")
    kinds = {".html", ".txt", ".js", ".css", ".svg"}
    offenders = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for folder in ("templates", "static")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in kinds
        for found in address.finditer(path.read_text(encoding="utf-8"))
        if not path.name.startswith("OFL-")  # the licence of a font, never asked either
    ]

    assert offenders == []
