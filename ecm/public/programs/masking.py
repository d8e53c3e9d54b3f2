"""Staff numbers are published with a communiqué; data that anyone joins leaves them out."""

import re

from django.conf import settings

# « , Mle 123 456 K » with its comma or its brackets. Any length of digits, with or
# without a letter: whatever `ecm.domain.appointments.staff_numbers` lets be published.
_STAFF_NUMBER = re.compile(
    r"(?:,?\s*\(|,)?\s*\b(?i:mle|matricule)\.?\s*(?:[nN][°oº]\s*)?:?\s*"
    r"\d+(?:(?:\s+|[./-])\d+)*(?:\s?[A-Z])?(?!\w)\)?"
)


def masked(text: str) -> str:
    """Return a text without its staff numbers, unless the State publishes them as data."""
    return text if settings.PUBLIC_STAFF_NUMBERS else _STAFF_NUMBER.sub("", text)


def staff_number(number: str) -> str:
    """Return a staff number where the State publishes them as data, nothing elsewhere."""
    return number if settings.PUBLIC_STAFF_NUMBERS else ""
