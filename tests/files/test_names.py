"""The name of a file: whatever it is, it can be shown, and leads nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecm.files.names import display_name


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("Projet de décret n°12.pdf", "Projet de décret n°12.pdf"),
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\Awa\\rapport.docx", "rapport.docx"),
        ("..", "sans nom"),
        ("", "sans nom"),
        ("dossier/", "sans nom"),
        ("a\0b\r\nc\x1b[31m.pdf", "ab c[31m.pdf"),
        ("exe\u202efdp.pdf", "exefdp.pdf"),
        ("a\u200b\ufeffb.pdf", "ab.pdf"),
        ("  deux   espaces .pdf ", "deux espaces .pdf"),
        (".bashrc", "bashrc"),
        ("De\u0301cret.pdf", "Décret.pdf"),
        ("x" * 300 + ".docx", "x" * 194 + "….docx"),
        ("y" * 300, "y" * 199 + "…"),
    ],
)
def test_a_name_is_shown_without_its_tricks(given_name: str, shown: str) -> None:
    assert display_name(given_name) == shown


@given(st.text(max_size=400))
def test_no_name_leads_anywhere_or_overflows(name: str) -> None:
    shown = display_name(name)

    assert 0 < len(shown) <= 200
    assert not {"/", "\\", "\0", "\n", "\u202e"} & set(shown)
    assert shown.strip(".") != ""
    assert display_name(shown) == shown
