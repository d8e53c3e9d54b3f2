"""What a council leaves to be done: one act a text, one follow-up an instruction."""

from datetime import timedelta

from django.db import transaction

from ecm.domain.outcomes import Outcome
from ecm.followup.models import Act, DirectiveFollowUp, FinalisationTerm
from ecm.followup.openings import follow
from ecm.journal.chain import SYSTEM
from ecm.people.models import Mandate, Post
from tests.cast import DAY, Council
from tests.publication.council import pronounce

ONE_DATABASE = True


def _follow(council: Council) -> None:
    with transaction.atomic():
        follow(SYSTEM, council.meeting)


def test_each_adopted_text_opens_an_act(opened: Council) -> None:
    pronounce(opened, "decree")
    pronounce(opened, "bill")
    pronounce(opened, "report")
    pronounce(opened, "ordinance", Outcome.DEFERRED)

    _follow(opened)

    found = list(Act.objects.values_list("kind", "position", "form"))
    assert found == [("decree", 1, "decree"), ("bill", 1, "law"), ("bill", 2, "law")]
    assert Act.objects.values_list("due_on", flat=True)[0] == DAY + timedelta(5)


def test_following_twice_opens_nothing_more(opened: Council) -> None:
    item = pronounce(opened, "decree")
    item.decision.directives.create(
        text="Rendre compte", responsible=opened.cast.ministries["defence"], due_on=DAY
    )

    _follow(opened)
    _follow(opened)

    assert Act.objects.count() == 1
    assert DirectiveFollowUp.objects.get().due_on == DAY
    assert Act.objects.get().seq == 1


def test_a_term_of_the_kind_comes_before_that_of_all(opened: Council) -> None:
    FinalisationTerm.objects.create(kind="", days=7)
    FinalisationTerm.objects.create(kind="decree", body=opened.cast.body, days=3)
    pronounce(opened, "decree")
    pronounce(opened, "ordinance")

    _follow(opened)

    terms = dict(Act.objects.values_list("kind", "due_on"))
    assert terms["decree"] == DAY + timedelta(3)
    assert terms["ordinance"] == DAY + timedelta(7)


def test_the_chain_is_the_ministry_then_the_heads(opened: Council) -> None:
    pronounce(opened, "decree")

    _follow(opened)

    chain = Act.objects.get().signatories.values_list("post", "ministry__code")
    assert list(chain) == [
        ("minister", "defence"),
        ("prime_minister", None),
        ("president", None),
    ]


def test_an_act_of_the_primature_is_signed_by_the_prime_minister_once(
    opened: Council,
) -> None:
    Mandate.objects.filter(person=opened.cast["deputy"].person).update(
        post=Post.PRIME_MINISTER
    )
    pronounce(opened, "decree")

    _follow(opened)

    chain = Act.objects.get().signatories.values_list("post", flat=True)
    assert list(chain) == ["prime_minister", "president"]
