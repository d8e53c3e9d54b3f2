"""The plan of docs/scale.md is a program: the page shows what it prints."""

import re
import subprocess
import sys

from tests.source import ROOT

PAGE = ROOT / "docs" / "scale.md"


def test_the_page_shows_what_its_program_prints() -> None:
    text = PAGE.read_text(encoding="utf-8")
    ((program, shown),) = re.findall(
        r"^```python\n(.*?)^```\n\n```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL
    )

    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-I", "-c", program],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert done.stdout == shown
