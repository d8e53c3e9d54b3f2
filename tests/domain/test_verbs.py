"""What a fact carries is checked to the letter before it is written for ever."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.domain.facts import FACTS, facts_of
from ecm.domain.verbs import Verb

MARK = {"item": 7, "round": 1, "seat": 3, "value": "agree"}
SAMPLES = {
    int: st.integers(0, 2**31),
    str: st.text(max_size=5),
    bool: st.booleans(),
    int | None: st.none() | st.integers(0, 2**31),
}


def test_a_verb_is_a_subject_and_a_participle() -> None:
    for verb in Verb:
        subject, _, participle = verb.value.partition(".")
        assert subject.isalpha(), verb
        assert participle.replace("_", "").isalpha(), verb


def test_facts_come_back_as_they_were_given() -> None:
    assert facts_of(Verb.GIVE_MARK, MARK) == MARK
    assert facts_of(Verb.CONVENE_MEETING, {}) == {}


def test_a_fact_may_be_unknown_only_where_its_table_says_so() -> None:
    assert facts_of(Verb.CLOSE_MEETING, {"sitting": None}) == {"sitting": None}
    with pytest.raises(TypeError, match="sitting=None"):
        facts_of(Verb.OPEN_MEETING, {"sitting": None})


@pytest.mark.parametrize("missing", sorted(MARK))
def test_a_missing_fact_is_refused(missing: str) -> None:
    facts = {name: value for name, value in MARK.items() if name != missing}

    with pytest.raises(TypeError, match=missing):
        facts_of(Verb.GIVE_MARK, facts)


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(TypeError, match="comment"):
        facts_of(Verb.GIVE_MARK, MARK | {"comment": "Secret"})


@pytest.mark.parametrize(
    ("name", "value"),
    [("item", "7"), ("item", True), ("item", 7.0), ("item", None), ("value", 1)],
)
def test_a_fact_of_another_type_is_refused(name: str, value: object) -> None:
    with pytest.raises(TypeError, match=f"mark.given: {name}="):
        facts_of(Verb.GIVE_MARK, MARK | {name: value})


def test_a_number_is_no_yes_or_no() -> None:
    with pytest.raises(TypeError, match="restricted=1"):
        facts_of(Verb.RESTRICT_ITEM, {"item": 7, "restricted": 1})


@given(st.data())
def test_every_verb_takes_its_own_facts(data: st.DataObject) -> None:
    verb = data.draw(st.sampled_from(Verb))
    facts = {f.name: data.draw(SAMPLES[f.type]) for f in fields(FACTS[verb])}

    assert facts_of(verb, facts) == facts
