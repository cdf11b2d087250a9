"""How lit runs the FileCheck tests of the dialect and the passes."""

import os
import shutil
from pathlib import Path

import lit.formats

root = Path(__file__).resolve().parent.parent
llvm = Path(os.environ.get("MLIR_DIR", "/usr/lib/llvm-22/lib/cmake/mlir")).parents[2]
tools = Path(os.environ.get("ESHKOL_TOOLS", root / ".venv" / "bin"))

config.name = "eshkol"  # noqa: F821
config.test_format = lit.formats.ShTest(execute_external=False)  # noqa: F821
config.suffixes = [".mlir", ".test"]  # noqa: F821
config.test_source_root = str(Path(__file__).parent)  # noqa: F821
config.test_exec_root = str(root / "build" / "lit")  # noqa: F821
config.environment["PATH"] = os.pathsep.join([str(tools), str(llvm / "bin"), os.environ["PATH"]])  # noqa: F821

runner_libraries = ",".join(
    str(llvm / "lib" / f"lib{name}.so") for name in ("mlir_c_runner_utils", "mlir_runner_utils")
)
# Compiles a file to machine code and calls @main, whose assertions decide.
config.substitutions += [  # noqa: F821
    (
        "%run-native",
        "eshkol-opt --eshkol-to-native %s | mlir-runner -O1 -e main -entry-point-result=void"
        f" -shared-libs={runner_libraries}",
    ),
    (
        "%run-vectorized",
        "eshkol-opt --eshkol-vectorize --eshkol-to-native %s | mlir-runner -O1 -e main -entry-point-result=void"
        f" -shared-libs={runner_libraries}",
    ),
]
assert shutil.which("FileCheck", path=config.environment["PATH"]), "FileCheck is not installed"  # noqa: F821
