"""Where REDIS_URL says that Redis is, and what channels_redis is told of it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from ecm.relays import layers_of, relays_of

WATCHED = "redis+sentinel://:mot%40passe@un:26379,deux,[::1]:26400/conseil/2"


def test_nothing_said_is_a_single_process() -> None:
    layers = layers_of(relays_of(""), "key")

    assert list(layers) == ["default"]
    assert layers["default"]["BACKEND"].endswith("InMemoryChannelLayer")


@pytest.mark.parametrize("between", [",", " ", ", ", "\n"])
def test_several_redis_are_several_layers(between: str) -> None:
    text = between.join(["redis://:a@un:6379/0", "rediss://:b@deux:6379/0"])

    layers = layers_of(relays_of(text), "key")

    hosts = [layer["CONFIG"]["hosts"] for layer in layers.values()]
    assert list(layers) == ["default", "relay-2"]
    assert [host["address"] for (host,) in hosts] == [
        "redis://:a@un:6379/0",
        "rediss://:b@deux:6379/0",
    ]


def test_sentinels_are_told_with_the_name_that_they_watch() -> None:
    (relay,) = relays_of(WATCHED)

    told = relay.host()

    assert told["master_name"] == "conseil"
    assert told["sentinels"] == [("un", 26379), ("deux", 26379), ("::1", 26400)]
    assert (told["password"], told["db"]) == ("mot@passe", 2)
    assert "password" not in told["sentinel_kwargs"]
    assert "ssl" not in told


def test_sentinels_may_have_a_word_and_tls_of_their_own() -> None:
    (relay,) = relays_of(
        "rediss+sentinel://ecm:mot@un/conseil?sentinel_password=autre&ssl_ca_certs=/r.pem"
    )

    told = relay.host()

    assert (told["username"], told["password"], told["db"]) == ("ecm", "mot", 0)
    assert (told["ssl"], told["ssl_ca_certs"]) == (True, "/r.pem")
    assert told["sentinel_kwargs"]["password"] == "autre"
    assert told["sentinel_kwargs"]["ssl"] is True


def test_two_watched_sets_are_two_relays() -> None:
    relays = relays_of(f"{WATCHED},redis+sentinel://trois,quatre/autre")

    assert [relay.host()["master_name"] for relay in relays] == ["conseil", "autre"]


@pytest.mark.parametrize("text", ["", WATCHED, "redis://un:6379/0"])
def test_a_line_is_never_cut_for_silence(text: str) -> None:
    for relay in relays_of(text):
        told = relay.host()
        assert told["socket_timeout"] is None
        assert told["max_connections"] == 2000


@pytest.mark.parametrize(
    "text",
    [
        "un:6379",
        "http://un:6379",
        "redis+sentinel://un:26379",
        "redis+sentinel:///conseil",
        "redis+sentinel://un:port/conseil",
        "redis+sentinel://un/conseil/zéro",
    ],
)
def test_an_address_that_says_nothing_is_refused_without_repeating_it(
    text: str,
) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        relays_of(text)

    assert text not in str(refused.value)
