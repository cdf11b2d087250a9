"""The handwritten digits example: what it learns, on which devices, and what its driver writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import digits_twin
import jax
import numpy as np
import pytest
from demo_stages import stage_of, transformed
from digits_data import FILE, Examples, load_digits
from digits_training import Settings
from eshkol_mlir.compiler.artifact import Artifact, read_artifact
from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.options import Options
from eshkol_mlir.compiler.targets import parse_target
from eshkol_mlir.diagnostics import NumericalError, ShapeError
from eshkol_mlir.reader import load_source
from eshkol_mlir.runtime.module import Module
from matplotlib.image import imread

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "digits"
PROGRAM = EXAMPLE / "digits.esk"
TARGETS = ("cpu", "vulkan", "cuda", "rocm")
EPOCHS = 12
RATE = 0.004
SEED = 0
SPIRV_MAGIC = 0x07230203.to_bytes(4, "little")


@pytest.fixture(scope="module")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def artifact(cache_folder: Path) -> Artifact:
    """The program compiled for every target."""
    options = Options(tuple(map(parse_target, TARGETS)))
    return Compiler(load_source(PROGRAM), options, cache=ModuleCache(cache_folder)).artifact()


@pytest.fixture(scope="module")
def on_cpu(artifact: Artifact) -> Module:
    return Module(artifact, "cpu")


@pytest.fixture(scope="module")
def data() -> tuple[Examples, Examples]:
    return load_digits()


@pytest.fixture(scope="module")
def trained(on_cpu: Module, data: tuple[Examples, Examples]) -> Any:
    learn, _ = data
    return on_cpu.train(learn.images, learn.labels, EPOCHS, RATE, 0.0, SEED)


@pytest.fixture(scope="module")
def start() -> digits_twin.Model:
    """The weights that ``SEED`` stands for, made by JAX: its generator is the one that Eshkol documents."""
    return initial_weights(SEED)


@pytest.fixture(scope="module")
def twin(start: digits_twin.Model, data: tuple[Examples, Examples]) -> digits_twin.Twin:
    learn, _ = data
    return digits_twin.train(start, learn.images, learn.labels, EPOCHS, RATE)


def initial_weights(seed: int) -> digits_twin.Model:
    def layer(inputs: int, outputs: int, key: int) -> digits_twin.Array:
        drawn = jax.random.normal(jax.random.key(key), (inputs, outputs), np.float32)
        return np.sqrt(2 / (inputs + outputs)) * np.asarray(drawn)

    return layer(64, 64, 2 * seed), np.zeros(64), layer(64, 10, 2 * seed + 1), np.zeros(10)


# The data --------------------------------------------------------------------------------


def test_data_is_the_documented_data_set(data: tuple[Examples, Examples]) -> None:
    learn, test = data
    assert len(learn) + len(test) == 1797
    assert len(test) == 449
    counts = np.bincount(np.concatenate([learn.labels, test.labels]))
    # The class sizes in the repository's description of the test part.
    assert counts.tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert learn.images.min() == 0
    assert learn.images.max() == 1
    # The same values as in the file, whatever their order.
    with np.load(FILE) as file:
        darkness = file["images"].astype(np.int64).sum()
    assert 16 * (learn.images.sum(dtype=np.float64) + test.images.sum(dtype=np.float64)) == darkness


def test_split_is_the_same_every_time_and_disjoint(data: tuple[Examples, Examples]) -> None:
    again = load_digits()
    for part, other in zip(data, again, strict=True):
        np.testing.assert_array_equal(part.images, other.images)
        np.testing.assert_array_equal(part.labels, other.labels)
    learned = {image.tobytes() for image in data[0].images}
    assert not any(image.tobytes() in learned for image in data[1].images)


# Learning --------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [SEED, 7])
def test_initial_weights_are_glorots(on_cpu: Module, seed: int) -> None:
    for found, expected in zip(on_cpu.initial_model(seed), initial_weights(seed), strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-5)


def test_loss_curve_and_model_are_those_of_numpy(trained: Any, twin: digits_twin.Twin) -> None:
    assert trained.epochs == EPOCHS
    np.testing.assert_allclose(trained.losses, twin.losses, rtol=1e-4)
    for found, expected in zip(trained.model, twin.model, strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-4)


def test_accuracy_is_that_of_numpy(
    on_cpu: Module, trained: Any, twin: digits_twin.Twin, data: tuple[Examples, Examples]
) -> None:
    _, test = data
    reached = on_cpu.accuracy(trained.model, test.images, test.labels)
    assert reached == pytest.approx(twin.accuracy(test.images, test.labels), abs=1 / len(test))


def test_accuracy_is_high_from_any_start(on_cpu: Module, data: tuple[Examples, Examples]) -> None:
    """With the driver's settings; the demonstration asks for 0.97."""
    learn, test = data
    settings = Settings()
    for seed in range(10):
        trained = on_cpu.train(
            learn.images, learn.labels, settings.epochs, settings.rate, settings.goal, seed
        )
        assert on_cpu.accuracy(trained.model, test.images, test.labels) >= 0.975
        # It stops because it has reached the goal, not for lack of epochs.
        assert trained.epochs < settings.epochs


def test_first_step_goes_down_the_slope_of_the_loss(
    on_cpu: Module, start: digits_twin.Model, data: tuple[Examples, Examples]
) -> None:
    """One batch, one epoch: every weight moves by the rate against the sign of its derivative.

    After one gradient g Adam's averages, freed of their bias, are g and the square of g.
    """
    images, labels = data[0].images[:64], data[0].labels[:64]
    model = on_cpu.train(images, labels, 1, RATE, 0.0, SEED).model
    _, gradient = digits_twin.loss_and_gradient(start, images, labels)
    for after, before, slope in zip(model, start, gradient, strict=True):
        # What is blank in every image has no derivative; float32 has no sign for what is almost 0.
        clear = np.abs(slope) > 1e-6
        np.testing.assert_allclose((after - before)[clear], -RATE * np.sign(slope[clear]), atol=5e-5)
        np.testing.assert_allclose((after - before)[slope == 0], 0, atol=1e-5)


def test_gradient_of_the_twin_is_the_slope_of_its_loss(
    start: digits_twin.Model, data: tuple[Examples, Examples]
) -> None:
    """The derivation by hand, which the tests above rest on, against central differences."""
    images, labels = data[0].images[:64], data[0].labels[:64]
    _, gradient = digits_twin.loss_and_gradient(start, images, labels)
    random = np.random.default_rng(1)
    for part, slope in enumerate(gradient):
        for index in random.integers(0, slope.size, 25):
            sides = []
            for step in (1e-5, -1e-5):
                moved = [np.array(each, np.float64) for each in start]
                moved[part].flat[index] += step
                w1, b1, w2, b2 = moved
                sides.append(digits_twin.loss_and_gradient((w1, b1, w2, b2), images, labels)[0])
            assert slope.flat[index] == pytest.approx((sides[0] - sides[1]) / 2e-5, abs=1e-9)


def test_training_stops_after_the_epoch_that_reaches_the_goal(
    on_cpu: Module, twin: digits_twin.Twin, data: tuple[Examples, Examples]
) -> None:
    learn, _ = data
    # Between the losses of the 5th and the 6th epoch.
    goal = (twin.losses[4] + twin.losses[5]) / 2
    stopped = on_cpu.train(learn.images, learn.labels, EPOCHS, RATE, goal, SEED)
    assert stopped.epochs == 6
    assert stopped.losses.shape == (EPOCHS,)
    np.testing.assert_allclose(stopped.losses[:6], twin.losses[:6], rtol=1e-4)
    assert not stopped.losses[6:].any()


def test_confusion_counts_pairs(on_cpu: Module) -> None:
    random = np.random.default_rng(3)
    truth, predicted = random.integers(0, 10, (2, 200))
    expected = np.zeros((10, 10), np.int64)
    np.add.at(expected, (truth, predicted), 1)
    np.testing.assert_array_equal(on_cpu.confusion(truth, predicted), expected)


def test_too_few_images_for_a_batch_are_refused(on_cpu: Module, data: tuple[Examples, Examples]) -> None:
    learn, _ = data
    with pytest.raises(NumericalError, match="at least one full batch"):
        on_cpu.train(learn.images[:63], learn.labels[:63], 1, RATE, 0.0, SEED)


def test_unequal_numbers_of_images_and_labels_are_refused(
    on_cpu: Module, data: tuple[Examples, Examples]
) -> None:
    learn, _ = data
    with pytest.raises(ShapeError, match="labels"):
        on_cpu.train(learn.images, learn.labels[:-1], 1, RATE, 0.0, SEED)


# Targets ---------------------------------------------------------------------------------


def test_vulkan_computes_what_the_cpu_computes(
    artifact: Artifact, on_cpu: Module, data: tuple[Examples, Examples]
) -> None:
    learn, test = data
    on_vulkan = Module(artifact, "vulkan")
    epochs = 3
    here = on_cpu.train(learn.images, learn.labels, epochs, RATE, 0.0, SEED)
    there = on_vulkan.train(learn.images, learn.labels, epochs, RATE, 0.0, SEED)
    np.testing.assert_allclose(there.losses, here.losses, rtol=1e-4)
    for found, expected in zip(there.model, here.model, strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-4)
    np.testing.assert_array_equal(
        on_vulkan.predict(here.model, test.images), on_cpu.predict(here.model, test.images)
    )


@pytest.mark.parametrize(
    ("target", "code"), [("cuda", b".target sm_80"), ("rocm", b"gfx942"), ("vulkan", SPIRV_MAGIC)]
)
def test_other_targets_have_their_code(artifact: Artifact, target: str, code: bytes) -> None:
    module = artifact.module_for(target)
    assert module is not None
    assert len(module.vmfb) > 10_000
    assert code in module.vmfb


def test_training_is_one_device_function(artifact: Artifact) -> None:
    """The loops over epochs and batches are in the program, not in its caller."""
    assert artifact.signature is not None
    names = [function.name for function in artifact.signature.functions]
    assert names == ["initial-model", "scores", "predict", "accuracy", "confusion", "train"]
    text = stage_of(PROGRAM, "train", "eshkol")
    assert "scf.while" in text


def test_derivative_is_shown_as_operations(artifact: Artifact) -> None:
    """Two products forward; backward one for each matrix, and one to reach the hidden layer."""
    text = transformed(PROGRAM, "train", "vjp")
    assert text.count("eshkol.matmul") == 5
    assert text.count("math.tanh") == 1


# The driver ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def run(artifact: Artifact, cache_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Runs the driver with arguments; the finished process and the folder that it wrote to."""
    out = tmp_path_factory.mktemp("out")
    environment = {**os.environ, "ESHKOL_CACHE_DIR": str(cache_folder)}

    def start(*arguments: str) -> tuple[subprocess.CompletedProcess[str], Path]:
        command = [sys.executable, "-W", "error", str(EXAMPLE / "run.py"), "--out", str(out), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
        return done, out

    return start


def test_driver_shows_every_stage_and_writes_pictures(run: Any) -> None:
    done, out = run("--epochs", str(EPOCHS))
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    for shown in (
        "eshkol.matmul",
        "linalg.matmul",
        "cpu:host",
        "cuda:sm_80",
        "rocm:gfx942",
        "test accuracy 0.98",
        ".vjp",
    ):
        assert shown in done.stdout
    targets = [module.target.name for module in read_artifact(out / "digits.vmfb").modules]
    assert targets == list(TARGETS)
    for name in ("loss.png", "mistakes.png"):
        picture = imread(out / name)
        assert picture.ndim == 3
        assert min(picture.shape[:2]) > 100
        # Something is drawn: neither blank nor all ink.
        assert 0.01 < np.mean(picture[..., :3].min(axis=2) < 0.9) < 0.7


def test_driver_fails_when_nothing_is_learned(run: Any) -> None:
    done, _ = run("--epochs", "0")
    assert done.returncode == 1
    assert "after 0 epochs" in done.stderr
    assert "at least 0.97" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--epochs", "-1"), "cannot be negative"),
        (("--rate", "nan"), "should be a positive number"),
        (("--seed", "-1"), "should be from 0"),
        (("--epochs", "many"), "invalid int value"),
    ],
)
def test_driver_rejects_what_cannot_be(run: Any, arguments: tuple[str, ...], message: str) -> None:
    done, _ = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_driver_fails_when_training_diverges(run: Any) -> None:
    done, _ = run("--rate", "1e30", "--epochs", "2")
    assert done.returncode == 1
    assert "training with the rate 1e+30 diverges" in done.stderr


def test_driver_says_that_it_cannot_write(run: Any, tmp_path: Path) -> None:
    """The last of two --out counts."""
    (tmp_path / "file").write_text("")
    done, _ = run("--out", str(tmp_path / "file" / "out"))
    assert done.returncode == 1
    assert "The demonstration failed" in done.stderr
    assert "Traceback" not in done.stderr
