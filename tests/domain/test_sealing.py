"""What passes for an envelope or a public key, and what does not."""

from base64 import b64encode

import pytest

from ecm.domain.sealing import SIZES, is_envelope, public_half
from ecm.domain.votes import Layer

PUBLIC = {"kty": "EC", "crv": "P-256", "x": "A" * 43, "y": "_" * 43}


def envelope(size: int, first: int = 4) -> str:
    return b64encode(bytes([first]) + bytes(size - 1)).decode()


@pytest.mark.parametrize("layer", list(Layer))
def test_an_envelope_is_base64_of_one_size(layer: Layer) -> None:
    assert is_envelope(envelope(SIZES[layer]), layer)
    assert not is_envelope(envelope(SIZES[layer] - 1), layer)
    assert not is_envelope(envelope(SIZES[layer] + 1), layer)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "for",
        "é" * 292,
        envelope(218)[:-1] + " ",
        envelope(218).replace("A", "-"),
        envelope(218) + "\n",
        envelope(218, first=2),
        envelope(218)[:-2] + "B=",  # bits after the end: another text of the same bytes
    ],
)
def test_what_could_carry_a_mark_is_no_envelope(text: str) -> None:
    assert not is_envelope(text, Layer.OUTER)


def test_a_public_key_keeps_its_two_coordinates_alone() -> None:
    assert public_half({**PUBLIC, "ext": True, "key_ops": []}) == PUBLIC


@pytest.mark.parametrize(
    "jwk",
    [
        None,
        "x",
        [],
        {**PUBLIC, "crv": "P-384"},
        {**PUBLIC, "kty": "RSA"},
        {**PUBLIC, "x": "A" * 42},
        {**PUBLIC, "y": 3},
        {**PUBLIC, "d": "A" * 43},
    ],
)
def test_what_is_not_the_public_half_of_a_key_is_refused(jwk: object) -> None:
    assert public_half(jwk) is None
