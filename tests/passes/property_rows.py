"""All operations at random shapes, by the group of operations."""

from __future__ import annotations

from elementwise_properties import elementwise
from indexing_properties import indexing
from linear_algebra_properties import linear_algebra
from neural_properties import neural
from reduction_properties import sums
from rule_property import Property, number
from shape_properties import shapes

GROUPS: dict[str, dict[str, Property]] = {
    group: number(rows())
    for group, rows in {
        "elementwise": elementwise,
        "shapes": shapes,
        "sums": sums,
        "indexing": indexing,
        "linear_algebra": linear_algebra,
        "neural": neural,
    }.items()
}
