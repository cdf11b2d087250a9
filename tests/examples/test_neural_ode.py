"""The neural differential equation: its solver beside SciPy's, its gradient, its training and its driver."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.diagnostics import NumericalError
from matplotlib.image import imread
from ode_truth import SHEAR, TIMES, TURN, Array, initial_network, observations, solution
from scipy.integrate import RK45, solve_ivp

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "neural_ode"
PROGRAM = EXAMPLE / "neural_ode.esk"
FIRST_STEP = 0.01
TRAINING_TOLERANCES = (1e-4, 1e-6)


@pytest.fixture(scope="module", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ESHKOL_CACHE_DIR", str(folder))
        yield folder


@pytest.fixture(scope="module")
def program(cache_folder: Path) -> Any:
    return esk.compile(PROGRAM, device="cpu:sync")


@pytest.fixture(scope="module")
def value_and_gradient(program: Any) -> Any:
    return esk.value_and_grad(program.loss)


def oscillator(_: float, flat: Array) -> Array:
    """The known equation as SciPy wants it."""
    x, y = flat.reshape(-1, 2).T
    r2 = x**2 + y**2
    spin = TURN + SHEAR * r2
    return np.stack([(1 - r2) * x - spin * y, (1 - r2) * y + spin * x], axis=-1).ravel()


def learned(network: Any) -> Any:
    """The network's field as SciPy wants it."""
    w1, b1, w2, b2 = network
    return lambda _, flat: (np.tanh(flat.reshape(-1, 2) @ w1 + b1) @ w2 + b2).ravel()


# The solver ------------------------------------------------------------------------------


def test_closed_form_is_the_solution() -> None:
    start = np.array([[0.3, -0.1], [1.5, 1.0]])
    ends = np.array([0.0, 0.7, 4.0])
    expected = solve_ivp(oscillator, (0, 4), start.ravel(), t_eval=ends, rtol=1e-11, atol=1e-13)
    np.testing.assert_allclose(solution(start, ends).reshape(3, -1), expected.y.T, atol=1e-9)


@pytest.mark.parametrize("rtol", [1e-3, 1e-6, 1e-9])
@pytest.mark.parametrize("radius", [0.1, 3.0])
def test_steps_are_those_of_scipy(program: Any, rtol: float, radius: float) -> None:
    """The same method with the same control of the error: every accepted step and every rejected one."""
    start, end = np.array([[radius, 0.0], [0.0, -radius]]), 5.0
    found = program.oscillation(start, np.array([0.0, end]), rtol, rtol / 100)
    reference = RK45(oscillator, 0.0, start.ravel(), end, rtol=rtol, atol=rtol / 100, first_step=FIRST_STEP)
    at_start, steps = reference.nfev, []
    while reference.status == "running":
        reference.step()
        steps.append(reference.step_size)
    assert found.accepted == len(steps)
    assert found.accepted + found.rejected == (reference.nfev - at_start) / 6
    np.testing.assert_allclose(found.steps[: len(steps)], steps, rtol=1e-6, atol=1e-9)
    assert not found.steps[len(steps) :].any()
    np.testing.assert_allclose(found.states[1].ravel(), reference.y, rtol=1e-8, atol=1e-10)


def test_rejected_steps_leave_no_trace(program: Any) -> None:
    """Far out the field is so fast that the first step fails; the solution is right all the same."""
    start = np.array([[12.0, 5.0]])
    times = np.array([0.0, 0.2, 0.5, 2.0])
    found = program.oscillation(start, times, 1e-9, 1e-11)
    assert found.rejected > 0
    np.testing.assert_allclose(found.states, solution(start, times), atol=1e-7)


def test_solution_stops_at_each_of_the_times(program: Any) -> None:
    network = initial_network(4)
    start = np.random.default_rng(0).normal(size=(5, 2))
    times = np.array([0.5, 0.75, 0.7501, 2.0, 4.5])
    found = program.trajectory(network, start, times, 1e-9, 1e-11)
    np.testing.assert_array_equal(found.states[0], start)
    expected = solve_ivp(
        learned(network), (0.5, 4.5), start.ravel(), method="DOP853", t_eval=times, rtol=1e-11, atol=1e-13
    )
    np.testing.assert_allclose(found.states.reshape(5, -1), expected.y.T, atol=1e-7)
    np.testing.assert_allclose(found.steps.sum(), 4.0, rtol=1e-12)


@pytest.mark.parametrize(
    ("times", "tolerance", "message"),
    [
        ([0.0], 1e-6, "a start and an end"),
        ([0.0, 1.0, 1.0], 1e-6, "should increase"),
        ([0.0, 1e6], 1e-6, "its largest number of steps"),
        ([0.0, 1.0], float("nan"), "its largest number of steps"),
    ],
)
def test_what_has_no_solution_is_refused(
    program: Any, times: list[float], tolerance: float, message: str
) -> None:
    with pytest.raises(NumericalError, match=message):
        program.oscillation(np.ones((1, 2)), np.array(times), tolerance, tolerance)


# The gradient ----------------------------------------------------------------------------


def distance(network: Any, observed: Array) -> float:
    """The loss by SciPy, with another method and tight tolerances."""
    found = solve_ivp(
        learned(network),
        TIMES[[0, -1]],
        observed[0].ravel(),
        method="DOP853",
        t_eval=TIMES,
        rtol=1e-11,
        atol=1e-12,
    )
    return float(np.mean(np.sum((found.y.T.reshape(observed.shape) - observed) ** 2, axis=-1)))


def test_gradient_is_the_slope_of_scipys_loss(value_and_gradient: Any) -> None:
    network, observed = initial_network(1), observations()[:, :3]
    value, gradient = value_and_gradient(network, observed, TIMES, 1e-8, 1e-10)
    assert value == pytest.approx(distance(network, observed), rel=1e-7)
    random = np.random.default_rng(2)
    for index, part in enumerate(gradient):
        place = random.integers(part.size)
        sides = []
        for step in (1e-4, -1e-4):
            moved = [np.array(each) for each in network]
            moved[index].flat[place] += step
            sides.append(distance(moved, observed))
        assert part.flat[place] == pytest.approx((sides[0] - sides[1]) / 2e-4, rel=1e-5, abs=1e-7)


def test_gradient_follows_rejected_steps(value_and_gradient: Any) -> None:
    """A fast field: what was tried in vain must not reach the gradient."""
    network = tuple(8 * part for part in initial_network(1))
    observed = observations()[:, :2]
    program_steps = esk.compile(PROGRAM, device="cpu:sync").trajectory(
        network, observed[0], TIMES, 1e-8, 1e-10
    )
    assert program_steps.rejected > 10
    _, gradient = value_and_gradient(network, observed, TIMES, 1e-8, 1e-10)
    sides = []
    for step in (1e-5, -1e-5):
        moved = [np.array(each) for each in network]
        moved[3][0] += step
        sides.append(distance(moved, observed))
    assert gradient[3][0] == pytest.approx((sides[0] - sides[1]) / 2e-5, rel=1e-4)


# Training --------------------------------------------------------------------------------


def test_fit_is_adam_along_a_cosine(program: Any, value_and_gradient: Any) -> None:
    """The loop in the program against the same loop here."""
    observed, rate, most = observations(), 0.05, 6
    fit = program.fit(initial_network(0), observed, TIMES, *TRAINING_TOLERANCES, rate, 0.0, most)
    network, losses = [np.array(part) for part in initial_network(0)], []
    mean, square = ([np.zeros_like(part) for part in network] for _ in range(2))
    for k in range(most):
        value, gradient = value_and_gradient(tuple(network), observed, TIMES, *TRAINING_TOLERANCES)
        losses.append(value)
        shorter = rate * (1 + np.cos(np.pi * k / most)) / 2
        for part, g, m, v in zip(network, gradient, mean, square, strict=True):
            m += 0.1 * (g - m)
            v += 0.001 * (g**2 - v)
            part -= shorter * (m / (1 - 0.9 ** (k + 1))) / (np.sqrt(v / (1 - 0.999 ** (k + 1))) + 1e-8)
    assert fit.steps == most
    assert losses[-1] < losses[0]
    np.testing.assert_allclose(fit.losses, losses, rtol=1e-8)
    for found, expected in zip(fit.network, network, strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-8)


def test_fit_stops_when_the_goal_is_reached(program: Any) -> None:
    full = program.fit(initial_network(0), observations(), TIMES, *TRAINING_TOLERANCES, 0.05, 0.0, 40)
    goal = (full.losses[9:12].max() + full.losses[12]) / 2
    first = int(np.argmax(full.losses < goal))
    stopped = program.fit(initial_network(0), observations(), TIMES, *TRAINING_TOLERANCES, 0.05, goal, 40)
    assert stopped.steps == first + 1
    np.testing.assert_array_equal(stopped.losses[: first + 1], full.losses[: first + 1])
    assert not stopped.losses[first + 1 :].any()


# The driver ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Runs the driver with arguments; the finished process and the folder that it wrote to."""
    out = tmp_path_factory.mktemp("out")

    def start(*arguments: str) -> tuple[subprocess.CompletedProcess[str], Path]:
        command = [sys.executable, "-W", "error", str(EXAMPLE / "run.py"), "--out", str(out), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ), timeout=300)
        return done, out

    return start


def test_driver_learns_the_equation_and_draws(run: Any) -> None:
    done, out = run("--steps", "500", "--seed", "1")
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    for shown in ("central differences are within", "1e-08", "step  499", "unseen points stay within 0."):
        assert shown in done.stdout
    for name in ("trajectories.png", "loss.png", "steps.png"):
        picture = imread(out / name)
        assert min(picture.shape[:2]) > 100
        assert 0.01 < np.mean(picture[..., :3].min(axis=2) < 0.9) < 0.7


def test_driver_fails_when_nothing_is_learned(run: Any) -> None:
    done, _ = run("--steps", "0")
    assert done.returncode == 1
    assert "after 0 steps, but should be at most 0.002" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--steps", "-1"), "cannot be negative"),
        (("--seed", "-1"), "cannot be negative"),
        (("--rate", "nan"), "should be a positive number"),
        (("--tolerance", "0"), "should be a positive number"),
    ],
)
def test_driver_rejects_what_cannot_be(run: Any, arguments: tuple[str, ...], message: str) -> None:
    done, _ = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
