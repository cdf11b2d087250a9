"""Which nodes of a graph lead to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Node = TypeVar("Node")


def strongly_connected(
    roots: Iterable[Node], successors: Callable[[Node], Iterable[Node]]
) -> Iterator[list[Node]]:
    """The sets of nodes that lead to each other, each after those that it leads to, by Tarjan's algorithm.

    ``successors`` is asked once for each node that the roots lead to.
    """
    numbers: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    open_: dict[Node, None] = {}
    for root in roots:
        if root in numbers:
            continue
        stack: list[tuple[Node, Iterator[Node]]] = [(root, iter(()))]
        while stack:
            current, remaining = stack[-1]
            if current not in numbers:
                numbers[current] = lowest[current] = len(numbers)
                open_[current] = None
                remaining = iter(successors(current))
                stack[-1] = (current, remaining)
            for called in remaining:
                if called not in numbers:
                    stack.append((called, iter(())))
                    break
                if called in open_:
                    lowest[current] = min(lowest[current], lowest[called])
            else:
                stack.pop()
                if stack:
                    caller = stack[-1][0]
                    lowest[caller] = min(lowest[caller], lowest[current])
                if lowest[current] == numbers[current]:
                    members: list[Node] = []
                    while not members or members[-1] is not current:
                        members.append(open_.popitem()[0])
                    yield members
