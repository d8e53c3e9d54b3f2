"""Whatever is done in the room, by whoever, in whatever order: the council stays whole.

Each rule is one act that somebody tries. To add one: a method of a class of rules, which
draws who tries it and hands the act to `do`. `HYPOTHESIS_PROFILE=long` looks further. A
third of the examples is what two databases could differ in.
"""

import os

import pytest
from django.conf import settings as django
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cast import Council
from tests.meetings.machine.agenda import AgendaRules
from tests.meetings.machine.opinions import OpinionRules
from tests.meetings.machine.people import PeopleRules

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
LIMITS = settings(
    max_examples=(400 if IS_LONG else 15) // (1 if django.IS_ON_SQLITE else 3),
    stateful_step_count=60 if IS_LONG else 40,
    derandomize=not IS_LONG,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


class AnyCouncil(AgendaRules, PeopleRules, OpinionRules):
    """All that may be tried in a room."""


@pytest.mark.usefixtures("what_is_kept_is_what_would_be_drawn")
def test_whatever_is_done_the_council_stays_whole(council: Council) -> None:
    run_state_machine_as_test(lambda: AnyCouncil(council), settings=LIMITS)
