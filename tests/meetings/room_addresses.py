"""The addresses at which a council is conducted, and who gets what of each."""

from typing import Any

Row = tuple[Any, ...]

# Each row: URL name, method, arguments and fields, as in `tests.addresses.Address`.
OF_CONDUCT: list[Row] = []
OF_CONSENT: list[Row] = []
OF_FLOOR: list[Row] = []
OF_ATTENDANCE: list[Row] = []

# President, secretary, minister, rival, observer, screen, stranger, administrator, nobody.
EXPECTED_OF_CONDUCT: dict[str, str] = {}
EXPECTED_OF_CONSENT: dict[str, str] = {}
EXPECTED_OF_FLOOR: dict[str, str] = {}
EXPECTED_OF_ATTENDANCE: dict[str, str] = {}

OF_THE_COUNCIL = [*OF_CONDUCT, *OF_CONSENT, *OF_FLOOR, *OF_ATTENDANCE]
EXPECTED_OF_THE_COUNCIL = {
    **EXPECTED_OF_CONDUCT,
    **EXPECTED_OF_CONSENT,
    **EXPECTED_OF_FLOOR,
    **EXPECTED_OF_ATTENDANCE,
}
