"""What must be known of a council to write the beginning of its communiqué."""

from dataclasses import dataclass
from datetime import date, time

from ecm.domain.communique.acts import Announced


@dataclass(frozen=True)
class Presided:
    """The person who presided, as the opening sentence names her or him.

    `grade` is military (« Capitaine ») or a civil title (« Maître »); `delegated_by` is
    the authority in whose place somebody else presided (« Président du Faso »).
    """

    given_names: str
    surname: str
    qualities: tuple[str, ...] = ()
    civility: str = "Monsieur"
    grade: str = ""
    excellency: bool = True
    delegated_by: str = ""


@dataclass(frozen=True)
class Period:
    """One sitting: its day and its hours; `end` is None when it was not published."""

    day: date
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True)
class Facts:
    """The council in its place and hours, in order.

    `acts` of None lets the second sentence follow from the contents.
    """

    presided: Presided
    periods: tuple[Period, ...]
    place: str | None = "Ouagadougou"
    nature: str = "ordinaire"
    acts: tuple[Announced, ...] | None = None
