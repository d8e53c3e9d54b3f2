"""Side by side: every text of the French, and what changed since it was translated."""

from dataclasses import replace

from ecm.domain.communique.edition import (
    Edition,
    EditionGroup,
    EditionParagraph,
    EditionSection,
    texts_of,
)
from ecm.domain.communique.languages import Currency, Rendering
from ecm.domain.communique.pairs import Place, pairs_of, shaped_like
from ecm.domain.wording import Fate

ONE_DATABASE = True


def an_edition(text: str = "Le Conseil a adopté un décret.") -> Edition:
    """Return a communiqué of one deliberation and one appointment."""
    decree = EditionParagraph("I.1.1#0", text, "CM/2026/5/I.1.1")
    entry = EditionParagraph("III.1#0", "- Madame Awa ZONGO est nommée directrice ;")
    group = EditionGroup("I/1", "I.1.", "AU TITRE DU MINISTERE", "", 2, (decree,))
    named = EditionGroup("III/1", "A.", "MINISTERE DES FINANCES", "", 2, (entry,))
    return Edition(
        reference="CM/2026/5",
        country="bf",
        body_code="CM",
        body_name="Conseil des ministres",
        year=2026,
        number=5,
        nature="ordinaire",
        place="Ouagadougou",
        days=("2026-02-05",),
        periods=(),
        language="fr",
        version=1,
        published="2026-02-05T12:00:00+00:00",
        first_published="2026-02-05T12:00:00+00:00",
        reason="",
        is_archive=False,
        heading="COMPTE RENDU",
        opening="Le Conseil s'est tenu.",
        second="",
        sections=(
            EditionSection("I", "I", "DELIBERATIONS", (group,)),
            EditionSection("III", "III", "NOMINATIONS", (named,)),
        ),
        signature=None,
        decisions=(),
        appointments=(),
    )


def test_every_text_has_its_pair_in_reading_order() -> None:
    edition = an_edition()

    pairs = pairs_of(edition, {})

    assert [pair.key for pair in pairs] == list(texts_of(edition))
    assert [(pair.key, pair.place) for pair in pairs if pair.place != Place.TITLE] == [
        ("heading", Place.HEADING),
        ("opening", Place.TEXT),
        ("I.1.1#0", Place.TEXT),
        ("III.1#0", Place.ENTRY),
    ]
    assert {pair.currency for pair in pairs} == {Currency.MISSING}


def test_what_changed_since_it_was_translated_is_marked() -> None:
    before = "Le Conseil a adopté un décret."
    done = {"I.1.1#0": Rendering("The Council adopted a decree.", before)}

    (pair,) = [
        p
        for p in pairs_of(an_edition("Le Conseil a adopté deux décrets."), done)
        if p.key == "I.1.1#0"
    ]

    assert pair.currency is Currency.STALE
    added = "".join(run.text for run in pair.runs if run.fate is Fate.ADDED)
    kept = "".join(run.text for run in pair.runs if run.fate is Fate.SAME)
    assert added == "deuxdécrets"
    assert kept == "Le Conseil a adopté  ."


def test_what_the_french_no_longer_holds_is_not_shown() -> None:
    done = {"I.9.9#0": Rendering("A secret", "Un secret")}

    assert "I.9.9#0" not in {pair.key for pair in pairs_of(an_edition(), done)}


def test_a_line_of_a_person_keeps_its_dash_and_no_other_text_has_one() -> None:
    assert shaped_like("- Madame Awa", "Madame Awa") == "- Madame Awa"
    assert shaped_like("- Madame Awa", " - Madame Awa ") == "- Madame Awa"
    assert shaped_like("Le Conseil", "- Le Conseil") == "Le Conseil"
    assert shaped_like("- Madame Awa", "") == ""


def test_keys_that_look_alike_have_addresses_of_their_own() -> None:
    edition = an_edition()
    twin = replace(edition.sections[0].groups[0].paragraphs[0], key="I/1#0")
    group = replace(edition.sections[0].groups[0], paragraphs=(twin,))
    section = replace(edition.sections[0], groups=(group,))
    both = replace(edition, sections=(*edition.sections, section))

    anchors = [pair.anchor for pair in pairs_of(both, {})]

    assert len(set(anchors)) == len(anchors)
