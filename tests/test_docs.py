"""What the documents promise exists: commands, variables, addresses, files, links."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver

from ecm.domain.circuit import (
    AT_MINISTRY,
    AT_SECRETARIAT,
    CIRCUIT,
    OVER,
    STATE_WORDS,
    DossierRole,
)
from ecm.domain.policy import RIGHTS, Role
from tests.source import MODULES, PRODUCT, ROOT

DOCS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
OPERATION = ROOT / "docs" / "operation.md"
ENV_EXAMPLE = ROOT / ".env.example"
ROLES = ROOT / "docs" / "roles.md"

OF_THE_SYSTEM = {"LANG", "LC_ALL", "HOME", "PATH", "PORT", "LISTEN_PID"}

FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
VARIABLE = re.compile(
    r"\b(?:ECM_[A-Z_]+|DATABASE_URL|REDIS_URL|EMAIL_URL|SECRET_KEY(?:_FILE)?)\b"
)
COMMAND = re.compile(r"(?:^|[\s/(])(?:ecm|manage\.py) ([a-z][\w-]*)", re.MULTILINE)
FILE = re.compile(
    r"(?:ecm|live|templates|static|tests|docs|script|deploy|benchmarks|\.ci)/[\w./@-]*"
)
DOTTED = re.compile(r"(?:ecm|live)(?:\.\w+)+")
URL_NAME = re.compile(r"[a-z]+:[a-z][a-z-]*")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
ACT = re.compile(r"^\| .+? \| `([a-z_]+\.[a-z_]+)` \|(.+)\|$", re.MULTILINE)
STATE = re.compile(r"^\| (\d+) \| (.+?) \| `([a-z_]+)` \|", re.MULTILINE)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code_in(text: str) -> str:
    """Return only what the document sets as code: that is what readers type."""
    return "\n".join([*FENCED.findall(text), *inline_code(text)])


def inline_code(text: str) -> list[str]:
    return INLINE.findall(FENCED.sub("", text))


@cache
def variables_read() -> set[str]:
    """The variables of ours that the product reads, by `env` or `os.environ`."""
    return {
        name
        for module in PRODUCT
        for node in ast.walk(module.tree)
        for name in [variable_in(node)]
        if name.isupper() and name not in OF_THE_SYSTEM
    }


def variable_in(node: ast.AST) -> str:
    """Return « X » for `env.str("X")`, `os.environ.get("X")` and `os.environ["X"]`."""
    if isinstance(node, ast.Subscript):
        source, where = node.slice, node.value
    elif isinstance(node, ast.Call) and node.args:
        source, where = node.args[0], node.func
    else:
        return ""
    reads = re.fullmatch(
        r"env(\.\w+)?|os\.environ(\.get)?|os\.getenv", ast.unparse(where)
    )
    named = isinstance(source, ast.Constant) and isinstance(source.value, str)
    return source.value if reads and named else ""


def url_names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern) and entry.name:
            yield namespace + entry.name
        elif isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from url_names(entry, namespace + inner)


def anchors_of(path: Path) -> set[str]:
    """The anchors that a forge makes of the headings."""
    titles = HEADING.findall(FENCED.sub("", text_of(path)))
    plain = (re.sub(r"[^\w\- ]", "", title.lower()) for title in titles)
    return {title.replace(" ", "-") for title in plain}


def exists_in_python(dotted: str) -> bool:
    """Tell whether `dotted` is a module, or a name in one."""
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            found = getattr(found, part, None)
        return found is not None
    return False


@pytest.mark.parametrize("page", [OPERATION, ENV_EXAMPLE], ids=lambda path: path.name)
def test_every_variable_that_is_read_is_explained(page: Path) -> None:
    explained = set(VARIABLE.findall(text_of(page)))

    assert variables_read() - explained == set()


@pytest.mark.parametrize("page", [*DOCS, ENV_EXAMPLE], ids=lambda path: path.name)
def test_every_variable_that_is_explained_is_read(page: Path) -> None:
    known = variables_read() | {f"{name}_FILE" for name in variables_read()}

    assert set(VARIABLE.findall(text_of(page))) - known == set()


@pytest.mark.parametrize("page", DOCS, ids=lambda path: path.name)
def test_every_command_exists(page: Path) -> None:
    named = set(COMMAND.findall(code_in(text_of(page))))
    known = {name.replace("_", "-") for name in get_commands()} | {"help"}

    assert {name.replace("_", "-") for name in named} - known == set()


@pytest.mark.parametrize("page", DOCS, ids=lambda path: path.name)
def test_every_file_exists(page: Path) -> None:
    named = [code for code in inline_code(text_of(page)) if FILE.fullmatch(code)]
    started = re.findall(r"\bscript/\w+", code_in(text_of(page)))

    assert [name for name in [*named, *started] if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda path: path.name)
def test_every_python_name_exists(page: Path) -> None:
    named = [code for code in inline_code(text_of(page)) if DOTTED.fullmatch(code)]
    hosts_and_files = (".py", ".sqlite3", ".service")

    assert [
        name
        for name in named
        if not name.endswith(hosts_and_files) and not exists_in_python(name)
    ] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda path: path.name)
def test_every_address_name_exists(page: Path) -> None:
    known = set(url_names(get_resolver()))
    spaces = {name.split(":")[0] for name in known if ":" in name}
    named = [code for code in inline_code(text_of(page)) if URL_NAME.fullmatch(code)]

    assert [n for n in named if n.split(":")[0] in spaces and n not in known] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for target, anchor in LINK.findall(FENCED.sub("", text_of(page))):
        path = (page.parent / target) if target else page
        if not path.exists() or (anchor and anchor not in anchors_of(path)):
            broken.append(f"{target}#{anchor}" if anchor else target)

    assert broken == []


def test_every_document_is_reached_from_the_readme() -> None:
    linked, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in linked:
            continue
        linked.add(page)
        targets = (page.parent / target for target, _ in LINK.findall(text_of(page)))
        waiting += [t.resolve() for t in targets if t.suffix == ".md" and t.exists()]

    assert [str(page.relative_to(ROOT)) for page in DOCS if page not in linked] == []


def test_the_documents_name_no_test_that_is_gone() -> None:
    known = {
        node.name
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    named = {
        (page.name, code)
        for page in DOCS
        for code in inline_code(text_of(page))
        if re.fullmatch(r"test_\w+", code)
    }

    assert [(p, c) for p, c in named if c not in known] == []


def part_of(path: Path, title: str) -> str:
    """The text under one heading of the second level."""
    return text_of(path).split(f"\n## {title}\n")[1].split("\n## ")[0]


def marked(cells: list[str], columns: list[str]) -> set[str]:
    return {
        name for name, cell in zip(columns, cells, strict=True) if cell.strip() == "●"
    }


def test_the_roles_page_tells_the_rights_as_they_are() -> None:
    columns = [role.value for role in Role]
    told = {
        verb: marked(cells.split("|"), columns)
        for verb, cells in ACT.findall(part_of(ROLES, "Qui peut quoi à une séance"))
    }

    assert told == {
        verb.value: {r.value for r in roles} for verb, roles in RIGHTS.items()
    }


def test_the_roles_page_tells_the_states_of_a_dossier_in_order() -> None:
    told = STATE.findall(part_of(ROLES, "Qui peut quoi d'un dossier"))

    assert told == [
        (str(number), STATE_WORDS[state], state.value)
        for number, state in enumerate((*AT_MINISTRY, *AT_SECRETARIAT, *OVER), start=1)
    ]


def numbers_in(cell: str) -> set[str]:
    """Return « 1, 2, 6–8 » as numbers, each as it is printed."""
    ranges = re.findall(r"(\d+)(?:–(\d+))?", cell)
    return {str(n) for a, b in ranges for n in range(int(a), int(b or a) + 1)}


def test_the_roles_page_tells_the_circuit_as_it_is() -> None:
    part = part_of(ROLES, "Qui peut quoi d'un dossier")
    states = {number: code for number, _label, code in STATE.findall(part)}
    columns = [role.value for role in DossierRole]
    told = {}
    for verb, row in ACT.findall(part):
        *cells, allowed, to = row.split("|")
        told[verb] = (
            marked(cells, columns),
            {states[number] for number in numbers_in(allowed)},
            {states[number] for number in numbers_in(to)},
        )

    assert told == {
        verb.value: (
            {role.value for role in step.roles},
            {state.value for state in step.states},
            {step.to.value} if step.to else set(),
        )
        for verb, step in CIRCUIT.items()
    }
