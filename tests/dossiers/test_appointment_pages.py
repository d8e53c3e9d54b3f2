"""The pages of a list: who sees it, who writes it, and what the browser is told."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ecm.domain.circuit import DossierState
from ecm.dossiers.actions.appointments import confirm_appointments
from ecm.dossiers.models import Dossier
from ecm.dossiers.spreadsheet import read
from ecm.journal.models import Entry
from ecm.people.models import MinistryName
from tests.cast import signed_in
from tests.dossiers.spreadsheet.workbooks import (
    HEADINGS,
    eighty_with_mistakes,
    faultless,
    saved,
    workbook,
)
from tests.preparation import Preparation

ONE_DATABASE = True
pytestmark = pytest.mark.django_db

NBSP = "\u00a0"


@pytest.fixture
def dossier(preparation: Preparation) -> Dossier:
    names = MinistryName.objects.filter(ministry__code="health")
    names.update(short_name="Santé")
    return preparation.dossier(
        "Nominations à la Santé", kind="appointments", ministry="health"
    )


@pytest.fixture
def chief(preparation: Preparation) -> Client:
    return signed_in(Client(), preparation["health_chief"])


def faultless_list(count: int) -> bytes:
    return saved(workbook(HEADINGS, *(faultless(n) for n in range(1, count + 1))))


def url(name: str, dossier: Dossier, *more: int) -> str:
    return reverse(f"dossiers:{name}", args=[dossier.pk, *more])


def previewed(client: Client, dossier: Dossier, content: bytes, name="liste.xlsx"):
    """Choose a file and ask for its preview."""
    file = SimpleUploadedFile(name, content)
    return client.post(url("appointments-preview", dossier), {"file": file})


def words(answer) -> str:
    """The text of a page, with plain spaces."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    text = text.replace("&#x27;", "'").replace(NBSP, " ")
    return re.sub(r"\s+", " ", text)


def carried_sheet(answer) -> str:
    found = re.search(r'name="sheet" value="([^"]+)"', answer.content.decode())
    return found[1] if found else ""


def test_a_preview_says_everything_and_writes_nothing(chief, dossier):
    answer = previewed(chief, dossier, eighty_with_mistakes())

    page = words(answer)
    assert answer.status_code == 200
    assert "80 nominations lues. 12 erreurs à corriger. 1 point à vérifier." in page
    assert "Ligne 14, colonne C (nom) : le nom manque." in page
    assert 'href="#ligne-14"' in answer.content.decode()
    assert 'id="ligne-14"' in answer.content.decode()
    assert "L'enregistrement n'est pas encore possible : 12 erreurs" in page
    assert carried_sheet(answer) == ""
    assert not dossier.proposed_appointments.exists()
    assert not Entry.objects.filter(stream=dossier.stream).exists()


def test_a_faultless_list_is_confirmed_from_its_preview(chief, dossier):
    answer = previewed(chief, dossier, faultless_list(80))
    sheet = carried_sheet(answer)

    done = chief.post(
        url("appointments-confirm", dossier), {"sheet": sheet, "key": "k"}, follow=True
    )

    assert "Enregistrer les 80 nominations" in words(answer)
    assert "80 nominations enregistrées." in words(done)
    assert dossier.proposed_appointments.count() == 80


def test_a_confirmation_sent_twice_is_done_once(chief, dossier):
    sheet = carried_sheet(previewed(chief, dossier, faultless_list(2)))

    for _ in range(2):
        answer = chief.post(
            url("appointments-confirm", dossier), {"sheet": sheet, "key": "k"}
        )
        assert answer["Location"] == url("appointments", dossier)

    assert Entry.objects.filter(stream=dossier.stream).count() == 1


def test_a_new_preview_says_that_the_list_will_be_replaced(chief, dossier, preparation):
    actor = preparation.actor("health_chief")
    confirm_appointments(actor, dossier, workbook=read(faultless_list(3)))

    page = words(previewed(chief, dossier, faultless_list(2)))

    assert "Elle remplacera les 3 nominations déjà enregistrées" in page


@pytest.mark.parametrize("sheet", ["", "autre chose", "eyJ9:1abc:def"])
def test_a_sheet_that_no_preview_made_is_refused(chief, dossier, sheet):
    answer = chief.post(url("appointments-confirm", dossier), {"sheet": sheet})

    assert answer.status_code == 409
    assert "choisissez de nouveau le fichier" in words(answer)
    assert not dossier.proposed_appointments.exists()


def test_the_sheet_of_one_dossier_is_not_confirmed_in_another(
    chief, dossier, preparation
):
    other = preparation.dossier(kind="appointments", ministry="health")
    sheet = carried_sheet(previewed(chief, dossier, faultless_list(2)))

    answer = chief.post(url("appointments-confirm", other), {"sheet": sheet})

    assert answer.status_code == 409
    assert not other.proposed_appointments.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Ce fichier est vide."),
        (b"%PDF-1.7", "Ce fichier est un PDF"),
        (b"PK\x03\x04", "Ce classeur est abîmé"),
    ],
)
def test_a_file_that_is_no_list_is_refused_at_its_field(
    chief, dossier, content, reason
):
    answer = previewed(chief, dossier, content)

    assert answer.status_code == 422
    assert words(answer).count(reason) == 2  # on top, and at the field


def test_a_file_must_be_chosen(chief, dossier):
    answer = chief.post(url("appointments-preview", dossier), {})

    assert answer.status_code == 422
    assert "Choisissez d'abord un fichier." in words(answer)


def test_a_preview_asked_again_without_its_file_leads_back(chief, dossier):
    answer = chief.get(url("appointments-preview", dossier))

    assert answer["Location"] == url("appointments", dossier)


def test_the_model_and_the_list_are_workbooks(chief, dossier, preparation):
    actor = preparation.actor("health_chief")
    confirm_appointments(actor, dossier, workbook=read(faultless_list(3)))

    blank = chief.get(url("appointments-model", dossier))
    filled = chief.get(url("appointments-download", dossier))

    assert blank["Content-Disposition"].endswith('"nominations-modele.xlsx"')
    again = carried_sheet(previewed(chief, dossier, filled.content))
    chief.post(url("appointments-confirm", dossier), {"sheet": again})
    assert dossier.proposed_appointments.count() == 3
    # The same list again: nothing was recorded.
    assert Entry.objects.filter(stream=dossier.stream).count() == 1


LINE = {
    "civility": "Madame",
    "surname": "Kaboré",
    "given_names": "Awa",
    "staff_number": "31000B",
    "rank": "",
    "post": "Cheffe de service",
    "ministry": "",
}


def test_a_person_is_added_then_corrected_then_taken_out(chief, dossier):
    chief.post(url("appointment-add", dossier), LINE)
    row = dossier.proposed_appointments.get()
    chief.post(
        url("appointment-edit", dossier, row.pk), LINE | {"post": "Chef de cabinet"}
    )
    row.refresh_from_db()
    corrected = (row.surname, row.post)
    done = chief.post(url("appointment-remove", dossier, row.pk), follow=True)

    assert corrected == ("KABORÉ", "Chef de cabinet")
    assert "Awa KABORÉ, Chef de cabinet ne figure plus dans la liste." in words(done)
    assert not dossier.proposed_appointments.exists()


def test_an_error_is_told_at_its_field_and_what_was_typed_is_kept(chief, dossier):
    wrong = LINE | {"surname": "Kab0ré", "staff_number": "31-000-B"}

    answer = chief.post(url("appointment-add", dossier), wrong)

    form = answer.context["form"]
    assert answer.status_code == 422
    assert set(form.errors) == {"surname", "staff_number"}
    assert 'value="Kab0ré"' in answer.content.decode()
    assert "S'agit-il de « 31 000 B »" in words(answer)
    assert not dossier.proposed_appointments.exists()


def test_what_is_to_be_looked_at_twice_is_told_after_a_line_is_written(chief, dossier):
    done = chief.post(
        url("appointment-add", dossier), LINE | {"staff_number": ""}, follow=True
    )

    assert "Le matricule manque" in words(done)
    assert dossier.proposed_appointments.count() == 1


def test_a_list_is_printed_as_the_communique_would(chief, dossier, preparation):
    actor = preparation.actor("health_chief")
    confirm_appointments(actor, dossier, workbook=read(faultless_list(2)))

    page = words(chief.get(url("appointments-printed", dossier)))

    assert "NOMINATIONS DANS LES EMPLOIS SUPERIEURS" in page
    assert "A. AU TITRE DU MINISTERE DE LA SANTE" in page
    assert (
        "Monsieur Issa A. Aab SAWADOGO, Mle 20 037 B, administrateur civil, 1re classe, "
        "5e échelon, est nommé Chef du service 1 de l'administration et des finances ;"
    ) in page


def test_a_line_of_another_ministry_is_printed_under_its_own(
    chief, dossier, preparation
):
    actor = preparation.actor("health_chief")
    confirm_appointments(actor, dossier, workbook=read(faultless_list(3)))
    second = dossier.proposed_appointments.order_by("position")[1]
    second.ministry = preparation.cast.ministries["defence"]
    second.save()

    page = words(chief.get(url("appointments-printed", dossier)))
    defence = page.index("A. AU TITRE DU MINISTERE DE LA GUERRE")
    health = page.index("B. AU TITRE DU MINISTERE DE LA SANTE")

    assert defence < page.index(second.surname) < health
    assert page.count("AU TITRE DU") == 2
    assert page.count("est nommé") == 3


READ = ("appointments", "appointments-download", "appointments-printed")
WRITE = ("appointments-model", "appointment-add", "appointments-preview")


@pytest.mark.parametrize("who", ["rival_chief", "stranger", "screen", "administrator"])
@pytest.mark.parametrize("name", READ + WRITE)
def test_a_list_does_not_exist_for_who_may_not_know_its_dossier(
    preparation, dossier, who, name
):
    client = signed_in(Client(), preparation[who])

    assert client.get(url(name, dossier)).status_code == 404


@pytest.mark.parametrize("who", ["officer", "prime_minister"])
def test_a_lodged_list_is_read_and_not_written_by_who_studies_it(preparation, who):
    lodged = preparation.dossier(
        kind="appointments", ministry="health", state=DossierState.ADMISSIBLE
    )
    client = signed_in(Client(), preparation[who])

    assert [client.get(url(name, lodged)).status_code for name in READ] == [200] * 3
    assert [client.get(url(name, lodged)).status_code for name in WRITE] == [403] * 3


def test_a_lodged_list_is_not_written_by_its_ministry(chief, preparation):
    lodged = preparation.dossier(
        kind="appointments", ministry="health", state=DossierState.LODGED
    )

    page = chief.get(url("appointments", lodged))

    assert "Importer une liste" not in words(page)
    assert [chief.get(url(name, lodged)).status_code for name in WRITE] == [409] * 3


def test_a_dossier_of_another_kind_has_no_list(chief, preparation):
    decree = preparation.dossier(kind="decree", ministry="health")

    assert chief.get(url("appointments", decree)).status_code == 404


def test_a_list_costs_the_same_with_three_lines_and_with_thirty(
    chief, dossier, preparation, django_assert_max_num_queries
):
    actor = preparation.actor("health_chief")
    counts = []
    for size in (3, 30):
        confirm_appointments(actor, dossier, workbook=read(faultless_list(size)))
        with django_assert_max_num_queries(40) as asked:
            chief.get(url("appointments", dossier))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_what_was_typed_is_shown_where_more_than_capitals_changed(chief, dossier):
    kept, bold = faultless(1), faultless(2)
    bold[2] = "𝐊𝐀𝐁𝐎𝐑𝐄"

    page = words(previewed(chief, dossier, saved(workbook(HEADINGS, kept, bold))))

    assert page.count("Dans le fichier :") == 1
    assert "Monsieur Marie-Noëlle A. Aac KABORE" in page
    assert "𝐊𝐀𝐁𝐎𝐑𝐄" in page
