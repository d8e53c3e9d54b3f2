"""The chain of signatories of an act: ministries by protocol, the Prime Minister, the head."""

from datetime import date

from ecm.followup.models import Act, Signatory
from ecm.people.models import Mandate, Ministry, Post
from ecm.people.names import Names

MINISTERS = (
    *(Post.MINISTER_OF_STATE, Post.MINISTER, Post.PRIME_MINISTER),
    Post.MINISTER_DELEGATE,
)
HEADS = (Post.PRIME_MINISTER, Post.PRESIDENT)


def propose_chain(act: Act) -> None:
    """Write the chain that the act's ministries call for; the secretariat may change it."""
    ministries = _ministries(act)
    places: list[tuple[str, Ministry | None]] = [
        (Post.MINISTER.value, ministry) for ministry in ministries
    ]
    places += [(Post.PRIME_MINISTER.value, None), (Post.PRESIDENT.value, None)]
    write_chain(act, [(post, ministry, "") for post, ministry in places])


def _ministries(act: Act) -> list[Ministry]:
    """Return the ministry in charge, then those it acts with, by protocol."""
    names, day = Names(), act.decided_on
    dossier = act.item.dossier
    others = list(dossier.associated.all()) if dossier else []
    own = [act.ministry, *(m for m in others if m.pk != act.ministry_id)]
    # The Primature and the Presidency have their places already.
    headed = Mandate.objects.held_on(day).filter(post__in=HEADS)
    led = set(headed.values_list("ministry", flat=True))
    kept = (ministry for ministry in own if ministry.pk not in led)
    return sorted(kept, key=lambda m: names.rank(m.pk, day))


def write_chain(act: Act, places: list[tuple[str, Ministry | None, str]]) -> None:
    """Replace the chain by these places: post, ministry, sigle (empty: of the day)."""
    act.signatories.all().delete()
    Signatory.objects.bulk_create(
        Signatory(act=act, rank=rank, post=post, ministry=ministry, sigle=sigle)
        for rank, (post, ministry, sigle) in enumerate(places, start=1)
    )


def mandate_on(signatory: Signatory, day: date) -> Mandate | None:
    """Return the mandate that holds a place of the chain on `day`."""
    held = Mandate.objects.held_on(day).select_related("person")
    if signatory.ministry_id is None:
        return held.filter(post=signatory.post).first()
    return held.filter(ministry=signatory.ministry_id, post__in=MINISTERS).first()
