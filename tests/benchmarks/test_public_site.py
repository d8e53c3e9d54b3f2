"""The benchmark of the public site, made tiny: that it publishes, serves and asks."""

import argparse
import shutil

from benchmarks.public_site import NGINX, PAGES, UNCHANGED, run


def test_every_page_is_asked_and_nothing_is_concluded() -> None:
    asked = argparse.Namespace(readers=2, small=True, json=None)

    outcome = run(asked)

    expected = {*PAGES, UNCHANGED, *([NGINX] if shutil.which("nginx") else [])}
    assert set(outcome.figures) == expected
    assert all(outcome.median(label, "rate") > 0 for label in expected)
    assert not outcome.flaws
    assert "ne conclut pas" in outcome.verdict
