"""How much a text is about an actor: one figure, from what a reader sees first."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]

# What the figure is made of; the shares add up to 1.
PLACES, HEADLINE, EARLY, QUOTED = 0.4, 0.25, 0.2, 0.15
QUOTES_ENOUGH = 2  # who is quoted more often is no more important for it


def salience(
    spans: Sequence[Span], title_spans: Sequence[Span], quoted: Sequence[int], length: int, most: int
) -> float:
    """From 0 to 1, how much a text of `length` characters is about an actor with these places.

    `most` are the places of the actor with the most of them.

    >>> salience([(0, 5), (90, 95)], [(0, 5)], [90, 120], length=1000, most=3)
    1.0
    >>> salience([(800, 805)], [], [], length=1000, most=4)
    0.14
    """
    early = 1 - spans[0][0] / length if spans else 1
    shares = PLACES * (len(spans) + len(title_spans)) / most + EARLY * early
    if title_spans:
        shares += HEADLINE
    if quoted:
        shares += QUOTED if len(quoted) >= QUOTES_ENOUGH else QUOTED / 2
    return int(shares * 100 + 0.5) / 100
