"""The whole communiqué from the facts of a council and the lines it may publish."""

from ecm.domain.communique.acts import Act, Announced, announced, second_sentence
from ecm.domain.communique.contents import Content
from ecm.domain.communique.deliberations import deliberations, oral_communications
from ecm.domain.communique.facts import Facts
from ecm.domain.communique.individuals import appointments, measures
from ecm.domain.communique.layout import Communique, Section
from ecm.domain.communique.opening import heading, opening_sentence
from ecm.domain.outcomes import POSITIVE, ItemKind

_MEASURES = {
    ItemKind.DISMISSAL: Act.DISMISSED,
    ItemKind.SANCTION: Act.SANCTIONED,
    ItemKind.TERMINATION: Act.TERMINATED,
}


def compose(facts: Facts, content: Content) -> Communique:
    """Return the communiqué; empty sections vanish and the numbers follow.

    Raises ValueError when a line carries an outcome that is not for the public.
    """
    _refuse_what_is_not_public(content)
    acts = acts_of(content) if facts.acts is None else facts.acts
    return Communique(
        heading=heading(facts),
        opening=opening_sentence(facts),
        second=second_sentence(acts),
        sections=_sections(content),
        signature=content.signature,
    )


def _refuse_what_is_not_public(content: Content) -> None:
    for reference, outcome in content.outcomes():
        if outcome not in POSITIVE:
            raise ValueError(f"{reference or 'a line'}: {outcome} is never published")


def acts_of(content: Content) -> tuple[Announced, ...]:
    """Return the acts that a council did, counted from its contents."""
    deliberated = sum(len(ministry.lines) for ministry in content.ministries)
    appointed = [*content.appointments, *content.boards]
    counts = {
        Act.DELIBERATED: (
            deliberated if content.deliberated is None else content.deliberated
        ),
        Act.HEARD: len(content.oral),
        Act.APPOINTED: sum(len(group.lines) for group in appointed),
        Act.SENT_ABROAD: content.missions,
    }
    for group in content.measures:
        for line in group.lines:
            act = _MEASURES[line.kind]
            counts[act] = counts.get(act, 0) + 1
    return announced(counts)


def _sections(content: Content) -> tuple[Section, ...]:
    sections: list[Section] = []
    ministries = [ministry for ministry in content.ministries if ministry.lines]
    posts = [group for group in content.appointments if group.lines]
    boards = [group for group in content.boards if group.lines]
    if ministries:
        sections.append(deliberations(1, ministries))
    if content.oral:
        sections.append(oral_communications(len(sections) + 1, content.oral))
    if posts or boards:
        sections.append(appointments(len(sections) + 1, posts, boards))
    for kind in _MEASURES:
        if section := measures(len(sections) + 1, kind, content.measures):
            sections.append(section)
    return tuple(sections)
