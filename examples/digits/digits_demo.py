"""The digits demonstration, from its arguments to its pictures: see ``run.py``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import eshkol_mlir as esk
from demo_console import Failure, excerpt, exit_status, line, shown, title
from demo_stages import source_of, stage_of, transformed
from digits_data import Examples, load_digits
from digits_training import Run, Settings, check_agreement, train
from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.options import Options
from eshkol_mlir.compiler.targets import parse_target
from eshkol_mlir.reader import load_source

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "digits.esk"
TARGETS = ("cpu", "vulkan", "cuda", "rocm")
REQUIRED_ACCURACY = 0.97
LARGEST_SEED = 2**31 - 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the demonstration; the exit status."""
    options = parse_arguments(arguments)
    settings = Settings(options.epochs, options.rate, options.goal, options.seed)
    return exit_status(lambda: demonstrate(settings, options.out))


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    default = Settings()
    parser = argparse.ArgumentParser(description="Train an Eshkol program on handwritten digits.")
    add = parser.add_argument
    add("--epochs", type=int, default=default.epochs, help="at most (default: %(default)s)")
    add("--rate", type=float, default=default.rate, help="length of a step (default: %(default)s)")
    add("--goal", type=float, default=default.goal, help="loss to stop at (default: %(default)s)")
    add("--seed", type=int, default=default.seed, help="of the first weights (default: %(default)s)")
    add("--out", type=Path, default=HERE / "out", help="folder to write to")
    options = parser.parse_args(arguments)
    if options.epochs < 0:
        parser.error(f"--epochs is {options.epochs}, but cannot be negative")
    if not 0 < options.rate < float("inf"):
        parser.error(f"--rate is {options.rate}, but should be a positive number")
    if not 0 <= options.seed <= LARGEST_SEED:
        parser.error(f"--seed is {options.seed}, but should be from 0 to {LARGEST_SEED}")
    return options


def demonstrate(settings: Settings, out: Path) -> dict[str, Run]:
    """All of it: the training run on each device, by device."""
    out.mkdir(parents=True, exist_ok=True)
    show_stages()
    compiled = compile_for_all(out / "digits.vmfb")
    learn, test = load_digits()
    runs = train_everywhere(compiled, settings, learn, test)
    show_confusion(runs["cpu"])
    draw(runs, test, out)
    reached = runs["cpu"].accuracy
    if reached < REQUIRED_ACCURACY:
        raise Failure(
            f"the test accuracy is {reached:.4f} after {len(runs['cpu'].losses)} epochs, "
            f"but should be at least {REQUIRED_ACCURACY}"
        )
    return runs


# The parts -----------------------------------------------------------------------------


def show_stages() -> None:
    """One function as source, in the eshkol dialect, and as linalg; and the gradient of the loss."""
    title("The program", "one of the functions of examples/digits/digits.esk")
    excerpt(source_of(PROGRAM, "scores"))
    title("The eshkol dialect", "tensors with the shapes of the declaration, n computed when it runs")
    excerpt(stage_of(PROGRAM, "scores", "eshkol"))
    title("linalg", "what IREE gets")
    excerpt(stage_of(PROGRAM, "scores", "linalg"))
    title("The gradient", "what `value-and-grad` in `run-epoch` becomes: the loss, then its adjoints")
    excerpt(transformed(PROGRAM, "train", "vjp"))


def compile_for_all(path: Path) -> Path:
    """Compiles for each target in turn; one file holds the code for all."""
    title("IREE", f"the same source for {', '.join(TARGETS)}")
    source, cache = load_source(PROGRAM), ModuleCache()
    for name in TARGETS:
        start = perf_counter()
        (module,) = Compiler(source, Options((parse_target(name),)), cache=cache).artifact().modules
        seconds = perf_counter() - start
        line(f"{module.target!s:<12} {len(module.vmfb) / 1024:7.0f} KiB  {seconds:6.2f} s")
    Compiler(source, Options(tuple(map(parse_target, TARGETS))), cache=cache).artifact().write(path)
    line(f"all in {shown(path)}: {path.stat().st_size / 1024:.0f} KiB")
    return path


def train_everywhere(compiled: Path, settings: Settings, learn: Examples, test: Examples) -> dict[str, Run]:
    """Trains on the CPU and on the first device of every other kind."""
    title("Training", f"{len(learn)} images, {len(test)} held out; one call of `train` on each device")
    runs: dict[str, Run] = {}
    for name, description in devices_to_use().items():
        line(f"{name}: {description}")
        runs[name] = run = train(esk.load(compiled, name), settings, learn, test)
        line(
            f"  {len(run.losses)} epochs in {run.seconds:.2f} s, loss {run.losses[-1]:.4f}"
            if len(run.losses)
            else "  no epochs"
        )
        line(f"  test accuracy {run.accuracy:.4f}")
        if name != "cpu":
            line(f"  losses differ from the CPU's by at most {check_agreement(name, run, runs['cpu']):.1e}")
    return runs


def devices_to_use() -> dict[str, str]:
    """The first device of each backend, with its description; the CPU comes first."""
    found: dict[str, str] = {}
    for info in esk.devices():
        if info.name.partition(":")[0] not in {name.partition(":")[0] for name in found}:
            found[info.name] = info.description
    return found


def show_confusion(run: Run) -> None:
    title("Confusion", "rows: the digit; columns: what it was taken for")
    line("    " + "".join(f"{digit:4}" for digit in range(10)))
    for digit, row in enumerate(run.confusion):
        line(f"{digit:4}" + "".join(f"{count:4}" if count else "   ." for count in row))


def draw(runs: dict[str, Run], test: Examples, out: Path) -> None:
    try:
        from digits_plots import plot_loss, plot_mistakes
    except ModuleNotFoundError as error:
        raise Failure(f"the pictures need {error.name}: pip install 'eshkol-mlir[examples]'") from error
    title("Pictures")
    plot_loss({name: run.losses for name, run in runs.items()}, out / "loss.png")
    plot_mistakes(test, runs["cpu"].predicted, out / "mistakes.png")
    for name in ("loss.png", "mistakes.png"):
        line(shown(out / name))
