"""Captions: lines that describe a picture and say who took it."""

from __future__ import annotations

import re

LONGEST = 500  # letters of a caption
CREDIT = re.compile(
    r"\[(?:file|photo|image|picture|courtesy|getty|reuters|ap|afp|epa|screengrab|al jazeera)\b"
    r"[^\[\]]{0,60}\]\W*$"
    r"|\[[^\[\]]{2,40}(?:/|via |getty|reuters|\bafp\b|\bap\b|\bepa\b|al jazeera)[^\[\]]{0,40}\]\W*$"
    r"|\((?:file|photo|image|picture|courtesy|ap photo|getty|reuters|afp|(?-i:EPA|epa)|handout|screengrab)\b"
    r"[^()]{0,60}\)\W*$"
    r"|\([^()]{2,40}(?:/|via )\s*(?:getty|reuters|afp|ap\b|associated press|epa|bloomberg|shutterstock|times)"
    r"[^()]{0,30}\)\W*$"
    r"|\([^()]{0,40}(?:getty images|associated press)[^()]{0,20}\)\W*$",
    re.I,
)
LABEL = re.compile(
    r"^(?:photograph|photo|picture|image|pic|photo credit|image credit|photo by|image copyright|image source"
    r"|foto|bild|credit|illustration|crédit photo|screenshot)\s*(?::|by |©)",
    re.I,
)
DESCRIPTION = re.compile(
    r"^(?:image caption|media caption|caption|above|below|file photo|pictured)\s*:", re.I
)
AGENCY_LINE = re.compile(
    r"(?:/|via )\s?(?:getty images|reuters|afp|ap|epa|shutterstock|istock|bloomberg)\W*$", re.I
)
LONGEST_CREDIT = 120


def is_caption(text: str) -> bool:
    """Whether a paragraph is the caption or credit of a picture, judged by how it says whose picture it is.

    "Photograph: Ann Lee/AP The minister said no." has the story glued to the credit and is none.
    """
    if len(text) > LONGEST:
        return False
    if CREDIT.search(text) or DESCRIPTION.match(text):
        return True
    if len(text) > LONGEST_CREDIT:
        return False
    return bool(AGENCY_LINE.search(text) or (LABEL.match(text) and text[-1] not in ".!?"))
