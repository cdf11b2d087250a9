"""The demonstration of per-example gradients, from its arguments to its pictures: see ``run.py``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from demo_console import Failure, excerpt, exit_status, line, shown, title
from demo_stages import source_of, transformed
from digits_data import Array, Examples, load_digits
from digits_training import Settings as Training
from digits_training import train
from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.options import Options
from eshkol_mlir.reader import load_source
from eshkol_mlir.runtime.module import Module
from gradients_checks import check_clipping, check_mean, check_single, compare_times, flat

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "gradients.esk"
TRAINING = HERE.parent / "digits" / "digits.esk"
SINGLE = 8


@dataclass(frozen=True)
class Settings:
    """How many images, how long the network is trained before, and what gradients are clipped at."""

    examples: int = 512
    epochs: int = 8
    most: float = 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the demonstration; the exit status."""
    options = parse_arguments(arguments)
    settings = Settings(options.examples, options.epochs, options.most)
    return exit_status(lambda: demonstrate(settings, options.out))


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    default = Settings()
    parser = argparse.ArgumentParser(description="Gradients of the losses of single images, in one call.")
    add = parser.add_argument
    add("--examples", type=int, default=default.examples, help="how many images (default: %(default)s)")
    add("--epochs", type=int, default=default.epochs, help="of training before (default: %(default)s)")
    add("--most", type=float, default=default.most, help="norm to clip at (default: %(default)s)")
    add("--out", type=Path, default=HERE / "out", help="folder to write to")
    options = parser.parse_args(arguments)
    available = len(load_digits()[0])
    if not 1 <= options.examples <= available:
        parser.error(f"--examples is {options.examples}, but should be from 1 to {available}")
    if options.epochs < 0:
        parser.error(f"--epochs is {options.epochs}, but cannot be negative")
    if not 0 < options.most < float("inf"):
        parser.error(f"--most is {options.most}, but should be a positive number")
    return options


def demonstrate(settings: Settings, out: Path) -> Array:
    """All of it; the norms of the gradients."""
    out.mkdir(parents=True, exist_ok=True)
    title("The program", "a procedure of one image, and `vmap` of its gradient")
    excerpt(source_of(PROGRAM, "loss"))
    excerpt(source_of(PROGRAM, "gradient"))
    excerpt(source_of(PROGRAM, "gradients"))
    title(
        "The eshkol dialect",
        "the same as operations on batches; what one image multiplies, a batch of products",
    )
    excerpt(transformed(PROGRAM, "gradients", "vmap"))
    examples, model, predicted = trained_model(settings)
    program = loaded(PROGRAM)
    norms = measure(program, model, examples, settings)
    draw(examples, norms, predicted, settings, out)
    return norms


# The parts -----------------------------------------------------------------------------


def loaded(path: Path) -> Module:
    """A program for the CPU, compiled or from the cache."""
    return Module(Compiler(load_source(path), Options(), cache=ModuleCache()).artifact(), "cpu")


def trained_model(settings: Settings) -> tuple[Examples, Any, Array]:
    """Some of the digits example's images, its network after a few epochs, and what that takes them for."""
    learn, test = load_digits()
    examples = Examples(learn.images[: settings.examples], learn.labels[: settings.examples])
    program = loaded(TRAINING)
    run = train(program, Training(epochs=settings.epochs), learn, test)
    title("The network", f"examples/digits/digits.esk, {settings.epochs} epochs")
    line(f"test accuracy {run.accuracy:.4f}")
    return examples, run.model, program.predict(run.model, examples.images)


def measure(program: Module, model: Any, examples: Examples, settings: Settings) -> Array:
    """Gradients and norms, checked and timed; the norms."""
    title("Gradients", f"of {len(examples)} images with respect to {sum(map(np.size, model))} parameters")
    images, labels = examples.images, examples.labels
    gradients = flat(program.gradients(model, images, labels), axes=1)
    norms = np.asarray(program.norms(model, images, labels))
    if not np.allclose(norms, np.linalg.norm(gradients, axis=1), rtol=1e-4, atol=1e-6):
        raise Failure("the norms are not those of the gradients")
    line(f"norms: median {np.median(norms):.3g}, largest {norms.max():.3g}")
    line(
        f"mean, against the gradient of the mean loss: {check_mean(program, model, examples, gradients):.1e}"
    )
    chosen = np.unique(np.linspace(0, len(examples) - 1, SINGLE).astype(int))
    line(
        f"{len(chosen)} of them, each by itself: {check_single(program, model, examples, gradients, chosen):.1e}"
    )
    clipped = check_clipping(program, model, examples, gradients, settings.most)
    share = np.mean(norms > settings.most)
    line(f"clipped at {settings.most:g}, which {share:.0%} are above, against NumPy: {clipped:.1e}")

    batch, single = program.gradients, program.gradient
    together, one_by_one = compare_times(
        lambda: batch(model, images, labels),
        lambda: [single(model, image, label) for image, label in zip(images, labels, strict=True)],
    )
    line(
        f"time: {1e3 * together:.2f} ms in one call, {1e3 * one_by_one:.2f} ms in a loop of calls from Python, "
        f"{one_by_one / together:.0f} times as long"
    )
    return norms


def draw(examples: Examples, norms: Array, predicted: Array, settings: Settings, out: Path) -> None:
    try:
        from gradients_plots import plot_largest, plot_norms
    except ModuleNotFoundError as error:
        raise Failure(f"the pictures need {error.name}: pip install 'eshkol-mlir[examples]'") from error
    title("Pictures")
    plot_norms(norms, predicted == examples.labels, settings.most, out / "norms.png")
    plot_largest(examples, norms, predicted, out / "largest.png")
    for name in ("norms.png", "largest.png"):
        line(shown(out / name))
