"""The per-example gradients: beside JAX, beside NumPy, as products of batches, and what the driver writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import digits_twin
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from demo_stages import transformed
from digits_data import Examples, load_digits
from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.options import Options
from eshkol_mlir.reader import load_source
from eshkol_mlir.runtime.module import Module
from gradients_checks import flat
from matplotlib.image import imread

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "per_example_gradients"
PROGRAM = EXAMPLE / "gradients.esk"
IMAGES = 40


@pytest.fixture(scope="module")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def program(cache_folder: Path) -> Module:
    return Module(
        Compiler(load_source(PROGRAM), Options(), cache=ModuleCache(cache_folder)).artifact(), "cpu"
    )


@pytest.fixture(scope="module")
def images() -> Examples:
    learn, _ = load_digits()
    return Examples(learn.images[:IMAGES], learn.labels[:IMAGES])


@pytest.fixture(scope="module")
def model() -> tuple[Any, ...]:
    random = np.random.default_rng(5)
    shapes = ((64, 64), (64,), (64, 10), (10,))
    return tuple(random.normal(scale=0.2, size=shape).astype(np.float32) for shape in shapes)


@pytest.fixture(scope="module")
def from_jax(model: tuple[Any, ...], images: Examples) -> Any:
    """``vmap`` of ``grad`` as JAX has it, of the loss as NumPy's users would write it."""

    def loss(model: Any, image: Any, label: Any) -> Any:
        w1, b1, w2, b2 = model
        return -jax.nn.log_softmax(jnp.tanh(image @ w1 + b1) @ w2 + b2)[label]

    each = jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(model, images.images, images.labels)
    return [np.asarray(part) for part in each]


def test_gradients_are_those_of_jax(
    program: Module, model: tuple[Any, ...], images: Examples, from_jax: Any
) -> None:
    found = program.gradients(model, images.images, images.labels)
    assert [part.shape for part in found] == [(IMAGES, 64, 64), (IMAGES, 64), (IMAGES, 64, 10), (IMAGES, 10)]
    for part, expected in zip(found, from_jax, strict=True):
        np.testing.assert_allclose(part, expected, atol=2e-6)


def test_norms_are_those_of_the_gradients_of_jax(
    program: Module, model: tuple[Any, ...], images: Examples, from_jax: Any
) -> None:
    found = program.norms(model, images.images, images.labels)
    np.testing.assert_allclose(found, np.linalg.norm(flat(from_jax, axes=1), axis=1), rtol=1e-5)


def test_mean_gradient_is_that_of_a_derivation_by_hand(
    program: Module, model: tuple[Any, ...], images: Examples
) -> None:
    w1, b1, w2, b2 = (part.astype(np.float64) for part in model)
    value, expected = digits_twin.loss_and_gradient((w1, b1, w2, b2), images.images, images.labels)
    assert program.mean_loss(model, images.images, images.labels) == pytest.approx(value, rel=1e-5)
    for found, part in zip(program.mean_gradient(model, images.images, images.labels), expected, strict=True):
        np.testing.assert_allclose(found, part, atol=1e-6)
    each = program.gradients(model, images.images, images.labels)
    for found, part in zip(each, expected, strict=True):
        np.testing.assert_allclose(found.mean(axis=0), part, atol=1e-6)


def test_single_gradients_are_those_of_the_batch(
    program: Module, model: tuple[Any, ...], images: Examples, from_jax: Any
) -> None:
    for index in (0, 7, IMAGES - 1):
        alone = program.gradient(model, images.images[index], images.labels[index])
        np.testing.assert_allclose(flat(alone), flat(from_jax, axes=1)[index], atol=2e-6)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_clipping_shortens_what_is_longer(
    program: Module, model: tuple[Any, ...], images: Examples, from_jax: Any, share: float
) -> None:
    """With a limit above this share of the norms; the others are brought down to it."""
    rows = flat(from_jax, axes=1)
    lengths = np.linalg.norm(rows, axis=1)
    most = float(np.quantile(lengths, share) * (1.01 if share == 1 else 0.99))
    expected = np.mean(rows * np.minimum(1, most / lengths)[:, None], axis=0)
    found = flat(program.clipped_mean_gradient(model, images.images, images.labels, most))
    np.testing.assert_allclose(found, expected, atol=2e-6)
    assert np.linalg.norm(found) <= most


def test_an_image_without_gradient_does_not_spoil_the_mean(program: Module, images: Examples) -> None:
    """A bias that makes the class certain: the norm is 0, and clipping divides by it."""
    certain = np.zeros(10, np.float32)
    certain[3] = 1e4
    model = (
        np.zeros((64, 64), np.float32),
        np.zeros(64, np.float32),
        np.zeros((64, 10), np.float32),
        certain,
    )
    labels = np.full(IMAGES, 3)
    assert not program.norms(model, images.images, labels).any()
    assert not flat(program.clipped_mean_gradient(model, images.images, labels, 1.0)).any()


def test_batches_become_products() -> None:
    """The three products that meet the weights stay one each; each weight's gradient is a batch of them."""
    text = transformed(PROGRAM, "gradients", "vmap")
    products = [line.split("->")[1].strip() for line in text.splitlines() if "eshkol.matmul" in line]
    assert sorted(products) == sorted(
        [
            "tensor<?x64xf32>",
            "tensor<?x10xf32>",
            "tensor<?x64xf32>",
            "tensor<?x64x10xf32>",
            "tensor<?x64x64xf32>",
        ]
    )
    assert "scf." not in text


# The driver ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def run(cache_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Runs the driver with arguments; the finished process and the folder that it wrote to."""
    out = tmp_path_factory.mktemp("out")
    environment = {**os.environ, "ESHKOL_CACHE_DIR": str(cache_folder)}

    def start(*arguments: str) -> tuple[subprocess.CompletedProcess[str], Path]:
        command = [sys.executable, "-W", "error", str(EXAMPLE / "run.py"), "--out", str(out), *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300), out

    return start


def test_driver_checks_and_draws(run: Any) -> None:
    done, out = run("--examples", "60", "--epochs", "2")
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    for shown in ("(vmap gradient", "tensor<?x64x64xf32>", "of 60 images", "in one call", "times as long"):
        assert shown in done.stdout
    for name in ("norms.png", "largest.png"):
        picture = imread(out / name)
        assert min(picture.shape[:2]) > 100
        assert 0.01 < np.mean(picture[..., :3].min(axis=2) < 0.9) < 0.7


def test_driver_fails_when_a_gradient_is_wrong(cache_folder: Path, tmp_path: Path) -> None:
    """A copy of the example whose clipping does nothing."""
    broken = tmp_path / "examples" / "per_example_gradients"
    broken.mkdir(parents=True)
    for file in EXAMPLE.glob("*.*"):
        (broken / file.name).write_text(file.read_text())
    for folder in ("common", "digits"):
        (broken.parent / folder).symlink_to(EXAMPLE.parent / folder)
    program = broken / PROGRAM.name
    right = "(min 1.0 (/ most (tree-norm g)))"
    assert right in program.read_text()
    program.write_text(program.read_text().replace(right, "1.0"))
    environment = {**os.environ, "ESHKOL_CACHE_DIR": str(cache_folder)}
    command = [sys.executable, str(broken / "run.py"), "--examples", "60", "--epochs", "0", "--most", "0.1"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    assert done.returncode == 1
    assert "The demonstration failed: the clipped mean has the norm" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--examples", "0"), "should be from 1 to 1348"),
        (("--examples", "1349"), "should be from 1 to 1348"),
        (("--epochs", "-1"), "cannot be negative"),
        (("--most", "0"), "should be a positive number"),
        (("--most", "nan"), "should be a positive number"),
    ],
)
def test_driver_rejects_what_cannot_be(run: Any, arguments: tuple[str, ...], message: str) -> None:
    done, _ = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
