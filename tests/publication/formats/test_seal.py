"""The internal seal: what it proves, whom it believes, and what paper says of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ecm.domain.communique.edition import digest_of, from_json
from ecm.domain.publishing import CommuniqueState
from ecm.publication.formats import html, pdf
from ecm.publication.formats.seal import (
    BrokenSeal,
    public_key,
    sealed,
    verify_seal,
    words_of,
)
from tests.cast import Council
from tests.publication.formats.editions import past, published
from tests.publication.pdf import inside_of, squeezed
from tests.publication.pdf import words_of as words_on
from tests.publication.published import a_communique, publish

ONE_DATABASE = True
pytestmark = pytest.mark.django_db
HEAD = {"stream": "communique/3", "seq": 12, "head": "ab" * 32}


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "keys"


def test_what_was_sealed_is_verified(own_keys: Path) -> None:
    edition = published()

    seal = verify_seal(sealed(edition, **HEAD))

    assert seal.edition == digest_of(edition)
    assert (seal.stream, seal.seq, seal.head) == tuple(HEAD.values())
    assert sealed(edition, **HEAD) == sealed(edition, **HEAD)
    assert (own_keys / "seal.key").stat().st_mode & 0o777 == 0o600
    assert own_keys.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body["seal"].update(seq=13),
        lambda body: body["seal"].update(head="cd" * 32),
        lambda body: body["seal"].update(edition="0" * 64),
        lambda body: body.update(edition=body["edition"].replace("Conseil", "conseil")),
        lambda body: body.update(signature="00" * 64),
        lambda body: body.update(signature="pas du hexadécimal"),
        lambda body: body.pop("seal"),
        lambda body: body["seal"].update(autre=1),
    ],
)
def test_whatever_is_changed_breaks_it(change: Callable[[dict], object]) -> None:
    body = json.loads(sealed(published(), **HEAD))
    change(body)

    with pytest.raises(BrokenSeal):
        verify_seal(json.dumps(body).encode())


@pytest.mark.parametrize("document", [b"", b"{}", b"[]", b"\xff", b"null"])
def test_what_is_no_seal_is_told_apart(document: bytes) -> None:
    with pytest.raises(BrokenSeal, match="n'est pas une édition scellée"):
        verify_seal(document)


def test_the_key_that_a_document_names_is_not_believed(settings, tmp_path) -> None:
    theirs = sealed(published(), **HEAD)
    trusted = public_key()
    settings.DATA = tmp_path / "autre"
    settings.DATA.mkdir()

    with pytest.raises(BrokenSeal, match="cette installation"):
        verify_seal(theirs)
    assert verify_seal(theirs, key=trusted).seq == 12


def test_paper_says_what_it_is_and_what_it_is_not(settings) -> None:
    settings.PUBLIC_ADDRESS = "https://www.gouv.example"
    edition = published()
    digest = digest_of(edition)

    paper = pdf.of_edition(edition)
    page = html.of_edition(edition).decode()

    address = f"https://www.gouv.example/conseils/verifier/{digest}/"
    words = words_on(paper)
    assert squeezed("Ce sceau n'est pas une signature électronique.") in words
    assert squeezed(digest) in words
    assert address in inside_of(paper)
    assert address in page
    assert digest in page


def test_without_an_address_there_is_no_code(settings) -> None:
    settings.PUBLIC_ADDRESS = ""

    paper = pdf.of_edition(published())

    assert squeezed(digest_of(published())) in words_on(paper)
    assert "Vérifier" not in words_on(paper)


def test_a_draft_and_a_past_council_bear_no_seal() -> None:
    assert words_of(published(), draft="Projet") is None
    assert words_of(past("bf-2026-02-05"), draft="") is None


def test_the_command_seals_what_is_published_and_verifies_it(
    council: Council, tmp_path: Path, capsys
) -> None:
    communique = a_communique(council, CommuniqueState.PUBLISHED)
    edition = from_json(communique.edition)
    publish(communique, edition)
    publish(communique, replace(edition, version=2, reason="corrigé"))
    path = tmp_path / "cm.sceau"

    call_command("sceau", "CM/2026/5", output=str(path))
    call_command("sceau", verify=str(path), key=public_key())
    call_command("sceau")

    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("Sceau intact : édition ")
    assert told[1] == public_key()
    assert from_json(json.loads(path.read_bytes())["edition"]).version == 2
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(CommandError, match="n'est pas une édition scellée"):
        call_command("sceau", verify=str(path))


def test_the_command_seals_nothing_that_is_not_published(council: Council) -> None:
    with pytest.raises(CommandError, match="rien n'est publié"):
        call_command("sceau", "CM/2026/5")
