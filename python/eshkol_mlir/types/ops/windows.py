"""Convolution and pooling over one to three spatial axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.convert import index_list
from eshkol_mlir.types.dims import Dim, Shape, render_shape
from eshkol_mlir.types.indexing import is_negative, require, size
from eshkol_mlir.types.ops.contraction import contractible, operands
from eshkol_mlir.types.ops.library import rounded_dtype, with_dtype
from eshkol_mlir.types.types import Tensor
from eshkol_mlir.types.values import ListValue, SymbolValue, Term, Text, Value, describe

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


@dataclass(frozen=True)
class Windows:
    """How windows are laid over the spatial axes: one number for each of them."""

    extent: list[int]
    strides: list[int]
    dilations: list[int]
    padding: list[tuple[int, int]]

    @property
    def attributes(self) -> dict[str, str]:
        return {
            "strides": index_list(self.strides),
            "dilations": index_list(self.dilations),
            "padding": index_list([side for pair in self.padding for side in pair]),
        }

    def reach(self, axis: int) -> int:
        """How many elements a window spans."""
        return (self.extent[axis] - 1) * self.dilations[axis] + 1


# Options ----------------------------------------------------------------------------------


def _per_axis(call: Call, name: str, count: int, default: Sequence[int], least: int = 1) -> list[int]:
    """One integer for all axes, or one for each."""
    value = call.get(name)
    numbers = list(default) if value is None else call.integers(value, f":{name}")
    if value is not None and not isinstance(value, ListValue):
        numbers = numbers * count
    _check_numbers(call, f":{name}", numbers, count, least)
    return numbers


def _check_numbers(call: Call, name: str, numbers: Sequence[int], count: int, least: int) -> None:
    if len(numbers) != count:
        raise call.shape_error(
            Code.WINDOW_NUMBERS, f"{name} has {len(numbers)} numbers for {count} spatial axes"
        )
    if min(numbers, default=least) < least:
        raise call.shape_error(
            Code.WINDOW_NUMBERS, f"{name} should be at least {least} but is {min(numbers)}"
        )


def _windows(
    el: Elaborator, call: Call, spatial: Shape, extent: list[int], strides: Sequence[int]
) -> Windows:
    count = len(spatial)
    stride = _per_axis(call, "stride", count, strides)
    dilation = _per_axis(call, "dilation", count, [1] * count)
    windows = Windows(extent, stride, dilation, [])
    return Windows(extent, stride, dilation, _padding(call, spatial, windows))


def _padding(call: Call, spatial: Shape, windows: Windows) -> list[tuple[int, int]]:
    value = call.get("padding")
    name = value.name if isinstance(value, SymbolValue) else value.value if isinstance(value, Text) else None
    if name is not None and name.lower() in ("same", "valid"):
        same = name.lower() == "same"
        return [_same(call, dim, windows, axis) if same else (0, 0) for axis, dim in enumerate(spatial)]
    if isinstance(value, ListValue) and any(isinstance(item, ListValue) for item in value.items):
        pairs = [call.integers(item, ":padding") for item in value.items]
        if len(pairs) != len(spatial) or any(len(pair) != 2 for pair in pairs):
            raise call.shape_error(
                Code.WINDOW_NUMBERS, f":padding should be {len(spatial)} pairs [before after]"
            )
        _check_numbers(call, ":padding", [side for pair in pairs for side in pair], 2 * len(spatial), 0)
        return [(pair[0], pair[1]) for pair in pairs]
    if value is not None and name is not None:
        raise call.type_error(
            Code.OPTION_VALUE,
            f":padding should be 'same, 'valid, an integer or a list but is {describe(value)}",
        )
    return [(side, side) for side in _per_axis(call, "padding", len(spatial), [0] * len(spatial), 0)]


def _same(call: Call, dim: Dim, windows: Windows, axis: int) -> tuple[int, int]:
    """What makes the result ``ceil(size / stride)`` long; the odd element is added at the end."""
    stride, reach = windows.strides[axis], windows.reach(axis)
    if stride == 1:
        total = reach - 1
    elif dim.constant is None:
        raise call.type_error(
            Code.KNOWN_VALUE_EXPECTED, ":padding 'same with a stride needs sizes known when compiling",
            notes=[f"spatial axis {axis} has size {dim}"], help=["give the padding as numbers"],
        )  # fmt: skip
    else:
        total = max((-(-dim.constant // stride) - 1) * stride + reach - dim.constant, 0)
    return total // 2, total - total // 2


def _result_size(el: Elaborator, call: Call, dim: Dim, windows: Windows, axis: int) -> Dim:
    """``floor((size + padding - reach) / stride) + 1``."""
    low, high = windows.padding[axis]
    spare = dim + (low + high - windows.reach(axis))
    if is_negative(spare):
        padded = f", with padding {dim + low + high}" if low + high else ""
        raise call.shape_error(
            Code.WINDOW_TOO_LARGE, "the window is larger than the input",
            notes=[f"spatial axis {axis} has size {dim}{padded}",
                   f"the window spans {windows.reach(axis)}"],
        )  # fmt: skip
    require(el, spare, f"{call.builtin.name}: the window is larger than the input", call.span)
    stride = windows.strides[axis]
    if stride == 1:
        return spare + 1
    if spare.constant is not None:
        return Dim.of(spare.constant // stride + 1)
    quotient = el.builder.emit_one(
        "arith.floordivsi", (el.size_value(spare), el.size_value(Dim.of(stride))), "index"
    )
    count = el.builder.emit_one("arith.addi", (quotient, el.size_value(Dim.of(1))), "index")
    return size(el, count)


# Convolution --------------------------------------------------------------------------------


def _define_convolution(count: int) -> None:
    @builtin(f"(conv{count}d x kernel :stride :padding :dilation :groups)")
    def convolution(el: Elaborator, call: Call) -> Value:
        return _convolve(el, call, count)

    axes = " ".join("dhw"[3 - count :])
    convolution.__doc__ = (
        f"Convolves ``x`` [n c {axes}] with ``kernel`` [o c/groups ...], which is not reversed.\n\n"
        "    ``:stride`` and ``:dilation`` (1) are an integer or one for each axis, ``:padding`` (0) also\n"
        "    pairs [before after], 'same or 'valid."
    )


for _count in (1, 2, 3):
    _define_convolution(_count)


def _convolve(el: Elaborator, call: Call, count: int) -> Value:
    x, kernel = operands(el, call)
    _check_ranks(call, x, kernel, count)
    groups = call.integer("groups") or 1
    _check_channels(el, call, x, kernel, groups)
    extent = [dim.constant for dim in kernel.type.shape[2:]]
    if None in extent:
        raise call.type_error(
            Code.KNOWN_VALUE_EXPECTED,
            f"the kernel's spatial sizes should be known when compiling but it is {kernel.type}",
        )
    spatial = x.type.shape[2:]
    windows = _windows(el, call, spatial, [length or 0 for length in extent], [1] * count)
    sizes = [_result_size(el, call, dim, windows, axis) for axis, dim in enumerate(spatial)]
    shape = (x.type.shape[0], kernel.type.shape[0], *sizes)
    return el.emit_tensor(
        "eshkol.conv", (x.value, kernel.value), Tensor(x.type.dtype, shape),
        **windows.attributes, input_dilations=index_list([1] * count), groups=f"{groups} : i64",
    )  # fmt: skip


def _check_ranks(call: Call, x: Term, kernel: Term, count: int) -> None:
    for what, term, names in (("x", x, "n c"), ("the kernel", kernel, "o c/groups")):
        if len(term.type.shape) != count + 2:
            axes = f"[{names} {' '.join('dhw'[3 - count :])}]"
            raise call.shape_error(
                Code.WRONG_RANK,
                f"{what} should have {count + 2} axes {axes} but has shape {render_shape(term.type.shape)}",
            )


def _check_channels(el: Elaborator, call: Call, x: Term, kernel: Term, groups: int) -> None:
    notes = [f"x:      {x.type}", f"kernel: {kernel.type}"]
    if groups < 1:
        raise call.shape_error(Code.CHANNELS, f":groups should be at least 1 but is {groups}")
    channels, outputs = x.type.shape[1], kernel.type.shape[0].constant
    if outputs is not None and outputs % groups:
        raise call.shape_error(
            Code.CHANNELS, f"{outputs} output channels do not divide into {groups} groups", notes=notes
        )
    if not contractible(el, call, channels, kernel.type.shape[1] * groups):
        caret = f"x has {channels} channels but the kernel takes {kernel.type.shape[1] * groups}"
        raise call.shape_error(Code.CHANNELS, "shape mismatch", caret=caret, notes=notes)


# Pooling ----------------------------------------------------------------------------------------


@builtin("(max-pool x window :stride :padding :dilation)", "max-pool1d", "max-pool2d", "max-pool3d")
def max_pool(el: Elaborator, call: Call) -> Value:
    """The greatest element of each window of ``x`` [n c spatial...]; padding never wins.

    ``:stride`` is the window by default.
    """
    return _pool(el, call, "max", call.tensor(el, 0))


@builtin(
    "(avg-pool x window :stride :padding :dilation)", "avg-pool1d", "avg-pool2d", "avg-pool3d", "mean-pool"
)
def avg_pool(el: Elaborator, call: Call) -> Value:
    """The mean of each window of ``x`` [n c spatial...]; padding does not count.

    ``:stride`` is the window by default.
    """
    x = call.tensor(el, 0)
    return _pool(el, call, "mean", with_dtype(el, x, rounded_dtype(x.type.dtype)))


def _pool(el: Elaborator, call: Call, kind: str, x: Term) -> Term:
    if kind == "max" and x.type.dtype.is_complex:
        raise call.type_error(Code.NO_ORDER, "complex numbers have no order")
    shape = x.type.shape
    if not 3 <= len(shape) <= 5:
        raise call.shape_error(
            Code.WRONG_RANK,
            f"expected axes [n c spatial...], 3 to 5 of them, but the shape is {render_shape(shape)}",
        )
    spatial = shape[2:]
    extent = call.integers(call[1], "the window")
    if not isinstance(call[1], ListValue):
        extent = extent * len(spatial)
    _check_numbers(call, "the window", extent, len(spatial), 1)
    windows = _windows(el, call, spatial, extent, extent)
    sizes = [_result_size(el, call, dim, windows, axis) for axis, dim in enumerate(spatial)]
    return el.emit_tensor(
        "eshkol.pool", (x.value,), Tensor(x.type.dtype, (*shape[:2], *sizes)),
        kind=f"#eshkol<reduction {kind}>", window=index_list(extent), **windows.attributes,
    )  # fmt: skip
