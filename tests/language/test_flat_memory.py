"""The memory that training takes does not grow with its length; measured in processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import eshkol_mlir as esk
import pytest

#: MiB that a process may grow by for other reasons; 10^5 steps that each keep 64 bytes would take 6.
ALLOWANCE = 3.0

TRAINING = """
(define-type Model
  (Record [w1 : (Tensor f32 [2 8])] [b1 : (Tensor f32 [8])] [w2 : (Tensor f32 [8])] [b2 : f32]))
(define (loss [m : Model] [x : (Tensor f32 [n 2])] [y : (Tensor f32 [n])])
  (mse (+ (matmul (tanh (+ (matmul x m.w1) m.b1)) m.w2) m.b2) y))
(define (step [m : Model] [x : (Tensor f32 [n 2])] [y : (Tensor f32 [n])])
  (let-values ([(value slope) (value-and-grad loss m x y)])
    (values (tree-map (lambda (p g) (- p (* 0.1 g))) m slope) value)))
(define (train [m : Model] [x : (Tensor f32 [n 2])] [y : (Tensor f32 [n])] [steps : integer])
  (for/fold ([m m] [value 0.0f]) ([i steps]) (step m x y)))
"""

#: The state of each of n rounds has 64 numbers: 512 bytes.
UNROLLED = """
(define (run [x : (Tensor f64 [64])] [n : integer]) : float64
  (sum (for/fold ([s x]) ([i (range n)]) (sin s))))
(define stored (grad (jit run :memory-optimization 'store)))
(define recomputed (grad (jit run :memory-optimization 'recompute)))
"""

#: Runs in a fresh process: statements on `program`, `np` and `peak()`, the greatest size so far in MiB.
CHILD = """
import json, resource, sys
from pathlib import Path
import eshkol_mlir as esk, numpy as np

program = esk.load({path!r}, device={device!r})

def peak():
    status = Path("/proc/self/status")
    if status.exists():
        # On Linux ru_maxrss counts what the process was before it became this program.
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit

random = np.random.default_rng(0)
x = random.standard_normal((64, 2)).astype(np.float32)
y = np.sin(x[:, 0]) * x[:, 1]
model = (random.standard_normal((2, 8)).astype(np.float32), np.zeros(8, np.float32),
         random.standard_normal(8).astype(np.float32), np.float32(0))
{statements}
"""


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files with the compiled programs, so that no process that measures has compiled."""
    folder = tmp_path_factory.mktemp("programs")
    paths = {"training": folder / "training.vmfb", "unrolled": folder / "unrolled.vmfb"}
    esk.compile(TRAINING, cache=False).save(paths["training"])
    esk.compile(UNROLLED, cache=False).save(paths["unrolled"])
    return paths


def measure(path: Path, statements: str, device: str) -> Any:
    """What the statements put into ``answer``."""
    script = CHILD.format(path=str(path), device=device, statements=statements)
    script += "\nprint(json.dumps(answer))\n"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("device", ["cpu", "cpu:sync", "cpu:task"])
def test_training_on_the_device(programs: dict[str, Path], device: str) -> None:
    statements = """
program.train(model, x, y, 1_000)
before = peak()
trained, loss = program.train(model, x, y, 100_000)
first = program.step(model, x, y)[1]
answer = {"grown": peak() - before, "first": float(first), "last": float(loss)}
"""
    answer = measure(programs["training"], statements, device)
    assert answer["last"] < 1e-2 * answer["first"]
    assert answer["grown"] < ALLOWANCE


def test_training_from_python(programs: dict[str, Path]) -> None:
    statements = """
def train(steps):
    trained = model
    for _ in range(steps):
        trained, loss = program.step(trained, x, y)
    return float(loss)

first = train(1_000)
before = peak()
last = train(50_000)
answer = {"grown": peak() - before, "first": first, "last": last}
"""
    answer = measure(programs["training"], statements, "cpu:sync")
    assert answer["last"] < 0.5 * answer["first"]
    assert answer["grown"] < ALLOWANCE


def test_what_reverse_mode_stores_and_recomputes(programs: dict[str, Path]) -> None:
    """100,000 states take 49 MiB; the roots of that many, two times 316, a fraction of one."""
    grown = {}
    for name in ("stored", "recomputed"):
        statements = f"""
point = np.linspace(0.1, 1.0, 64)
program.{name}(point, 1_000)
before = peak()
program.{name}(point, 100_000)
answer = peak() - before
"""
        grown[name] = measure(programs["unrolled"], statements, "cpu:sync")
    assert grown["stored"] > 40
    assert grown["recomputed"] < 6
