"""Under whom a meeting is held, in the words of the communiqué, from the mandates."""

from datetime import date

from ecm.domain.french import full_name, of_the
from ecm.people.models import Body, BodyMember, Capacity, Mandate, Post


def presided_by(body: Body, day: date, *, is_delegated: bool = False) -> str:
    """Return « Capitaine Ibrahim TRAORE, Président du Faso, Président du Conseil … ».

    By delegation it is the Prime Minister, for whom the President delegates (art. 64).
    Empty when nobody presides over the body on that day.
    """
    members = {member.capacity: member for member in _members(body, day)}
    chair = members.get(Capacity.PRESIDING)
    if chair is None:
        return ""
    if is_delegated:
        return _delegated(body, day, chair.mandate)
    words = [_named(chair.mandate)]
    if chair.mandate.post == Post.PRESIDENT:
        words.append(f"Président du {body.name}")
    return ", ".join(words)


def _members(body: Body, day: date) -> list[BodyMember]:
    """Return the members of a day, the first by protocol last: it is the one kept."""
    held = Mandate.objects.held_on(day)
    members = body.members.filter(mandate__in=held).select_related("mandate__person")
    return list(members.order_by("-mandate__precedence"))


def _delegated(body: Body, day: date, chair: Mandate) -> str:
    deputies = [m for m in _members(body, day) if m.mandate.post == Post.PRIME_MINISTER]
    if not deputies:
        return ""
    return f"{_named(deputies[-1].mandate)}, par délégation {of_the(chair.title)}"


def _named(mandate: Mandate) -> str:
    person = mandate.person
    name = full_name(person.given_names, person.surname)
    return f"{person.grade or person.civility} {name}, {mandate.title}"
