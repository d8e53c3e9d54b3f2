"""The `ecm` command, also `python -m ecm` and manage.py: ours, then every Django command."""

import os
import sys
from importlib import metadata

from django.core.management import execute_from_command_line

from ecm import listening  # noqa: F401  (reads what systemd says, before Twisted does)
from ecm.overview import overview

HELP = {"-h", "--help", "help"}
# These reach neither the database nor a key: they have settings of their own.
OF_THE_PUBLIC_SITE = {"site_public", "exporter_site"}


def main() -> None:
    """Run one command; its dashes may be underscores."""
    arguments = sys.argv[1:]
    is_public = bool(arguments) and arguments[0].replace("-", "_") in OF_THE_PUBLIC_SITE
    chosen = "ecm.public.settings" if is_public else "ecm.settings"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", chosen)
    if not arguments or (arguments[0] in HELP and len(arguments) == 1):
        sys.stdout.write(overview(os.environ.get("LANG", "")))
        return
    if arguments[0] == "--version":
        sys.stdout.write(f"ecm {metadata.version('ecm')}\n")
        return
    if arguments[0] == "demo" and HELP.isdisjoint(arguments):
        _choose_demonstration()
    names = {a: a.replace("-", "_") for a in arguments[:2] if not a.startswith("-")}
    first = names.get(arguments[0], arguments[0])
    execute_from_command_line(["ecm", first, *_rest(first, arguments[1:], names)])


def _rest(first: str, rest: list[str], names: dict[str, str]) -> list[str]:
    """`ecm help import-council` names a command too; other words are values."""
    return [names.get(rest[0], rest[0]), *rest[1:]] if first == "help" else rest


def _choose_demonstration() -> None:
    """Set what must be known before the settings load (ecm/settings.py, ecm/clock.py)."""
    if os.environ.get("ECM_ENV") == "production":
        sys.exit(
            "Refusé : pas de démonstration quand ECM_ENV=production.\n"
            "Refused: no demonstration when ECM_ENV=production."
        )
    os.environ["ECM_DEMO"] = "1"
    os.environ.setdefault("ECM_CLOCK", "2026-02-05T08:55")
    os.environ.setdefault("ECM_DATA", os.path.join("var", "demo"))


if __name__ == "__main__":
    main()
