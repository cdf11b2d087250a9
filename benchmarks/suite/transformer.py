"""A transformer block: its value, the gradient of a loss by all parameters, and a step of training.

Normalization comes before attention and before the perceptron, which is four times as wide as the block and uses the
exact gelu; both have a residual connection.  The loss is the mean squared difference from a target.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.harness.case import Arguments, Array, Case

BATCH, LENGTH, WIDTH, HEADS = 8, 128, 512, 8
HEAD = WIDTH // HEADS
HIDDEN = 4 * WIDTH
EPSILON = 1e-5
RATE = 0.1

#: The parameters, by name: their shapes.
SHAPES: dict[str, tuple[int, ...]] = {
    "scale1": (WIDTH,),
    "shift1": (WIDTH,),
    "project": (WIDTH, 3 * WIDTH),
    "merge": (WIDTH, WIDTH),
    "scale2": (WIDTH,),
    "shift2": (WIDTH,),
    "widen": (WIDTH, HIDDEN),
    "bias1": (HIDDEN,),
    "narrow": (HIDDEN, WIDTH),
    "bias2": (WIDTH,),
}

# Eshkol --------------------------------------------------------------------------------


def tensor(*shape: int) -> str:
    return f"(Tensor f32 [{' '.join(map(str, shape))}])"


TENSOR = tensor(BATCH, LENGTH, WIDTH)
NAMES = " ".join(SHAPES)
PARAMETERS = " ".join(f"[{name} : {tensor(*shape)}]" for name, shape in SHAPES.items())
POSITIONS = " ".join(map(str, range(len(SHAPES))))
STEPPED = " ".join(f"(- {name} (* {RATE} d-{name}))" for name in SHAPES)
GRADIENTS = " ".join(f"d-{name}" for name in SHAPES)

BLOCK = f"""
(define (heads x) (transpose (reshape x [{BATCH} {LENGTH} {HEADS} {HEAD}]) [0 2 1 3]))

(define (block {PARAMETERS} [x : {TENSOR}])
  (let*-values ([(n) (layernorm x scale1 shift1 :epsilon {EPSILON})]
                [(q k v) (apply values (split (matmul n project) 3 :axis -1))]
                [(a) (attention (heads q) (heads k) (heads v))]
                [(y) (+ x (matmul (reshape (transpose a [0 2 1 3]) [{BATCH} {LENGTH} {WIDTH}]) merge))]
                [(m) (layernorm y scale2 shift2 :epsilon {EPSILON})])
    (+ y (matmul (gelu (+ (matmul m widen) bias1)) narrow) bias2)))
"""

LOSS = f"""{BLOCK}
(define (loss {PARAMETERS} [x : {TENSOR}] [target : {TENSOR}])
  (mse (block {NAMES} x) target))
"""

GRADIENT = f"""{LOSS}
(define slope (grad loss :argnums [{POSITIONS}]))
"""

STEP = f"""{LOSS}
(define (step {PARAMETERS} [x : {TENSOR}] [target : {TENSOR}])
  (let-values ([(value {GRADIENTS}) (value-and-grad loss {NAMES} x target :argnums [{POSITIONS}])])
    (values {STEPPED} value)))
"""

# JAX -----------------------------------------------------------------------------------


def block_twin(*values: Any) -> Any:
    import jax
    import jax.numpy as jnp

    p = dict(zip(SHAPES, values, strict=False))
    x = values[-1]

    def normalize(x: Any, scale: Any, shift: Any) -> Any:
        centered = x - x.mean(axis=-1, keepdims=True)
        return centered * jax.lax.rsqrt((centered**2).mean(axis=-1, keepdims=True) + EPSILON) * scale + shift

    def heads(x: Any) -> Any:
        return x.reshape(BATCH, LENGTH, HEADS, HEAD).transpose(0, 2, 1, 3)

    q, k, v = map(heads, jnp.split(normalize(x, p["scale1"], p["shift1"]) @ p["project"], 3, axis=-1))
    weights = jax.nn.softmax(q @ k.swapaxes(-1, -2) * HEAD**-0.5)
    y = x + (weights @ v).transpose(0, 2, 1, 3).reshape(BATCH, LENGTH, WIDTH) @ p["merge"]
    hidden = jax.nn.gelu(normalize(y, p["scale2"], p["shift2"]) @ p["widen"] + p["bias1"], approximate=False)
    return y + hidden @ p["narrow"] + p["bias2"]


def loss_twin(*values: Any) -> Any:
    return ((block_twin(*values[:-1]) - values[-1]) ** 2).mean()


def gradient_twin(*values: Any) -> Any:
    import jax

    return jax.grad(loss_twin, argnums=tuple(range(len(SHAPES))))(*values)


def step_twin(*values: Any) -> Any:
    import jax

    loss, slopes = jax.value_and_grad(loss_twin, argnums=tuple(range(len(SHAPES))))(*values)
    return *(value - RATE * slope for value, slope in zip(values, slopes, strict=False)), loss


# NumPy ---------------------------------------------------------------------------------


def swapped(x: Array) -> Array:
    return np.swapaxes(x, -1, -2)


def split_heads(x: Array) -> Array:
    return x.reshape(BATCH, LENGTH, HEADS, HEAD).transpose(0, 2, 1, 3)


def merge_heads(x: Array) -> Array:
    return x.transpose(0, 2, 1, 3).reshape(BATCH, LENGTH, WIDTH)


def normalized(x: Array) -> tuple[Array, Array]:
    """Rows of mean 0 and variance 1, and what they were divided by."""
    centered = x - x.mean(axis=-1, keepdims=True)
    deviation: Array = np.sqrt((centered**2).mean(axis=-1, keepdims=True) + EPSILON)
    return np.divide(centered, deviation), deviation


def normalized_adjoint(slope: Array, n: Array, deviation: Array) -> Array:
    """The derivative by the rows, given that by what they were normalized to."""
    mean = slope.mean(axis=-1, keepdims=True)
    along = (slope * n).mean(axis=-1, keepdims=True)
    result: Array = (slope - mean - n * along) / deviation
    return result


def products(left: Array, right: Array) -> Array:
    """The sum of the products of the rows of two batches: the derivative by a matrix between them."""
    result: Array = left.reshape(-1, left.shape[-1]).T @ right.reshape(-1, right.shape[-1])
    return result


class Reference:
    """The block in NumPy, and its derivative by hand."""

    def __init__(self, *values: Array) -> None:
        from scipy.special import erf  # type: ignore[import-untyped]

        p = self.p = dict(zip(SHAPES, values, strict=False))
        x = values[len(SHAPES)]
        self.n1, self.deviation1 = normalized(x)
        self.in1 = self.n1 * p["scale1"] + p["shift1"]
        self.q, self.k, self.v = map(split_heads, np.split(self.in1 @ p["project"], 3, axis=-1))
        scores = self.q @ swapped(self.k) * HEAD**-0.5
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        self.weights: Array = weights / weights.sum(axis=-1, keepdims=True)
        self.attended = merge_heads(self.weights @ self.v)
        y = x + self.attended @ p["merge"]
        self.n2, self.deviation2 = normalized(y)
        self.in2 = self.n2 * p["scale2"] + p["shift2"]
        self.wide = self.in2 @ p["widen"] + p["bias1"]
        #: The normal distribution up to each number.
        self.below: Array = 0.5 * (1 + erf(self.wide * 0.5**0.5))
        self.hidden = self.wide * self.below
        self.result: Array = y + self.hidden @ p["narrow"] + p["bias2"]

    def slopes(self, slope: Array) -> dict[str, Array]:
        """The derivatives by the parameters, given that by the result."""
        p = self.p
        found = {"bias2": slope.sum(axis=(0, 1)), "narrow": products(self.hidden, slope)}
        density = np.exp(-0.5 * self.wide**2) / np.sqrt(2 * np.pi)
        wide = (slope @ p["narrow"].T) * (self.below + self.wide * density)
        found["bias1"], found["widen"] = wide.sum(axis=(0, 1)), products(self.in2, wide)
        in2 = wide @ p["widen"].T
        found["scale2"], found["shift2"] = (in2 * self.n2).sum(axis=(0, 1)), in2.sum(axis=(0, 1))
        y = slope + normalized_adjoint(in2 * p["scale2"], self.n2, self.deviation2)
        found["merge"] = products(self.attended, y)
        attended = split_heads(y @ p["merge"].T)
        weights = attended @ swapped(self.v)
        # Of softmax: the derivative of each weight by each score is w_i (i = j) - w_i w_j.
        scores = self.weights * (weights - (weights * self.weights).sum(axis=-1, keepdims=True)) * HEAD**-0.5
        projected = (scores @ self.k, swapped(scores) @ self.q, swapped(self.weights) @ attended)
        joined = np.concatenate([merge_heads(part) for part in projected], axis=-1)
        found["project"] = products(self.in1, joined)
        in1 = joined @ p["project"].T
        found["scale1"], found["shift1"] = (in1 * self.n1).sum(axis=(0, 1)), in1.sum(axis=(0, 1))
        return found


def block_reference(*values: Array) -> Array:
    return Reference(*values).result


def loss_and_slopes(*values: Array) -> tuple[Array, tuple[Array, ...]]:
    """The loss, and its derivatives in the order of the parameters."""
    forward = Reference(*values)
    difference = forward.result - values[-1]
    slopes = forward.slopes(2 * difference / difference.size)
    return np.mean(difference**2), tuple(slopes[name] for name in SHAPES)


def gradient_reference(*values: Array) -> tuple[Array, ...]:
    return loss_and_slopes(*values)[1]


def step_reference(*values: Array) -> tuple[Array, ...]:
    loss, slopes = loss_and_slopes(*values)
    return *(value - RATE * slope for value, slope in zip(values, slopes, strict=False)), loss


# The cases -----------------------------------------------------------------------------


def block_arguments(random: np.random.Generator) -> Arguments:
    """Parameters as they are initialized, a little disturbed so that none is 0 or 1, and an input."""

    def initial(name: str, shape: tuple[int, ...]) -> Array:
        noise = random.standard_normal(shape, np.float32)
        if len(shape) == 2:
            return noise * np.float32(shape[0] ** -0.5)
        return np.float32(name.startswith("scale")) + noise * np.float32(0.1)

    values = [initial(name, shape) for name, shape in SHAPES.items()]
    return (*values, random.standard_normal((BATCH, LENGTH, WIDTH), np.float32))


def loss_arguments(random: np.random.Generator) -> Arguments:
    return (*block_arguments(random), random.standard_normal((BATCH, LENGTH, WIDTH), np.float32))


MATRICES = sum(rows * columns for rows, columns in (s for s in SHAPES.values() if len(s) == 2))
#: Products with the matrices and the two products of attention; reverse mode does each twice more.
FORWARD = 2.0 * BATCH * LENGTH * (MATRICES + 2 * LENGTH * WIDTH)

CASES = [
    Case(
        name="transformer-block",
        source=BLOCK,
        function="block",
        twin=block_twin,
        reference=block_reference,
        arguments=block_arguments,
        operations=FORWARD,
    ),
    Case(
        name="gradient-transformer",
        source=GRADIENT,
        function="slope",
        twin=gradient_twin,
        reference=gradient_reference,
        arguments=loss_arguments,
        operations=3 * FORWARD,
    ),
    Case(
        name="training-step-transformer",
        source=STEP,
        function="step",
        twin=step_twin,
        reference=step_reference,
        arguments=loss_arguments,
        operations=3 * FORWARD,
    ),
]
