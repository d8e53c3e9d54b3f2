"""Who translates the demonstration's communiqué, and an invented press that gets it."""

from ecm.demo.words import read
from ecm.journal.chain import Actor
from ecm.people.models import User
from ecm.publication.delivering.actions import import_recipients
from ecm.publication.delivering.reading import Entry
from ecm.publication.translating.actions import grant


def load_press() -> None:
    """Give the languages and the press list, as the secretariat would."""
    words = read("press.json")
    officer = User.objects.get(username=words["granted_by"])
    actor = Actor(officer.pk, officer.person_id)
    for entry in words["translators"]:
        user = User.objects.select_related("person").get(username=entry["username"])
        for language in entry["languages"]:
            if user.person:
                grant(actor, user.person, language)
    rows = [Entry(rank, **entry) for rank, entry in enumerate(words["recipients"], 1)]
    import_recipients(actor, rows)
