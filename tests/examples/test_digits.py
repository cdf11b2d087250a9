"""The handwritten digits example: what it learns, on which devices, and what its driver writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import digits_twin
import numpy as np
import pytest
from digits_data import FILE, Examples, load_digits
from digits_stages import stage_of
from eshkol_mlir.compiler.artifact import Artifact, read_artifact
from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.options import Options
from eshkol_mlir.compiler.targets import parse_target
from eshkol_mlir.diagnostics import NumericalError, ShapeError
from eshkol_mlir.reader import load_source
from eshkol_mlir.runtime.devices import devices
from eshkol_mlir.runtime.module import Module
from matplotlib.image import imread

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "digits"
PROGRAM = EXAMPLE / "digits.esk"
TARGETS = ("cpu", "vulkan", "cuda", "rocm")
EPOCHS = 8
RATE = 0.5
SPIRV_MAGIC = 0x07230203.to_bytes(4, "little")

needs_vulkan = pytest.mark.skipif(
    not any(info.name.startswith("vulkan") for info in devices()), reason="there is no Vulkan device"
)


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
    return on_cpu.train(learn.images, learn.labels, EPOCHS, RATE, 0.0)


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


def test_loss_curve_and_model_are_those_of_numpy(trained: Any, data: tuple[Examples, Examples]) -> None:
    learn, _ = data
    twin = digits_twin.train(learn.images, learn.labels, EPOCHS, RATE)
    assert trained.epochs == EPOCHS
    np.testing.assert_allclose(trained.losses, twin.losses, rtol=1e-4)
    np.testing.assert_allclose(trained.model.weights, twin.weights, atol=1e-4)
    np.testing.assert_allclose(trained.model.bias, twin.bias, atol=1e-4)


def test_accuracy_is_that_of_numpy_and_high_enough(
    on_cpu: Module, trained: Any, data: tuple[Examples, Examples]
) -> None:
    learn, test = data
    reached = on_cpu.accuracy(trained.model, test.images, test.labels)
    twin = digits_twin.train(learn.images, learn.labels, EPOCHS, RATE)
    assert reached == pytest.approx(twin.accuracy(test.images, test.labels), abs=1 / len(test))
    assert reached >= 0.93


def test_first_step_follows_the_slope_of_the_loss(on_cpu: Module, data: tuple[Examples, Examples]) -> None:
    """One batch, one epoch from zero: the model is -rate times the gradient, here by central differences."""
    images, labels = data[0].images[:32], data[0].labels[:32]
    model = on_cpu.train(images, labels, 1, RATE, 0.0).model
    point = np.zeros(64 * 10 + 10)

    def loss(parameters: np.ndarray[Any, Any]) -> float:
        return digits_twin.mean_loss(parameters[:640].reshape(64, 10), parameters[640:], images, labels)

    h = 1e-5
    steps = h * np.eye(len(point))
    slope = np.array([(loss(point + step) - loss(point - step)) / (2 * h) for step in steps])
    found = np.concatenate([np.ravel(model.weights), model.bias])
    np.testing.assert_allclose(found, -RATE * slope, atol=1e-6)


def test_training_stops_after_the_epoch_that_reaches_the_goal(
    on_cpu: Module, data: tuple[Examples, Examples]
) -> None:
    learn, _ = data
    goal = 0.32
    twin = digits_twin.train(learn.images, learn.labels, EPOCHS, RATE, goal)
    assert 1 < len(twin.losses) < EPOCHS
    stopped = on_cpu.train(learn.images, learn.labels, EPOCHS, RATE, goal)
    assert stopped.epochs == len(twin.losses)
    assert stopped.losses.shape == (EPOCHS,)
    np.testing.assert_allclose(stopped.losses[: stopped.epochs], twin.losses, rtol=1e-4)
    assert not stopped.losses[stopped.epochs :].any()


def test_confusion_counts_pairs(on_cpu: Module) -> None:
    random = np.random.default_rng(3)
    truth, predicted = random.integers(0, 10, (2, 200))
    expected = np.zeros((10, 10), np.int64)
    np.add.at(expected, (truth, predicted), 1)
    np.testing.assert_array_equal(on_cpu.confusion(truth, predicted), expected)


def test_too_few_images_for_a_batch_are_refused(on_cpu: Module, data: tuple[Examples, Examples]) -> None:
    learn, _ = data
    with pytest.raises(NumericalError, match="at least one full batch"):
        on_cpu.train(learn.images[:31], learn.labels[:31], 1, RATE, 0.0)


def test_unequal_numbers_of_images_and_labels_are_refused(
    on_cpu: Module, data: tuple[Examples, Examples]
) -> None:
    learn, _ = data
    with pytest.raises(ShapeError, match="labels"):
        on_cpu.train(learn.images, learn.labels[:-1], 1, RATE, 0.0)


# Targets ---------------------------------------------------------------------------------


@needs_vulkan
def test_vulkan_computes_what_the_cpu_computes(
    artifact: Artifact, on_cpu: Module, data: tuple[Examples, Examples]
) -> None:
    learn, test = data
    on_vulkan = Module(artifact, "vulkan")
    epochs = 3
    here = on_cpu.train(learn.images, learn.labels, epochs, RATE, 0.0)
    there = on_vulkan.train(learn.images, learn.labels, epochs, RATE, 0.0)
    np.testing.assert_allclose(there.losses, here.losses, rtol=1e-4)
    np.testing.assert_allclose(there.model.weights, here.model.weights, atol=1e-4)
    np.testing.assert_allclose(there.model.bias, here.model.bias, atol=1e-4)
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
    assert names == ["scores", "predict", "accuracy", "confusion", "train"]
    text = stage_of(PROGRAM, "train", "eshkol")
    assert "scf.while" in text


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
        "test accuracy 0.9",
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
    assert "test accuracy is 0.1" in done.stderr
    assert "at least 0.93" in done.stderr
    assert "Traceback" not in done.stderr


def test_driver_rejects_a_negative_number_of_epochs(run: Any) -> None:
    done, _ = run("--epochs", "-1")
    assert done.returncode == 2
    assert "cannot be negative" in done.stderr
