"""What the entries of a council in its room carry: the wheel, the list, the floor."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ForWheel:
    """`seat` conducts the meeting from now on; `epoch` is the number of its conduct."""

    seat: int
    previous: int | None
    epoch: int


@dataclass(frozen=True)
class ForOrder:
    """`after` is the item it now follows; None for the first place of its part."""

    item: int
    after: int | None


@dataclass(frozen=True)
class ForTabling:
    """`due_on` is ISO: the day by which its papers must follow, or empty."""

    item: int
    due_on: str


@dataclass(frozen=True)
class ForSplit:
    """`into` is the item that was made of a part of this one."""

    item: int
    into: int


@dataclass(frozen=True)
class ForJoin:
    """`to` is the item with which this one is now examined and decided."""

    item: int
    to: int


@dataclass(frozen=True)
class ForConsent:
    """`count` items stand on the list at this moment."""

    consent: int
    count: int


@dataclass(frozen=True)
class ForTakingOut:
    """`seat` is whose gesture took the item out of the list."""

    consent: int
    item: int
    seat: int


@dataclass(frozen=True)
class ForHour:
    """`at` is the corrected hour, ISO; `was` the one that stood before."""

    move: int
    seat: int
    at: str
    was: str


@dataclass(frozen=True)
class ForSittingHour:
    """`edge` is « starts » or « ends »; the hours are ISO."""

    sitting: int
    edge: str
    at: str
    was: str


@dataclass(frozen=True)
class ForGuest:
    guest: int
    item: int


@dataclass(frozen=True)
class ForFloor:
    """`item` is None for a request made between two items."""

    request: int
    seat: int
    item: int | None


@dataclass(frozen=True)
class ForRequestOrder:
    """`after` is the request that it now follows; None for the first place of the list."""

    request: int
    seat: int
    item: int | None
    after: int | None


@dataclass(frozen=True)
class ForOptionalItem:
    item: int | None


@dataclass(frozen=True)
class ForRecusal:
    item: int
    seat: int


@dataclass(frozen=True)
class ForDisplay:
    """What members learn of the others' marks: « nothing », « summary » or « names »."""

    display: str


@dataclass(frozen=True)
class ForAnnouncement:
    """`digest` is the SHA-256 of the words; `shown_to` the screens that carry them."""

    announcement: int
    shown_to: str
    digest: str


@dataclass(frozen=True)
class ForPassage:
    """`page` counts from 1; `digest` is the SHA-256 of the words pointed out."""

    item: int
    passage: int
    version: int
    page: int
    digest: str


@dataclass(frozen=True)
class ForTranscript:
    """A decision taken on paper; `at` is the hour written there, ISO."""

    item: int
    outcome: str
    digest: str
    at: str


@dataclass(frozen=True)
class ForTranscription:
    """A sitting held on paper, entered afterwards; the hours are ISO."""

    sitting: int
    starts: str
    ends: str
