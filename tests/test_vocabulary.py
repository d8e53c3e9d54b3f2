"""One vocabulary: tables keyed by verb, and no name that means two things."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

from ecm.domain.circuit import CIRCUIT
from ecm.domain.facts import FACTS
from ecm.domain.followup import ACT, DIRECTIVE
from ecm.domain.publishing import COMMUNIQUE, TRANSLATION
from ecm.domain.records import MINUTES, RECORD
from ecm.domain.verbs import Verb
from tests.source import PRODUCT, ROOT, Module

TABLES = [
    ("ecm.domain.policy", "RIGHTS"),
    ("ecm.domain.workflow", "TRANSITIONS"),
    ("live.regions", "REGIONS"),
]
SENTENCES = ROOT / "templates" / "journal"

# What is before a council, and what it leaves behind it, has its own table each.
PAPERS = [
    CIRCUIT,
    *(table.steps for table in (RECORD, MINUTES, COMMUNIQUE, TRANSLATION)),
    *(table.steps for table in (ACT, DIRECTIVE)),
]

# Django owns « session »; the others say nothing of what they hold.
FORBIDDEN = {"session", "sessions", "data", "obj", "tmp", "info", "manager", "utils"}
# What a caller or a library fixes: Django's admin hands over an `obj`.
FIXED_BY_DJANGO = {"admin.py": {"obj"}}


@pytest.mark.parametrize(("module", "table"), TABLES)
def test_a_table_covers_every_verb_of_a_meeting_and_no_other(
    module: str, table: str
) -> None:
    covered = getattr(import_module(module), table)

    assert set(covered) == set(Verb) - set().union(*PAPERS)
    assert all(isinstance(verb, Verb) for verb in covered)


def test_a_verb_is_of_one_table() -> None:
    assert sum(map(len, PAPERS)) == len(set().union(*PAPERS))


def test_every_verb_says_what_it_carries() -> None:
    assert set(FACTS) == set(Verb)


def test_every_verb_has_its_sentence_for_the_record() -> None:
    written = {path.stem for path in SENTENCES.glob("*.txt")}

    assert written == {verb.value for verb in Verb}
    assert [
        v for v in written if not (SENTENCES / f"{v}.txt").read_text().strip()
    ] == []


def test_a_verb_is_a_past_fact_about_a_subject() -> None:
    odd = [v for v in Verb if not re.fullmatch(r"[a-z]+\.[a-z]+(_[a-z]+)*", v.value)]

    assert odd == []


def names_we_give(module: Module) -> Iterator[tuple[str, ast.AST]]:
    """Every name that the module defines: functions, classes, arguments, variables."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.arg):
            yield node.arg, node
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node


def test_no_name_is_one_that_django_owns_or_that_says_nothing() -> None:
    offenders = [
        f"{module.at(node)} {name}"
        for module in PRODUCT
        for name, node in names_we_give(module)
        if name.lower().strip("_") in FORBIDDEN
        and name not in FIXED_BY_DJANGO.get(module.path.name, set())
        and not is_the_setting(module, name)
    ]

    assert offenders == []


def is_the_setting(module: Module, name: str) -> bool:
    """Settings are constants whose names operators know (ECM_DATA is DATA)."""
    return module.name in ("ecm.settings", "ecm.environment") and name.isupper()


def test_a_clearance_is_not_a_recital() -> None:
    # « Visa » is both the controller's approval and the « VU » of a decree.
    offenders = [
        f"{module.at(node)} {name}"
        for module in PRODUCT
        for name, node in names_we_give(module)
        if "visa" in name.lower().split("_")
    ]

    assert offenders == []
