"""Timing several implementations alternately.

What disturbs a machine, another process or a change of the clock rate, lasts longer than one call.
Implementations that take turns suffer from it alike, so their ratio is steadier than any of their
times.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

#: A sample of short calls takes this long, so that reading the clock does not count.
SAMPLE_SECONDS = 2e-3
WARM_UP_SECONDS = 0.2
#: More than the runtime needs to find out which of its devices is faster.
LEAST_WARM_UP_CALLS = 10


@dataclass(frozen=True)
class Spread:
    """Median and quartiles of measurements."""

    median: float
    lower: float
    upper: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of at least one value."""
        lower, median, upper = np.percentile(values, [25, 50, 75])
        return cls(float(median), float(lower), float(upper))


@dataclass(frozen=True)
class Timings:
    """Seconds per call, by implementation; the k-th samples were taken one after the other."""

    samples: Mapping[str, tuple[float, ...]]

    def spread(self, name: str) -> Spread:
        return Spread.of(self.samples[name])

    def ratio(self, name: str, base: str) -> Spread:
        """``name`` over ``base``: the ratio of their medians, and the quartiles of the rounds' ratios."""
        rounds = [a / b for a, b in zip(self.samples[name], self.samples[base], strict=True)]
        paired = Spread.of(rounds)
        return Spread(self.spread(name).median / self.spread(base).median, paired.lower, paired.upper)


def alternate(calls: Mapping[str, Callable[[], object]], rounds: int) -> Timings:
    """Times the calls in turn, ``rounds`` samples each; who goes first rotates."""
    names = list(calls)
    repetitions = {name: _warm_up(calls[name]) for name in names}
    samples: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            samples[name].append(_sample(calls[name], repetitions[name]))
    return Timings({name: tuple(values) for name, values in samples.items()})


def _warm_up(call: Callable[[], object]) -> int:
    """Runs a call until it is warm; how many calls make a sample."""
    start = perf_counter()
    times: list[float] = []
    while len(times) < LEAST_WARM_UP_CALLS or perf_counter() - start < WARM_UP_SECONDS:
        times.append(_sample(call, 1))
    return max(1, round(SAMPLE_SECONDS / float(np.median(times))))


def _sample(call: Callable[[], object], repetitions: int) -> float:
    start = perf_counter()
    for _ in range(repetitions):
        call()
    return (perf_counter() - start) / repetitions
