"""What gradients cost: arithmetic operations beside those of the function, and how they grow with loops.

The bound is that of reverse mode: the gradient of a scalar function takes at most four times as many
operations as its value, however many arguments it has.  See :mod:`operation_counts` for what counts.
"""

from __future__ import annotations

import pytest
from cost_programs import PROGRAMS, Program
from operation_counts import count, lowered

MOST = 4


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_gradient_costs_at_most_four_values(program: Program) -> None:
    module = lowered(program.source)
    value = count(module, "f", rounds=program.rounds)
    gradient = count(module, "slope", rounds=program.rounds)
    assert value.total() > 0
    assert gradient.total() <= MOST * value.total(), (dict(value), dict(gradient))


#: Loops of ``$`` rounds.
LOOPS = {
    "for/fold": ("[x : float64]", "(for/fold ([s x]) ([i (range $)]) (* s (sin s)))"),
    "do": ("[x : float64]", "(do ([i 0 (+ i 1)] [s x (* s (cos s))]) ((= i $) s))"),
    "named let": ("[x : float64]", "(let loop ([i $] [s x]) (if (= i 0) s (loop (- i 1) (* s (exp s)))))"),
    "reading": ("[x : (Tensor f64 [$])]", "(for/fold ([s 1.0]) ([i (range $)]) (sin (* s (vref x i))))"),
    "reading backward": ("[x : (Tensor f64 [$])]", "(for/fold ([s 1.0]) ([i (range $)]) (sin (* s (vref x (- $ 1 i)))))"),
    "stepping": ("[x : (Tensor f64 [$])]", "(for/fold ([s 1.0]) ([x x]) (sin (* s x)))"),
    "writing": (
        "[x : (Tensor f64 [$])]",
        "(sum (square (for/fold ([y x]) ([i (range 1 $)]) (scatter y i (* (vref y i) (vref y (- i 1)))))))",
    ),
    "adding": (
        "[x : (Tensor f64 [$])]",
        "(sum (square (for/fold ([y x]) ([i (range 1 $)]) (scatter-add y i (sin (vref y (- i 1)))))))",
    ),
    "updating": (
        "[x : (Tensor f64 [$])]",
        "(sum (square (for/fold ([y x]) ([i (range 1 $)])"
        " (dynamic-update-slice y (reshape (sin (vref y (- i 1))) [1]) [i]))))",
    ),
    "rows": (
        "[w : (Tensor f64 [4 4])] [x : (Tensor f64 [$ 4])]",
        "(sum (for/fold ([h (zeros [4])]) ([x x]) (tanh (+ x (matmul w h)))))",
    ),
    "nested": (
        "[x : (Tensor f64 [$])]",
        "(for/fold ([s 1.0]) ([i (range $)]) (for/fold ([t s]) ([j (range 3)]) (sin (* t (vref x i)))))",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOPS)
def test_a_gradient_of_a_loop_is_affine_in_its_rounds(name: str) -> None:
    parameters, body = LOOPS[name]
    few, more, many = (
        count(lowered(Program(name, parameters, body).source.replace("$", str(rounds))), "slope").total()
        for rounds in (20, 40, 80)
    )
    assert more > few
    assert many - more == 2 * (more - few)
