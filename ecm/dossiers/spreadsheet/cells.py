"""The value of a spreadsheet's cell as the text that was meant, and what is doubtful in it."""

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Any

from ecm.domain.appointments.sheet import EMPTY, Cell, Nature

# A spreadsheet's number is a double: beyond, figures are made up.
_EXACT = 10**15
_ZEROS = re.compile(r"[0 ]+")


def cell_of(cell: Any, is_computed: bool) -> Cell:
    """Return what an openpyxl cell shows; a formula's is its last recorded result."""
    value = cell.value
    if value is None:
        return Cell(is_computed=True) if is_computed else EMPTY
    if cell.data_type == "e":
        return Cell(str(value), Nature.FAULT, is_computed=is_computed)
    if isinstance(value, bool):
        return Cell("oui" if value else "non", is_computed=is_computed)
    if isinstance(value, int | float):
        return _number(value, cell.number_format, is_computed)
    if isinstance(value, date | time | timedelta):
        return Cell(_moment(value), Nature.DATE, is_computed=is_computed)
    return Cell(str(value), is_computed=is_computed)


def _number(value: float, shown_as: str, is_computed: bool) -> Cell:
    if not math.isfinite(value):
        return Cell(str(value), Nature.FAULT, is_computed=is_computed)
    if value != int(value):
        text = repr(value).replace(".", ",")
        return Cell(text, Nature.NUMBER, is_computed=is_computed)
    text = str(int(value))
    if _ZEROS.fullmatch(shown_as or ""):
        # The format « 000000 » shows zeros that the number has lost.
        text = text.zfill(shown_as.count("0"))
    is_rounded = abs(value) >= _EXACT
    return Cell(text, Nature.NUMBER, is_rounded=is_rounded, is_computed=is_computed)


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)
