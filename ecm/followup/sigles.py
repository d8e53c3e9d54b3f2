"""The sigles that make the suffix of a number, as they were on a day."""

from datetime import date

from ecm.domain.act_numbers import Link, suffix_of
from ecm.followup.models import Act, Sigle, Signatory
from ecm.people.models import Post

# Since the end of 2025; the administrator's own rows come first.
USUAL = {Post.PRESIDENT.value: "PF", Post.PRIME_MINISTER.value: "PRIM"}


def sigle_on(signatory: Signatory, day: date) -> str:
    """Return the sigle typed for this act, else that of the day; empty where none is known."""
    if signatory.sigle:
        return signatory.sigle
    known = Sigle.objects.filter(valid_from__lte=day)
    if signatory.ministry_id is None:
        found = known.filter(ministry=None, post=signatory.post).first()
        return found.sigle if found else USUAL.get(signatory.post, "")
    found = known.filter(ministry=signatory.ministry_id).first()
    return found.sigle if found else ""


def suffix_on(act: Act, day: date) -> str:
    """Return « PF/PRIM/MEF » for a number given on `day`."""
    chain = act.signatories.select_related("ministry")
    return suffix_of(
        Link(
            sigle_on(signatory, day),
            is_head_of_state=signatory.post == Post.PRESIDENT,
            is_head_of_government=signatory.post == Post.PRIME_MINISTER
            and signatory.ministry_id is None,
        )
        for signatory in chain
    )
