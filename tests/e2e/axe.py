"""Asks axe what is wrong with a page as it stands."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

from tests.browser import PHONE, TABLET, TABLET_UPRIGHT

AXE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text(encoding="utf-8")
GRAVE = {"serious", "critical"}


async def faults(page: Page) -> list[str]:
    """Return the serious faults of what the page shows now, each with its element."""
    # What has just changed fades for a moment: its colours are not those that stay.
    await page.emulate_media(reduced_motion="reduce")
    if not await page.evaluate("typeof axe === 'object'"):
        await page.evaluate(AXE)
    found: dict[str, Any] = await page.evaluate("axe.run(document, {iframes: false})")
    return [
        f"{page.url} · {fault['id']} · {node['html'][:160]}"
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


async def on_every_screen(page: Page) -> list[str]:
    """Return the faults of a page on a tablet held either way and on a phone."""
    found = []
    for viewport in (TABLET, TABLET_UPRIGHT, PHONE):
        await page.set_viewport_size(viewport)
        found += await faults(page)
    return found
