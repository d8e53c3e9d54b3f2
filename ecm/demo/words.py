"""The words of the demonstration council, kept as JSON beside the code."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("council")


def read(name: str) -> Any:
    """Return what a file of the council holds."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
