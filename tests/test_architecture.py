"""The architecture as rules over the source: who may import whom, and by what door.

Each test lists the offenders, so that a failure names the file to mend.
"""

import ast
import sys

from tests.source import PRODUCT, app_of, kind_of, last_name

# Bottom first: an application may import those before it, never those after it.
LAYERS = [
    *("people", "worker", "files", "notices", "calendar"),
    # `public` serves the published copy: it reads no other application.
    *("public", "dossiers", "meetings", "followup", "records"),
    *("publication", "archive", "watching"),
]
# Within an application; the journal and the domain are below all of them.
KINDS = ["models", "actions", "forms", "views", "urls"]
ENTRANCES = {"ecm.asgi", "ecm.__main__"}


def test_an_application_imports_only_those_below_it() -> None:
    offenders = [
        f"{module.name} imports {name}"
        for module in PRODUCT
        if module.app in LAYERS
        for name in module.imports
        if app_of(name) in LAYERS[LAYERS.index(module.app) + 1 :]
    ]

    assert offenders == []


def test_the_journal_knows_no_other_application() -> None:
    offenders = [
        f"{module.name} imports {name}"
        for module in PRODUCT
        if module.app == "journal"
        for name in module.imports
        if app_of(name) in LAYERS
    ]

    assert offenders == []


def test_the_domain_imports_only_the_standard_library_and_itself() -> None:
    offenders = [
        f"{module.name} imports {name}"
        for module in PRODUCT
        if module.app == "domain"
        for name in module.imports
        if name.split(".")[0] not in sys.stdlib_module_names
        and app_of(name) != "domain"
    ]

    assert offenders == []


def test_only_the_entrances_of_ecm_import_live() -> None:
    offenders = [
        f"{module.name} imports {name}"
        for module in PRODUCT
        if module.name.startswith("ecm") and module.name not in ENTRANCES
        for name in module.imports
        if name.split(".")[0] == "live"
    ]

    assert offenders == []


def test_models_actions_forms_views_and_urls_import_only_what_comes_before() -> None:
    def rank(kind: str) -> int:
        # What is none of the five (turn, standing, commands) stands with the actions;
        # « urls_opinions » holds addresses like « urls ».
        family = kind.split("_")[0]
        return KINDS.index(family if family in KINDS else "actions")

    offenders = [
        f"{module.name} imports {name}"
        for module in PRODUCT
        if module.app in [*LAYERS, "journal"] and module.kind != "admin"
        for name in module.imports
        if app_of(name) in [*LAYERS, "journal"]
        if kind_of(name).split("_")[0] in KINDS
        if rank(kind_of(name)) > rank(module.kind)
    ]

    assert offenders == []


def test_live_has_no_tables() -> None:
    offenders = [
        module.at(node)
        for module in PRODUCT
        if module.name.startswith("live")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and any(last_name(parent) == "Model" for parent in node.bases)
    ]

    assert offenders == []


def test_the_only_signal_is_turned() -> None:
    signals = [
        module.name
        for module in PRODUCT
        for _call in module.calls("Signal")
        if "django.dispatch.Signal" in module.imports
    ]
    listeners = [
        f"{module.name} imports {name}"
        for module in PRODUCT
        for name in module.imports
        if name.startswith("django.db.models.signals")
    ]

    assert signals == ["ecm.meetings.turn"]
    assert listeners == []


def test_views_reach_rows_only_through_access() -> None:
    offenders = [
        module.at(node)
        for module in PRODUCT
        if module.holds_views
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]

    assert offenders == []
