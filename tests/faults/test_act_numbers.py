"""Two officers who note signatures at the same moment: no number twice, none missing."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from tests.stack import Stack

OFFICERS, ACTS = 2, 8

PREPARE = f"""
from datetime import date
from ecm import clock
from ecm.followup.models import Act
from ecm.meetings.models import AgendaItem, Meeting
from ecm.people.models import Body, Mandate, Ministry, Person, Post, User

ministry = Ministry.objects.create(code="finance")
for post, name in ((Post.SECRETARIAT, "officer"), (Post.PRESIDENT, "head")):
    person = Person.objects.create(civility="Madame", given_names="Awa", surname=name)
    User.objects.create(username=name, person=person)
    Mandate.objects.create(
        person=person, post=post, title=name, starts_on=date(2025, 1, 1)
    )
body = Body.objects.get_or_create(code="CM", defaults={{"name": "Conseil"}})[0]
day = clock.now().date()
meeting = Meeting.objects.create(body=body, year=2026, number=1, day=day)
for number in range({ACTS}):
    item = AgendaItem.objects.create(
        meeting=meeting, part="deliberations", position=number + 1, kind="decree",
        title=f"Décret {{number}}", ministry=ministry, ministry_name="Finances",
    )
    act = Act.objects.create(
        item=item, kind="decree", form="decree", title=item.title, ministry=ministry,
        state="certified", decided_on=day, due_on=day, opened_at=clock.now(),
    )
    act.signatories.create(rank=1, post=Post.PRESIDENT)
"""
# Every officer tries every act, in an order of his own, once all are at their desks.
SIGN = """
import json, random, time
from django.conf import settings
from ecm import clock
from ecm.domain.errors import NotPossible
from ecm.followup.actions.acts import sign
from ecm.followup.models import Act
from ecm.journal.chain import Actor
from ecm.people.models import User

officer = User.objects.get(username="officer")
actor = Actor(officer.pk, officer.person_id)
acts = random.sample(list(Act.objects.all()), {acts})
(settings.DATA / "desk-{desk}").touch()
while len(list(settings.DATA.glob("desk-*"))) < {officers}:
    time.sleep(0.01)
given = []
for act in acts:
    try:
        sign(actor, act, day=clock.now().date())
        given.append(Act.objects.get(pk=act.pk).number_serial)
    except NotPossible:
        pass
print(json.dumps(given))
"""
READ = """
import json
from ecm.followup.models import Act, NumberRegister
from ecm.journal.chain import faults_of

acts = list(Act.objects.order_by("number_serial"))
print(json.dumps({
    "serials": [act.number_serial for act in acts],
    "last": NumberRegister.objects.get().last,
    "suffixes": sorted({act.number.split("/")[1] for act in acts}),
    "faults": [f for act in acts for f in faults_of(act.stream, act.seq, act.head)],
}))
"""


def test_the_numbers_of_a_year_have_no_gap_and_none_twice(stack: Stack) -> None:
    stack.manage("shell", given=PREPARE)

    def at_desk(desk: int) -> list[int]:
        script = SIGN.format(desk=desk, officers=OFFICERS, acts=ACTS)
        return list(json.loads(stack.manage("shell", given=script).splitlines()[-1]))

    with ThreadPoolExecutor(OFFICERS) as pool:
        given = list(chain.from_iterable(pool.map(at_desk, range(OFFICERS))))

    found = json.loads(stack.manage("shell", given=READ).splitlines()[-1])
    expected = list(range(1, ACTS + 1))
    assert sorted(given) == expected
    assert found == {
        "serials": expected,
        "last": ACTS,
        "suffixes": ["PF"],
        "faults": [],
    }
