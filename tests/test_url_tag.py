"""`{% url %}` answers as Django's own does, and looks an address up once."""

import pytest
from django.template import Context, Template
from django.test.utils import override_script_prefix
from django.urls import NoReverseMatch

from ecm.templatetags import addresses


def written(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("{% url 'live:room' 7 %}", "/seances/7/"),
        ("{% url name meeting %}", "/seances/12/"),
        ("{% url 'live:room' meeting as there %}[{{ there }}]", "[/seances/12/]"),
        ("{% url 'nowhere' as there %}[{{ there }}]", "[]"),
    ],
)
def test_an_address_is_the_one_that_django_gives(source: str, address: str) -> None:
    assert written(source, name="live:room", meeting=12) == address


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(NoReverseMatch):
        written("{% url 'nowhere' %}")


def test_an_address_is_looked_up_once_and_again_under_another_prefix(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    addresses._address.cache_clear()
    real = addresses.reverse
    monkeypatch.setattr(
        addresses, "reverse", lambda *a, **k: asked.append(a) or real(*a, **k)
    )

    pages = [written("{% url 'live:room' 31 %}") for _ in range(3)]
    with override_script_prefix("/ecm/"):
        elsewhere = written("{% url 'live:room' 31 %}")
    addresses._address.cache_clear()

    assert set(pages) == {"/seances/31/"}
    assert elsewhere == "/ecm/seances/31/"
    assert len(asked) == 2
