"""The discussion of a dossier: on versions, with quotations found in them, and answers."""

import pytest
import time_machine

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.dossiers.actions.observations import observe, quotes
from ecm.dossiers.models import Observation, Rendition
from ecm.journal.chain import AlreadyDone, digest
from ecm.people.models import BodyMember, Mandate
from tests.dossiers.asking import Asked, a_version, asked, facts, told
from tests.preparation import NOW, Preparation


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def study(preparation: Preparation) -> Asked:
    return asked(preparation)


def say(file: Asked, who: str, text: str = "Voir l'article 2.", **more) -> Observation:
    more.setdefault("version", file.draft)
    return observe(file.actor(who), file.dossier, text=text, **more)


def test_who_is_asked_observes_on_what_it_was_shown(study: Asked) -> None:
    opinion = study.culture(versions=[study.draft])

    observation = say(study, "rival_chief", " Voir l'article 2. ")

    assert (observation.text, observation.version) == ("Voir l'article 2.", study.draft)
    assert (observation.ministry, observation.opinion) == (
        study.ministry("culture"),
        opinion,
    )
    assert observation.by == study.preparation["rival_chief"].person
    assert facts(study.dossier)[-1] == (
        "observation.made",
        {"observation": observation.pk, "digest": digest("Voir l'article 2.")},
    )
    assert told(study.preparation["chief"]) == ["observation.made"]
    assert told(study.preparation["rival_chief"]) == ["consultation.opened"]


def test_each_speaks_for_his_own(study: Asked) -> None:
    study.coteval()
    study.dossier.associated.add(study.ministry("health"))

    said = {who: say(study, who) for who in ("chief", "officer", "health_chief")}
    body = say(study, "coteval_secretary")

    ministries = {who: o.ministry_id for who, o in said.items()}
    assert ministries == {
        "chief": study.ministry("finance").pk,
        "officer": None,
        "health_chief": study.ministry("health").pk,
    }
    assert (body.body, body.ministry) == (study.preparation.coteval, None)
    assert all(o.body is None for o in said.values())


def test_who_sits_in_a_body_speaks_for_his_ministry_where_it_is_asked(
    study: Asked,
) -> None:
    mandate = Mandate.objects.get(person=study.preparation["rival"].person)
    BodyMember.objects.create(body=study.preparation.coteval, mandate=mandate)
    study.culture()
    study.coteval()

    said = say(study, "rival")

    assert (said.ministry, said.body) == (study.ministry("culture"), None)


@pytest.mark.parametrize("who", ["health_chief", "controller", "prime_minister"])
def test_others_say_nothing(study: Asked, who: str) -> None:
    study.culture()

    with pytest.raises(NotAllowed):
        say(study, who)


def test_what_was_not_shown_is_not_spoken_of(study: Asked) -> None:
    study.culture(versions=[study.draft])
    second = a_version(study.draft.document)

    for version in (study.report, second, asked(study.preparation).draft):
        with pytest.raises(NotAllowed, match="pas communiquée"):
            say(study, "rival_chief", version=version)
    with pytest.raises(NotPossible, match="Choisissez la pièce"):
        say(study, "rival_chief", version=None)
    assert say(study, "chief", version=None).version is None


def test_an_observation_has_words(study: Asked) -> None:
    with pytest.raises(NotPossible, match="Écrivez votre observation"):
        say(study, "chief", " \n ")


TEXT = "Article 2 : Le budget\nest voté « en équi-\nlibre » par l’Assemblée. "


@pytest.mark.parametrize(
    "passage",
    [
        "Le budget est voté",
        "LE  BUDGET\n\nEST VOTÉ",
        "voté en équilibre par l'Assemblée",
        'voté "en équilibre"',
        "Article 2 : Le budget\nest voté « en équi-\nlibre » par l’Assemblée.",
        "e\u0301quilibre",
    ],
)
def test_a_quotation_is_found_whatever_the_file_does_to_its_letters(
    passage: str,
) -> None:
    assert quotes(passage, TEXT)


@pytest.mark.parametrize("passage", ["Le budget est rejeté", "article 3", "« »", "-"])
def test_a_quotation_that_is_not_there_is_not_found(passage: str) -> None:
    assert not quotes(passage, TEXT)


def test_a_quotation_is_of_the_version(study: Asked) -> None:
    Rendition.objects.create(version=study.draft, text=TEXT)

    kept = say(study, "chief", passage=" Le budget est voté ")
    with pytest.raises(NotPossible, match="n'est pas dans la pièce"):
        say(study, "chief", passage="Le budget est rejeté")

    assert kept.passage == "Le budget est voté"
    seal = digest("Le budget est voté\nVoir l'article 2.")
    assert facts(study.dossier)[-1][1]["digest"] == seal


def test_a_quotation_of_a_scan_is_taken_as_it_is(study: Asked) -> None:
    Rendition.objects.create(version=study.draft, text=" \n")

    assert say(study, "chief", passage="Le budget").passage == "Le budget"
    assert say(study, "chief", passage="Le", version=study.report).passage == "Le"


def test_a_quotation_is_of_some_piece(study: Asked) -> None:
    with pytest.raises(NotPossible, match="d'où vient le passage"):
        say(study, "chief", version=None, passage="Le budget")


def test_a_reply_is_on_the_version_and_in_the_thread_it_answers(study: Asked) -> None:
    study.culture()
    first = say(study, "rival_chief")

    answer = say(study, "chief", "Corrigé.", replies_to=first, version=None)
    again = say(study, "rival_chief", "Merci.", replies_to=answer, version=None)

    assert (answer.replies_to, again.replies_to) == (first, first)
    assert (answer.version, again.version) == (study.draft, study.draft)
    assert told(study.preparation["rival_chief"])[-1] == "observation.answered"


def test_a_reply_stays_in_its_dossier(study: Asked) -> None:
    other = asked(study.preparation)
    elsewhere = say(other, "chief")

    with pytest.raises(NotAllowed, match="pas de ce dossier"):
        say(study, "chief", replies_to=elsewhere)


def test_nobody_answers_what_he_may_not_read(study: Asked) -> None:
    study.culture(versions=[study.draft])
    first, general = (say(study, "chief", version=v) for v in (study.report, None))

    for hidden in (first, general):
        with pytest.raises((NotAllowed, NotPossible)):
            say(study, "rival_chief", replies_to=hidden)


def test_the_same_key_says_it_once(study: Asked) -> None:
    for _ in range(2):
        try:
            observe(study.actor("chief", "un"), study.dossier, text="Un mot")
        except AlreadyDone:
            continue

    assert Observation.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "signed", "lodged", "ready", "proposed"])
def test_the_discussion_goes_on_until_the_agenda(
    preparation: Preparation, state: str
) -> None:
    file = asked(preparation, DossierState(state))

    assert say(file, "chief").pk


@pytest.mark.parametrize("state", ["on_agenda", "settled", "withdrawn"])
def test_the_discussion_ends_with_the_agenda(
    preparation: Preparation, state: str
) -> None:
    file = asked(preparation, DossierState(state))

    with pytest.raises(NotPossible):
        say(file, "chief")


def test_the_secretariat_speaks_of_what_was_lodged_alone(
    preparation: Preparation,
) -> None:
    file = asked(preparation, DossierState.DRAFT)

    with pytest.raises(NotAllowed):
        say(file, "officer")
