"""English is complete: every French word of the screens has one, and it is compiled."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from tests.source import PRODUCT, ROOT

LOCALE = ROOT / "ecm/locale/en/LC_MESSAGES"
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext"}
# What `templatize` and the scripts write: gettext('…'), ngettext("…", …), _("…").
WRITTEN = re.compile(
    r"""(?:\bn?gettext|\b_)\(\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
)
COMMANDS = "ecm makemessages -l en [-d djangojs], translate, ecm compilemessages -l en"


def entries(name: str) -> Iterator[dict[str, str]]:
    """Yield the fields of each message of a catalogue in text."""
    text = (LOCALE / f"{name}.po").read_text(encoding="utf-8")
    for entry in re.split(r"\n\n+", text):
        fields = re.findall(r'^(msg\w+(?:\[\d\])?) ((?:".*"\s*)+)', entry, re.M)
        values = {key: _joined(strings) for key, strings in fields}
        if values.get("msgid"):
            yield values


def read(name: str) -> dict[str, list[str]]:
    """Return the translations of each message of a catalogue in text."""
    return {
        values["msgid"]: [v for k, v in values.items() if k.startswith("msgstr")]
        for values in entries(name)
    }


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """Yield each French form with its English: the plural may count where one does not."""
    for values in entries(name):
        one = values.get("msgstr", values.get("msgstr[0]", ""))
        yield values["msgid"], one
        if "msgid_plural" in values:
            yield values["msgid_plural"], values["msgstr[1]"]


def _joined(strings: str) -> str:
    return "".join(ast.literal_eval(line) for line in strings.split("\n") if line)


def compiled(name: str) -> dict[str, str]:
    """Return what the programs read: the first form of each message."""
    with (LOCALE / f"{name}.mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    return {
        key[0] if isinstance(key, tuple) else key: translations.ngettext(*key, 1)
        if isinstance(key, tuple)
        else text
        for key, text in translations._catalog.items()  # type: ignore[attr-defined]  # no public list
        if key and (not isinstance(key, tuple) or key[1] == 0)
    }


def said_in_python() -> Iterator[str]:
    for module in PRODUCT:
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in CALLS and isinstance(first, ast.Constant):
                yield first.value


def said_in_pages() -> Iterator[str]:
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in (".html", ".txt") and "gallery" not in str(path):
            yield from written(templatize(path.read_text(encoding="utf-8")))


def said_in_scripts() -> Iterator[str]:
    for path in sorted((ROOT / "static/js").glob("*.js")):
        yield from written(path.read_text(encoding="utf-8"))


def written(source: str) -> Iterator[str]:
    for found in WRITTEN.finditer(source):
        yield ast.literal_eval(found[1])


def test_every_word_of_the_pages_and_the_rules_has_its_english() -> None:
    said = {*said_in_python(), *said_in_pages()}

    assert {text for text in said if text} - set(read("django")) == set(), COMMANDS


def test_every_word_of_the_scripts_has_its_english() -> None:
    assert set(said_in_scripts()) - set(read("djangojs")) == set(), COMMANDS


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_no_message_is_left_in_french(name: str) -> None:
    messages = read(name)

    assert len(messages) > 30
    assert [text for text, english in messages.items() if not all(english)] == []


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_translations_keep_every_value_of_their_sentence(name: str) -> None:
    def values(text: str) -> list[str]:
        return sorted(re.findall(r"%\(\w+\)s", text))

    offenders = [
        text for text, english in pairs(name) if values(text) != values(english)
    ]

    assert offenders == []


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_the_compiled_words_are_those_of_the_text(name: str) -> None:
    text = {msgid: english[0] for msgid, english in read(name).items()}

    assert compiled(name) == text, COMMANDS


def test_the_catalogues_are_read_whole() -> None:
    for path in sorted(Path(LOCALE).glob("*.po")):
        count = len(re.findall(r'^msgid "(?!"$)', path.read_text(), re.M))
        assert len(read(path.stem)) == count
