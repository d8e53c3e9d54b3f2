"""Opening a dossier and writing it: what is good is saved, and nothing typed is lost."""

from uuid import uuid4

import pytest
from django.test import Client

from ecm.domain.circuit import DossierState
from ecm.dossiers.actions.drafting import edit_dossier
from ecm.dossiers.models import Dossier, DraftText
from ecm.journal.models import Entry
from tests.cast import signed_in
from tests.preparation import Preparation

ONE_DATABASE = True
NEW = "/dossiers/nouveau/"


@pytest.fixture
def contract(preparation: Preparation) -> Dossier:
    return preparation.dossier("Acquisition de véhicules", kind="contract")


def client_of(preparation: Preparation, who: str = "chief") -> Client:
    return signed_in(Client(), preparation[who])


def address(dossier: Dossier) -> str:
    return f"{dossier.get_absolute_url()}modifier/"


def typed(client: Client, dossier: Dossier, **changes: object) -> dict[str, object]:
    """Return what the form would send now, with what somebody changes in it."""
    context = client.get(address(dossier)).context
    form, texts = context["form"], context["texts"]
    fields = {f.html_name: f.value() for f in form}
    for text in [texts.management_form, *texts]:
        fields |= {f.html_name: f.value() for f in text}
    fields |= {"base": context["base"], "key": str(uuid4())} | changes
    return {
        n: value
        for n, value in fields.items()
        if value is not None and value is not False
    }


def save(client: Client, dossier: Dossier, **changes: object):
    return client.post(address(dossier), typed(client, dossier, **changes))


def words(answer) -> str:
    return answer.content.decode().replace("&#x27;", "'")


def test_a_dossier_is_opened_at_once_with_a_kind_and_a_title(
    preparation: Preparation,
) -> None:
    ministry = preparation.cast.ministries["finance"].pk
    fields = {"kind": "decree", "ministry": ministry, "title": " Décret\nde  budget "}

    answer = client_of(preparation).post(NEW, fields)

    dossier = Dossier.objects.get()
    assert answer.headers["Location"] == dossier.get_absolute_url()
    assert (dossier.title, dossier.kind.code) == ("Décret de budget", "decree")
    assert dossier.created_by == preparation["chief"]


def test_a_dossier_sent_twice_is_opened_once(preparation: Preparation) -> None:
    ministry = preparation.cast.ministries["finance"].pk
    fields = {"kind": "decree", "ministry": ministry, "title": "Décret", "key": "k"}
    client = client_of(preparation)

    answers = [client.post(NEW, fields) for _ in range(2)]

    assert Dossier.objects.count() == 1
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_what_is_wanting_to_open_it_is_said_and_the_rest_stays(
    preparation: Preparation,
) -> None:
    ministry = preparation.cast.ministries["finance"].pk

    refused = client_of(preparation).post(
        NEW, {"ministry": ministry, "title": "Décret de budget"}
    )

    assert refused.status_code == 422
    assert "Choisissez la nature du dossier." in words(refused)
    assert "Décret de budget</textarea>" in words(refused)
    assert Dossier.objects.count() == 0


def test_a_dossier_is_opened_in_ones_own_ministry(preparation: Preparation) -> None:
    other = preparation.cast.ministries["culture"].pk

    refused = client_of(preparation).post(
        NEW, {"kind": "decree", "ministry": other, "title": "Décret"}
    )

    assert refused.status_code == 422
    assert Dossier.objects.count() == 0


def test_every_kind_tells_what_it_asks(preparation: Preparation) -> None:
    page = words(client_of(preparation).get(NEW))

    assert "Communication orale" in page
    assert (
        "2 pièces obligatoires : note de communication, projet de paragraphe du compte "
        "rendu." in page
    )
    assert "Dossier repris" not in page


def test_a_draft_is_saved_with_all_that_is_written(
    preparation: Preparation, contract: Dossier
) -> None:
    client = client_of(preparation)
    health = preparation.cast.ministries["health"]

    answer = save(
        client,
        contract,
        title="Acquisition d'ambulances",
        paragraph="Le Conseil\na autorisé.",
        council_day="2099-02-05",
        planned_minutes="15",
        associated=[health.pk],
        **{"entry-supplier": "SOBAM", "entry-amount": "125 000 000"},
    )

    contract.refresh_from_db()
    assert answer.headers["Location"] == contract.get_absolute_url()
    assert contract.title == "Acquisition d'ambulances"
    assert contract.paragraph.splitlines() == ["Le Conseil", "a autorisé."]
    assert str(contract.council_day) == "2099-02-05"
    assert contract.planned_minutes == 15
    assert contract.entries["supplier"] == "SOBAM"
    assert contract.entries["amount"] == "125 000 000"
    assert list(contract.associated.all()) == [health]


def test_what_is_good_is_saved_and_what_is_not_stays_on_the_page(
    preparation: Preparation, contract: Dossier
) -> None:
    client = client_of(preparation)

    answer = save(
        client,
        contract,
        title="",
        subject="l'acquisition de véhicules",
        planned_minutes="vingt",
        **{"entry-amount": "environ 3 milliards"},
    )

    contract.refresh_from_db()
    page = words(answer)
    assert answer.status_code == 422
    assert contract.title == "Acquisition de véhicules"
    assert contract.subject == "l'acquisition de véhicules"
    assert contract.entries["amount"] == "environ 3 milliards"
    assert contract.planned_minutes is None
    assert 'value="vingt"' in page
    assert 'value="environ 3 milliards"' in page
    assert "Ce qui est juste est enregistré." in page
    assert '<a href="#id_entry-amount">' in page


def test_the_same_again_writes_nothing_in_the_journal(
    preparation: Preparation, contract: Dossier
) -> None:
    client = client_of(preparation)
    save(client, contract, subject="les véhicules")

    save(client, contract)
    save(client, contract, subject="les véhicules")

    assert Entry.objects.filter(stream=contract.stream).count() == 1


def test_two_who_write_different_fields_do_not_meet(
    preparation: Preparation, contract: Dossier
) -> None:
    client = client_of(preparation)
    mine = typed(client, contract, subject="l'objet du directeur")
    save(client_of(preparation, "writer"), contract, theme="Le thème de l'agent")

    answer = client.post(address(contract), mine)

    contract.refresh_from_db()
    assert answer.status_code == 302
    assert contract.subject == "l'objet du directeur"
    assert contract.theme == "Le thème de l'agent"


def test_a_field_that_somebody_else_changed_is_shown_and_not_replaced(
    preparation: Preparation, contract: Dossier
) -> None:
    client = client_of(preparation)
    mine = typed(client, contract, subject="l'objet du directeur")
    save(client_of(preparation, "writer"), contract, subject="l'objet de l'agent")

    refused = client.post(address(contract), mine)

    contract.refresh_from_db()
    page = words(refused)
    assert contract.subject == "l'objet de l'agent"
    assert "maintenant : « l'objet de l'agent »" in page
    assert "l'objet du directeur</textarea>" in page
    again = {**mine, "base": refused.context["base"], "key": str(uuid4())}
    assert client.post(address(contract), again).status_code == 302
    contract.refresh_from_db()
    assert contract.subject == "l'objet du directeur"


def test_draft_texts_are_added_renamed_and_taken_away(
    preparation: Preparation,
) -> None:
    decree = preparation.dossier("Décret")
    client = client_of(preparation)
    save(client, decree, **{"texts-0-nature": "decree", "texts-0-title": "Décret A"})
    save(client, decree, **{"texts-1-nature": "bill", "texts-1-title": "Loi B"})
    first = DraftText.objects.get(title="Décret A")

    save(client, decree, **{"texts-0-title": "Décret A bis", "texts-1-title": " "})

    assert [d.title for d in decree.drafts.all()] == ["Décret A bis"]
    assert decree.drafts.get() == first


def test_draft_texts_that_somebody_else_changed_are_shown(
    preparation: Preparation,
) -> None:
    decree = preparation.dossier("Décret")
    client = client_of(preparation)
    change = {"texts-0-nature": "decree", "texts-0-title": "Le mien"}
    mine = typed(client, decree, **change)
    drafts = [{"nature": "decree", "title": "Le sien"}]
    edit_dossier(preparation.actor("writer"), decree, values={"drafts": drafts})

    refused = client.post(address(decree), mine)

    assert refused.status_code == 422
    assert "« Le sien »" in words(refused)
    assert "Le mien</textarea>" in words(refused)
    assert [d.title for d in decree.drafts.all()] == ["Le sien"]


def test_what_was_typed_stays_when_the_dossier_has_left(
    preparation: Preparation, contract: Dossier
) -> None:
    client = client_of(preparation)
    mine = typed(client, contract, subject="une phrase qui coûte")
    Dossier.objects.filter(pk=contract.pk).update(state=DossierState.IN_REVIEW)

    refused = client.post(address(contract), mine)

    assert refused.status_code == 422
    assert "le dossier est en relecture au ministère" in words(refused)
    assert "une phrase qui coûte</textarea>" in words(refused)


def test_a_script_that_saves_is_told_when_and_what_is_wrong(
    preparation: Preparation, contract: Dossier
) -> None:
    client = client_of(preparation)
    mine = typed(client, contract, subject="les véhicules", planned_minutes="x")

    answer = client.post(address(contract), mine, headers={"Idempotency-Key": "un"})

    told = answer.json()
    contract.refresh_from_db()
    assert contract.subject == "les véhicules"
    assert told["saved"].endswith(tuple("0123456789"))
    assert list(told["errors"]) == ["planned_minutes"]
    assert told["base"] == client.get(address(contract)).context["base"]


def test_a_script_that_cannot_save_is_told_so(
    preparation: Preparation, contract: Dossier
) -> None:
    client = client_of(preparation)
    mine = typed(client, contract, subject="les véhicules")
    Dossier.objects.filter(pk=contract.pk).update(state=DossierState.SIGNED)

    answer = client.post(address(contract), mine, headers={"Idempotency-Key": "un"})

    assert answer.json()["saved"] == ""
    assert "__all__" in answer.json()["errors"]


def test_a_dossier_that_left_is_not_written_any_more(
    preparation: Preparation, contract: Dossier
) -> None:
    Dossier.objects.filter(pk=contract.pk).update(state=DossierState.LODGED)

    answer = client_of(preparation).get(address(contract))

    assert answer.headers["Location"] == contract.get_absolute_url()


@pytest.mark.parametrize("who", ["rival_chief", "stranger", "officer"])
def test_strangers_do_not_reach_the_form(
    preparation: Preparation, contract: Dossier, who: str
) -> None:
    client = client_of(preparation, who)

    assert client.get(address(contract)).status_code == 404
    assert client.post(address(contract), {"title": "Le mien"}).status_code == 404
    contract.refresh_from_db()
    assert contract.title == "Acquisition de véhicules"


def test_a_former_dossier_is_taken_over_with_its_references(
    preparation: Preparation,
) -> None:
    former = preparation.dossier("Décret de 2013", state=DossierState.SETTLED)
    Dossier.objects.filter(pk=former.pk).update(subject="l'organisation du budget")
    fields = {"kind": "decree", "ministry": former.ministry_id, "title": "Relecture"}

    answer = client_of(preparation).post(f"{former.get_absolute_url()}relire/", fields)

    new = Dossier.objects.get(title="Relecture")
    assert answer.headers["Location"] == new.get_absolute_url()
    assert (new.revises, new.subject) == (former, "l'organisation du budget")


def test_another_kind_keeps_what_was_written(
    preparation: Preparation, contract: Dossier
) -> None:
    client = client_of(preparation)
    save(client, contract, **{"entry-supplier": "SOBAM"})

    answer = client.post(
        f"{contract.get_absolute_url()}nature/",
        {"kind": preparation.kind("report").pk},
    )

    contract.refresh_from_db()
    assert answer.status_code == 302
    assert (contract.kind.code, contract.entries["supplier"]) == ("report", "SOBAM")


def test_dossiers_are_tied_and_untied(preparation: Preparation) -> None:
    dossier, other = preparation.dossier("Le premier"), preparation.dossier("Le second")
    secret = preparation.dossier("Le secret second", ministry="culture")
    client, where = client_of(preparation), f"{dossier.get_absolute_url()}liens/"

    found = client.get(where, {"q": "second"}).context["found"]
    client.post(where, {"relation": "related", "other": other.pk})
    tied = words(client.get(dossier.get_absolute_url()))
    refused = client.post(where, {"relation": "revises", "other": secret.pk})
    client.post(where, {"relation": "unrelated", "other": other.pk})

    assert list(found) == [other]
    assert "Lié à" in tied
    assert "Le second" in tied
    dossier.refresh_from_db()
    assert dossier.revises is None
    assert (refused.status_code, "Ce dossier n'existe pas." in words(refused)) == (
        422,
        True,
    )
    assert not dossier.related.exists()
