"""What a page states about one field, in one place of it: the rungs that the ladders of pages are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from articles.importing.draft import Finding

LONGEST_EVIDENCE = 300


@dataclass(frozen=True)
class Statement:
    """A value as a page states it: by which rule it was found, how sure that is, in which words."""

    value: str
    rule: str
    confidence: float
    evidence: str = ""

    def surer(self, by: float) -> Statement:
        return replace(self, confidence=min(0.99, self.confidence + by))


def findings(statements: Iterable[Statement], text: str) -> tuple[Finding, ...]:
    """A ladder: each value once, by its surest statement, with its place where it stands word for word."""
    best: dict[str, Statement] = {}
    for statement in statements:
        known = best.get(statement.value)
        if statement.value and (known is None or known.confidence < statement.confidence):
            best[statement.value] = statement
    ordered = sorted(best.values(), key=lambda statement: -statement.confidence)
    return tuple(placed(_finding(statement), text) for statement in ordered)


def _finding(statement: Statement) -> Finding:
    evidence = (statement.evidence or statement.value)[:LONGEST_EVIDENCE]
    return Finding(statement.value, statement.rule, round(statement.confidence, 2), evidence)


def placed(finding: Finding, text: str) -> Finding:
    """The finding with the offsets of its value in the text, if it stands there word for word."""
    near = max(0, text.find(finding.evidence)) if finding.evidence else 0
    start = text.find(finding.value, near)
    if start < 0:
        start = text.find(finding.value)
    return finding if start < 0 else finding.at(start, start + len(finding.value))
