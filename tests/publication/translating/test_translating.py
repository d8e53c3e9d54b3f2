"""A translation from its first words to its publication, and what an erratum makes of it."""

from dataclasses import replace

import pytest
from django.db import transaction

from ecm.domain.communique.edition import (
    Edition,
    as_json,
    from_json,
    texts_of,
    with_texts,
)
from ecm.domain.communique.languages import Progress, progress_of
from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.publishing import TRANSLATION, CommuniqueState
from ecm.domain.verbs import Verb
from ecm.journal.chain import SYSTEM, faults_of
from ecm.journal.models import Entry
from ecm.public.reading import edition as published_copy
from ecm.publication.models import CommuniqueVersion, TranslatedText, Translation
from ecm.publication.translating import actions
from ecm.publication.translating.words import renderings_of, rows_of
from tests.publication.published import publish
from tests.publication.translating.conftest import MARK, Desk

ONE_DATABASE = True


def progress(desk: Desk) -> Progress:
    return progress_of(texts_of(desk.french), renderings_of(rows_of(desk.begun())))


def erratum(desk: Desk, key: str, text: str) -> Edition:
    """Publish the French again with other words under one key."""
    edition = with_texts(desk.french, {key: text}, version=desk.french.version + 1)
    publish(desk.communique, edition)
    return edition


def test_words_are_kept_with_the_french_that_they_say(desk: Desk) -> None:
    desk.write("heading", "Kibare")

    row = TranslatedText.objects.get()
    assert (row.key, row.text, row.number) == ("heading", "Kibare", 1)
    assert row.source == desk.french.heading
    assert row.by == desk.mossi
    assert progress(desk).current == 1


def test_the_journal_tells_of_words_and_holds_none(desk: Desk) -> None:
    desk.write("heading", "Kibare")

    translation = desk.begun()
    entries = Entry.objects.filter(stream=translation.stream).order_by("seq")
    assert [entry.verb for entry in entries] == [
        "translation.opened",
        "translation.reworded",
    ]
    assert "Kibare" not in str([entry.facts for entry in entries])
    assert list(faults_of(translation.stream, translation.seq, translation.head)) == []


def test_the_same_words_change_nothing(desk: Desk) -> None:
    desk.write("heading", "Kibare")
    before = desk.begun().seq

    desk.write("heading", "Kibare", base=0)

    assert desk.begun().seq == before


def test_the_second_of_two_translators_is_told_and_overwrites_nothing(
    desk: Desk,
) -> None:
    desk.write("heading", "Kibare")

    with pytest.raises(Conflict):
        desk.write("heading", "Koeega", who="other")

    assert TranslatedText.objects.get().text == "Kibare"
    desk.write("heading", "Koeega", who="other", base=1)
    assert TranslatedText.objects.get().text == "Koeega"


def test_a_french_that_changed_under_the_writer_is_a_conflict(desk: Desk) -> None:
    with pytest.raises(Conflict):
        actions.write_text(
            *(desk.actor("mossi"), desk.begun(), "heading", "Kibare"),
            base=0,
            source="0" * 64,
        )

    assert TranslatedText.objects.count() == 0


def test_a_text_that_the_french_does_not_hold_is_not_translated(desk: Desk) -> None:
    with pytest.raises(NotPossible):
        actions.write_text(
            *(desk.actor("mossi"), desk.begun(), "I.9.9#0", "Kibare"),
            base=0,
            source="",
        )


def test_an_incomplete_translation_is_not_validated(desk: Desk) -> None:
    desk.write("heading", "Kibare")

    with pytest.raises(NotPossible):
        actions.validate(desk.actor("secretary"), desk.begun())

    assert desk.begun().state == "draft"


def test_a_translation_waits_for_the_french_then_bears_its_number(desk: Desk) -> None:
    actions.validate(desk.actor("secretary"), desk.write_all())
    with pytest.raises(NotPossible):
        actions.publish(desk.actor("secretary"), desk.begun())
    publish(desk.communique, desk.french)

    version = actions.publish(desk.actor("secretary"), desk.begun())

    assert (version.language, version.number) == ("mos", 1)
    edition = from_json(version.edition)
    assert edition.heading == f"Moore {desk.french.heading}"
    assert (edition.language, edition.version) == ("mos", 1)
    assert edition.decisions == desk.french.decisions
    assert desk.begun().state == "published"


def test_a_published_translation_is_given_to_the_public(
    desk: Desk, django_capture_on_commit_callbacks
) -> None:
    publish(desk.communique, desk.french)
    actions.validate(desk.actor("secretary"), desk.write_all())

    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(desk.actor("secretary"), desk.begun())

    found = published_copy(2026, 5, language="mos")
    assert found is not None
    assert found.heading == f"Moore {desk.french.heading}"


def test_an_erratum_leaves_the_translation_published_and_out_of_date(
    desk: Desk,
) -> None:
    publish(desk.communique, desk.french)
    actions.validate(desk.actor("secretary"), desk.write_all())
    actions.publish(desk.actor("secretary"), desk.begun())

    erratum(desk, "opening", "Le Conseil s'est tenu à Ouagadougou.")

    assert progress(desk).stale == 1
    assert desk.begun().state == "published"
    last = CommuniqueVersion.objects.filter(language="mos").latest("number")
    assert last.number == 1


def test_after_an_erratum_the_language_is_published_again_under_the_new_number(
    desk: Desk,
) -> None:
    publish(desk.communique, desk.french)
    actions.validate(desk.actor("secretary"), desk.write_all())
    first = actions.publish(desk.actor("secretary"), desk.begun())
    erratum(desk, "opening", "Le Conseil s'est tenu à Ouagadougou.")

    actions.validate(desk.actor("secretary"), desk.write_all())
    second = actions.publish(desk.actor("secretary"), desk.begun())

    assert (first.number, second.number) == (1, 2)
    editions = from_json(first.edition), from_json(second.edition)
    assert editions[0].opening != editions[1].opening
    assert editions[1].first_published == editions[0].published


def test_a_published_text_never_changes_in_its_version(desk: Desk) -> None:
    publish(desk.communique, desk.french)
    actions.validate(desk.actor("secretary"), desk.write_all())
    version = actions.publish(desk.actor("secretary"), desk.begun())
    desk.write("heading", "Koeega", base=desk.number("heading"))
    actions.validate(desk.actor("secretary"), desk.begun())

    with pytest.raises(NotPossible):
        actions.publish(desk.actor("secretary"), desk.begun())

    kept = CommuniqueVersion.objects.get(pk=version.pk)
    assert from_json(kept.edition).heading == f"Moore {desk.french.heading}"


def test_a_translator_reads_nothing_before_the_submission(desk: Desk) -> None:
    desk.communique.state = CommuniqueState.DRAFT
    desk.communique.save()

    with pytest.raises(NotPossible):
        desk.begun()


def test_during_an_erratum_the_published_text_stays_before_the_translators(
    desk: Desk,
) -> None:
    publish(desk.communique, desk.french)
    draft = replace(desk.french, opening=f"Un brouillon {MARK}")
    desk.communique.edition = as_json(draft)
    desk.communique.state = CommuniqueState.DRAFT
    desk.communique.save()

    assert MARK not in str(desk.french)


EVERYBODY = ("president", "secretary", "minister", "observer", "mossi", "stranger")
ACTS = {
    Verb.OPEN_TRANSLATION: lambda d, a: actions.open_translation(
        a, d.communique, "mos"
    ),
    Verb.REWORD_TRANSLATION: lambda d, a: actions.write_text(
        *(a, d.begun(), "heading", "Autre"),
        base=d.number("heading"),
        source=rows_of(d.begun())["heading"].source_digest,
    ),
    Verb.VALIDATE_TRANSLATION: lambda d, a: actions.validate(a, d.begun()),
    Verb.RETURN_TRANSLATION: lambda d, a: actions.send_back(a, d.begun()),
    Verb.PUBLISH_TRANSLATION: lambda d, a: actions.publish(a, d.begun()),
}


def test_every_verb_of_the_table_is_tried() -> None:
    assert set(ACTS) == set(TRANSLATION.steps)


@pytest.mark.parametrize("verb", ACTS)
def test_who_may_do_what_in_which_state(desk: Desk, verb: Verb) -> None:
    translation = desk.write_all()
    publish(desk.communique, desk.french)
    desks, writers = {"secretary"}, {"secretary", "mossi"}
    first = (Verb.OPEN_TRANSLATION, Verb.REWORD_TRANSLATION)
    allowed = writers if verb in first else desks

    for state in TRANSLATION.words:
        found = {
            name: _outcome(desk, translation.pk, verb, name, state)
            for name in EVERYBODY
        }
        is_possible = (
            verb is Verb.OPEN_TRANSLATION or state in TRANSLATION.steps[verb].states
        )
        done = "done" if is_possible else "NotPossible"
        assert found == {n: done if n in allowed else "NotAllowed" for n in EVERYBODY}


def _outcome(desk: Desk, pk: int, verb: Verb, name: str, state: str) -> str:
    mark = transaction.savepoint()
    Translation.objects.filter(pk=pk).update(state=state)
    try:
        ACTS[verb](desk, desk.actor(name))
    except (NotAllowed, NotPossible) as refusal:
        return type(refusal).__name__
    else:
        return "done"
    finally:
        transaction.savepoint_rollback(mark)


def test_the_machine_may_publish_and_nothing_else(desk: Desk) -> None:
    publish(desk.communique, desk.french)
    with pytest.raises(NotAllowed):
        actions.validate(SYSTEM, desk.write_all())
    actions.validate(desk.actor("secretary"), desk.begun())

    assert actions.publish(SYSTEM, desk.begun()).number == 1


def test_a_language_is_given_and_taken_back_by_the_secretariat_alone(
    desk: Desk,
) -> None:
    for name in ("president", "minister", "mossi"):
        with pytest.raises(NotAllowed):
            actions.grant(desk.actor(name), desk.mossi.person, "dyu")
    given = desk.mossi.person.translating.get()

    actions.revoke(desk.actor("secretary"), given)

    with pytest.raises(NotAllowed):
        desk.write("heading", "Kibare")
