"""All operations at random shapes, by the group of operations."""

from __future__ import annotations

from elementwise_properties import elementwise
from indexing_properties import indexing
from linear_algebra_properties import linear_algebra
from neural_properties import neural
from reduction_properties import sums
from rule_property import grouped
from shape_properties import shapes

GROUPS = grouped(elementwise, shapes, sums, indexing, linear_algebra, neural)
