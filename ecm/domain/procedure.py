"""A procedure: which office may do what to a paper, in which state, and what it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from ecm.domain.errors import NotAllowed, NotPossible, gettext_noop
from ecm.domain.verbs import Verb

State = TypeVar("State", bound=StrEnum)


class Office(StrEnum):
    """The capacity in which somebody acts on what a council leaves behind it.

    CHAIR presided over the council in question; HEAD_OF_GOVERNMENT is the Prime Minister
    or the chief of his office; MINISTER and MINISTRY are of the ministry concerned;
    SYSTEM is the worker or an administrator's command.
    """

    SECRETARIAT = "secretariat"
    SECRETARY_GENERAL = "secretary_general"
    CHAIR = "chair"
    HEAD_OF_STATE = "head_of_state"
    HEAD_OF_GOVERNMENT = "head_of_government"
    SPOKESPERSON = "spokesperson"
    MINISTER = "minister"
    MINISTRY = "ministry"
    TRANSLATOR = "translator"
    SYSTEM = "system"


Offices = frozenset[Office]


@dataclass(frozen=True)
class Step(Generic[State]):
    """Who may do a verb, in which states, and what it makes of the paper (None: the same)."""

    offices: Offices
    states: frozenset[State]
    to: State | None = None


@dataclass(frozen=True)
class Procedure(Generic[State]):
    """The steps of one kind of paper, and how its states are named to people.

    `words` completes « Cet acte n'est pas possible : le relevé est … » with its subject.
    """

    steps: Mapping[Verb, Step[State]]
    words: Mapping[State, str]

    def may(self, offices: Offices, verb: Verb) -> bool:
        """Tell whether one of `offices` gives the right to `verb`, whatever the state."""
        return not offices.isdisjoint(self.steps[verb].offices)

    def can(self, offices: Offices, verb: Verb, state: State) -> bool:
        """Tell whether one of `offices` may do `verb` in this state."""
        return self.may(offices, verb) and state in self.steps[verb].states

    def require(self, offices: Offices, verb: Verb) -> None:
        """Raise NotAllowed unless one of `offices` gives the right to `verb`."""
        if not self.may(offices, verb):
            raise NotAllowed(gettext_noop("Vos fonctions ne permettent pas cet acte."))

    def after(self, state: State, verb: Verb) -> State:
        """Return the state once `verb` has happened; raise NotPossible if it may not."""
        step = self.steps[verb]
        if state not in step.states:
            raise NotPossible(
                gettext_noop("Cet acte n'est pas possible : %(state)s."),
                state=self.words[state],
            )
        return step.to or state
