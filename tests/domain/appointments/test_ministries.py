"""The ministry that a cell names, or the nearest one."""

import pytest

from ecm.domain.appointments.ministries import (
    KnownMinistry,
    find,
    group_heading,
    nearest,
)

HEALTH = KnownMinistry("sante", ("ministère de la Santé", "Santé"))
ECONOMY = KnownMinistry(
    "economie", ("ministère de l'Economie et des finances", "Economie")
)
JUSTICE = KnownMinistry(
    "justice",
    (
        "ministère de la Justice et des droits humains, chargé des relations avec les "
        "institutions",
        "Justice",
    ),
)
PRIMATURE = KnownMinistry("primature", ("Primature",))
KNOWN = (HEALTH, ECONOMY, JUSTICE, PRIMATURE)


@pytest.mark.parametrize(
    ("text", "ministry"),
    [
        ("ministère de la Santé", HEALTH),
        ("MINISTERE DE LA SANTE", HEALTH),
        ("Santé", HEALTH),
        ("du ministère de la Santé", HEALTH),
        ("Ministère de la Santé (MS)", HEALTH),
        ("Min. de la Santé", HEALTH),
        ("Economie et finances", None),
        ("Ministère de l’Économie et des Finances", ECONOMY),
        ("MEF", ECONOMY),
        ("économie", ECONOMY),
        ("PRIMATURE", PRIMATURE),
        ("", None),
        ("SONABEL", None),
    ],
)
def test_a_ministry_is_found_by_any_of_its_names(text, ministry):
    assert find(text, KNOWN) == ministry


def test_initials_that_two_ministries_share_name_neither():
    other = KnownMinistry("energie", ("ministère de l'Energie et des forêts",))

    assert find("MEF", (ECONOMY, other)) is None


@pytest.mark.parametrize(
    ("text", "ministry"),
    [
        ("Economie et finances", ECONOMY),
        ("ministère de la Sante publique", HEALTH),
        ("Ministère de la Jsutice", JUSTICE),
        ("ministère de l'Economie, des finances et de la prospective", ECONOMY),
        ("SONABEL", None),
        ("", None),
    ],
)
def test_the_nearest_ministry_is_proposed_and_nothing_far(text, ministry):
    assert nearest(text, KNOWN) == ministry


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("A. AU TITRE DU MINISTERE DE LA SANTE", "DU MINISTERE DE LA SANTE"),
        ("Au titre de la Primature :", "de la Primature"),
        ("SANOU Awa", ""),
    ],
)
def test_the_heading_of_a_group_names_its_owner(text, owner):
    assert group_heading(text) == owner
