"""The words of the demonstration council, kept as JSON beside the code."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("council")
# Facts of real councils, each with its source; most of the texts at hand were cut short.
COMMUNIQUES = Path(__file__).with_name("communiques")


def read(name: str) -> Any:
    """Return what a file of the council holds."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
