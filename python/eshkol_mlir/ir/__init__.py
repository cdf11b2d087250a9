"""MLIR with the ``eshkol`` dialect: parse, verify, walk, build and transform modules.

>>> from eshkol_mlir import ir
>>> with ir.Context(), ir.Location.unknown():
...     module = ir.Module.create()
...     matrix = ir.RankedTensorType.get([2, 2], ir.F64Type.get())
...     with ir.InsertionPoint(module.body):
...         @ir.func.FuncOp.from_py_func(matrix)
...         def squared(x):
...             return ir.eshkol.matmul(x, x)
>>> module.verify()
>>> len(module.run("eshkol-to-linalg").find("linalg.matmul"))
1

Types, attributes, locations and insertion points are those of the MLIR Python
bindings that IREE ships; :mod:`eshkol_mlir.ir.eshkol` holds a class for every
operation of the dialect.
"""

from __future__ import annotations

# The generated enumerations import this name from here.
from iree.compiler.dialects import arith, func, linalg, math, scf, tensor
from iree.compiler.ir import (
    Attribute,
    BF16Type,
    Block,
    BoolAttr,
    ComplexType,
    DenseElementsAttr,
    DenseI64ArrayAttr,
    F16Type,
    F32Type,
    F64Type,
    FloatAttr,
    FunctionType,
    IndexType,
    InsertionPoint,
    IntegerAttr,
    IntegerType,
    Location,
    Operation,
    OpView,
    RankedTensorType,
    ShapedType,
    StringAttr,
    Type,
    Value,
    WalkResult,
    register_attribute_builder,
)

from eshkol_mlir.ir.errors import MLIRError
from eshkol_mlir.ir.module import Context, Module, parse

from eshkol_mlir.ir import eshkol  # isort: skip

__all__ = [
    "Attribute",
    "BF16Type",
    "Block",
    "BoolAttr",
    "ComplexType",
    "Context",
    "DenseElementsAttr",
    "DenseI64ArrayAttr",
    "F16Type",
    "F32Type",
    "F64Type",
    "FloatAttr",
    "FunctionType",
    "IndexType",
    "InsertionPoint",
    "IntegerAttr",
    "IntegerType",
    "Location",
    "MLIRError",
    "Module",
    "OpView",
    "Operation",
    "RankedTensorType",
    "ShapedType",
    "StringAttr",
    "Type",
    "Value",
    "WalkResult",
    "arith",
    "eshkol",
    "func",
    "linalg",
    "math",
    "parse",
    "register_attribute_builder",
    "scf",
    "tensor",
]
