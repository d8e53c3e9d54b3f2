"""The public communiqué of a council, written from facts; it never reads a database."""

from ecm.domain.communique.acts import (
    Act,
    Announced,
    announced,
    parse_act,
    parse_acts,
    second_sentence,
)
from ecm.domain.communique.compose import acts_of, compose
from ecm.domain.communique.contents import (
    Appointment,
    AppointmentGroup,
    Content,
    ItemLine,
    Measure,
    MeasureGroup,
    MinistryLines,
    Named,
    OralLine,
)
from ecm.domain.communique.facts import Facts, Period, Presided
from ecm.domain.communique.layout import (
    Communique,
    Group,
    Paragraph,
    Section,
    Signature,
    as_text,
)
from ecm.domain.communique.opening import heading, opening_sentence
from ecm.domain.communique.presided import parse_presided_by, under_the_presidency

__all__ = [
    "Act",
    "Announced",
    "Appointment",
    "AppointmentGroup",
    "Communique",
    "Content",
    "Facts",
    "Group",
    "ItemLine",
    "Measure",
    "MeasureGroup",
    "MinistryLines",
    "Named",
    "OralLine",
    "Paragraph",
    "Period",
    "Presided",
    "Section",
    "Signature",
    "acts_of",
    "announced",
    "as_text",
    "compose",
    "heading",
    "opening_sentence",
    "parse_act",
    "parse_acts",
    "parse_presided_by",
    "second_sentence",
    "under_the_presidency",
]
