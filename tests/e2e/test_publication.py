"""After the council: its communiqué goes to the country, its papers to those who keep them."""

from playwright.async_api import Page, expect

from tests.browser import Screens
from tests.e2e.axe import faults
from tests.stack import COUNCIL, Stack

SEEDS = COUNCIL
DESK = "/seances/1/compte-rendu/redaction/"
RECORD, MINUTES = "/seances/1/releve/", "/seances/1/pv/"
MOORE = "/seances/1/compte-rendu/traductions/mos/"
# The council is held by its actions: how it is held in the room has its own tests.
HOLD = """
from datetime import timedelta
from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import formula, usual_outcome
from ecm.journal.chain import Actor
from ecm.meetings.actions.items import call_item, decide
from ecm.meetings.actions.sittings import close, open_meeting
from ecm.meetings.models import Meeting
from ecm.people.models import User
meeting = Meeting.objects.get(pk=1)
president = User.objects.get(username="president")
chair = Actor(user_id=president.pk, person_id=president.person_id)
open_meeting(chair, 1)
for item in meeting.items.order_by("position"):
    call_item(chair, item)
    item.refresh_from_db()
    kind = ItemKind(item.kind)
    outcome = usual_outcome(kind)
    decide(chair, item, outcome=outcome, text=formula(outcome, kind, count=item.count))

sitting = meeting.sittings.get()
sitting.starts_at -= timedelta(hours=4)
sitting.save()
close(chair, 1)
"""

# All texts but one, which the browser writes: that the words of each are kept has tests.
TRANSLATE = """
from ecm.domain.communique.edition import texts_of
from ecm.journal.chain import Actor, digest
from ecm.people.models import User
from ecm.publication.models import Translation
from ecm.publication.translating.actions import write_text
from ecm.publication.translating.french import french_of
user = User.objects.get(username="sgg")
translator = Actor(user_id=user.pk, person_id=user.person_id)
row = Translation.objects.get(language="mos")
written = set(row.texts.values_list("key", flat=True))
for key, text in texts_of(french_of(row.communique)).items():
    if key not in written:
        write_text(translator, row, key, text, base=0, source=digest(text))
"""


async def at(screens: Screens, stack: Stack, who: str) -> Page:
    page = (await screens.open(stack.base_urls[0], name=who)).page
    await page.goto("/demo/")
    button = page.locator(f"button[value='{who}']").first
    await button.evaluate("(b) => b.closest('details')?.setAttribute('open', '')")
    await button.click()
    await page.wait_for_url(lambda url: "/demo" not in url)
    await page.goto(DESK)
    return page


async def press(page: Page, label: str) -> None:
    await page.reload()
    # The answer is waited for: a page that is left sooner may take its act with it.
    async with page.expect_navigation():
        await page.get_by_role("button", name=label, exact=True).click()


async def through_its_hands(sgg: Page, premier: Page, voice: Page) -> None:
    await press(sgg, "Soumettre à validation")
    await press(sgg, "Valider ce texte")
    await press(premier, "Valider ce texte")
    await press(voice, "Signer")
    await press(voice, "Publier maintenant")
    await expect(voice.locator("body")).to_contain_text("Le compte rendu est publié.")


async def test_a_communique_goes_to_the_country_and_is_rectified(
    screens: Screens, stack: Stack
) -> None:
    stack.manage("shell", given=HOLD)
    sgg = await at(screens, stack, "sgg")
    premier = await at(screens, stack, "premier-ministre")
    voice = await at(screens, stack, "communication")
    country = (await screens.open(stack.base_urls[0], name="citoyen")).page

    await press(sgg, "Tirer le projet des décisions")
    words = sgg.get_by_label("Texte à publier : Le Conseil a adopté").first
    written = await words.input_value()
    await words.fill(f"{written} Il entre en vigueur le 1er mars 2026.")
    await words.blur()
    await expect(sgg.locator("ins").first).to_contain_text("Il entre en vigueur")
    assert await faults(sgg) == []

    assert (await country.goto("/conseils/2026/5/")).status == 404
    await through_its_hands(sgg, premier, voice)
    await country.goto("/conseils/2026/5/")
    await expect(country.locator("main")).to_contain_text("Il entre en vigueur le 1er")

    await sgg.reload()
    await sgg.get_by_label("Motif, en une ligne").fill("Une date corrigée")
    await sgg.get_by_role("button", name="Commencer un rectificatif").click()
    words = sgg.get_by_label("Texte à publier : Le Conseil a adopté").first
    await words.fill(f"{written} Il entre en vigueur le 2 mars 2026.")
    await words.blur()
    await expect(
        sgg.locator("article [data-said]").filter(has_text="Enregistré.")
    ).to_have_count(1)
    await through_its_hands(sgg, premier, voice)
    await country.reload()  # what was read a moment ago is kept for a minute
    await expect(country.locator("main")).to_contain_text("le 2 mars 2026")
    await country.goto("/conseils/2026/5/versions/1/")
    await expect(country.locator("main")).to_contain_text("le 1er mars 2026")


async def test_the_council_leaves_a_record_and_minutes(
    screens: Screens, stack: Stack
) -> None:
    sgg = await at(screens, stack, "sgg")
    chair = await at(screens, stack, "president")

    await sgg.goto(RECORD)
    await press(sgg, "Établir le relevé")
    await press(sgg, "Approuver le relevé")
    await chair.goto(RECORD)
    assert await faults(chair) == []
    await press(chair, "Approuver le relevé")
    await expect(chair.locator("main")).to_contain_text("Approuvé par")
    await press(sgg, "Remettre les extraits aux ministères")

    await sgg.goto(MINUTES)
    await press(sgg, "Établir le procès-verbal")
    await press(sgg, "J'ai relu le procès-verbal")
    await chair.goto(MINUTES)
    assert await faults(chair) == []
    await press(chair, "Approuver le procès-verbal")
    await press(sgg, "Sceller le procès-verbal")
    await expect(sgg.locator("main")).to_contain_text("Empreinte")
    for place in (RECORD, MINUTES):
        paper = await sgg.request.get(f"{stack.base_urls[0]}{place}pdf/")
        assert (await paper.body()).startswith(b"%PDF-")


async def test_the_country_reads_it_in_moore(screens: Screens, stack: Stack) -> None:
    sgg = await at(screens, stack, "sgg")
    country = (await screens.open(stack.base_urls[0], name="citoyen")).page

    await sgg.goto(MOORE)
    pair = sgg.locator("article.pair").filter(has_text="Le Conseil a adopté").first
    words = pair.locator("textarea")
    await words.fill("Minisr-rãmbã sẽn sak sõasgã tẽng")
    await words.blur()
    await expect(pair.locator("[data-said]")).to_have_text("Enregistré.")
    assert await faults(sgg) == []
    stack.manage("shell", given=TRANSLATE)
    await press(sgg, "Valider")
    await press(sgg, "Publier")

    assert (await country.goto("/conseils/2026/5/mos/")).status == 200
    await expect(country.locator("main")).to_contain_text("sẽn sak sõasgã")
    assert await country.locator("main article[lang=mos]").count() == 1
