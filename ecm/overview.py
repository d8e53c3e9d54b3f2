"""What `ecm --help` prints: our commands in French and in English, then Django's names."""

from pathlib import Path

import django
from django.core.management import find_commands

COMMANDS = {
    "demo": (
        "charge le conseil de démonstration et le sert",
        "load the demonstration council and serve it",
    ),
    "repetition [MEETING]": (
        "répète le prochain conseil sur une copie, puis l'efface",
        "rehearse the next council on a copy, then erase it",
    ),
    "serve": ("sert l'application", "serve the application"),
    "worker": ("exécute les tâches de fond", "run the background tasks"),
    "migrate": ("crée ou met à jour la base", "create or update the database"),
    "import-council FILE.json": (
        "reprend un conseil passé et donne sa référence",
        "take in a past council and print its reference",
    ),
    "communique NUMBER-OR-ID": (
        "écrit le compte rendu (text, html, pdf, docx, radio, akn…)",
        "write the communiqué (text, html, pdf, docx, radio, akn…)",
    ),
    "sceau [NUMBER-OR-ID]": (
        "scelle une édition publiée, ou vérifie un sceau",
        "seal a published edition, or verify a seal",
    ),
    "papier [NUMBER-OR-ID]": (
        "imprime de quoi tenir un conseil sans écran",
        "print what a council needs without screens",
    ),
    "site-public": ("sert le site public seul", "serve the public site alone"),
    "exporter-site FOLDER": (
        "écrit le site public en fichiers",
        "write the public site as static files",
    ),
    "verify": ("vérifie la chaîne du journal", "verify the chain of the journal"),
    "backup --vers FOLDER": (
        "sauvegarde la base et les pièces, chiffrées",
        "save the database and its files, encrypted",
    ),
    "restore FILE": (
        "restaure une sauvegarde et la vérifie",
        "restore a backup and verify it",
    ),
    "soak": (
        "éprouve un conseil simulé sous toutes les pannes (clone)",
        "try a simulated council under every fault (clone)",
    ),
    "doctor": (
        "examine l'installation et dit comment la réparer",
        "examine the installation and say how to mend it",
    ),
    "createsuperuser": ("crée un administrateur", "create an administrator"),
    "changepassword NAME": ("change un mot de passe", "change a password"),
}
TITLES = (
    (
        "Usage : ecm COMMANDE [OPTIONS]",
        "Les commandes de Django :",
        "ecm COMMANDE --help",
    ),
    ("Usage: ecm COMMAND [OPTIONS]", "Django's own commands:", "ecm COMMAND --help"),
)
FRENCH, ENGLISH = 0, 1


def overview(language: str) -> str:
    """Return the help in both languages, the reader's first (`language` as in LANG)."""
    order = (ENGLISH, FRENCH) if language.startswith("en") else (FRENCH, ENGLISH)
    return "\n".join(_in(tongue) for tongue in order)


def _in(tongue: int) -> str:
    usage, others, more = TITLES[tongue]
    lines = [f"  {name:<26}{texts[tongue]}" for name, texts in COMMANDS.items()]
    return "\n".join([usage, "", *lines, "", others, f"  {_of_django()}", "", more, ""])


def _of_django() -> str:
    folder = Path(django.__file__).parent / "core" / "management"
    names = [n for n in sorted(find_commands(str(folder))) if n not in COMMANDS]
    return "\n  ".join(
        "  ".join(names[start : start + 6]) for start in range(0, len(names), 6)
    )
