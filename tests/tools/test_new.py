"""The generator of skeletons writes each piece where the layout puts it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("dialects", "passes", "tools"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def generate(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project / "tools" / "new.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_operation(project: Path) -> None:
    done = generate(project, "op", "Shape", "roll_left")
    assert done.returncode == 0, done.stderr
    touched = done.stdout.split()
    assert touched == [
        "dialects/tensor/Shape.td",
        "dialects/tensor/Shape.cpp",
        "passes/lowering/ShapeToLinalg.cpp",
        "lit_tests/passes/lowering/roll_left.mlir",
    ]
    ods = (project / touched[0]).read_text()
    assert 'def Eshkol_RollLeftOp : Eshkol_TensorOp<"roll_left">' in ods
    assert ods.rstrip().endswith("#endif // ESHKOL_TENSOR_SHAPE_TD")
    # What is left open does not compile.
    assert "#error" in (project / touched[1]).read_text()
    assert "#error" in (project / touched[2]).read_text()
    assert "%run-native" in (project / touched[3]).read_text()


def test_pass(project: Path) -> None:
    done = generate(project, "pass", "lowering", "HoistConstants")
    assert done.returncode == 0, done.stderr
    ods, source, test = (project / line for line in done.stdout.split())
    assert 'def HoistConstantsPass : Pass<"eshkol-hoist-constants"' in ods.read_text()
    assert "#error" in source.read_text()
    assert "--eshkol-hoist-constants" in test.read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("op", "Shape", "transpose"), "transpose exists in Shape.td"),
        (("op", "Shapes", "roll"), "there is no group Shapes; groups are"),
        (("op", "Shape", "Roll"), "Roll is not a mnemonic"),
        (("pass", "lowering", "hoist"), "hoist is not in CamelCase"),
        (("pass", "nowhere", "Hoist"), "there is no folder passes/nowhere"),
    ],
)
def test_bad_request(project: Path, arguments: tuple[str, ...], message: str) -> None:
    done = generate(project, *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert not list((project / "lit_tests").glob("**/*"))
