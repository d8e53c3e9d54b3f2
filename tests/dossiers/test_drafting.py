"""Writing a dossier in its ministry: nothing blocks, nothing is lost, the same is nothing."""

from datetime import date

import pytest

from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotAllowed, NotPossible
from ecm.dossiers.actions.drafting import (
    create_dossier,
    edit_dossier,
    expect_piece,
    link_dossier,
    take_over,
    waive_piece,
)
from ecm.dossiers.models import Dossier, PieceKind
from ecm.journal.chain import SYSTEM, AlreadyDone, faults_of
from ecm.journal.models import Entry
from tests.preparation import Preparation


def journal(dossier: Dossier) -> list[tuple[str, dict]]:
    entries = Entry.objects.filter(stream=dossier.stream).order_by("seq")
    return list(entries.values_list("verb", "facts"))


def opened(preparation: Preparation, name: str = "chief", **more) -> Dossier:
    return create_dossier(
        preparation.actor(name, more.pop("key", "")),
        preparation.kind(more.pop("kind", "decree")),
        preparation.cast.ministries[more.pop("ministry", "finance")],
        title=more.pop("title", "Décret portant organisation du budget"),
        **more,
    )


def test_a_draft_is_opened_with_what_is_known_of_it(preparation: Preparation) -> None:
    dossier = opened(
        preparation,
        subject="portant organisation",
        council_day="2026-02-05",
        planned_minutes="",
        associated=[preparation.cast.ministries["health"]],
    )

    dossier.refresh_from_db()
    assert (dossier.state, dossier.subject, dossier.planned_minutes) == (
        "draft",
        "portant organisation",
        None,
    )
    assert dossier.council_day == date(2026, 2, 5)
    assert dossier.created_by == preparation["chief"]
    assert [m.code for m in dossier.associated.all()] == ["health"]
    finance = preparation.cast.ministries["finance"].pk
    assert journal(dossier) == [
        ("dossier.created", {"kind": "decree", "ministry": finance})
    ]
    assert list(faults_of(dossier.stream, dossier.seq, dossier.head)) == []


def test_a_decree_has_its_draft_text_from_the_start_and_a_report_none(
    preparation: Preparation,
) -> None:
    decree = opened(preparation)
    report = opened(preparation, kind="report")

    drafts = decree.drafts.values_list("nature", "title", "position")
    assert list(drafts) == [("decree", "Décret portant organisation du budget", 1)]
    assert not report.drafts.exists()


def test_the_same_key_opens_one_draft(preparation: Preparation) -> None:
    first = opened(preparation, key="un")
    again = opened(preparation, key="un", title="Le même, tapé deux fois")
    other = opened(preparation, key="deux")

    assert again == first != other
    assert Dossier.objects.count() == 2


@pytest.mark.parametrize(
    "name", ["rival_chief", "officer", "prime_minister", "controller", "stranger"]
)
def test_a_ministry_opens_its_own_drafts_alone(
    preparation: Preparation, name: str
) -> None:
    with pytest.raises(NotAllowed):
        opened(preparation, name)

    assert not Dossier.objects.exists()


def test_the_minister_and_an_import_open_drafts_too(preparation: Preparation) -> None:
    opened(preparation, "minister")
    create_dossier(
        SYSTEM,
        preparation.kind("other"),
        preparation.cast.ministries["finance"],
        title="Un dossier repris",
    )

    assert Dossier.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title": "  "}, "Donnez un intitulé au dossier."),
        ({"kind": "other"}, "Choisissez une nature de dossier proposée."),
        ({"title": "a" * 501}, "intitulé"),
        ({"council_day": "jeudi"}, "conseil visé"),
        ({"planned_minutes": "-3"}, "durée prévue"),
    ],
)
def test_what_no_field_can_hold_is_refused_in_words(
    preparation: Preparation, more: dict, words: str
) -> None:
    with pytest.raises(NotPossible, match=words):
        opened(preparation, **more)

    assert not Dossier.objects.exists()


def test_saving_writes_what_is_given_and_leaves_the_rest(
    preparation: Preparation,
) -> None:
    dossier = opened(preparation, theme="Finances", paragraph="Le Conseil a adopté…")
    chief = preparation.actor("chief")

    edit_dossier(
        chief,
        dossier,
        values={
            "title": " ",
            "theme": "Budget",
            "on_behalf_of": preparation.cast.ministries["health"],
        },
    )

    dossier.refresh_from_db()
    assert dossier.title == "Décret portant organisation du budget"
    assert (dossier.theme, dossier.paragraph) == ("Budget", "Le Conseil a adopté…")
    assert dossier.on_behalf_of.code == "health"
    assert [verb for verb, _ in journal(dossier)] == [
        "dossier.created",
        "dossier.edited",
    ]


def test_saving_an_incomplete_dossier_is_never_refused(
    preparation: Preparation,
) -> None:
    dossier = opened(preparation, kind="mission")

    edit_dossier(
        preparation.actor("chief"),
        dossier,
        values={"entries": {"destination": "Accra", "starts_on": "bientôt"}},
    )

    dossier.refresh_from_db()
    assert dossier.entries == {"destination": "Accra", "starts_on": "bientôt"}


def test_the_same_again_is_not_recorded(preparation: Preparation) -> None:
    dossier = opened(preparation)
    values = {"theme": "Budget", "entries": {}, "readers": []}
    edit_dossier(preparation.actor("chief"), dossier, values=values)
    dossier.refresh_from_db()

    edit_dossier(preparation.actor("writer"), dossier, values=values)

    before, dossier_after = dossier.seq, Dossier.objects.get(pk=dossier.pk)
    assert dossier_after.seq == before == 2


def test_entries_are_those_of_the_kind_and_survive_another_kind(
    preparation: Preparation,
) -> None:
    dossier = opened(preparation, kind="contract")
    chief = preparation.actor("chief")
    edit_dossier(
        chief, dossier, values={"entries": {"supplier": "Faso SA", "intrus": "x"}}
    )

    edit_dossier(chief, dossier, values={"kind": preparation.kind("report")})

    dossier.refresh_from_db()
    assert (dossier.kind.code, dossier.entries) == ("report", {"supplier": "Faso SA"})


def test_the_draft_texts_are_kept_by_their_id_renamed_ordered_and_removed(
    preparation: Preparation,
) -> None:
    dossier = opened(preparation)
    first = dossier.drafts.get()
    chief = preparation.actor("chief")

    edit_dossier(
        chief,
        dossier,
        values={
            "drafts": [
                {"nature": "ordinance", "title": "Ordonnance"},
                {"id": str(first.pk), "nature": "decree", "title": "Décret A"},
                {"id": "", "title": "  "},
            ]
        },
    )

    drafts = dossier.drafts.values_list("position", "nature", "title")
    assert list(drafts) == [(1, "ordinance", "Ordonnance"), (2, "decree", "Décret A")]
    assert dossier.drafts.get(position=2).pk == first.pk

    edit_dossier(chief, dossier, values={"drafts": []})
    assert not dossier.drafts.exists()


def test_a_draft_text_of_another_dossier_is_not_taken(preparation: Preparation) -> None:
    mine, other = opened(preparation), opened(preparation, title="Un autre")
    theirs = other.drafts.get()

    edit_dossier(
        preparation.actor("chief"),
        mine,
        values={"drafts": [{"id": theirs.pk, "title": "Pris"}]},
    )

    theirs.refresh_from_db()
    assert theirs.dossier == other
    assert theirs.title == "Un autre"


def test_an_edit_is_done_once_under_its_key(preparation: Preparation) -> None:
    dossier = opened(preparation)
    chief = preparation.actor("chief", key="un")
    edit_dossier(chief, dossier, values={"theme": "Budget"})

    with pytest.raises(AlreadyDone):
        edit_dossier(chief, dossier, values={"theme": "Autre"})

    dossier.refresh_from_db()
    assert dossier.theme == "Budget"


def test_dossiers_are_linked_and_unlinked_once(preparation: Preparation) -> None:
    dossier, other = opened(preparation), opened(preparation, title="L'ancien")
    chief = preparation.actor("chief")

    for _ in range(2):
        link_dossier(chief, dossier, "comes_back_from", other)
        link_dossier(chief, dossier, "related", other)
    dossier.refresh_from_db()
    assert dossier.comes_back_from == other
    assert list(dossier.related.all()) == [other]

    for _ in range(2):
        link_dossier(chief, dossier, "comes_back_from", None)
        link_dossier(chief, dossier, "unrelated", other)

    dossier.refresh_from_db()
    assert dossier.comes_back_from is None
    assert not dossier.related.exists()
    assert journal(dossier)[1:] == [
        ("dossier.linked", {"relation": "comes_back_from", "dossier": other.pk}),
        ("dossier.linked", {"relation": "related", "dossier": other.pk}),
        ("dossier.linked", {"relation": "comes_back_from", "dossier": None}),
        ("dossier.linked", {"relation": "unrelated", "dossier": other.pk}),
    ]


def test_a_dossier_that_one_may_not_know_cannot_be_linked(
    preparation: Preparation,
) -> None:
    dossier = opened(preparation)
    secret = preparation.dossier("Secret", ministry="culture")

    with pytest.raises(NotPossible, match="Ce dossier n'existe pas"):
        link_dossier(preparation.actor("chief"), dossier, "related", secret)

    assert not dossier.related.exists()


@pytest.mark.parametrize("relation", ["revises", "related", "ministry", ""])
def test_odd_links_are_refused(preparation: Preparation, relation: str) -> None:
    dossier = opened(preparation)

    with pytest.raises(NotPossible):
        link_dossier(preparation.actor("chief"), dossier, relation, dossier)


def test_last_years_file_is_taken_over_to_revise_it(preparation: Preparation) -> None:
    former = preparation.dossier("Décret portant statuts", state=DossierState.SETTLED)
    former.register_year, former.register_serial = 2025, 12
    former.subject, former.theme = "portant statuts", "Finances"
    former.save()
    former.associated.add(preparation.cast.ministries["health"])
    former.drafts.create(title="Décret portant statuts", nature="decree")
    preparation.give_all(former)

    new = take_over(
        preparation.actor("chief", key="un"), former, title="Décret modifiant"
    )

    assert (new.revises, new.state, new.title) == (former, "draft", "Décret modifiant")
    assert new.revised_text == "Décret portant statuts (SGG-2025-00012)"
    assert (new.subject, new.theme) == ("portant statuts", "Finances")
    assert [m.code for m in new.associated.all()] == ["health"]
    assert [d.title for d in new.drafts.all()] == ["Décret portant statuts"]
    assert not new.documents.exists()
    assert [verb for verb, _ in journal(new)] == ["dossier.created", "dossier.linked"]


def test_a_take_over_repeated_under_its_key_is_the_same_draft(
    preparation: Preparation,
) -> None:
    former = preparation.dossier(state=DossierState.SETTLED)
    chief = preparation.actor("chief", key="un")

    first = take_over(chief, former, title="Décret modifiant")
    again = take_over(chief, former, title="Décret modifiant")

    assert again == first
    assert len(journal(first)) == 2


def test_the_file_of_another_ministry_is_not_taken_over(
    preparation: Preparation,
) -> None:
    former = preparation.dossier(state=DossierState.SETTLED)

    with pytest.raises(NotAllowed):
        take_over(preparation.actor("rival_chief"), former, title="Repris")

    assert Dossier.objects.count() == 1


def test_a_piece_is_without_object_once_and_expected_again(
    preparation: Preparation,
) -> None:
    dossier = opened(preparation)
    chief, piece = preparation.actor("chief"), PieceKind.objects.get(code="comparison")

    waive_piece(chief, dossier, piece, reason="Texte nouveau")
    waive_piece(chief, dossier, piece, reason="Aucun texte n'est relu")
    assert dossier.waivers.get().reason == "Aucun texte n'est relu"
    expect_piece(chief, dossier, piece)
    expect_piece(chief, dossier, piece)

    assert not dossier.waivers.exists()
    assert journal(dossier)[1:] == [
        ("piece.waived", {"piece": "comparison", "waived": True}),
        ("piece.waived", {"piece": "comparison", "waived": False}),
    ]


@pytest.mark.parametrize("code", ["transmittal", "procurement"])
def test_a_piece_that_is_required_or_not_asked_cannot_be_waived(
    preparation: Preparation, code: str
) -> None:
    dossier = opened(preparation)
    piece = PieceKind.objects.get(code=code)

    with pytest.raises(NotPossible, match="ne peut pas être déclarée sans objet"):
        waive_piece(preparation.actor("chief"), dossier, piece)

    assert not dossier.waivers.exists()
