"""Telling two kinds of things apart by figures: how well one figure does, and how well all of them together do."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def auc(ones: Iterable[float], others: Iterable[float]) -> float:
    """Return how often one of `ones` is greater than one of `others`, a tie counting half: 0.5 tells nothing."""
    ranked = sorted([(value, 0) for value in others] + [(value, 1) for value in ones])
    positives = sum(kind for _value, kind in ranked)
    negatives = len(ranked) - positives
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += (at + 1 + end) / 2 * sum(kind for _value, kind in ranked[at:end])
        at = end
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def noise(ones: int, others: int) -> float:
    """Return the standard error of `auc` where there is nothing to tell apart."""
    return math.sqrt((ones + others + 1) / (12 * ones * others))


class Classifier:
    """Learns how often each combination of features comes with each kind; scores by the odds. Combinations are equal
    or not, so that any pattern in them is learned, also one that rises and falls."""

    def __init__(self, ones: Sequence[Hashable], others: Sequence[Hashable]) -> None:
        self._ones, self._others = Counter(ones), Counter(others)
        self._sums = len(ones), len(others)

    def score(self, features: Hashable) -> float:
        """Return the odds, as a logarithm; 0 for what was never met."""
        mine = (self._ones[features] + 0.5) / (self._sums[0] + 1)
        theirs = (self._others[features] + 0.5) / (self._sums[1] + 1)
        return math.log(mine / theirs)
