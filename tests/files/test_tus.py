"""The protocol tus 1.0.0, word for word, and who may speak it."""

from base64 import b64encode
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from ecm.files.models import Upload
from tests.cast import Cast, signed_in

SPOKEN = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"
ALL = "/televersements/"


@pytest.fixture
def minister(cast: Cast) -> Client:
    return signed_in(Client(), cast.minister)


@pytest.fixture
def rival(cast: Cast) -> Client:
    return signed_in(Client(), cast.rival)


def begin(client: Client, length: object, name: str = "Décret.pdf") -> HttpResponse:
    named = b64encode(name.encode()).decode()
    headers = {"Upload-Length": str(length), "Upload-Metadata": f"filename {named}"}
    return client.post(ALL, headers=SPOKEN | headers)


def add(client: Client, where: str, piece: bytes, offset: object) -> HttpResponse:
    headers = SPOKEN | {"Upload-Offset": str(offset)}
    return client.patch(where, piece, content_type=PIECE, headers=headers)


def test_a_file_is_announced_brought_and_looked_at(minister: Client) -> None:
    begun = begin(minister, 6)
    where = begun.headers["Location"]
    first = add(minister, where, b"abc", 0)
    looked = minister.head(where, headers=SPOKEN)
    last = add(minister, where, b"def", 3)

    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, "0")
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "3")
    assert (looked.status_code, looked.content) == (200, b"")
    assert looked.headers["Upload-Offset"] == "3"
    assert looked.headers["Upload-Length"] == "6"
    assert looked.headers["Cache-Control"] == "no-store"
    assert looked.headers["Upload-Metadata"] == "filename RMOpY3JldC5wZGY="
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, "6")
    for answer in (begun, first, looked, last):
        assert answer.headers["Tus-Resumable"] == "1.0.0"
        assert answer.headers["Upload-Expires"].endswith(" GMT")
    upload = Upload.objects.get()
    assert upload.is_finished
    assert where == f"/televersements/{upload.pk}/"
    assert upload.path.read_bytes() == b"abcdef"


def test_the_server_tells_what_it_can_do(minister: Client) -> None:
    told = minister.options(ALL)

    assert told.status_code == 204
    assert told.headers["Tus-Version"] == "1.0.0"
    assert told.headers["Tus-Extension"] == "creation,termination,expiration"
    assert told.headers["Tus-Max-Size"] == "200000000"


def test_another_version_is_refused(minister: Client) -> None:
    for spoken in ({}, {"Tus-Resumable": "0.2.2"}):
        refused = minister.post(ALL, headers=spoken | {"Upload-Length": "6"})
        assert refused.status_code == 412
        assert refused.headers["Tus-Version"] == "1.0.0"

    assert not Upload.objects.exists()


def test_a_piece_goes_where_the_upload_stands_or_nowhere(minister: Client) -> None:
    where = begin(minister, 6).headers["Location"]
    add(minister, where, b"abc", 0)

    answers = [add(minister, where, b"xyz", offset) for offset in (0, 2, 4)]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert minister.head(where, headers=SPOKEN).headers["Upload-Offset"] == "3"


def test_more_than_was_announced_is_refused(minister: Client) -> None:
    where = begin(minister, 3).headers["Location"]

    assert add(minister, where, b"abcd", 0).status_code == 413
    assert minister.head(where, headers=SPOKEN).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("length", ["", "-1", "x", "1.5", "٣", "9" * 30])
def test_a_length_that_is_none_is_refused(minister: Client, length: str) -> None:
    assert begin(minister, length).status_code == 400


def test_a_request_that_is_not_of_the_protocol_is_refused(minister: Client) -> None:
    where = begin(minister, 6).headers["Location"]
    bad_name = {"Upload-Length": "6", "Upload-Metadata": "filename ***"}

    assert minister.post(ALL, headers=SPOKEN | bad_name).status_code == 400
    assert add(minister, where, b"abc", "x").status_code == 400
    wrong_type = minister.patch(
        where,
        b"abc",
        content_type="text/plain",
        headers=SPOKEN | {"Upload-Offset": "0"},
    )
    assert wrong_type.status_code == 400
    assert minister.get(where, headers=SPOKEN).status_code == 405


@pytest.mark.parametrize(
    ("length", "words"), [(0, "Ce fichier est vide"), (10**9, "pèse 1000 Mo")]
)
def test_what_cannot_be_taken_is_said_in_words(
    minister: Client, length: int, words: str
) -> None:
    refused = begin(minister, length)

    assert refused.status_code == 413
    assert refused.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert words in refused.content.decode()


def test_beyond_his_share_a_person_is_told(minister: Client, settings) -> None:
    settings.UPLOAD_QUOTA = 10

    begin(minister, 8)
    refused = begin(minister, 8)

    assert refused.status_code == 403
    assert "en cours d'envoi" in refused.content.decode()


def test_an_upload_given_up_is_gone(
    minister: Client, django_capture_on_commit_callbacks
) -> None:
    where = begin(minister, 6).headers["Location"]
    path = Upload.objects.get().path

    with django_capture_on_commit_callbacks(execute=True):
        given_up = minister.delete(where, headers=SPOKEN)

    assert given_up.status_code == 204
    assert not path.exists()
    assert minister.head(where, headers=SPOKEN).status_code == 404
    assert add(minister, where, b"abc", 0).status_code == 404


def test_bytes_that_are_gone_are_an_upload_that_is_gone(minister: Client) -> None:
    where = begin(minister, 6).headers["Location"]
    Upload.objects.get().path.unlink()

    assert minister.head(where, headers=SPOKEN).status_code == 404


def test_another_s_upload_is_as_one_that_is_not(
    minister: Client, rival: Client
) -> None:
    where = begin(minister, 6).headers["Location"]
    nowhere = f"/televersements/{uuid4()}/"

    for ask in (
        lambda url: rival.head(url, headers=SPOKEN),
        lambda url: add(rival, url, b"abc", 0),
        lambda url: rival.delete(url, headers=SPOKEN),
    ):
        told, unknown = ask(where), ask(nowhere)
        assert (told.status_code, told.content) == (404, unknown.content)
        assert told.headers == unknown.headers

    assert minister.head(where, headers=SPOKEN).headers["Upload-Offset"] == "0"


def test_who_is_signed_out_is_told_to_sign_in(minister: Client) -> None:
    where = begin(minister, 6).headers["Location"]
    minister.logout()

    told = [begin(minister, 6), add(minister, where, b"abc", 0)]

    assert [answer.status_code for answer in told] == [401, 401]
    assert "Reconnectez-vous" in told[0].content.decode()


def test_a_network_that_lets_only_post_through_still_brings(minister: Client) -> None:
    where = begin(minister, 3).headers["Location"]
    headers = SPOKEN | {"Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}

    added = minister.post(where, b"abc", content_type=PIECE, headers=headers)

    assert (added.status_code, added.headers["Upload-Offset"]) == (204, "3")


def test_nothing_is_brought_without_the_token_of_the_page(cast: Cast) -> None:
    client = signed_in(Client(enforce_csrf_checks=True), cast.minister)
    client.get("/")  # nothing there gives a token
    client.cookies["csrftoken"] = "a" * 32

    refused = begin(client, 6)
    headers = SPOKEN | {"Upload-Length": "6", "X-CSRFToken": "a" * 32}
    taken = client.post(ALL, headers=headers)
    piece = SPOKEN | {"Upload-Offset": "0"}
    where = taken.headers["Location"]
    without = client.patch(where, b"abc", content_type=PIECE, headers=piece)
    piece["X-CSRFToken"] = "a" * 32
    with_it = client.patch(where, b"abc", content_type=PIECE, headers=piece)

    assert (refused.status_code, taken.status_code) == (403, 201)
    assert refused.headers["Content-Type"].startswith("text/plain")
    assert (without.status_code, with_it.status_code) == (403, 204)


def test_a_disk_that_fills_is_said_and_nothing_counts(
    minister: Client, monkeypatch
) -> None:
    where = begin(minister, 6).headers["Location"]

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        refused = add(minister, where, b"abc", 0)

    assert refused.status_code == 507
    assert "n'a plus la place" in refused.content.decode()
    assert minister.head(where, headers=SPOKEN).headers["Upload-Offset"] == "0"
    assert add(minister, where, b"abc", 0).status_code == 204
