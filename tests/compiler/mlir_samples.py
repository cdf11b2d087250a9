"""Small modules of upstream dialects, as text."""

from __future__ import annotations


def unary(operation: str, dtype: str, extent: int | str = 8, name: str = "f") -> str:
    """One operation on each element of a vector."""
    tensor = f"tensor<{extent}x{dtype}>"
    return f"func.func @{name}(%a: {tensor}) -> {tensor} {{\n  %r = {operation} %a : {tensor}\n  return %r : {tensor}\n}}\n"


def binary(operation: str, dtype: str, extent: int | str = 8, name: str = "f") -> str:
    """One operation on the elements of two vectors."""
    tensor = f"tensor<{extent}x{dtype}>"
    return (
        f"func.func @{name}(%a: {tensor}, %b: {tensor}) -> {tensor} {{\n"
        f"  %r = {operation} %a, %b : {tensor}\n  return %r : {tensor}\n}}\n"
    )


def matmul(rows: int, inner: int, columns: int, dtype: str = "f32", name: str = "mm") -> str:
    """A matrix product."""
    zero = "0" if dtype.startswith("i") else "0.0"
    a, b, c = (
        f"tensor<{rows}x{inner}x{dtype}>",
        f"tensor<{inner}x{columns}x{dtype}>",
        f"tensor<{rows}x{columns}x{dtype}>",
    )
    return (
        f"func.func @{name}(%a: {a}, %b: {b}) -> {c} {{\n"
        f"  %zero = arith.constant {zero} : {dtype}\n"
        f"  %empty = tensor.empty() : {c}\n"
        f"  %init = linalg.fill ins(%zero : {dtype}) outs(%empty : {c}) -> {c}\n"
        f"  %r = linalg.matmul ins(%a, %b : {a}, {b}) outs(%init : {c}) -> {c}\n"
        f"  return %r : {c}\n}}\n"
    )


COMPLEX_PAD = """
func.func @f(%t: tensor<5x4xcomplex<f32>>) -> tensor<5x6xcomplex<f32>> {
  %c = complex.constant [0.0 : f32, 0.0 : f32] : complex<f32>
  %p = tensor.pad %t low[0, 1] high[0, 1] {
  ^bb0(%i: index, %j: index):
    tensor.yield %c : complex<f32>
  } : tensor<5x4xcomplex<f32>> to tensor<5x6xcomplex<f32>>
  return %p : tensor<5x6xcomplex<f32>>
}
"""

ASSERTING = """
func.func @f(%a: tensor<4xf32>, %n: i32) -> tensor<4xf32> {
  %zero = arith.constant 0 : i32
  %positive = arith.cmpi sgt, %n, %zero : i32
  cf.assert %positive, "n must be positive"
  %r = arith.addf %a, %a : tensor<4xf32>
  return %r : tensor<4xf32>
}
"""
