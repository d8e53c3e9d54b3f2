"""Shut oneself in, do the one job that was ordered, and leave the answer in a file."""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from ecm.files.cell.errors import Unfit
from ecm.files.cell.walls import shut_in

# job: the module and the function that do it, loaded only behind the walls
JOBS = {
    "examine_pdf": ("ecm.files.cell.pdf", "examine"),
    "sanitise": ("ecm.files.cell.pdf", "sanitise"),
    "examine_docx": ("ecm.files.cell.docx", "examine"),
    "pdf_text": ("ecm.files.cell.pages", "text"),
    "docx_text": ("ecm.files.cell.docx", "text"),
    "pictures": ("ecm.files.cell.pages", "pictures"),
    "convert": ("ecm.files.cell.office", "convert"),
}


def main() -> None:
    order = json.load(sys.stdin)
    shut_in(**order["walls"])
    answer = Path("answer.json")
    answer.write_text(json.dumps(done(order)), encoding="utf-8")


def done(order: dict[str, Any]) -> dict[str, Any]:
    """Return the job's result, or why this file cannot be accepted."""
    module, function = JOBS[order["job"]]
    try:
        work = getattr(import_module(module), function)
        return {"result": work(Path(order["source"]), **order["options"])}
    except Unfit as unfit:
        return {"unfit": unfit.reason, "values": unfit.values}
    except MemoryError:
        return {"unfit": "heavy", "values": {}}


main()
