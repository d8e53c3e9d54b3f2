"""Officers who register at the same moment: no number twice, no number missing."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from tests.stack import Stack

OFFICERS, FILES = 3, 12

PREPARE = f"""
from datetime import date
from ecm import clock
from ecm.dossiers.models import Dossier, DossierKind
from ecm.people.models import Mandate, Ministry, Person, Post, User

ministry = Ministry.objects.create(code="finance")
person = Person.objects.create(civility="Madame", given_names="Awa", surname="Zongo")
Mandate.objects.create(
    person=person, post=Post.SECRETARIAT, title="Chargée de mission",
    starts_on=date(2025, 1, 1),
)
User.objects.create(username="officer", person=person)
for number in range({FILES}):
    Dossier.objects.create(
        kind=DossierKind.objects.get(code="decree"), ministry=ministry,
        title=f"Décret {{number}}", state="lodged", lodged_at=clock.now(),
    )
"""
# Every officer tries every file, in an order of his own, once all are at their desks.
REGISTER = """
import json, random, time
from django.conf import settings
from ecm.domain.errors import NotPossible
from ecm.dossiers.actions.desk import register
from ecm.dossiers.models import Dossier
from ecm.journal.chain import Actor
from ecm.people.models import User

officer = User.objects.get(username="officer")
actor = Actor(officer.pk, officer.person_id)
files = random.sample(list(Dossier.objects.all()), {files})
(settings.DATA / "desk-{desk}").touch()
while len(list(settings.DATA.glob("desk-*"))) < {officers}:
    time.sleep(0.01)
given = []
for dossier in files:
    try:
        given.append(register(actor, dossier))
    except NotPossible:
        pass
print(json.dumps(given))
"""
READ = """
import json
from ecm.dossiers.models import Dossier, Register
from ecm.journal.chain import faults_of

dossiers = list(Dossier.objects.order_by("register_serial"))
print(json.dumps({
    "numbers": [d.number for d in dossiers],
    "last": Register.objects.get().last,
    "faults": [f for d in dossiers for f in faults_of(d.stream, d.seq, d.head)],
}))
"""


def test_the_entry_book_has_no_gap_and_no_number_twice(stack: Stack) -> None:
    stack.manage("shell", given=PREPARE)

    def at_desk(desk: int) -> list[str]:
        script = REGISTER.format(desk=desk, officers=OFFICERS, files=FILES)
        return list(json.loads(stack.manage("shell", given=script).splitlines()[-1]))

    with ThreadPoolExecutor(OFFICERS) as pool:
        given = list(chain.from_iterable(pool.map(at_desk, range(OFFICERS))))

    book = json.loads(stack.manage("shell", given=READ).splitlines()[-1])
    expected = [f"SGG-2026-{serial:05d}" for serial in range(1, FILES + 1)]
    assert book == {"numbers": expected, "last": FILES, "faults": []}
    assert sorted(given) == expected
