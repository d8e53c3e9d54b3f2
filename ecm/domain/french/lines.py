"""Where a line of French must not end: hours, dates, amounts, numbers of texts."""

import re

from ecm.domain.french.letters import NARROW_NBSP, NBSP, typeset

MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre"
    "|décembre"
)
# What a line must not part: hours, dates, amounts, staff numbers, « 2e classe ».
_FASTENED = (
    (re.compile(r"(\d) H (\d\d) mn"), rf"\1{NBSP}H{NBSP}\2{NBSP}mn"),
    (re.compile(rf"(\d|1er) ({MONTHS})\b"), rf"\1{NBSP}\2"),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), NARROW_NBSP),
    (re.compile(r"(?<=[\d)]) (?=(?:F CFA|FCFA|%|H\b|m²|km\b|ha\b))"), NBSP),
    (re.compile(r"\bF CFA\b"), f"F{NBSP}CFA"),
    (re.compile(r"\b(n°|N°|Mle) (?=\d)"), rf"\1{NBSP}"),
    (re.compile(r"(?<=\d) (?=[A-Z]\b,)"), NBSP),
    (re.compile(r"\b(\d+(?:er|re|e)) (?=\w)"), rf"\1{NBSP}"),
    (re.compile(r"(\w) \((?=\d\d\))"), rf"\1{NBSP}("),
)


def fastened(text: str) -> str:
    """Return `text` with a no-break space wherever a line must not end."""
    text = typeset(text)
    for pattern, replacement in _FASTENED:
        text = pattern.sub(replacement, text)
    return text
