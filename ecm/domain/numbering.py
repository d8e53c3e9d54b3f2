"""References and numbers: meetings, agenda items, decrees and laws, read and written."""

import re
from dataclasses import dataclass, field

from ecm.domain.french.letters import normalise

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(number: int) -> str:
    """Return « IV » for 4. Raises ValueError outside 1 to 3999."""
    if not 1 <= number <= 3999:
        raise ValueError(f"{number} has no Roman form")
    letters = ""
    for value, letter in _ROMAN:
        count, number = divmod(number, value)
        letters += letter * count
    return letters


def from_roman(letters: str) -> int:
    """Return 4 for « IV ». Raises ValueError unless it is the one regular form."""
    total, rest = 0, letters.upper()
    for value, letter in _ROMAN:
        while rest.startswith(letter):
            total, rest = total + value, rest.removeprefix(letter)
    if rest or not total or total > 3999 or roman(total) != letters.upper():
        raise ValueError(f"{letters!r} is not a Roman number")
    return total


def letter(rank: int) -> str:
    """Return « A » for 1, « Z » for 26, « AA » for 27."""
    if rank < 1:
        raise ValueError(f"{rank} has no letter")
    letters = ""
    while rank:
        rank, last = divmod(rank - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def numbered(number: int, *, width: int = 1, sign: str = "n°") -> str:
    """Return « n°024 » (width 3) or « N°22 » (sign « N° »): the stored value is a number."""
    return f"{sign}{number:0{width}d}"


@dataclass(frozen=True, order=True)
class MeetingReference:
    """A meeting of a body in its year: « CM/2026/5 »."""

    body: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.body}/{self.year}/{self.number}"

    @classmethod
    def parse(cls, text: str) -> "MeetingReference":
        """Read « CM/2026/5 »; « cm/2026/005 » is the same. Raises ValueError."""
        found = re.fullmatch(r"([A-Z][A-Z-]*)/(\d{4})/(\d{1,4})", text.strip().upper())
        if not found or not int(found[3]):
            raise ValueError(f"{text!r} is not a meeting reference (CM/2026/5)")
        return cls(found[1], int(found[2]), int(found[3]))


# What follows a number that was taken already: « I.2.1 bis », as in laws.
REPEATED = (
    *("", "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies"),
    *("nonies", "decies"),
)


@dataclass(frozen=True, order=True)
class ItemNumber:
    """Where an item stands in the agenda: part, then group, item and deeper ranks.

    `repeat` is 1 for « bis »: a part of an item that was divided in the room.
    """

    part: int
    ranks: tuple[int, ...] = ()
    repeat: int = 0

    def __str__(self) -> str:
        plain = ".".join([roman(self.part), *map(str, self.ranks)])
        return f"{plain} {REPEATED[self.repeat]}".rstrip()

    @classmethod
    def parse(cls, text: str) -> "ItemNumber":
        """Read « I.2.1 », « I.2. » or « I.2.1 bis ». Raises ValueError."""
        plain, _, word = text.strip().partition(" ")
        part, *ranks = plain.rstrip(".").split(".")
        known = word in REPEATED
        if not known or not all(
            rank.isascii() and rank.isdigit() and int(rank) for rank in ranks
        ):
            raise ValueError(f"{text!r} is not an item number (I.2.1)")
        return cls(from_roman(part), tuple(map(int, ranks)), REPEATED.index(word))

    def repeated(self, repeat: int) -> "ItemNumber":
        """Return « I.2.1 ter » for « I.2.1 » and 2. Raises ValueError past « decies »."""
        if not 0 <= repeat < len(REPEATED):
            raise ValueError(f"{self} is not repeated {repeat} times")
        return ItemNumber(self.part, self.ranks, repeat)

    def child(self, rank: int) -> "ItemNumber":
        """Return the number of the `rank`-th entry below this one."""
        return ItemNumber(self.part, (*self.ranks, rank))


@dataclass(frozen=True, order=True)
class ItemReference:
    """An item for ever, printed on every paper: « CM/2026/24/I.2.1 »."""

    meeting: MeetingReference
    number: ItemNumber

    def __str__(self) -> str:
        return f"{self.meeting}/{self.number}"

    @classmethod
    def parse(cls, text: str) -> "ItemReference":
        """Read « CM/2026/24/I.2.1 ». Raises ValueError."""
        meeting, _, number = text.strip().rpartition("/")
        return cls(MeetingReference.parse(meeting), ItemNumber.parse(number))


_SIGN = r"[nN][°º]\s?"
_DECREE = re.compile(_SIGN + r"(\d{4})-(\d{2,4})/([A-Z][A-Z-]*(?:/\s?[A-Z][A-Z-]*)*)")
_LAW = re.compile(_SIGN + r"(\d{1,3})[-/](\d{4}|\d{2})/([A-Z]+)(?![\w/-])")


@dataclass(frozen=True, order=True)
class DecreeNumber:
    """« n°2025-1545/PF/PRIM »: year, serial, then the chain of the day's signatories.

    `width` is the number of digits of the serial as it was printed: padding varied.
    """

    year: int
    serial: int
    signatories: tuple[str, ...]
    width: int = field(default=4, compare=False)

    def __str__(self) -> str:
        chain = "/".join(self.signatories)
        return f"n°{self.year}-{self.serial:0{self.width}d}/{chain}"

    @classmethod
    def parse(cls, text: str) -> "DecreeNumber":
        """Read one decree number and nothing else. Raises ValueError."""
        found = _DECREE.fullmatch(normalise(text))
        if not found:
            raise ValueError(f"{text!r} is not a decree number (n°2025-1545/PF/PRIM)")
        return _decree(found)


def _decree(found: re.Match[str]) -> DecreeNumber:
    chain = tuple(part.strip() for part in found[3].split("/"))
    return DecreeNumber(int(found[1]), int(found[2]), chain, len(found[2]))


@dataclass(frozen=True, order=True)
class LawNumber:
    """« n°039-2016/AN »: the serial comes first, the year second, then the assembly."""

    year: int
    serial: int
    assembly: str

    def __str__(self) -> str:
        return f"n°{self.serial:03d}-{self.year}/{self.assembly}"

    @classmethod
    def parse(cls, text: str) -> "LawNumber":
        """Read one law number, the old « n°010/98/AN » too. Raises ValueError."""
        found = _LAW.fullmatch(normalise(text))
        if not found:
            raise ValueError(f"{text!r} is not a law number (n°039-2016/AN)")
        return _law(found)


def _law(found: re.Match[str]) -> LawNumber:
    year = int(found[2])
    # Two digits were used up to 1999 only.
    return LawNumber(year if year > 99 else 1900 + year, int(found[1]), found[3])


def decrees_in(text: str) -> list[DecreeNumber]:
    """Return the decrees that a text cites, in order."""
    return [_decree(found) for found in _DECREE.finditer(normalise(text))]


def laws_in(text: str) -> list[LawNumber]:
    """Return the laws that a text cites, in order."""
    return [_law(found) for found in _LAW.finditer(normalise(text))]
