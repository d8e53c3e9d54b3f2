"""The staff number of a civil servant: « Mle 99 999 W », its reading and its usual form."""

import re
from dataclasses import dataclass

from ecm.domain.errors import gettext_noop
from ecm.domain.french import normalise, without_accents

FEWEST_DIGITS = 3
MOST_DIGITS = 15

_PREFIX = re.compile(
    r"^(?:n[o°º]?\s*)?(?:mle|matricule)(?![a-z])\.?\s*(?:n[o°º]\.?)?\s*[:=]?\s*", re.I
)
_NUMBER = re.compile(r"(?P<digits>[0-9]+(?: [0-9]+)*) ?(?P<letter>[A-Z])?")
_SEPARATED = re.compile(r"[-./_,]+")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+")
# Typed for a digit by a tired hand; only ever proposed, never read as such.
_LOOKALIKES = str.maketrans("OQIL", "0011")
_NONE = frozenset(
    {"", "-", "--", "/", "neant", "sans", "aucun", "n/a", "na", "nc", "ras"}
)

_NOT_A_NUMBER = gettext_noop(
    "« %(text)s » n'est pas un matricule. Un matricule s'écrit « Mle 99 999 W » : "
    "de 3 à 15 chiffres, puis une lettre s'il y en a une."
)
_WRITE_INSTEAD = gettext_noop(
    "« %(text)s » n'est pas un matricule. S'agit-il de « %(proposal)s » ?"
)
_TOO_FEW = gettext_noop(
    "« %(text)s » est trop court : un matricule a au moins %(fewest)s chiffres."
)
_TOO_MANY = gettext_noop(
    "« %(text)s » est trop long : un matricule a au plus %(most)s chiffres."
)
_ROUNDED = gettext_noop(
    "« %(text)s » a été arrondi par le tableur, des chiffres sont perdus. "
    "Mettez la colonne au format texte et saisissez de nouveau le matricule."
)


class NotAStaffNumber(ValueError):
    """A text that is no staff number; `message` and `values` say why, in French."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values)
        self.message = message
        self.values = values


@dataclass(frozen=True)
class StaffNumber:
    """Digits and a final letter; `written` is what the list had."""

    digits: str
    letter: str = ""
    written: str = ""

    def __str__(self) -> str:
        """Return the usual form, in groups of three: « 99 999 W »."""
        first = len(self.digits) % 3
        groups = [self.digits[i : i + 3] for i in range(first, len(self.digits), 3)]
        return " ".join(filter(None, [self.digits[:first], *groups, self.letter]))

    @property
    def printed(self) -> str:
        """The number as a list of appointments names it: « Mle 99 999 W »."""
        return f"Mle {self}"


def is_none(text: str) -> bool:
    """Tell whether a cell says that there is no staff number."""
    return without_accents(normalise(text)).lower().strip(". ") in _NONE


def parse(written: str) -> StaffNumber:
    """Read « Mle 28 456 W »; raise NotAStaffNumber with the reason in French."""
    text = normalise(written)
    bare = _PREFIX.sub("", text, count=1).upper().strip()
    found = _NUMBER.fullmatch(bare)
    if not found:
        raise _refusal(text, bare)
    digits = found["digits"].replace(" ", "")
    if len(digits) < FEWEST_DIGITS:
        raise NotAStaffNumber(_TOO_FEW, text=text, fewest=FEWEST_DIGITS)
    if len(digits) > MOST_DIGITS:
        raise NotAStaffNumber(_TOO_MANY, text=text, most=MOST_DIGITS)
    return StaffNumber(digits, found["letter"] or "", written)


def _refusal(text: str, bare: str) -> NotAStaffNumber:
    if _SCIENTIFIC.fullmatch(bare):
        return NotAStaffNumber(_ROUNDED, text=text)
    if proposal := _proposed(bare):
        return NotAStaffNumber(_WRITE_INSTEAD, text=text, proposal=proposal)
    return NotAStaffNumber(_NOT_A_NUMBER, text=text)


def _proposed(bare: str) -> str:
    """Return the number that was probably meant: other separators, O for 0, I for 1."""
    spaced = re.sub(r"\s+", " ", _SEPARATED.sub(" ", bare)).strip()
    body, last = spaced[:-1], spaced[-1:]
    for attempt in (spaced, body.translate(_LOOKALIKES) + last):
        found = _NUMBER.fullmatch(attempt)
        digits = found["digits"].replace(" ", "") if found else ""
        if found and FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
            return str(StaffNumber(digits, found["letter"] or ""))
    return ""
