"""Writes the skeleton of an operation or a pass where the layout puts it.

    tools/new.py op GROUP NAME      such as: op Reduction logsumexp
    tools/new.py pass PURPOSE NAME  such as: pass lowering HoistConstants

What the skeleton leaves open fails to build or to pass the tests until it is
filled in; docs/adding-an-op.md goes through it step by step.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

OP_ODS = """\

def Eshkol_{camel}Op : Eshkol_TensorOp<"{name}"> {{
  let summary = "";  // one sentence that begins with a verb
  let description = [{{
    Define the result exactly: empty dimensions, NaN, what is out of range.

    ```mlir
    %r = eshkol.{name} %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
    ```
  }}];
  let arguments = (ins Eshkol_Tensor:$operand);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = "$operand attr-dict `:` functional-type(operands, results)";
}}
"""

OP_INFERENCE = """\

LogicalResult {camel}Op::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                          SmallVectorImpl<Type> &results) {{
#error "the shape of the result, and a message that names operands and shapes where they do not fit"
}}
"""

OP_LOWERING = """\

// The formula of {name} goes here; add Lower{camel} to the populate function of this file.
struct Lower{camel} : OpRewritePattern<{camel}Op> {{
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite({camel}Op op, PatternRewriter &rewriter) const override {{
#error "build the linalg operations and replace op"
  }}
}};
"""

OP_LIT = """\
// RUN: eshkol-opt --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @{name}
// CHECK: the essence of the rewrite
func.func @{name}(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {{
  %r = eshkol.{name} %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %r : tensor<?x3xf32>
}}

// Say where the expected numbers come from.
func.func @main() {{
  return
}}
"""

PASS_ODS = """\

def {camel}Pass : Pass<"eshkol-{dashed}", "::mlir::ModuleOp"> {{
  let summary = "";  // one sentence that begins with a verb
  let description = [{{
    What it expects, what it guarantees, what it leaves alone, where the algorithm comes from, and an example.
  }}];
}}
"""

PASS_CPP = """\
//===- {camel}.cpp - {rule}===//

#include "dialects/Dialect.h"
#include "passes/{purpose}/Passes.h"

#include "mlir/IR/BuiltinOps.h"

namespace mlir::eshkol {{
#define GEN_PASS_DEF_{upper}PASS
#include "passes/{purpose}/Passes.h.inc"
}} // namespace mlir::eshkol

using namespace mlir;

namespace {{

struct {camel}Pass : eshkol::impl::{camel}PassBase<{camel}Pass> {{
  void runOnOperation() override {{
#error "the rewrite"
  }}
}};

}} // namespace
"""

PASS_LIT = """\
// RUN: eshkol-opt --eshkol-{dashed} %s | FileCheck %s

// CHECK-LABEL: @rewritten
func.func @rewritten() {{
  return
}}
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the skeleton of an operation or a pass.")
    kinds = parser.add_subparsers(dest="kind", required=True)
    op = kinds.add_parser("op")
    op.add_argument("group", help="a file of dialects/tensor, such as Shape")
    op.add_argument("name", help="the mnemonic, such as log_sum_exp")
    new_pass = kinds.add_parser("pass")
    new_pass.add_argument("purpose", help="a folder of passes, such as lowering")
    new_pass.add_argument("name", help="in CamelCase, such as HoistConstants")
    options = parser.parse_args()
    try:
        touched = (
            add_op(options.group, options.name)
            if options.kind == "op"
            else add_pass(options.purpose, options.name)
        )
    except ValueError as error:
        print(f"new.py: {error}", file=sys.stderr)
        return 2
    for path in touched:
        print(path.relative_to(ROOT))
    return 0


def add_op(group: str, name: str) -> list[Path]:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError(f"{name} is not a mnemonic: lower case, words joined by _")
    ods = ROOT / "dialects" / "tensor" / f"{group}.td"
    inference, lowering = ods.with_suffix(".cpp"), ROOT / "passes" / "lowering" / f"{group}ToLinalg.cpp"
    if not ods.exists():
        known = ", ".join(sorted(path.stem for path in ods.parent.glob("*.td")))
        raise ValueError(f"there is no group {group}; groups are {known}")
    if f'"{name}"' in ods.read_text(encoding="utf-8"):
        raise ValueError(f"{name} exists in {ods.name}")
    camel = "".join(part.capitalize() for part in name.split("_"))
    insert_before(ods, "\n#endif", OP_ODS.format(name=name, camel=camel))
    append(inference, OP_INFERENCE.format(camel=camel))
    touched = [ods, inference]
    if lowering.exists():
        insert_before(lowering, "\n} // namespace\n", OP_LOWERING.format(name=name, camel=camel))
        touched.append(lowering)
    test = ROOT / "lit_tests" / "passes" / "lowering" / f"{name}.mlir"
    create(test, OP_LIT.format(name=name))
    return [*touched, test]


def add_pass(purpose: str, camel: str) -> list[Path]:
    if not re.fullmatch(r"([A-Z][a-z0-9]+)+", camel):
        raise ValueError(f"{camel} is not in CamelCase")
    ods = ROOT / "passes" / purpose / "Passes.td"
    if not ods.exists():
        raise ValueError(f"there is no folder passes/{purpose} with a Passes.td")
    dashed = re.sub(r"(?<!^)(?=[A-Z])", "-", camel).lower()
    words = {
        "camel": camel,
        "dashed": dashed,
        "purpose": purpose,
        "upper": camel.upper(),
        "rule": "-" * (66 - len(camel)),
    }
    insert_before(ods, "\n#endif", PASS_ODS.format(**words))
    source = ods.with_name(f"{camel}.cpp")
    test = ROOT / "lit_tests" / "passes" / purpose / f"{dashed.replace('-', '_')}.mlir"
    create(source, PASS_CPP.format(**words))
    create(test, PASS_LIT.format(**words))
    return [ods, source, test]


def insert_before(path: Path, marker: str, text: str) -> None:
    content = path.read_text(encoding="utf-8")
    position = content.rindex(marker)
    path.write_text(content[:position] + text + content[position:], encoding="utf-8")


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def create(path: Path, text: str) -> None:
    if path.exists():
        raise ValueError(f"{path.relative_to(ROOT)} exists")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
